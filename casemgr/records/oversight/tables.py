"""Civilian oversight as it is kept: bodies, review packets with their marks and questions, recommendations (2.16)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, LargeBinary
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record


class BodyModel(StrEnum):
    """What a body of oversight does, in the types of NACOLE."""

    REVIEW = "review"
    INVESTIGATION = "investigation"
    AUDITOR_MONITOR = "auditor_monitor"
    HYBRID = "hybrid"


class Profile(StrEnum):
    """Whose names are taken out of a packet."""

    EVERYBODY = "everybody"
    OFFICERS_STAY = "officers_stay"


class PacketStatus(StrEnum):
    """Where a packet stands; only one that was released is seen by a reviewer."""

    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    RELEASED = "released"


class MarkState(StrEnum):
    """What was decided on words that may have to go; nothing is taken out or left in undecided."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class RecommendationStatus(StrEnum):
    """Where a recommendation stands."""

    MADE = "made"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    DECLINED = "declined_with_reason"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"


@told(code="model", title="charter name", kept="standing", rest="fact")
class OversightBody(Record, table=True):
    __tablename__ = "oversight_body"  # type: ignore[assignment]
    __table_args__ = (Index("ix_oversight_body_name", "name", "id"),)
    name: str = Field(max_length=120)
    model: str = Field(max_length=20)
    charter: str = Field(default="", max_length=1000)


@told(name="name", rest="fact")
class OversightMember(Part, table=True):
    """Someone on a body: for which term, and when they were trained."""

    __tablename__ = "oversight_member"  # type: ignore[assignment]
    body_id: UUID = Field(foreign_key="oversight_body.id", index=True)
    name: str = Field(max_length=100)
    since: date
    until: date | None = None
    trained_on: date | None = None


@told(text="minutes", rest="fact")
class CommitteeMeeting(Part, table=True):
    __tablename__ = "committee_meeting"  # type: ignore[assignment]
    body_id: UUID = Field(foreign_key="oversight_body.id", index=True)
    held_on: date
    public: bool = True
    attendance: int = 0
    minutes: str = Field(default="", max_length=4000)


@told(
    title="title released_to",
    code="topic profile status",
    quiet="left_out",
    key="numbers sha256",
    fact="month",
    kept="standing",
    rest="fact",
)
class ReviewPacket(Record, table=True):
    """What a body is given to read; `numbers` and `sha256` are those of the moment it was gathered and released."""

    __tablename__ = "review_packet"  # type: ignore[assignment]
    __table_args__ = (Index("ix_review_packet_page", "made_at", "id"),)
    title: str = Field(max_length=120)
    body_id: UUID = Field(foreign_key="oversight_body.id")
    month: str = Field(max_length=7)
    topic: str = Field(default="", max_length=60)
    sample: int = 10
    profile: str = Field(default=Profile.EVERYBODY.value, max_length=16)
    left_out: str = Field(default="", max_length=1000)
    status: str = Field(default=PacketStatus.DRAFTED.value, max_length=12)
    made_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    gathered_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    gathered_by: UUID | None = None
    checked_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    checked_by: UUID | None = None
    released_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    released_to: list[str] = Field(default_factory=list, sa_type=JSON)
    opened_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    numbers: list[Any] = Field(default_factory=list, sa_type=JSON)
    sha256: str = Field(default="", max_length=64)


@told(title="heading", quiet="text", rest="fact")
class PacketSource(Part, table=True):
    """A text that goes into a packet, whole, as it stood when it was gathered; it is never shown to a reviewer."""

    __tablename__ = "packet_source"  # type: ignore[assignment]
    packet_id: UUID = Field(foreign_key="review_packet.id", index=True)
    n: int
    about_id: UUID | None = None
    heading: str = Field(max_length=200)
    text: str


@told(quiet="words reason", code="category exemption state", rest="fact")
class PacketMark(Part, table=True):
    """Words of a packet that may have to go, why, and what was decided."""

    __tablename__ = "packet_mark"  # type: ignore[assignment]
    packet_id: UUID = Field(foreign_key="review_packet.id", index=True)
    n: int
    words: str = Field(max_length=300)
    category: str = Field(max_length=40)
    exemption: str = Field(max_length=40)
    state: str = Field(default=MarkState.SUGGESTED.value, max_length=12)
    reason: str = Field(default="", max_length=200)


@told(secret="content", rest="fact")
class PacketFile(Part, table=True):
    """The pages that were released, byte for byte."""

    __tablename__ = "packet_file"  # type: ignore[assignment]
    packet_id: UUID = Field(foreign_key="review_packet.id", index=True)
    content: bytes = Field(sa_type=LargeBinary)


@told(text="text answer", rest="fact")
class PacketQuestion(Part, table=True):
    __tablename__ = "packet_question"  # type: ignore[assignment]
    packet_id: UUID = Field(foreign_key="review_packet.id", index=True)
    n: int
    text: str = Field(max_length=1000)
    asked_on: date
    answer: str = Field(default="", max_length=2000)
    answered_on: date | None = None


@told(
    number="number",
    text="text",
    title="topic response evidence public_line",
    code="status",
    kept="standing",
    rest="fact",
)
class Recommendation(Record, table=True):
    __table_args__ = (Index("ix_recommendation_page", "made_on", "id"),)
    number: str = Field(max_length=24, unique=True)
    body_id: UUID = Field(foreign_key="oversight_body.id")
    packet_id: UUID | None = Field(default=None, foreign_key="review_packet.id")
    text: str = Field(max_length=2000)
    topic: str = Field(default="", max_length=120)
    made_on: date
    response_due: date
    due_on: date | None = None
    status: str = Field(default=RecommendationStatus.MADE.value, max_length=24)
    response: str = Field(default="", max_length=2000)
    responded_on: date | None = None
    implemented_on: date | None = None
    evidence: str = Field(default="", max_length=1000)
    public_line: str = Field(default="", max_length=300)
