"""Problem-solving projects as they are kept: the problem, its actions, measures, changes of phase and overrides."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record


class Phase(StrEnum):
    """The phases of SARA, in their order, and the end."""

    SCANNING = "scanning"
    ANALYSIS = "analysis"
    RESPONSE = "response"
    ASSESSMENT = "assessment"
    CLOSED = "closed"


class When(StrEnum):
    """To which time of a project a point of a measure belongs."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Better(StrEnum):
    """Which way a measure should move."""

    LOWER = "lower"
    HIGHER = "higher"


@told(
    number="number",
    title="title place cheers",
    code="status",
    name="reported_by community_rep",
    key="partner_ids",
    text="harm scanned triangle analyzed analysis hypothesis responded goals assessed assessment displacement",
    rest="fact",
)
class Problem(Record, table=True):
    """`status` is the phase; the lists hold codes of what was thought of in each phase."""

    __table_args__ = (Index("ix_problem_opened", "opened_on", "id"), Index("ix_problem_phase", "status"))
    number: str = Field(max_length=24, unique=True)
    title: str = Field(max_length=120)
    status: str = Field(default=Phase.SCANNING.value, max_length=12)
    since: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    opened_on: date
    neighborhood_id: UUID | None = None
    place: str = Field(default="", max_length=120)
    reported_by: str = Field(default="", max_length=120)
    owner_id: UUID | None = None
    partner_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    community_rep: str = Field(default="", max_length=120)
    recurring: bool = False
    cheers: list[str] = Field(default_factory=list, sa_type=JSON)
    harm: str = Field(default="", max_length=2000)
    scanned: list[str] = Field(default_factory=list, sa_type=JSON)
    triangle: list[str] = Field(default_factory=list, sa_type=JSON)
    analyzed: list[str] = Field(default_factory=list, sa_type=JSON)
    analysis: str = Field(default="", max_length=3000)
    hypothesis: str = Field(default="", max_length=2000)
    responded: list[str] = Field(default_factory=list, sa_type=JSON)
    goals: str = Field(default="", max_length=1000)
    assessed: list[str] = Field(default_factory=list, sa_type=JSON)
    assessment: str = Field(default="", max_length=3000)
    displacement: str = Field(default="", max_length=1000)
    review_on: date | None = None


@told(code="technique owner_type", title="what", name="owner", rest="fact")
class ProblemAction(Part, table=True):
    __tablename__ = "problem_action"  # type: ignore[assignment]
    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    technique: str = Field(max_length=60)
    what: str = Field(max_length=300)
    owner_type: str = Field(max_length=60)
    owner: str = Field(default="", max_length=120)
    due_on: date | None = None
    done_on: date | None = None


@told(title="name unit source", code="better", rest="fact")
class Measure(Part, table=True):
    __tablename__ = "problem_measure"  # type: ignore[assignment]
    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    name: str = Field(max_length=80)
    unit: str = Field(default="", max_length=30)
    better: str = Field(max_length=8)
    source: str = Field(default="", max_length=120)


@told(code="phase", text="note", rest="fact")
class MeasurePoint(Part, table=True):
    __tablename__ = "problem_point"  # type: ignore[assignment]
    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    measure_id: UUID = Field(foreign_key="problem_measure.id")
    on: date
    value: float
    phase: str = Field(max_length=8)
    note: str = Field(default="", max_length=200)


@told(code="from_phase to_phase missing", quiet="reason", rest="fact")
class PhaseChange(Part, table=True):
    """One step from phase to phase; `missing` and `reason` where its gate was overridden."""

    __tablename__ = "problem_phase"  # type: ignore[assignment]
    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    from_phase: str = Field(max_length=12)
    to_phase: str = Field(max_length=12)
    missing: list[str] = Field(default_factory=list, sa_type=JSON)
    reason: str = Field(default="", max_length=500)
