"""Needs and referrals: who is referred where, and the beginning of each referral."""

from dataclasses import dataclass
from functools import cache
from random import Random
from uuid import UUID

from casemgr.demo import lives, sharing
from casemgr.demo.books import Want
from casemgr.demo.days import Shift, id_at, plain
from casemgr.demo.residents import Resident
from casemgr.demo.story import Encounter, Story
from casemgr.demo.ways import UNTOLD, Way, deck
from casemgr.records import needs, referrals
from casemgr.records.needs import NeedDraft, NeedStatus, Priority
from casemgr.records.referrals import AmendDraft, Handoff, Lane, ParticipantDraft, ReferralDraft, SendDraft, Urgency

FOR_THE_YOUNG = frozenset({"after-school", "youth-mentoring"})
FOR_THE_OLD = frozenset({"senior-visits"})
FULL = "housing-waitlist"
CRISIS = "mobile-crisis"
SHARE = 0.42
"""Of those who need something, so many are referred."""
HANDOFFS = {Handoff.DIRECT_SEND: 60, Handoff.WARM_PHONE: 25, Handoff.WARM_IN_PERSON: 15}
URGENCIES = {None: 50, Urgency.ONE_DAY: 12, Urgency.THREE_DAYS: 20, Urgency.SEVEN_DAYS: 15, Urgency.ONE_HOUR: 3}


@dataclass(frozen=True)
class Plan:
    """A need of someone, the services that fit, the chosen one first, and the way the referral goes."""

    domain: str
    services: tuple[str, ...]
    way: Way


@cache
def _dealt() -> tuple[Way, ...]:
    return deck()


def referral_for(story: Story, met: Encounter) -> Plan | None:
    """What the one a contact is about needs, if a referral begins with it."""
    if not (met.residents and met.topics):
        return None
    resident, domain = met.residents[0], met.topics[0]
    want = story.talk.needs.get(domain)
    services = _fitting(want, resident, story.chance) if want is not None else ()
    if not services or domain in resident.needs:
        return None
    resident.needs.add(domain)
    if story.chance.random() > SHARE:
        if story.chance.random() < 0.4:
            _only_note(story, met, domain)
        return None
    way = _dealt()[story.referred % len(_dealt())]
    story.referred += 1
    return Plan(domain, services, _possible(story, way, services))


def _fitting(want: Want, resident: Resident, chance: Random) -> tuple[str, ...]:
    young, old = resident.minor, resident.age >= 60
    fitting = [
        service
        for service in want.services
        if young == (service in FOR_THE_YOUNG) and (old or service not in FOR_THE_OLD)
    ]
    return tuple(chance.sample(fitting, len(fitting)))


def _possible(story: Story, way: Way, services: tuple[str, ...]) -> Way:
    """The way that was dealt, unless it cannot be gone with these services."""
    local = story.town.services.get(services[0])
    if local is not None and local.vawa_provider:
        return Way.RESTS_REQUESTED
    if way is Way.DANGER and CRISIS not in services:
        return Way.COMPLETED
    return way if way is not Way.SENT_ELSEWHERE or lives.elsewhere(story, services) else Way.REJECTED


def _only_note(story: Story, met: Encounter, domain: str) -> None:
    """A need that is noted, and later perhaps not wanted to be met."""
    id = _note(story, met, domain)
    if story.chance.random() < 0.2:
        later = story.diary.after(met.shift.who, met.shift.end, 3)
        if later is not None:
            declined = plain(needs.set_need_status, id, NeedStatus.DECLINED, "DEMO. Wants no help with this now.")
            story.diary.do(later, declined)


def _note(story: Story, met: Encounter, domain: str) -> UUID:
    draft = NeedDraft(
        id=id_at(met.shift.end, story.chance),
        person_id=met.residents[0].known,
        domain=domain,
        priority=story.chance.choices(list(Priority), (25, 55, 20))[0],
        noticed_at=met.at,
        contact_id=met.id,
    )
    story.diary.do(met.shift, plain(needs.note_need, draft))
    return draft.id


def live(story: Story, met: Encounter, plan: Plan) -> None:
    """The need noted, consent asked for, the referral drafted and sent, and its life after that."""
    shift, resident, chance = met.shift, met.residents[0], story.chance
    need = _note(story, met, plan.domain)
    services = (CRISIS,) if plan.way is Way.DANGER else plan.services
    consent = _asked(story, shift, resident, services, plan.way)
    draft = _draft(story, met, plan, services, need)
    if plan.way is Way.DRAFT:
        story.diary.do(shift, plain(referrals.draft_referral, draft))
        return
    story.diary.do(shift, plain(referrals.refer, draft, _send(story, services[0], plan.way)))
    if story.referred % 23 == 4 and plan.way not in UNTOLD:
        amended = AmendDraft(change_reason="DEMO. Told us later.", when_unavailable="Works nights until Friday.")
        story.diary.do(shift, plain(referrals.amend_referral, draft.id, amended))
    if story.referred % 17 == 3:
        host = ParticipantDraft(lane=Lane.RECEIVER, name=f"Front desk {chance.randint(1, 9)} (DEMO)")
        story.diary.do(shift, plain(referrals.add_participant, draft.id, host))
    lives.follow(story, lives.Sent(draft.id, need, consent, shift, services, plan.way, shift.who))


def _asked(story: Story, shift: Shift, resident: Resident, services: tuple[str, ...], way: Way) -> UUID | None:
    if way is Way.CONSENT_REFUSED:
        sharing.refuse(story, shift, resident, services)
    if way in UNTOLD or way is Way.DANGER:
        return None
    return sharing.ask(story, shift, resident, services, lasting=way is Way.COMPLETED)


def _draft(story: Story, met: Encounter, plan: Plan, services: tuple[str, ...], need: UUID) -> ReferralDraft:
    chance, want = story.chance, story.talk.needs[plan.domain]
    handoff = chance.choices(list(HANDOFFS), list(HANDOFFS.values()))[0]
    if plan.way in UNTOLD:
        handoff = Handoff.INFO_ONLY if plan.way is Way.HANDOUT else Handoff.SELF_CONTACT
    return ReferralDraft(
        id=id_at(met.shift.end, chance),
        person_id=met.residents[0].known,
        need_id=need,
        service_id=story.ground.services[services[0]],
        reason=want.label,
        desired_outcomes=chance.sample(want.outcomes, min(len(want.outcomes), chance.choice((1, 1, 2)))),
        information_shared=[] if plan.way in UNTOLD else sharing.categories(story, services[:1]),
        handoff=handoff.value,
        urgency=chance.choices(list(URGENCIES), list(URGENCIES.values()))[0],
        has_other_responsibilities="Looks after a child" if chance.random() < 0.1 else "",
    )


def _send(story: Story, service: str, way: Way) -> SendDraft:
    danger = way is Way.DANGER
    return SendDraft(
        basis="imminent_threat" if danger else "",
        basis_reason="DEMO. Stood on the bridge rail and said good-bye." if danger else "",
        approved_by=story.ground.staff["s.okafor"] if danger else None,
        capacity_override="DEMO. The list opens next month." if service == FULL else "",
    )
