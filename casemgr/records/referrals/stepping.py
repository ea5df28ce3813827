"""The steps of a referral as commands, one for each event of the state table."""

from uuid import UUID

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.records.referrals.drafting import draft_referral
from casemgr.records.referrals.drafts import (
    AcceptDraft,
    AcknowledgeDraft,
    AnswerBackDraft,
    AskBackDraft,
    CancelDraft,
    CompleteDraft,
    DeclineDraft,
    FailDraft,
    PauseDraft,
    ReasonDraft,
    ReferralDraft,
    SendDraft,
    StartDraft,
    StepDraft,
    TriedDraft,
)
from casemgr.records.referrals.steps import step, the_referral
from casemgr.records.referrals.words import Event, Status


@command(May.REFER)
def refer(tx: Tx, draft: ReferralDraft, answer: SendDraft) -> UUID:
    """Draft a referral and send it in one go; where it may not go, nothing is kept."""
    id = draft_referral(tx, draft)
    if the_referral(tx, id).status == Status.DRAFT:
        send(tx, id, answer)
    return id


@command(May.REFER)
def send(tx: Tx, id: UUID, answer: SendDraft) -> None:
    """Send a referral to the service."""
    step(tx, the_referral(tx, id), Event.SEND, answer)


@command(May.ANSWER_REFERRALS)
def acknowledge(tx: Tx, id: UUID, answer: AcknowledgeDraft) -> None:
    """The receiver has it, and says who took it."""
    step(tx, the_referral(tx, id), Event.ACKNOWLEDGE, answer)


@command(May.ANSWER_REFERRALS)
def accept(tx: Tx, id: UUID, answer: AcceptDraft) -> None:
    """The receiver takes the person on, with a next step or an appointment."""
    step(tx, the_referral(tx, id), Event.ACCEPT, answer)


@command(May.ANSWER_REFERRALS)
def decline(tx: Tx, id: UUID, answer: DeclineDraft) -> None:
    """The receiver does not take the person on, for a coded reason."""
    step(tx, the_referral(tx, id), Event.DECLINE, answer)


@command(May.ANSWER_REFERRALS)
def ask_back(tx: Tx, id: UUID, answer: AskBackDraft) -> None:
    """The receiver asks the sender what is missing; the referring officer is promised to answer."""
    step(tx, the_referral(tx, id), Event.ASK_BACK, answer)


@command(May.REFER)
def answer_back(tx: Tx, id: UUID, answer: AnswerBackDraft) -> None:
    """The sender answers what was asked."""
    step(tx, the_referral(tx, id), Event.ANSWER_BACK, answer)


@command(May.ANSWER_REFERRALS)
def attempt(tx: Tx, id: UUID, answer: TriedDraft) -> None:
    """Someone tried to reach the organization or the person, with what came of it."""
    step(tx, the_referral(tx, id), Event.ATTEMPT, answer)


@command(May.REFER)
def tell(tx: Tx, id: UUID, answer: StepDraft) -> None:
    """The person was told that the referral was declined."""
    step(tx, the_referral(tx, id), Event.TELL, answer)


@command(May.ANSWER_REFERRALS)
def start(tx: Tx, id: UUID, answer: StartDraft) -> None:
    """The person has had their first service: they are connected."""
    step(tx, the_referral(tx, id), Event.START, answer)


@command(May.ANSWER_REFERRALS)
def pause(tx: Tx, id: UUID, answer: PauseDraft) -> None:
    """Service waits, for a reason and until a day to look again."""
    step(tx, the_referral(tx, id), Event.PAUSE, answer)


@command(May.ANSWER_REFERRALS)
def resume(tx: Tx, id: UUID, answer: StepDraft) -> None:
    """Service goes on."""
    step(tx, the_referral(tx, id), Event.RESUME, answer)


@command(May.ANSWER_REFERRALS)
def complete(tx: Tx, id: UUID, answer: CompleteDraft) -> None:
    """The person got help, wholly or in part; with the evidence and how far each desired outcome was reached."""
    step(tx, the_referral(tx, id), Event.COMPLETE, answer)


@command(May.ANSWER_REFERRALS)
def fail(tx: Tx, id: UUID, answer: FailDraft) -> None:
    """It ended without help, for a coded reason."""
    step(tx, the_referral(tx, id), Event.FAIL, answer)


@command(May.REFER)
def cancel(tx: Tx, id: UUID, answer: CancelDraft) -> None:
    """The sender takes it back; its open follow-ups stop."""
    step(tx, the_referral(tx, id), Event.CANCEL, answer)


@command(May.SUPERVISE)
def reopen(tx: Tx, id: UUID, answer: ReasonDraft) -> None:
    """Take back an end that was not one, for a reason."""
    step(tx, the_referral(tx, id), Event.REOPEN, answer)


@command(May.SUPERVISE)
def entered_in_error(tx: Tx, id: UUID, answer: ReasonDraft) -> None:
    """Say that this referral should never have been entered; it stays readable and counts nowhere."""
    step(tx, the_referral(tx, id), Event.ENTERED_IN_ERROR, answer)
