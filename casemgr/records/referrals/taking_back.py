"""Taking a step back right after it was taken: what it changed is as it was before, and both stay in the events."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records import followups
from casemgr.records.referrals.packets import taken_of
from casemgr.records.referrals.steps import RESTORED, the_referral
from casemgr.records.referrals.tables import Referral, ReferralEvent, ReferralQuestion, ReferralStep
from casemgr.records.referrals.words import EVENT_NAMES, Event

GRACE = timedelta(seconds=60)
"""How long a step may be taken back; the window offers it for ten seconds."""


@command(May.ANSWER_REFERRALS)
def take_back(tx: Tx, id: UUID) -> None:
    """Take back the last step of a referral, if it was one's own, just now, and nothing followed from it."""
    referral = the_referral(tx, id)
    last = _last(tx, id)
    asked = select(ReferralStep).where(ReferralStep.referral_id == id, ReferralStep.about_id == last.id)
    step = tx.exec(asked).first()
    if step is None or last.actor_id != tx.actor.id or tx.now - last.at > GRACE:
        sentence = _("“{event}” cannot be taken back any more; take the next step instead.")
        raise Invalid(Problem("status", sentence.format(event=_(EVENT_NAMES[Event(last.event)]))))
    for name, value in _read(step.before):
        setattr(referral, name, value)
    _withdraw(tx, referral, last)
    referral.last_event_at = tx.now
    tx.add(referral)
    tx.add(
        ReferralEvent(
            referral_id=id,
            at=tx.now,
            event=Event.TAKE_BACK.value,
            actor_id=tx.actor.id,
            role=last.role,
            on_behalf=last.on_behalf,
            from_status=last.to_status,
            to_status=last.from_status,
            code=last.event,
        )
    )


def _last(tx: Tx, id: UUID) -> ReferralEvent:
    events = tx.exec(select(ReferralEvent).where(ReferralEvent.referral_id == id))
    return max(events, key=lambda event: (event.at, event.id))


def _read(before: Mapping[str, str | None]) -> Iterator[tuple[str, object]]:
    for name, text in before.items():
        kind = RESTORED[name]
        if text is None:
            yield name, None
        elif kind is str:
            yield name, text
        else:
            yield name, datetime.fromisoformat(text) if kind is datetime else date.fromisoformat(text)


def _withdraw(tx: Tx, referral: Referral, last: ReferralEvent) -> None:
    """Undo what the step did beside the referral: promises it kept or dropped, a question it asked, a reply it took."""
    for reply in taken_of(tx, referral.id):
        if reply.taken_at == last.at:
            tx.delete(reply)
    followups.open_again_for(tx, "referrals", referral.id, last.at)
    asked = select(ReferralQuestion).where(ReferralQuestion.event_id == last.id)
    for question in tx.exec(asked):
        question.answered_at = tx.now
        tx.add(question)
        followups.complete_for(tx, "referrals", referral.id, question.promised, _("The question was taken back."))
