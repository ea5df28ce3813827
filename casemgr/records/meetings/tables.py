"""A meeting as it is kept: head counts, agenda, and the names of those alone who agreed to be written down."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record

NAME_DAYS = 365
"""The name of someone who came is kept this many days (domain 2.8)."""


class Status(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


@told(
    number="number",
    title="title place",
    code="sort languages channels status",
    text="minutes",
    quiet="reason",
    rest="fact",
)
class Meeting(Record, table=True):
    __table_args__ = (
        Index("ix_meeting_when", "starts_at", "id"),
        Index("ix_meeting_place", "neighborhood_id", "starts_at"),
    )
    number: str = Field(max_length=24, unique=True)
    title: str = Field(max_length=120)
    sort: str = Field(max_length=60)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    starts_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    ends_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    place: str = Field(max_length=160)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    interpreter: bool = False
    accessibility_checked: bool = False
    advertised_on: date | None = None
    channels: list[str] = Field(default_factory=list, sa_type=JSON)
    chair_id: UUID | None = None
    note_taker_id: UUID | None = None
    meant: bool = False
    status: str = Field(default=Status.PLANNED.value, max_length=12)
    attendance_total: int | None = None
    attendance_youth: int = 0
    attendance_first_time: int = 0
    from_government: int = 0
    from_community: int = 0
    from_nonprofits: int = 0
    from_business: int = 0
    from_media: int = 0
    minutes: str = ""
    reason: str = ""


@told(title="title proposed_by", text="minutes decision leader_input", rest="fact")
class AgendaItem(Part, table=True):
    __tablename__ = "agenda_item"  # type: ignore[assignment]
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    n: int
    title: str = Field(max_length=120)
    proposed_by: str = Field(max_length=20)
    minutes: str = ""
    decision: str = ""
    leader_input: str = ""


@told(about="name reach", rest="fact")
class MeetingAttendee(Part, table=True):
    """Someone who came and agreed to be written down, until a day; after it the row goes."""

    __tablename__ = "meeting_attendee"  # type: ignore[assignment]
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    n: int
    name: str = Field(max_length=100)
    reach: str = ""
    wants_updates: bool = False
    expires_on: date = Field(index=True)
