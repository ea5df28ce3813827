"""Taking a step: the table asked, the answer checked, the event written, and what follows from an end."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import highest
from casemgr.core.errors import NotFound
from casemgr.core.sight import open_to
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records import followups
from casemgr.records.people import Person
from casemgr.records.referrals.asking import keep_question
from casemgr.records.referrals.checks import outcomes_of
from casemgr.records.referrals.drafts import CompleteDraft, FailDraft, StepDraft
from casemgr.records.referrals.states import Line, line_for
from casemgr.records.referrals.tables import Referral, ReferralEvent, ReferralParticipant, ReferralReply, ReferralStep
from casemgr.records.referrals.words import EVENT_NAMES, FINAL, Event, Lane, Status

RESTORED: dict[str, type] = {
    **dict.fromkeys(("status", "acknowledged_by", "decline_reason", "hold_reason"), str),
    **dict.fromkeys(("acknowledged_at", "accepted_at", "appointment_at", "rejected_at"), datetime),
    "first_service_at": datetime,
    **dict.fromkeys(("next_step_on", "review_on"), date),
}
"""What a step that may be taken back changes of a referral."""
MAY_BE_TAKEN_BACK = frozenset(
    {
        *(Event.ACKNOWLEDGE, Event.ACCEPT, Event.DECLINE, Event.START, Event.PAUSE, Event.RESUME),
        *(Event.ASK_BACK, Event.ATTEMPT),
    }
)
"""Steps from which nothing follows that cannot be undone; after an end, others have been told."""
BEHIND_THE_WALL = frozenset({Event.ATTEMPT})
"""Steps of others whose note may tell what the receiver said."""


def the_referral(tx: Tx, id: UUID) -> Referral:
    """The referral with this id, if the actor may see it."""
    referral = tx.get(Referral, id)
    if referral is None:
        raise NotFound(_("There is no such referral, or you may not see it."))
    return referral


def step(tx: Tx, referral: Referral, event: Event, answer: StepDraft) -> None:
    """Take one step of the state table; Invalid where the table has none, NotAllowed where it is another's to take."""
    line = line_for(tx, referral, event)
    before = Status(referral.status)
    as_it_was = {name: getattr(referral, name) for name in RESTORED}
    code = line.holds(tx, referral, answer)
    after = line.to or before
    referral.status, referral.last_event_at = after.value, tx.now
    _keep_label(tx, referral)
    tx.add(referral)
    written = _write(tx, referral, line, before, code, answer)
    _keep_words(tx, referral, line, written, answer)
    _keep_before(tx, referral, written, as_it_was, answer)
    if event is Event.ASK_BACK:
        tx.flush()
        keep_question(tx, referral, written)
    take_part(tx, referral, line.lane)
    if after in FINAL and before not in FINAL:
        followups.stop_for(tx, "referrals", referral.id, _(EVENT_NAMES[event]))


def drafted(tx: Tx, referral: Referral) -> None:
    """Write down that a referral was drafted: the first of its events."""
    tx.add(referral)
    tx.flush()
    tx.add(
        ReferralEvent(
            referral_id=referral.id,
            at=tx.now,
            event=Event.DRAFT.value,
            actor_id=tx.actor.id,
            role=Lane.SENDER.value,
            from_status="",
            to_status=Status.DRAFT.value,
        )
    )
    take_part(tx, referral, Lane.SENDER)


def take_part(tx: Tx, referral: Referral, lane: Lane) -> None:
    """Note the actor among the participants, once for each side they acted on."""
    asked = select(ReferralParticipant.id).where(
        ReferralParticipant.referral_id == referral.id,
        ReferralParticipant.staff_id == tx.actor.id,
        ReferralParticipant.lane == lane.value,
    )
    if tx.exec(asked).first() is None:
        tx.add(ReferralParticipant(referral_id=referral.id, lane=lane.value, staff_id=tx.actor.id))


def _keep_label(tx: Tx, referral: Referral) -> None:
    """A referral is at least as sensitive as its person is now."""
    person = tx.get(Person, referral.person_id) if referral.person_id is not None else None
    if person is not None:
        referral.sensitivity = highest(referral.sensitivity, person.sensitivity)


def _write(tx: Tx, referral: Referral, line: Line, before: Status, code: str, answer: StepDraft) -> ReferralEvent:
    evidence = getattr(answer, "evidence", None)
    written = ReferralEvent(
        referral_id=referral.id,
        at=tx.now,
        event=line.event.value,
        actor_id=tx.actor.id,
        role=line.lane.value,
        on_behalf=line.lane is Lane.RECEIVER and tx.actor.organization is None,
        from_status=before.value,
        to_status=referral.status,
        code=code,
        evidence=evidence.value if evidence is not None else "",
    )
    tx.add(written)
    return written


def _keep_words(tx: Tx, referral: Referral, line: Line, written: ReferralEvent, answer: StepDraft) -> None:
    """Put the note with its event; where a wall stands, what the receiver says goes behind it instead."""
    if not referral.wall or not (line.lane is Lane.RECEIVER or line.event in BEHIND_THE_WALL):
        written.note = answer.note
        return
    said = [answer.note]
    if isinstance(answer, CompleteDraft | FailDraft):
        hoped = {outcome.id: outcome.text for outcome in outcomes_of(tx, referral.id)}
        said += [f"{hoped[one.desired_outcome_id]}: {one.comment}" for one in answer.achieved if one.comment]
        said.append(answer.client_feedback)
    text = "\n".join(part for part in said if part)
    if not text:
        return
    reply = ReferralReply(
        referral_id=referral.id, event_id=written.id, text=text, sensitivity=referral.wall, unit=referral.unit
    )
    tx.add(reply)
    if referral.organization_id is not None:
        open_to(tx, reply.id, [referral.organization_id])


def _keep_before(
    tx: Tx, referral: Referral, written: ReferralEvent, as_it_was: dict[str, object], answer: StepDraft
) -> None:
    """Note how it stood before, for the steps that may be taken back, and what the event has no room for."""
    if Event(written.event) not in MAY_BE_TAKEN_BACK:
        return
    changed = {name: was for name, was in as_it_was.items() if getattr(referral, name) != was}
    tx.add(
        ReferralStep(
            referral_id=referral.id,
            about_id=written.id,
            at=tx.now,
            before={name: _text(was) for name, was in changed.items()},
            method=getattr(answer, "method", ""),
            review_on=getattr(answer, "review_on", None),
        )
    )


def _text(was: object) -> str | None:
    return was.isoformat() if isinstance(was, date) else None if was is None else str(was)
