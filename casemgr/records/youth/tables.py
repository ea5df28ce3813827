"""Youth as it is kept: programs, mentors, mentees, matches with their sessions and check-ins, academy cohorts."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.access import Label
from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record

LEAST_DAYS = 365
"""A match is made for a year at least (domain 2.11)."""


class MentorStatus(StrEnum):
    """Where someone who offers to mentor stands."""

    APPLICANT = "applicant"
    READY = "ready"
    PAUSED = "paused"
    LEFT = "left"


class MatchStatus(StrEnum):
    """Where a match stands; `closure` says how one that is closed came to its end."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class CohortStatus(StrEnum):
    """Whether a cohort still meets."""

    RUNNING = "running"
    ENDED = "ended"


class Closure(StrEnum):
    """How a match came to its end."""

    PLANNED = "planned"
    EARLY = "early"
    FAILED = "failed"


class Party(StrEnum):
    """With whom a match is checked on."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    GUARDIAN = "guardian"


@told(code="sort", text="about", title="name", kept="standing", rest="fact")
class YouthProgram(Record, table=True):
    __tablename__ = "youth_program"  # type: ignore[assignment]
    name: str = Field(max_length=120)
    sort: str = Field(max_length=24)
    capacity: int
    neighborhood_id: UUID | None = Field(default=None, foreign_key="neighborhood.id")
    coordinator_id: UUID | None = None
    about: str = Field(default="", max_length=500)


@told(name="name", quiet="reach note reason", code="status", kept="standing", rest="fact")
class Mentor(Record, table=True):
    """An officer by `staff_id`, or a volunteer by name; of their screening only that and when, never what was found."""

    name: str = Field(max_length=120)
    staff_id: UUID | None = None
    reach: str = Field(default="", max_length=120)
    application_on: date | None = None
    interview_on: date | None = None
    references: int = 0
    background_on: date | None = None
    background_until: date | None = None
    training_hours: float = 0
    note: str = Field(default="", max_length=500)
    status: str = Field(default=MentorStatus.APPLICANT.value, max_length=12)
    reason: str = Field(default="", max_length=300)


@told(text="school", about="goals transport emergency_name emergency_phone", kept="standing", rest="fact")
class Mentee(Record, table=True):
    """A young person who takes part, with what their guardian and they themselves agreed to."""

    person_id: UUID = Field(foreign_key="person.id", index=True)
    guardian_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    neighborhood_id: UUID | None = Field(default=None, foreign_key="neighborhood.id")
    school: str = Field(default="", max_length=120)
    assent_on: date | None = None
    goals: str = ""
    transport: str = Field(default="", max_length=200)
    emergency_name: str = Field(default="", max_length=120)
    emergency_phone: str = Field(default="", max_length=40)


@told(rest="fact")
class ReportMade(Part, table=True):
    """That a report of suspected abuse was made, and when; never a word of what it said."""

    __tablename__ = "report_made"  # type: ignore[assignment]
    mentee_id: UUID = Field(foreign_key="mentee.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID


@told(number="number", code="frequency status closure", quiet="reason", kept="standing", rest="fact")
class YouthMatch(Record, table=True):
    __tablename__ = "youth_match"  # type: ignore[assignment]
    __table_args__ = (Index("ix_youth_match_page", "starts_on", "id"),)
    number: str = Field(max_length=24, unique=True)
    program_id: UUID = Field(foreign_key="youth_program.id", index=True)
    mentor_id: UUID = Field(foreign_key="mentor.id", index=True)
    mentee_id: UUID = Field(foreign_key="mentee.id", index=True)
    officer_id: UUID | None = None
    coordinator_id: UUID | None = None
    neighborhood_id: UUID | None = Field(default=None, foreign_key="neighborhood.id")
    sensitivity: str = Field(default=Label.JUVENILE.value, max_length=24)
    frequency: str = Field(default="", max_length=24)
    starts_on: date
    expected_end: date
    introduced_on: date | None = None
    introduced_by: UUID | None = None
    begun_on: date | None = None
    resumed_on: date | None = None
    status: str = Field(default=MatchStatus.PROPOSED.value, max_length=12)
    closed_on: date | None = None
    closure: str = Field(default="", max_length=12)
    closing_meeting_on: date | None = None
    exit_mentor: bool = False
    exit_mentee: bool = False
    exit_guardian: bool = False
    reason: str = Field(default="", max_length=500)


@told(code="place_kind", title="activity", quiet="note answer", rest="fact")
class MatchSession(Part, table=True):
    """One time mentor and mentee spent together."""

    __tablename__ = "match_session"  # type: ignore[assignment]
    match_id: UUID = Field(foreign_key="youth_match.id", index=True)
    n: int
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    minutes: int
    place_kind: str = Field(max_length=12)
    activity: str = Field(max_length=200)
    two_adults: bool
    concern: bool = False
    note: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    answer: str = Field(default="", max_length=500)


@told(code="party", quiet="note", rest="fact")
class CheckIn(Part, table=True):
    """A talk of the coordinator with one of the parties of a match."""

    __tablename__ = "match_check_in"  # type: ignore[assignment]
    match_id: UUID = Field(foreign_key="youth_match.id", index=True)
    party: str = Field(max_length=12)
    on: date
    note: str = Field(default="", max_length=500)


@told(title="name", code="status", kept="standing", rest="fact")
class Cohort(Record, table=True):
    __tablename__ = "academy_cohort"  # type: ignore[assignment]
    __table_args__ = (Index("ix_academy_cohort_page", "starts_on", "id"),)
    program_id: UUID = Field(foreign_key="youth_program.id", index=True)
    name: str = Field(max_length=120)
    neighborhood_id: UUID | None = Field(default=None, foreign_key="neighborhood.id")
    coordinator_id: UUID | None = None
    sensitivity: str = Field(default=Label.JUVENILE.value, max_length=24)
    starts_on: date
    ends_on: date | None = None
    status: str = Field(default=CohortStatus.RUNNING.value, max_length=12)


@told(rest="fact")
class CohortMember(Part, table=True):
    __tablename__ = "academy_member"  # type: ignore[assignment]
    cohort_id: UUID = Field(foreign_key="academy_cohort.id", index=True)
    mentee_id: UUID = Field(foreign_key="mentee.id", index=True)
    joined_on: date
    left_on: date | None = None


@told(key="present", title="topic", rest="fact")
class AcademySession(Part, table=True):
    """One session of a cohort, and which of the mentees were there."""

    __tablename__ = "academy_session"  # type: ignore[assignment]
    cohort_id: UUID = Field(foreign_key="academy_cohort.id", index=True)
    n: int
    on: date
    minutes: int
    topic: str = Field(max_length=160)
    two_adults: bool
    enrolled: int
    present: list[str] = Field(default_factory=list, sa_type=JSON)
