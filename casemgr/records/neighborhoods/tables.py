"""Neighborhoods with their beats, and the assignments of officers, as they are stored."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Part, Record


class Duty(StrEnum):
    """What an officer is to a neighborhood."""

    BEAT_OFFICER = "beat_officer"
    RELIEF = "relief"
    SERGEANT = "sergeant"
    LIAISON = "liaison"
    CO_RESPONDER = "co_responder"
    COVER = "double_cover"


@told(counted="name", text="description", key="boundary", number="code", kept="standing", rest="fact")
class Neighborhood(Record, table=True):
    __table_args__ = (Index("ix_neighborhood_name", "name", "id"),)
    code: str = Field(max_length=12, unique=True)
    name: str = Field(max_length=80)
    description: str = ""
    population: int | None = None
    boundary: str = ""


@told(code="code", rest="fact")
class Beat(Part, table=True):
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id", index=True)
    code: str = Field(max_length=20)


@told(code="duty", text="handover_note", kept="standing", rest="fact")
class Assignment(Record, table=True):
    __table_args__ = (Index("ix_assignment_place", "neighborhood_id", "start"),)
    officer_id: UUID = Field(foreign_key="staff.id", index=True)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    duty: str = Field(max_length=20)
    start: date
    end: date | None = None
    primary: bool = False
    handover_note: str = ""
    handed_over_to: UUID | None = None
