"""The contact as it is kept: one narrow row for lists and figures, long text and the rest in rows beside it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, literal, text
from sqlmodel import Field, Index, col

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record
from casemgr.core.sealed import sealed
from casemgr.records.contacts.drafts import FreeToLeave, Precision


class ContactStatus(StrEnum):
    """Where a contact stands; a sealed one is corrected by a new version, never edited."""

    DRAFT = "draft"
    SEALED = "sealed"
    ENTERED_IN_ERROR = "entered_in_error"


_SEEN_BY = ("sensitivity", "unit", "entered_by")
_LISTED = ("number", "contact_type", "headline", "neighborhood_id", "officer_id", "status", "first_person_id")
_HEAD = text("head IS 1")


@told(
    number="number beat cad_number rms_number",
    code="status location_precision medium initiation next_step bwc_status free_to_leave",
    key="tz",
    counted="contact_type",
    text="headline",
    title="bwc_ref language",
    rest="fact",
)
class Contact(Record, table=True):
    """One version of a contact; `origin_id` is the first version's id and names the contact itself.

    `head` marks the version that shows; a draft does not show yet. `month` is local, such as 202611.
    """

    __table_args__ = (
        Index("ix_contact_page", "occurred_at", "id", *_LISTED, *_SEEN_BY, sqlite_where=_HEAD),
        Index(
            "ix_contact_neighborhood",
            "neighborhood_id",
            "occurred_at",
            "id",
            *(name for name in _LISTED if name != "neighborhood_id"),
            *_SEEN_BY,
            sqlite_where=_HEAD,
        ),
        Index("ix_contact_officer", "officer_id", "occurred_at", "id", sqlite_where=_HEAD),
        Index(
            "ix_contact_month",
            *("month", "neighborhood_id", "contact_type", "status"),
            *("late_entry", "reached", "officer_id", *_SEEN_BY, "id"),
            sqlite_where=_HEAD,
        ),
        Index("ix_contact_draft", "entered_by", "occurred_at", "id", sqlite_where=text("status = 'draft'")),
        Index("ix_contact_origin", "origin_id", "edition"),
    )
    number: str = Field(max_length=24, index=True)
    edition: int = 1
    origin_id: UUID
    replaces_id: UUID | None = None
    head: bool = False
    status: str = Field(default=ContactStatus.DRAFT.value, max_length=20)
    occurred_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    tz: str = Field(max_length=60)
    month: int
    late_entry: bool = False
    officer_id: UUID
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    beat: str = Field(default="", max_length=20)
    place_id: UUID | None = Field(default=None, foreign_key="place.id")
    location_precision: str = Field(default=Precision.NEIGHBORHOOD.value, max_length=12)
    contact_type: str = Field(max_length=60)
    medium: str = Field(max_length=60)
    initiation: str = Field(max_length=60)
    next_step: str = Field(max_length=60)
    headline: str = Field(default="", max_length=120)
    first_person_id: UUID | None = None
    reached: bool = True
    duration_min: int | None = None
    people_count_adult: int | None = None
    people_count_youth: int | None = None
    language: str = Field(default="", max_length=35)
    interpreter: bool = False
    follow_up_in_days: int | None = None
    cad_number: str = Field(default="", max_length=40)
    rms_number: str = Field(default="", max_length=40)
    bwc_status: str | None = Field(default=None, max_length=20)
    bwc_ref: str = Field(default="", max_length=80)
    free_to_leave: str = Field(default=FreeToLeave.YES.value, max_length=10)
    search_made: bool = False


@told(text="note", quiet="place_text follow_up_what late_reason stop_guard_reason bwc_reason error_reason", rest="fact")
class ContactText(Part, table=True):
    """What is long or rare in a contact, apart so that lists and figures never read it; one row, of the same id."""

    __tablename__ = "contact_text"  # type: ignore[assignment]
    id: UUID = Field(primary_key=True, foreign_key="contact.id")
    note: str = ""
    place_text: str = Field(default="", max_length=200)
    follow_up_what: str = Field(default="", max_length=120)
    late_reason: str = Field(default="", max_length=300)
    stop_guard_reason: str = Field(default="", max_length=300)
    bwc_reason: str = Field(default="", max_length=300)
    error_reason: str = Field(default="", max_length=300)


sealed(ContactText, "note")


@told(code="role", name="alias_text", rest="fact")
class ContactPerson(Part, table=True):
    """Someone who was there; without a person for whoever gave no name."""

    __tablename__ = "contact_person"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_contact_person_person", "person_id", "contact_id", sqlite_where=text("person_id IS NOT NULL")),
    )
    contact_id: UUID = Field(foreign_key="contact.id", index=True)
    n: int
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    role: str = Field(max_length=24)
    alias_text: str = Field(default="", max_length=80)


@told(code="code", rest="fact")
class ContactTopic(Part, table=True):
    __tablename__ = "contact_topic"  # type: ignore[assignment]
    contact_id: UUID = Field(foreign_key="contact.id", index=True)
    n: int
    code: str = Field(max_length=60)


@told(key="field rules", code="kind", quiet="reason", rest="fact")
class ContactKept(Part, table=True):
    """Words that stay in a text although the narrative check has found them: where they stand, and why."""

    __tablename__ = "contact_kept"  # type: ignore[assignment]
    contact_id: UUID = Field(foreign_key="contact.id", index=True)
    n: int
    field: str = Field(max_length=10)
    start: int
    length: int
    kind: str = Field(max_length=24)
    reason: str = Field(max_length=300)
    rules: str = Field(max_length=60)


@told(key="question", quiet="value", rest="fact")
class TopicAnswer(Part, table=True):
    """An answer to an agency question, as it was worded then."""

    __tablename__ = "topic_answer"  # type: ignore[assignment]
    contact_id: UUID = Field(foreign_key="contact.id", index=True)
    question: str = Field(max_length=40)
    schema_version: int
    value: str = Field(max_length=500)


def shows() -> ColumnElement[bool]:
    """The condition of a version that shows, written so that the partial indexes serve it."""
    return Contact.head.is_(True)  # type: ignore[attr-defined]


def unfinished() -> ColumnElement[bool]:
    """The condition of a draft, written so that its partial index serves it."""
    return col(Contact.status) == literal(ContactStatus.DRAFT.value, literal_execute=True)


def is_anothers_draft(contact: Contact, reader: UUID) -> bool:
    """Whether it is a draft of someone else: nobody but its author reads one."""
    return contact.status == ContactStatus.DRAFT and contact.entered_by != reader
