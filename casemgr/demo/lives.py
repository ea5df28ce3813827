"""The lives of referrals after they were sent: who answers when, until the officer has seen the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from casemgr.core.desk import Desk
from casemgr.demo import sharing
from casemgr.demo.days import Call, Shift, Step, id_at, plain
from casemgr.demo.story import Story
from casemgr.demo.ways import ACCEPTED, STARTED, UNTOLD, Way
from casemgr.records import consents, followups, needs, referrals
from casemgr.records.needs import NeedStatus
from casemgr.records.referrals import (
    AcceptDraft,
    Achieved,
    AcknowledgeDraft,
    CancelDraft,
    CompleteDraft,
    DeclineDraft,
    Evidence,
    FailDraft,
    HoldReason,
    PauseDraft,
    ReasonDraft,
    ReReferDraft,
    SendDraft,
    SessionDraft,
    StartDraft,
    StepDraft,
)

LIAISON, SUPERVISOR = "g.moreau", "s.okafor"
DECLINES = ("not_eligible", "no_capacity", "outside_service_area", "missing_documents", "cannot_reach_client", "other")
FAILURES = ("couldnt_contact", "no_longer_interested", "couldnt_get_help", "not_eligible", "no_capacity")


@dataclass(frozen=True)
class Sent:
    """A referral as it went out."""

    id: UUID
    need: UUID
    consent: UUID | None
    shift: Shift
    services: tuple[str, ...]
    way: Way
    officer: str


@dataclass
class Life:
    """Where a referral is in its life; once a step would lie in days to come, nothing more happens."""

    story: Story
    sent: Sent
    answerer: str
    at: datetime = field(init=False)
    over: bool = False

    def __post_init__(self) -> None:
        self.at = self.sent.shift.end

    def take(self, who: str, least: float, most: float, make: Callable[[Shift], Step]) -> bool:
        """Someone's next step, so many days after the last one."""
        days = self.story.chance.uniform(least, most)
        shift = None if self.over else self.story.diary.after(who, self.at, days)
        if shift is None:
            self.over = True
            return False
        self.story.diary.do(shift, make(shift))
        self.at = shift.end
        return True


def elsewhere(story: Story, services: tuple[str, ...]) -> str | None:
    """Another service for the same need, of another organization, that has room and answers."""
    first = story.ground.organizations[services[0]]
    for service in services[1:]:
        local = story.town.services.get(service)
        closed = local is not None and (local.vawa_provider or local.capacity_status == "no-capacity")
        if story.ground.organizations[service] != first and not closed:
            return service
    return None


def follow(story: Story, sent: Sent) -> None:
    """Put the whole life of a referral into the diary."""
    organization = story.ground.organizations[sent.services[0]]
    bound = [one.user for one in story.town.staff if one.organization == organization]
    life = Life(story, sent, bound[0] if bound else LIAISON)
    if sent.way in UNTOLD:
        if sent.way is Way.CONSENT_REFUSED:
            life.take(life.sent.officer, 4, 12, lambda _s: _asked_whether(sent.id))
        return
    if sent.way is Way.RESTS_REQUESTED:
        return
    if sent.way is Way.IN_ERROR:
        reason = ReasonDraft(note="DEMO. Entered for the wrong person.")
        life.take(SUPERVISOR, 0, 2, lambda _s: plain(referrals.entered_in_error, sent.id, reason))
        return
    who = AcknowledgeDraft(acknowledged_by="Front desk (DEMO)")
    life.take(life.answerer, 0, 2.5, lambda _s: plain(referrals.acknowledge, sent.id, who))
    if sent.way in ACCEPTED:
        _accepted(life)
    elif sent.way in (Way.REJECTED, Way.SENT_ELSEWHERE):
        _rejected(life)
    elif sent.way in (Way.CANCELLED, Way.CONSENT_REVOKED):
        _cancelled(life)


def _accepted(life: Life) -> None:
    sent, chance, diary = life.sent, life.story.chance, life.story.diary

    def accept(shift: Shift) -> Step:
        day = diary.day(shift.end) + timedelta(days=chance.randint(2, 9))
        note = chance.choice(life.story.talk.answers) if chance.random() < 0.4 else ""
        fixed = chance.random() < 0.4
        appointment = diary.at(day, chance.randint(9, 16)) if fixed else None
        answer = AcceptDraft(next_step_on=None if fixed else day, appointment_at=appointment, note=note)
        return plain(referrals.accept, sent.id, answer)

    life.take(life.answerer, 0.5, 5, accept)
    if sent.way in STARTED:
        life.take(life.answerer, 2, 12, lambda shift: _started(life, shift))
    if sent.way in (Way.HELD_THEN_COMPLETED, Way.RESTS_ON_HOLD):
        life.take(life.answerer, 3, 10, lambda shift: _paused(life, shift))
    if sent.way is Way.HELD_THEN_COMPLETED:
        life.take(life.answerer, 8, 20, lambda _s: plain(referrals.resume, sent.id, StepDraft()))
    if sent.way is Way.FAILED:
        _failed(life)
    elif sent.way not in (Way.RESTS_ACCEPTED, Way.RESTS_IN_PROGRESS, Way.RESTS_ON_HOLD):
        _completed(life)


def _started(life: Life, shift: Shift) -> Step:
    at = shift.end - timedelta(hours=2)
    calls: list[Call] = [(referrals.start, (life.sent.id, StartDraft(first_service_at=at)))]
    if life.story.chance.random() < 0.3:
        came = life.story.chance.random() < 0.8
        session = SessionDraft(at=at, happened=came, attended=came, no_session_reason="" if came else "POP_ACCEPTABLE")
        calls.append((referrals.note_session, (life.sent.id, session)))
    return lambda _desk: calls


def _paused(life: Life, shift: Shift) -> Step:
    review = life.story.diary.day(shift.end) + timedelta(days=life.story.chance.randint(14, 45))
    answer = PauseDraft(reason=life.story.chance.choice(list(HoldReason)), review_on=review)
    return plain(referrals.pause, life.sent.id, answer)


def _completed(life: Life) -> None:
    chance, id = life.story.chance, life.sent.id
    partly = chance.random() < 0.25
    evidence = chance.choice(list(Evidence))
    feedback = chance.choice(life.story.talk.feedback) if chance.random() < 0.4 else ""

    def complete(desk: Desk) -> list[Call]:
        reached = "PARTIALLY_ACHIEVED" if partly else "ACHIEVED"
        hoped = desk.ask(referrals.referral, id).desired_outcomes
        achieved = [Achieved(desired_outcome_id=one.id, achievement=reached) for one in hoped]
        outcome = "partially_helped" if partly else "got_help"
        answer = CompleteDraft(outcome=outcome, evidence=evidence, achieved=achieved, client_feedback=feedback)
        return [(referrals.complete, (id, answer))]

    if not life.take(life.answerer, 8, 40, lambda _s: complete):
        return
    if life.sent.way is Way.REOPENED:
        reason = ReasonDraft(note="DEMO. It was somebody else's paper.")
        life.take(SUPERVISOR, 2, 8, lambda _s: plain(referrals.reopen, id, reason))
        return
    _seen(life, addressed=True)


def _failed(life: Life) -> None:
    chance = life.story.chance
    evidence = chance.choice((None, Evidence.PROVIDER, Evidence.CLIENT))
    answer = FailDraft(outcome=chance.choice(FAILURES), evidence=evidence)
    if life.take(life.answerer, 8, 30, lambda _s: plain(referrals.fail, life.sent.id, answer)):
        _seen(life, addressed=False)


def _rejected(life: Life) -> None:
    chance, sent = life.story.chance, life.sent
    answer = DeclineDraft(reason=chance.choice(DECLINES), note="DEMO. We move house this month.")
    if not life.take(life.answerer, 0.5, 5, lambda _s: plain(referrals.decline, sent.id, answer)):
        return
    other = elsewhere(life.story, sent.services)
    if sent.way is not Way.SENT_ELSEWHERE or other is None:
        _seen(life, addressed=False)
        return
    child = id_at(life.at, chance)

    def refer_again(_shift: Shift) -> Step:
        again = ReReferDraft(id=child, service_id=life.story.ground.services[other])
        sending = SendDraft()
        return lambda _desk: [(referrals.re_refer, (sent.id, again)), (referrals.send, (child, sending))]

    if life.take(LIAISON, 0.5, 4, refer_again):
        shift = Shift(life.at, LIAISON)
        follow(life.story, Sent(child, sent.need, sent.consent, shift, (other,), Way.COMPLETED, sent.officer))


def _cancelled(life: Life) -> None:
    revoked = life.sent.way is Way.CONSENT_REVOKED and life.sent.consent is not None
    reason = "consent_revoked" if revoked else life.story.chance.choice(("client_withdrew", "moved_away", "duplicate"))
    calls: list[Call] = [(referrals.cancel, (life.sent.id, CancelDraft(reason=reason)))]
    if revoked:
        calls.insert(0, (consents.revoke_consent, (life.sent.consent, sharing.revoked())))
    life.take(life.sent.officer, 2, 12, lambda _s: lambda _desk: calls)


def _seen(life: Life, *, addressed: bool) -> None:
    """The officer looks at how it ended, mostly; and the need is met or stays."""
    if life.story.chance.random() > 0.8:
        return
    calls: list[Call] = [(referrals.seen_by_referrer, (life.sent.id,))]
    if addressed:
        calls.append((needs.set_need_status, (life.sent.need, NeedStatus.ADDRESSED, "DEMO. Help has come.")))
    life.take(life.sent.officer, 0, 3, lambda _s: lambda _desk: calls)


def _asked_whether(referral: UUID) -> Step:
    """The officer asks whether they went there by themselves."""

    def step(desk: Desk) -> list[Call]:
        rows = desk.ask(followups.of_parent, "referrals", referral)
        return [(followups.done, (row.id, "DEMO. They have called there.")) for row in rows]

    return step
