"""What is asked when a referral is drafted, and at each step of its life."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_
from casemgr.records.referrals.words import Evidence, Handoff, HoldReason, Lane, Urgency


class ReferralDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    person_id: UUID | None = entry(N_("Person"), default=None, ref="people")
    anonymous_reason: str = entry(
        N_("Why no person is named"), default="", max_length=300, hint=N_("Only where no person is chosen.")
    )
    need_id: UUID | None = entry(N_("Need"), default=None, ref="needs")
    service_id: UUID = entry(N_("Service"), ref="services")
    program: str = entry(N_("Program"), default="", max_length=200)
    to_contact: str = entry(N_("Contact there"), default="", max_length=200)
    reason: str = entry(N_("Reason"), default="", max_length=2000, answer=Answer.LONG_TEXT)
    desired_outcomes: list[str] = entry(
        N_("Desired outcomes"), default_factory=list, max_length=3, hint=N_("One to three, in the person's words.")
    )
    information_shared: list[str] = entry(N_("What is shared"), code="information_category", default_factory=list)
    handoff: str = entry(N_("Hand-off"), code="referral_handoff", default=Handoff.DIRECT_SEND.value)
    urgency: Urgency | None = entry(
        N_("Acknowledge within"), default=None, hint=N_("Left empty, as long as the setting says.")
    )
    when_unavailable: str = entry(N_("When they cannot come"), default="", max_length=300)
    has_other_responsibilities: str = entry(
        N_("Work, caring and other duties to plan around"), default="", max_length=300
    )
    lead_door: str = entry(N_("Diversion door"), code="lead_entry_door", default="")
    external_id: str = entry(N_("Number at the receiver"), default="", max_length=100)
    officer_id: UUID | None = entry(N_("Referring officer"), default=None, ref="staff", hint=N_("Left empty, you."))


def _note(**options: Any) -> Any:
    return entry(N_("Note"), default="", max_length=1000, answer=Answer.LONG_TEXT, **options)


class StepDraft(Draft):
    """The answer to a step that asks for nothing but, if one likes, a note."""

    note: str = _note()


class SendDraft(StepDraft):
    consent_id: UUID | None = entry(
        N_("Consent it rests on"),
        default=None,
        ref="consents",
        hint=N_("Left empty, the one that names the organization; name one whose recipients are a class in words."),
    )
    basis: str = entry(N_("Basis without consent"), code="disclosure_basis", default="")
    basis_reason: str = entry(N_("Why this basis applies"), default="", max_length=1000, answer=Answer.LONG_TEXT)
    approved_by: UUID | None = entry(
        N_("Supervisor who agreed"), default=None, ref="staff", hint=N_("Left empty only by a supervisor.")
    )
    capacity_override: str = entry(N_("Why send although there is no capacity"), default="", max_length=300)


class AcknowledgeDraft(StepDraft):
    acknowledged_by: str = entry(N_("Who acknowledged it"), min_length=2, max_length=100)


class AcceptDraft(StepDraft):
    next_step_on: date | None = entry(N_("Date of the next step"), default=None)
    appointment_at: AwareDatetime | None = entry(N_("Or an appointment"), default=None, answer=Answer.MOMENT)


class DeclineDraft(StepDraft):
    reason: str = entry(N_("Reason"), code="referral_decline_reason", min_length=1)


class StartDraft(StepDraft):
    first_service_at: AwareDatetime = entry(N_("First service"), answer=Answer.MOMENT)


class AskBackDraft(StepDraft):
    question: str = entry(N_("What is missing"), code="referral_question", min_length=1)


class AnswerBackDraft(StepDraft):
    note: str = entry(N_("Answer"), min_length=2, max_length=1000, answer=Answer.LONG_TEXT)


class TriedDraft(StepDraft):
    method: str = entry(N_("How"), code="contact_medium", min_length=1)
    result: str = entry(N_("Result"), code="attempt_result", min_length=1)


class PauseDraft(StepDraft):
    reason: HoldReason = entry(N_("Reason"))
    review_on: date = entry(N_("Look again on"))


class Achieved(Draft):
    """How far one desired outcome was reached."""

    desired_outcome_id: UUID = entry(N_("Desired outcome"))
    achievement: str = entry(N_("Reached"), code="outcome_achievement", min_length=1)
    comment: str = entry(N_("Comment"), default="", max_length=500)


class CompleteDraft(StepDraft):
    outcome: str = entry(N_("Outcome"), code="referral_outcome", min_length=1)
    evidence: Evidence = entry(N_("Evidence"))
    achieved: list[Achieved] = entry(N_("Desired outcomes"), default_factory=list)
    first_service_at: AwareDatetime | None = entry(
        N_("First service"), default=None, answer=Answer.MOMENT, hint=N_("Where it was not written down before.")
    )
    client_feedback: str = entry(N_("What the person says of it"), default="", max_length=1000, answer=Answer.LONG_TEXT)


class FailDraft(StepDraft):
    outcome: str = entry(N_("Outcome"), code="referral_outcome", min_length=1)
    evidence: Evidence | None = entry(N_("Evidence"), default=None)
    achieved: list[Achieved] = entry(N_("Desired outcomes"), default_factory=list)
    client_feedback: str = entry(N_("What the person says of it"), default="", max_length=1000, answer=Answer.LONG_TEXT)


class CancelDraft(StepDraft):
    reason: str = entry(N_("Reason"), code="referral_cancel_reason", min_length=1)


class ReReferDraft(StepDraft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    service_id: UUID = entry(N_("Service"), ref="services")


class ReasonDraft(StepDraft):
    """The answer to a step that asks for the reason in words."""

    note: str = entry(N_("Reason"), min_length=3, max_length=1000, answer=Answer.LONG_TEXT)


class AmendDraft(Draft):
    """What may still be changed after sending; what is left empty stays."""

    change_reason: str = entry(N_("Why it is changed"), min_length=3, max_length=300)
    reason: str | None = entry(N_("Reason"), default=None, max_length=2000, answer=Answer.LONG_TEXT)
    program: str | None = entry(N_("Program"), default=None, max_length=200)
    to_contact: str | None = entry(N_("Contact there"), default=None, max_length=200)
    appointment_at: AwareDatetime | None = entry(N_("Appointment"), default=None, answer=Answer.MOMENT)
    when_unavailable: str | None = entry(N_("When they cannot come"), default=None, max_length=300)
    has_other_responsibilities: str | None = entry(
        N_("Work, caring and other duties to plan around"), default=None, max_length=300
    )
    external_id: str | None = entry(N_("Number at the receiver"), default=None, max_length=100)


class ParticipantDraft(Draft):
    lane: Lane = entry(N_("Side"))
    staff_id: UUID | None = entry(N_("Member of staff"), default=None, ref="staff")
    name: str = entry(N_("Or someone else, by name"), default="", max_length=100)


class SessionDraft(Draft):
    at: AwareDatetime = entry(N_("When"), answer=Answer.MOMENT)
    happened: bool = entry(N_("It took place"), default=True)
    attended: bool | None = entry(N_("They came"), default=None)
    late: bool = entry(N_("They came late"), default=False)
    no_session_reason: str = entry(N_("Why it did not take place"), code="no_session_reason", default="")
