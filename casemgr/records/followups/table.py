"""The follow-up as it is kept, with its attempts and the changes made to it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, literal, text
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record


class Status(StrEnum):
    """Where a follow-up stands; overdue is not among them, it is computed."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"
    LOST = "lost"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    """How pressing a follow-up is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


MOST_GRACE = 60
"""Days of grace a follow-up may have at most."""
REACHED = "reached"
"""The one attempt result that is no failure."""


@told(number="number", title="what", key="parent_kind", code="priority status", text="result_note", rest="fact")
class FollowUp(Record, table=True):
    __table_args__ = (
        Index("ix_followup_open", "due_at", "id", sqlite_where=text("status = 'open'")),
        Index("ix_followup_mine", "assigned_to", "due_at", sqlite_where=text("status = 'open'")),
        Index("ix_followup_stand_in", "backup_to", sqlite_where=text("backup_to IS NOT NULL")),
        Index("ix_followup_unit", "unit", "due_at", sqlite_where=text("status = 'open'")),
        Index("ix_followup_team", "neighborhood_id", "due_at", sqlite_where=text("status = 'open'")),
        Index("ix_followup_due", "due_at", "id", "status", "neighborhood_id", "done_at"),
        Index("ix_followup_parent", "parent_id"),
        Index("ix_followup_person", "person_id", "due_at", sqlite_where=text("person_id IS NOT NULL")),
    )
    number: str = Field(default="", max_length=24, unique=True)
    what: str = Field(max_length=120)
    parent_kind: str = Field(max_length=24)
    parent_id: UUID
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    neighborhood_id: UUID | None = Field(default=None, foreign_key="neighborhood.id")
    due_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    window_days: int = 0
    priority: str = Field(default=Priority.MEDIUM.value, max_length=8)
    assigned_to: UUID
    backup_to: UUID | None = None
    backup_from: date | None = None
    backup_until: date | None = None
    status: str = Field(default=Status.OPEN.value, max_length=12)
    done_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    done_by: UUID | None = None
    result_note: str = Field(default="", max_length=1000)


@told(code="method result", quiet="note", rest="fact")
class FollowUpAttempt(Part, table=True):
    __tablename__ = "followup_attempt"  # type: ignore[assignment]
    followup_id: UUID = Field(foreign_key="followup.id", index=True)
    n: int
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    method: str = Field(max_length=60)
    result: str = Field(max_length=60)
    note: str = Field(default="", max_length=500)


@told(code="did", quiet="before after reason", rest="fact")
class FollowUpChange(Part, table=True):
    """A postponement, a hand-over or a reopening, with its reason."""

    __tablename__ = "followup_change"  # type: ignore[assignment]
    followup_id: UUID = Field(foreign_key="followup.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    did: str = Field(max_length=20)
    before: str = Field(default="", max_length=40)
    after: str = Field(default="", max_length=40)
    reason: str = Field(default="", max_length=500)


def is_open() -> ColumnElement[bool]:
    """The condition of an open follow-up, written out so that the partial indexes serve it."""
    return FollowUp.status == literal(Status.OPEN.value, literal_execute=True)  # type: ignore[return-value]
