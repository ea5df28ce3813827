"""A batch: one file of an older log, what was made of it, and whether it stands."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Part, Record


class ImportStatus(StrEnum):
    """Whether what a batch made stands, or was marked entered in error as a whole."""

    TAKEN = "taken"
    UNDONE = "undone"


@told(number="number", title="file", key="digest", code="status", quiet="reason", kept="standing", rest="fact")
class ContactImport(Record, table=True):
    """One file taken over; `digest` is that of its text and mapping, so that it is taken once."""

    __tablename__ = "contact_import"  # type: ignore[assignment]
    __table_args__ = (Index("ix_contact_import_made", "entered_at", "id"),)
    number: str = Field(max_length=24, unique=True)
    file: str = Field(max_length=120)
    digest: str = Field(max_length=64)
    status: str = Field(default=ImportStatus.TAKEN.value, max_length=12)
    taken: int = 0
    there: int = 0
    people: int = 0
    reason: str = Field(default="", max_length=300)


@told(quiet="rows made_people mapping", rest="fact")
class ImportedRows(Part, table=True):
    """What a batch made: of each row line, digest and contact; the people; and the mapping it was read by."""

    __tablename__ = "imported_rows"  # type: ignore[assignment]
    id: UUID = Field(primary_key=True, foreign_key="contact_import.id")
    rows: list[list[Any]] = Field(default_factory=list, sa_type=JSON)
    made_people: list[str] = Field(default_factory=list, sa_type=JSON)
    mapping: str = ""
