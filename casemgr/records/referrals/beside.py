"""Beside the steps: amending what was sent, who takes part, sessions, and the officer having seen the end."""

from uuid import UUID

from casemgr.core.access import May
from casemgr.core.errors import Invalid, NotAllowed, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.referrals.drafts import AmendDraft, ParticipantDraft, SessionDraft
from casemgr.records.referrals.states import parts_of
from casemgr.records.referrals.steps import the_referral
from casemgr.records.referrals.tables import (
    Referral,
    ReferralChange,
    ReferralParticipant,
    ReferralSession,
    ReferralStep,
)
from casemgr.records.referrals.words import FINAL, UNDER_WAY, Status, Who
from casemgr.records.staff import member


@command(May.REFER)
def amend_referral(tx: Tx, id: UUID, draft: AmendDraft) -> None:
    """Amend what was sent, with the reason; what stood there before is kept. Whom and what it shares cannot change."""
    referral = the_referral(tx, id)
    if referral.status not in UNDER_WAY:
        raise Invalid(Problem("status", _("Only a referral that is sent and not at an end is amended.")))
    if not {Who.OFFICER, Who.SENDER} & parts_of(tx.actor, referral):
        raise NotAllowed(_("Only the side that sent the referral amends it."))
    wanted = draft.model_dump(exclude={"change_reason"}, exclude_none=True)
    changed = {name: new for name, new in wanted.items() if getattr(referral, name) != new}
    if not changed:
        raise Invalid(Problem("", _("Nothing is changed.")))
    for name, new in changed.items():
        old = getattr(referral, name)
        tx.add(
            ReferralChange(
                referral_id=id,
                at=tx.now,
                by=tx.actor.id,
                field=name,
                old="" if old is None else str(old),
                new=str(new),
                reason=draft.change_reason,
            )
        )
        setattr(referral, name, new)
    tx.add(referral)


@command(May.REFER)
def add_participant(tx: Tx, id: UUID, draft: ParticipantDraft) -> UUID:
    """Name someone else who takes part, on one of the sides."""
    referral = the_referral(tx, id)
    if (draft.staff_id is None) == (not draft.name):
        raise Invalid(Problem("staff_id", _("Choose a member of staff, or write the name of someone else.")))
    if draft.staff_id is not None:
        member(tx, draft.staff_id)
    part = ReferralParticipant(referral_id=referral.id, lane=draft.lane.value, staff_id=draft.staff_id, name=draft.name)
    tx.add(part)
    return part.id


@command(May.ANSWER_REFERRALS)
def note_session(tx: Tx, id: UUID, draft: SessionDraft) -> UUID:
    """The receiver notes an appointment that took place, or did not; the police see only how many."""
    referral = the_referral(tx, id)
    if Who.RECEIVER not in parts_of(tx.actor, referral):
        raise NotAllowed(_("Sessions are for the receiving organization to note."))
    if referral.status not in {Status.ACCEPTED, Status.IN_PROGRESS}:
        raise Invalid(Problem("status", _("Sessions are noted while the referral is accepted or in progress.")))
    if draft.happened and draft.attended is None:
        raise Invalid(Problem("attended", _("Say whether they came.")))
    if not draft.happened and not draft.no_session_reason:
        raise Invalid(Problem("no_session_reason", _("Say why it did not take place.")))
    session = ReferralSession(referral_id=referral.id, **draft.model_dump())
    referral.last_event_at = tx.now
    tx.add(referral)
    tx.add(session)
    tx.add(ReferralStep(referral_id=referral.id, about_id=session.id, at=tx.now))
    return session.id


@command(May.REFER)
def seen_by_referrer(tx: Tx, id: UUID) -> None:
    """The referring officer has seen how it ended: the last thing that closes the loop."""
    referral: Referral = the_referral(tx, id)
    if tx.actor.id != referral.officer_id:
        raise NotAllowed(_("Only the officer who made the referral can say that they have seen its end."))
    if referral.status not in FINAL:
        raise Invalid(Problem("status", _("This referral is not at an end yet.")))
    referral.feedback_seen_at = referral.feedback_seen_at or tx.now
    tx.add(referral)
