"""A referral as it is kept, with its desired outcomes, events, changes, participants and sessions (domain 2.4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record
from casemgr.core.sealed import sealed
from casemgr.records.referrals.words import Status


def _moment(**options: object) -> datetime:
    return Field(sa_type=Moment, **options)  # type: ignore[call-overload]


@told(
    number="number external_id",
    quiet=(
        "anonymous_reason reason basis_reason capacity_override promised client_feedback when_unavailable "
        "has_other_responsibilities"
    ),
    counted="need_domain",
    known="service_name organization_name program",
    about="to_contact acknowledged_by",
    code=(
        "information_shared basis handoff urgency status wall decline_reason hold_reason outcome "
        "cancel_reason lead_door"
    ),
    title="evidence",
    rest="fact",
)
class Referral(Record, table=True):
    """A person to a service; names of service and organization are those at the time it was sent."""

    __table_args__ = (
        Index("ix_referral_page", "last_event_at", "id"),
        Index("ix_referral_status", "status", "requested_at", "id"),
        Index("ix_referral_month", "requested_at", "organization_id", "status"),
        Index("ix_referral_person", "person_id", "last_event_at"),
        Index("ix_referral_served", "first_service_at"),
    )
    number: str = Field(max_length=24, unique=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    anonymous_reason: str = Field(default="", max_length=300)
    need_id: UUID | None = Field(default=None, foreign_key="need.id", index=True)
    need_domain: str = Field(default="", max_length=60)
    neighborhood_id: UUID | None = None
    service_id: UUID = Field(foreign_key="service.id", index=True)
    service_name: str = Field(max_length=300)
    organization_id: UUID | None = Field(default=None, index=True)
    organization_name: str = Field(default="", max_length=300)
    program: str = Field(default="", max_length=200)
    officer_id: UUID = Field(index=True)
    to_contact: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=2000)
    information_shared: list[str] = Field(default_factory=list, sa_type=JSON)
    consent_id: UUID | None = Field(default=None, foreign_key="consent.id", index=True)
    basis: str = Field(default="", max_length=60)
    basis_reason: str = Field(default="", max_length=1000)
    capacity_override: str = Field(default="", max_length=300)
    handoff: str = Field(max_length=60)
    urgency: str = Field(default="", max_length=10)
    status: str = Field(default=Status.DRAFT.value, max_length=20)
    wall: str = Field(default="", max_length=24)
    no_reply: bool = False
    promised: str = Field(default="", max_length=120)
    requested_at: datetime | None = _moment(default=None)
    acknowledge_by: datetime | None = _moment(default=None)
    acknowledged_at: datetime | None = _moment(default=None)
    acknowledged_by: str = Field(default="", max_length=100)
    accepted_at: datetime | None = _moment(default=None)
    appointment_at: datetime | None = _moment(default=None)
    next_step_on: date | None = None
    rejected_at: datetime | None = _moment(default=None)
    decline_reason: str = Field(default="", max_length=60)
    first_service_at: datetime | None = _moment(default=None)
    hold_reason: str = Field(default="", max_length=24)
    review_on: date | None = None
    outcome: str = Field(default="", max_length=60)
    evidence: str = Field(default="", max_length=20)
    client_feedback: str = Field(default="", max_length=1000)
    cancel_reason: str = Field(default="", max_length=60)
    closed_at: datetime | None = _moment(default=None)
    feedback_seen_at: datetime | None = _moment(default=None)
    when_unavailable: str = Field(default="", max_length=300)
    has_other_responsibilities: str = Field(default="", max_length=300)
    lead_door: str = Field(default="", max_length=60)
    parent_referral_id: UUID | None = Field(default=None, foreign_key="referral.id", index=True)
    external_id: str = Field(default="", max_length=100)
    last_event_at: datetime = _moment()


@told(quiet="text comment", code="achievement", rest="fact")
class DesiredOutcome(Part, table=True):
    """What is hoped for, chosen before it is sent, and how far it was reached."""

    __tablename__ = "referral_desired_outcome"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    n: int
    text: str = Field(max_length=300)
    achievement: str = Field(default="", max_length=24)
    comment: str = Field(default="", max_length=500)


@told(code="event role from_status to_status code evidence", quiet="note", rest="fact")
class ReferralEvent(Part, table=True):
    """One step: who took it, from where to where, on what evidence; `code` is the coded reason or outcome."""

    __tablename__ = "referral_event"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    at: datetime = _moment()
    event: str = Field(max_length=20)
    actor_id: UUID
    role: str = Field(max_length=12)
    on_behalf: bool = False
    from_status: str = Field(max_length=20)
    to_status: str = Field(max_length=20)
    code: str = Field(default="", max_length=60)
    note: str = Field(default="", max_length=1000)
    evidence: str = Field(default="", max_length=20)


@told(quiet="before", code="method", rest="fact")
class ReferralStep(Part, table=True):
    """What an event or a session leaves beside it: how things stood before, so that it can be taken back at once."""

    __tablename__ = "referral_step"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    about_id: UUID
    at: datetime = _moment()
    before: dict[str, str | None] = Field(default_factory=dict, sa_type=JSON)
    method: str = Field(default="", max_length=60)
    review_on: date | None = None


@told(code="code", quiet="promised", rest="fact")
class ReferralQuestion(Part, table=True):
    """A question of the receiver to the sender, by its code; `promised` is the promise made for its answer."""

    __tablename__ = "referral_question"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    event_id: UUID
    code: str = Field(max_length=60)
    asked_at: datetime = _moment()
    promised: str = Field(default="", max_length=120)
    answered_at: datetime | None = _moment(default=None)


@told(closed="text", kept="standing", rest="fact")
class ReferralReply(Record, table=True):
    """What a treatment program or a victim service says back: behind its own label, apart from the referral."""

    __tablename__ = "referral_reply"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    event_id: UUID
    text: str


sealed(ReferralReply, "text")


@told(key="field", quiet="old new reason", rest="fact")
class ReferralChange(Part, table=True):
    """A field amended after the referral was sent."""

    __tablename__ = "referral_change"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    at: datetime = _moment()
    by: UUID
    field: str = Field(max_length=40)
    old: str
    new: str
    reason: str = Field(max_length=300)


@told(code="lane", about="name", rest="fact")
class ReferralParticipant(Part, table=True):
    """Someone with a part in it: a member of staff, or a partner's contact by name."""

    __tablename__ = "referral_participant"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    lane: str = Field(max_length=12)
    staff_id: UUID | None = None
    name: str = Field(default="", max_length=100)


@told(code="no_session_reason", rest="fact")
class ReferralSession(Part, table=True):
    """An appointment with the provider; the police see only how many, and only with consent."""

    __tablename__ = "referral_session"  # type: ignore[assignment]
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    at: datetime = _moment()
    happened: bool
    attended: bool | None = None
    late: bool = False
    no_session_reason: str = Field(default="", max_length=24)
