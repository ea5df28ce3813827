"""The response plan as it is kept, with what is told to few and whom to call (domain 2.12)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.access import Label
from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record
from casemgr.core.sealed import sealed


class PlanStatus(StrEnum):
    """Where a plan stands; one that ran out is active still and guides nobody, which is counted and not stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@told(
    code="status last_outcome",
    quiet="background triggers strategies to_do not_to_do safety_basis said techniques last_techniques",
    kept="standing",
    rest="fact",
)
class ResponsePlan(Record, table=True):
    """How to meet someone in crisis, as they or who knows them asked for it.

    `strategies` stand in the order of their priority. What of the last encounter may be read by patrol is noted here
    when that is sealed, for the encounter itself is read by few.
    """

    __tablename__ = "response_plan"  # type: ignore[assignment]
    __table_args__ = (Index("ix_response_plan_page", "review_on", "id"),)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    neighborhood_id: UUID | None = None
    status: str = Field(default=PlanStatus.DRAFT.value, max_length=12)
    background: str = ""
    triggers: list[str] = Field(default_factory=list, sa_type=JSON)
    techniques: list[str] = Field(default_factory=list, sa_type=JSON)
    strategies: list[str] = Field(default_factory=list, sa_type=JSON)
    to_do: list[str] = Field(default_factory=list, sa_type=JSON)
    not_to_do: list[str] = Field(default_factory=list, sa_type=JSON)
    consent_id: UUID | None = Field(default=None, foreign_key="consent.id")
    safety_basis: str = ""
    review_on: date
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    submitted_by: UUID | None = None
    approved_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    approved_by: UUID | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    reviewed_by: UUID | None = None
    said: str = Field(default="", max_length=500)
    last_encounter_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    last_outcome: str = Field(default="", max_length=60)
    last_techniques: list[str] = Field(default_factory=list, sa_type=JSON)


@told(closed="text", rest="fact")
class PlanNotes(Part, table=True):
    """Notes for the author and for those who open restricted records; one row, of the plan's own id."""

    __tablename__ = "plan_notes"  # type: ignore[assignment]
    id: UUID = Field(primary_key=True, foreign_key="response_plan.id")
    text: str = ""


sealed(PlanNotes, "text", least=Label.RESTRICTED)


@told(about="name relationship organization phone", quiet="note", rest="fact")
class PlanContact(Part, table=True):
    """Someone to call, first the one to call first."""

    __tablename__ = "plan_contact"  # type: ignore[assignment]
    plan_id: UUID = Field(foreign_key="response_plan.id", index=True)
    n: int
    name: str = Field(max_length=80)
    relationship: str = Field(default="", max_length=60)
    organization: str = Field(default="", max_length=80)
    phone: str = Field(max_length=40)
    note: str = Field(default="", max_length=200)
