"""The crisis encounter as it is kept: codes and times in one row, the text and what was added to it beside (2.12)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record
from casemgr.core.sealed import sealed


class CrisisStatus(StrEnum):
    """Where an encounter stands; a sealed one is never edited, only added to."""

    DRAFT = "draft"
    SEALED = "sealed"
    ENTERED_IN_ERROR = "entered_in_error"


@told(
    number="number cad_number rms_number hold_form_number",
    code=(
        "status initiation call_type veteran natures behaviors techniques dispositions primary_disposition "
        "transport hold bwc_status"
    ),
    title="bwc_ref",
    rest="fact",
)
class CrisisEncounter(Record, table=True):
    """An encounter with someone in crisis; without a person for whoever gave no name. `month` is local, as 202611.

    `notice_id` is the follow-up that promises to tell a treatment partner.
    """

    __tablename__ = "crisis_encounter"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_crisis_page", "occurred_at", "id"),
        Index("ix_crisis_person", "person_id", "occurred_at"),
        Index("ix_crisis_month", "month", "neighborhood_id"),
    )
    number: str = Field(max_length=24, unique=True)
    status: str = Field(default=CrisisStatus.DRAFT.value, max_length=20)
    occurred_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    cleared_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    minutes_on_scene: int | None = None
    month: int
    officer_id: UUID
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    initiation: str = Field(max_length=60)
    call_type: str = Field(max_length=60)
    cad_number: str = Field(default="", max_length=40)
    rms_number: str = Field(default="", max_length=40)
    cit_dispatched: bool = False
    cit_arrived: bool = False
    co_responder_dispatched: bool = False
    co_responder_arrived: bool = False
    co_responder_id: UUID | None = Field(default=None, foreign_key="staff.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    veteran: str = Field(default="99", max_length=2)
    natures: list[str] = Field(default_factory=list, sa_type=JSON)
    behaviors: list[str] = Field(default_factory=list, sa_type=JSON)
    weapon_observed: bool = False
    person_injured: bool = False
    officer_injured: bool = False
    techniques: list[str] = Field(default_factory=list, sa_type=JSON)
    dispositions: list[str] = Field(default_factory=list, sa_type=JSON)
    primary_disposition: str = Field(default="", max_length=60)
    service_id: UUID | None = Field(default=None, foreign_key="service.id")
    transport: str = Field(max_length=16)
    hold: str = Field(max_length=16)
    hold_form_number: str = Field(default="", max_length=40)
    arrest: bool = False
    force_used: bool = False
    bwc_status: str | None = Field(default=None, max_length=20)
    bwc_ref: str = Field(default="", max_length=80)
    sealed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    notice_id: UUID | None = Field(default=None, foreign_key="followup.id")
    partner_noticed_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]


@told(closed="narrative", quiet="kept kept_reason bwc_reason error_reason", rest="fact")
class CrisisText(Part, table=True):
    """The words of an encounter, apart so that lists and figures never read them; one row, of the same id."""

    __tablename__ = "crisis_text"  # type: ignore[assignment]
    id: UUID = Field(primary_key=True, foreign_key="crisis_encounter.id")
    narrative: str = ""
    kept: list[str] = Field(default_factory=list, sa_type=JSON)
    kept_reason: str = Field(default="", max_length=300)
    bwc_reason: str = Field(default="", max_length=300)
    error_reason: str = Field(default="", max_length=500)


sealed(CrisisText, "narrative")


@told(closed="text", rest="fact")
class CrisisAddition(Part, table=True):
    """What was put right or added after the seal: the text under it stays as it was."""

    __tablename__ = "crisis_addition"  # type: ignore[assignment]
    crisis_id: UUID = Field(foreign_key="crisis_encounter.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    text: str


sealed(CrisisAddition, "text")
