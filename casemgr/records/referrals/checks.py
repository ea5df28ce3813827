"""What must hold for each step of a referral after it was sent; each check also writes down what the answer says."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records import consents, followups
from casemgr.records.referrals.diversion import intake_done
from casemgr.records.referrals.drafts import (
    AcceptDraft,
    Achieved,
    AcknowledgeDraft,
    CancelDraft,
    CompleteDraft,
    DeclineDraft,
    FailDraft,
    PauseDraft,
    ReasonDraft,
    ReReferDraft,
    StartDraft,
    StepDraft,
)
from casemgr.records.referrals.tables import DesiredOutcome, Referral
from casemgr.records.referrals.words import HELPED, NOT_HELPED


def acknowledged(tx: Tx, referral: Referral, answer: AcknowledgeDraft) -> str:
    referral.acknowledged_by = answer.acknowledged_by
    _answered(tx, referral)
    return ""


def accepted(tx: Tx, referral: Referral, answer: AcceptDraft) -> str:
    if answer.next_step_on is None and answer.appointment_at is None:
        raise Invalid(Problem("next_step_on", _("Give the date of the next step, or an appointment.")))
    referral.next_step_on, referral.appointment_at = answer.next_step_on, answer.appointment_at
    referral.accepted_at = tx.now
    _answered(tx, referral)
    return ""


def declined(tx: Tx, referral: Referral, answer: DeclineDraft) -> str:
    if answer.reason == "other" and not answer.note:
        raise Invalid(Problem("note", _("Write what the other reason is.")))
    referral.decline_reason, referral.rejected_at = answer.reason, tx.now
    _answered(tx, referral)
    return answer.reason


def started(tx: Tx, referral: Referral, answer: StartDraft) -> str:
    referral.first_service_at = _past(tx, answer.first_service_at)
    intake_done(tx, referral)
    return ""


def paused(tx: Tx, referral: Referral, answer: PauseDraft) -> str:
    if answer.review_on < consents.today(tx):
        raise Invalid(Problem("review_on", _("Choose a day that is still to come.")))
    referral.hold_reason, referral.review_on = answer.reason.value, answer.review_on
    return answer.reason.value


def resumed(_tx: Tx, referral: Referral, _answer: StepDraft) -> str:
    referral.hold_reason, referral.review_on = "", None
    return ""


def completed(tx: Tx, referral: Referral, answer: CompleteDraft) -> str:
    if answer.outcome not in HELPED:
        sentence = _("A completed referral helped, or partly did; otherwise close it without help.")
        raise Invalid(Problem("outcome", sentence))
    _achieve(tx, referral, answer.achieved, every=True)
    if answer.first_service_at is not None:
        referral.first_service_at = _past(tx, answer.first_service_at)
    _close(tx, referral, answer)
    return answer.outcome


def failed(tx: Tx, referral: Referral, answer: FailDraft) -> str:
    if answer.outcome not in NOT_HELPED:
        sentence = _("Choose why there was no help; if it helped, complete the referral instead.")
        raise Invalid(Problem("outcome", sentence))
    _achieve(tx, referral, answer.achieved, every=False)
    _close(tx, referral, answer)
    return answer.outcome


def cancelled(tx: Tx, referral: Referral, answer: CancelDraft) -> str:
    referral.cancel_reason, referral.closed_at = answer.reason, tx.now
    return answer.reason


def re_referred(_tx: Tx, _referral: Referral, _answer: ReReferDraft) -> str:
    return ""


def reopened(_tx: Tx, referral: Referral, _answer: ReasonDraft) -> str:
    """The end is taken back; what was said at it stays in the events."""
    referral.outcome = referral.evidence = referral.decline_reason = ""
    referral.hold_reason, referral.review_on = "", None
    referral.closed_at = referral.rejected_at = referral.feedback_seen_at = None
    return ""


def in_error(_tx: Tx, _referral: Referral, _answer: ReasonDraft) -> str:
    return ""


def _answered(tx: Tx, referral: Referral) -> None:
    """The organization has answered, so nobody need ask it any more."""
    referral.acknowledged_at = referral.acknowledged_at or tx.now
    if referral.promised:
        followups.complete_for(tx, "referrals", referral.id, referral.promised, _("The organization has answered."))


def _past(tx: Tx, moment: datetime) -> datetime:
    if moment > tx.now:
        raise Invalid(Problem("first_service_at", _("The first service cannot lie in the future.")))
    return moment


def _close(tx: Tx, referral: Referral, answer: CompleteDraft | FailDraft) -> None:
    referral.outcome, referral.closed_at = answer.outcome, tx.now
    referral.evidence = answer.evidence.value if answer.evidence is not None else ""
    if not referral.wall:
        referral.client_feedback = answer.client_feedback


def outcomes_of(tx: Tx, referral_id: UUID) -> list[DesiredOutcome]:
    """The desired outcomes of a referral, in the order they were named."""
    asked = select(DesiredOutcome).where(DesiredOutcome.referral_id == referral_id)
    return sorted(tx.exec(asked), key=lambda outcome: outcome.n)


def _achieve(tx: Tx, referral: Referral, achieved: list[Achieved], *, every: bool) -> None:
    """Write how far each desired outcome was reached; with `every`, none may be left out."""
    desired = {outcome.id: outcome for outcome in outcomes_of(tx, referral.id)}
    said = {one.desired_outcome_id: one for one in achieved}
    if set(said) - set(desired) or len(said) < len(achieved):
        raise Invalid(
            Problem("achieved", _("Say once for each desired outcome of this referral how far it was reached."))
        )
    missing = [outcome.text for id, outcome in desired.items() if id not in said]
    if every and missing:
        sentence = _("Say how far this was reached: {outcomes}.").format(outcomes="; ".join(missing))
        raise Invalid(Problem("achieved", sentence))
    for id, one in said.items():
        desired[id].achievement = one.achievement
        desired[id].comment = "" if referral.wall else one.comment
        tx.add(desired[id])
