"""What is asked about youth programs, mentors, mentees, matches and cohorts, and at each of their steps."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_


class ProgramDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    name: str = entry(N_("Name"), min_length=2, max_length=120)
    sort: str = entry(N_("What kind of program"), code="youth_program_kind", min_length=1)
    capacity: int = entry(N_("Places"), ge=1, le=2000)
    neighborhood_id: UUID | None = entry(N_("Neighborhood"), default=None, ref="neighborhoods")
    coordinator_id: UUID | None = entry(
        N_("Coordinator"), default=None, ref="staff", hint=N_("Left empty, you yourself.")
    )
    about: str = entry(N_("What it offers"), default="", max_length=500, answer=Answer.LONG_TEXT)


class MentorDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    staff_id: UUID | None = entry(N_("Officer"), default=None, ref="staff", hint=N_("Left empty for a volunteer."))
    name: str = entry(N_("Name of the volunteer"), default="", max_length=120)
    reach: str = entry(N_("Phone or email"), default="", max_length=120)
    application_on: date | None = entry(N_("Application received on"), default=None)
    interview_on: date | None = entry(N_("Interviewed on"), default=None)
    references: int = entry(N_("References heard"), default=0, ge=0, le=20)
    background_on: date | None = entry(N_("Background check cleared on"), default=None)
    background_until: date | None = entry(N_("Background check good until"), default=None)
    training_hours: float = entry(N_("Hours of mentor training"), default=0, ge=0, le=500)
    note: str = entry(
        N_("Note"),
        default="",
        max_length=500,
        answer=Answer.LONG_TEXT,
        hint=N_("Nothing of what a background check found."),
    )


class MenteeDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    person_id: UUID = entry(N_("Young person"), ref="people")
    guardian_id: UUID | None = entry(N_("Parent or guardian"), default=None, ref="people")
    assent_on: date | None = entry(N_("Asked themselves and agreed on"), default=None)
    school: str = entry(N_("School"), default="", max_length=120, hint=N_("Its name; no grades, no school records."))
    goals: str = entry(N_("What they want from it"), default="", max_length=1000, answer=Answer.LONG_TEXT)
    transport: str = entry(N_("How they come and go"), default="", max_length=200)
    emergency_name: str = entry(N_("In an emergency, call"), default="", max_length=120)
    emergency_phone: str = entry(N_("Their phone"), default="", max_length=40)


class MatchDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    program_id: UUID = entry(N_("Program"), ref="youth_programs")
    mentor_id: UUID = entry(N_("Mentor"), ref="mentors")
    mentee_id: UUID = entry(N_("Mentee"), ref="mentees")
    frequency: str = entry(N_("How often they agreed to meet"), code="youth_frequency", default="")
    starts_on: date = entry(N_("Begins on"))
    expected_end: date | None = entry(
        N_("Expected to last until"), default=None, hint=N_("Left empty, a year; never shorter.")
    )
    coordinator_id: UUID | None = entry(
        N_("Coordinator"), default=None, ref="staff", hint=N_("Left empty, you yourself.")
    )


class BeginDraft(Draft):
    introduced_on: date = entry(N_("Day they first met"))
    introduced_by: UUID = entry(N_("Member of staff who was there"), ref="staff")


class SessionDraft(Draft):
    at: AwareDatetime = entry(N_("Began at"), answer=Answer.MOMENT)
    minutes: int = entry(N_("Minutes"), default=60, ge=5, le=720)
    place_kind: str = entry(N_("Where"), code="youth_place", min_length=1, hint=N_("Never in a private home."))
    activity: str = entry(N_("What they did"), min_length=2, max_length=200)
    two_adults: bool = entry(N_("A second adult was there or in sight throughout"))
    concern: bool = entry(N_("Something gave concern"), default=False)
    note: str = entry(
        N_("Note"),
        default="",
        max_length=1000,
        answer=Answer.LONG_TEXT,
        hint=N_(
            "Needed where no second adult was there, or something gave concern. Suspected abuse is reported, not noted."
        ),
    )


class AnswerDraft(Draft):
    session: int = entry(N_("Number of the session"), ge=1, le=2000)
    answer: str = entry(N_("What was done"), min_length=3, max_length=500, answer=Answer.LONG_TEXT)


class CheckInDraft(Draft):
    party: str = entry(N_("With whom"), code="youth_party", min_length=1)
    on: date | None = entry(N_("On"), default=None, hint=N_("Left empty, today."))
    note: str = entry(N_("How it goes"), default="", max_length=500, answer=Answer.LONG_TEXT)


class WhyDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=300)


class CloseDraft(Draft):
    closure: str = entry(N_("How it ends"), code="youth_closure", min_length=1)
    closing_meeting_on: date | None = entry(N_("Closing meeting held on"), default=None)
    exit_mentor: bool = entry(N_("Exit interview with the mentor"), default=False)
    exit_mentee: bool = entry(N_("Exit interview with the mentee"), default=False)
    exit_guardian: bool = entry(N_("Exit interview with the guardian"), default=False)
    reason: str = entry(
        N_("Why"), default="", max_length=500, hint=N_("Needed where it ends early or did not work out.")
    )


class ReportDraft(Draft):
    at: AwareDatetime | None = entry(
        N_("Reported at"),
        default=None,
        answer=Answer.MOMENT,
        hint=N_("Call first; number and words stand under this record. Only that and when is kept. Empty is now."),
    )


class CohortDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    program_id: UUID = entry(N_("Program"), ref="youth_programs")
    name: str = entry(N_("Name of the cohort"), min_length=2, max_length=120)
    starts_on: date = entry(N_("Begins on"))
    ends_on: date | None = entry(N_("Ends on"), default=None)
    coordinator_id: UUID | None = entry(
        N_("Coordinator"), default=None, ref="staff", hint=N_("Left empty, you yourself.")
    )


class EnrollDraft(Draft):
    mentee_id: UUID = entry(N_("Mentee"), ref="mentees")


class AcademyDraft(Draft):
    on: date | None = entry(N_("On"), default=None, hint=N_("Left empty, today."))
    minutes: int = entry(N_("Minutes"), default=90, ge=5, le=720)
    topic: str = entry(N_("Topic"), min_length=2, max_length=160)
    present: list[UUID] = entry(N_("Who was there"), default_factory=list, ref="mentees", max_length=200)
    two_adults: bool = entry(N_("A second adult was there or in sight throughout"))
