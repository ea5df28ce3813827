"""What is kept of watch groups, their members, and patrols; members are kept as words and never as persons."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record


@told(number="number", text="area_described", code="status", title="name", kept="standing", rest="fact")
class WatchGroup(Record, table=True):
    __tablename__ = "watch_group"  # type: ignore[assignment]
    __table_args__ = (Index("ix_watch_group_name", "name", "id"),)
    number: str = Field(max_length=24, unique=True)
    name: str = Field(max_length=120)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id", index=True)
    area_described: str = ""
    liaison_id: UUID
    founded_on: date | None = None
    last_meeting_on: date | None = None
    phone_tree_on: date | None = None
    status: str = Field(default="forming", max_length=12)


@told(about="name phone", title="role block", rest="fact")
class WatchMember(Part, table=True):
    __tablename__ = "watch_member"  # type: ignore[assignment]
    group_id: UUID = Field(foreign_key="watch_group.id", index=True)
    n: int
    name: str = Field(max_length=100)
    role: str = Field(max_length=60)
    block: str = ""
    households: int = 0
    phone: str = ""
    called_by: int | None = None
    trained_on: date | None = None
    background_check_on: date | None = None
    agreement_signed_on: date | None = None
    left_on: date | None = None


@told(number="number", text="route debrief", about="volunteers", code="status", quiet="reason", rest="fact")
class JointPatrol(Record, table=True):
    __tablename__ = "joint_patrol"  # type: ignore[assignment]
    __table_args__ = (Index("ix_joint_patrol_when", "starts_at", "id"),)
    number: str = Field(max_length=24, unique=True)
    group_id: UUID = Field(foreign_key="watch_group.id", index=True)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    officer_id: UUID
    starts_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    minutes: int = 120
    route: str
    volunteers: list[str] = Field(default_factory=list, sa_type=JSON)
    status: str = Field(default="planned", max_length=12)
    briefed_by: UUID | None = None
    briefed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    hours: float | None = None
    volunteers_there: int | None = None
    calls_made: int = 0
    safety_incident: bool = False
    debrief: str = ""
    reason: str = ""


@told(code="sort action", title="place call_number", text="note", rest="fact")
class PatrolObservation(Part, table=True):
    __tablename__ = "patrol_observation"  # type: ignore[assignment]
    patrol_id: UUID = Field(foreign_key="joint_patrol.id", index=True)
    n: int
    sort: str = Field(max_length=60)
    place: str = Field(max_length=120)
    note: str = ""
    action: str = Field(max_length=60)
    call_number: str = ""
