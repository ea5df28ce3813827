"""The concern or commendation as it is kept; a complainant is words here, never a person of the store (2.15)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Record


class Sort(StrEnum):
    """What someone came with."""

    CONCERN = "concern"
    COMPLAINT = "complaint"
    COMMENDATION = "commendation"
    SUGGESTION = "suggestion"


class Route(StrEnum):
    """How it came in."""

    WALK_IN = "walk_in"
    PHONE = "phone"
    MAIL = "mail"
    WEB_FORM = "web_form"
    MEETING = "meeting"
    THIRD_PARTY = "third_party"
    ANONYMOUS = "anonymous"


class FeedbackStatus(StrEnum):
    """Where it stands; a commendation goes from received to thanked, all others by way of an answer."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ROUTED = "routed"
    FINDING_RECORDED = "finding_recorded"
    THANKED = "thanked"
    CLOSED = "closed"


@told(
    number="number ia_number",
    code="kind status route language allegations commendations acknowledged_how routed_to finding notified_how",
    about="complainant reach",
    text="incident_place summary",
    key="officer_ids partner_ids supervisor_ids",
    quiet="evidence thanks",
    rest="fact",
)
class FeedbackItem(Record, table=True):
    """What someone said of officers or of the agency: intake, tracking and answer; the inquiry itself is elsewhere."""

    __tablename__ = "feedback_item"  # type: ignore[assignment]
    __table_args__ = (Index("ix_feedback_page", "received_at", "id"),)
    number: str = Field(max_length=24, unique=True)
    kind: str = Field(max_length=16)
    status: str = Field(default=FeedbackStatus.RECEIVED.value, max_length=20)
    received_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    route: str = Field(max_length=16)
    language: str = Field(default="en", max_length=35)
    complainant: str = Field(default="", max_length=120)
    reach: str = Field(default="", max_length=160)
    incident_on: date | None = None
    incident_place: str = Field(default="", max_length=200)
    neighborhood_id: UUID | None = Field(default=None, foreign_key="neighborhood.id")
    contact_id: UUID | None = Field(default=None, foreign_key="contact.id")
    officer_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    partner_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    supervisor_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    allegations: list[str] = Field(default_factory=list, sa_type=JSON)
    commendations: list[str] = Field(default_factory=list, sa_type=JSON)
    summary: str = Field(default="", max_length=4000)
    evidence: list[str] = Field(default_factory=list, sa_type=JSON)
    acknowledged_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    acknowledged_how: str = Field(default="", max_length=16)
    routed_to: str = Field(default="", max_length=20)
    routed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    ia_number: str = Field(default="", max_length=40)
    finding: str = Field(default="", max_length=60)
    finding_on: date | None = None
    copied_by: UUID | None = None
    thanked_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    thanks: str = Field(default="", max_length=1000)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    notified_on: date | None = None
    notified_how: str = Field(default="", max_length=16)

    @property
    def reachable(self) -> bool:
        """Whether there is anybody to answer."""
        return bool(self.reach)


TIERS: dict[str, int] = {
    **dict.fromkeys(
        (
            "sexual_assault",
            "unreasonable_force",
            "wrongful_arrest",
            "wrongful_property_seizure",
            "sexual_harassment",
        ),
        1,
    ),
    **dict.fromkeys(
        (
            *("intimidating_display_of_weapon", "wrongful_search", "wrongful_entry", "wrongful_detention"),
            *("bias_based_policing", "retaliation"),
        ),
        2,
    ),
}
"""The tier of an allegation, gravest first; what is not named here is of the last, such as discourtesy."""
LAST_TIER = 3


def tier(item: FeedbackItem) -> int | None:
    """The gravest tier among the allegations of an item; None where nothing is alleged."""
    return min((TIERS.get(code, LAST_TIER) for code in item.allegations), default=None)
