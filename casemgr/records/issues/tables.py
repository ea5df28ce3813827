"""An issue as it is kept, with what was said in public about it, the promises made for it, and decisions of forums."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record


class Status(StrEnum):
    """Where an issue stands; what was resolved is not confirmed until the community says so."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    PRIORITIZED = "prioritized"
    IN_ACTION = "in_action"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed_by_community"
    NOT_TAKEN_UP = "not_taken_up"


BEGUN = (Status.RAISED, Status.ACKNOWLEDGED, Status.PRIORITIZED)
"""Before anybody has set to work."""
OPEN = (*BEGUN, Status.IN_ACTION)
"""Neither resolved nor refused."""


@told(
    number="number",
    title="title segment",
    text="description",
    code="category raised_at status confirmed_by",
    quiet="confirmed_source not_taken_reason",
    rest="fact",
)
class Issue(Record, table=True):
    __table_args__ = (
        Index("ix_issue_raised", "raised_on", "id"),
        Index("ix_issue_place", "neighborhood_id", "status"),
    )
    number: str = Field(max_length=24, unique=True)
    title: str = Field(max_length=120)
    description: str = ""
    category: str = Field(max_length=60)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    place_id: UUID | None = Field(default=None, foreign_key="place.id")
    segment: str = Field(default="", max_length=120)
    raised_at: str = Field(max_length=20)
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id", index=True)
    raised_on: date
    votes: int = 0
    owner_id: UUID | None = None
    partner_owner_id: UUID | None = Field(default=None, foreign_key="organization.id")
    target_date: date | None = None
    meant: bool = False
    status: str = Field(default=Status.RAISED.value, max_length=24)
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    resolved_by: UUID | None = None
    confirmed_on: date | None = None
    confirmed_by: str = Field(default="", max_length=20)
    confirmed_meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    confirmed_source: str = Field(default="", max_length=160)
    not_taken_reason: str = Field(default="", max_length=300)


@told(code="status", text="text", rest="fact")
class IssueUpdate(Part, table=True):
    """One line of the story of an issue; `public` ones stand on the sheet for the neighborhood."""

    __tablename__ = "issue_update"  # type: ignore[assignment]
    issue_id: UUID = Field(foreign_key="issue.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    status: str = Field(max_length=24)
    text: str = Field(max_length=300)
    public: bool = False


class CommitmentStatus(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@told(text="text", code="status", title="evidence", quiet="reason", rest="fact")
class Commitment(Record, table=True):
    __table_args__ = (Index("ix_commitment_due", "due_on", "id"),)
    issue_id: UUID = Field(foreign_key="issue.id", index=True)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    text: str = Field(max_length=200)
    owner_id: UUID = Field(index=True)
    due_on: date
    first_due_on: date
    meant: bool = False
    status: str = Field(default=CommitmentStatus.OPEN.value, max_length=12)
    done_on: date | None = None
    done_by: UUID | None = None
    evidence: str = Field(default="", max_length=300)
    reason: str = Field(default="", max_length=300)


@told(title="subject outcome community_input", text="options what_changed", kept="standing", rest="fact")
class Decision(Record, table=True):
    __table_args__ = (Index("ix_decision_day", "decided_on", "id"),)
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    subject: str = Field(max_length=120)
    decided_on: date
    options: str = ""
    outcome: str = Field(max_length=500)
    community_input: str = ""
    changed: bool = False
    what_changed: str = Field(default="", max_length=500)
    meant: bool = False
