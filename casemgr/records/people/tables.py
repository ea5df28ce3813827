"""The tables of people: the person, narrow, and what hangs on one."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record, Row, joined
from casemgr.records.people.ages import AgeBand, minor_on, of_age_on


class Standing(StrEnum):
    """Whether a person's entry holds; a merged one stands in another's."""

    ACTIVE = "active"
    MERGED = "merged"
    ENTERED_IN_ERROR = "entered_in_error"


@told(
    number="number former_numbers",
    code="standing name_quality contact_preference",
    quiet="standing_reason",
    name="given middle family suffix called folded",
    about=(
        "sort_key dob dob_quality age_band pronouns accessibility_needs veteran current_living_situation "
        "preferred_language"
    ),
    reach="numbers",
    rest="fact",
)
class Person(Record, table=True):
    """Someone met or spoken of.

    `called` is the first alias; `folded` all names and `numbers` all phones, as look-alikes and search compare them;
    `former_numbers` are those of the entries merged into this one, as search finds it by them.
    """

    __table_args__ = (Index("ix_person_name", "standing", "sort_key", "id", "sensitivity", "unit", "entered_by"),)
    number: str = Field(max_length=24, unique=True)
    standing: str = Field(default=Standing.ACTIVE.value, max_length=20)
    standing_reason: str = Field(default="", max_length=300)
    given: str = Field(default="", max_length=80)
    middle: str = Field(default="", max_length=80)
    family: str = Field(default="", max_length=80)
    suffix: str = Field(default="", max_length=20)
    called: str = Field(default="", max_length=80)
    name_quality: str = Field(default="99", max_length=2)
    sort_key: str
    folded: str = ""
    numbers: str = ""
    dob: date | None = None
    dob_quality: str = Field(default="99", max_length=2)
    age_band: str | None = Field(default=None, max_length=8)
    age_band_on: date | None = None
    pronouns: str = Field(default="", max_length=40)
    preferred_language: str = Field(default="", max_length=3)
    interpreter_needed: bool = False
    accessibility_needs: list[str] = Field(default_factory=list, sa_type=JSON)
    contact_preference: str | None = Field(default=None, max_length=20)
    veteran: str = Field(default="99", max_length=2)
    current_living_situation: str = Field(default="99", max_length=3)
    guardian_person_id: UUID | None = None
    neighborhood_id: UUID | None = Field(default=None, foreign_key="neighborhood.id", index=True)
    merged_into_id: UUID | None = Field(default=None, sa_column_kwargs=joined())
    former_numbers: str = Field(default="", sa_column_kwargs=joined(default=""))


@told(name="text", rest="fact")
class Alias(Part, table=True):
    person_id: UUID = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=80)


@told(reach="raw number", code="label", rest="fact")
class Phone(Part, table=True):
    """A number as written and as E.164 (empty where it is not whole); `safe` says whether one may call it."""

    person_id: UUID = Field(foreign_key="person.id", index=True)
    raw: str = Field(max_length=40)
    number: str = Field(default="", max_length=20)
    label: str = Field(max_length=12)
    safe: bool = True


@told(reach="address", rest="fact")
class Email(Part, table=True):
    person_id: UUID = Field(foreign_key="person.id", index=True)
    address: str = Field(max_length=254)


@told(quiet="note", rest="fact")
class SafeContact(Part, table=True):
    """How someone may be reached without putting them in danger; apart, so that no list or form shows it by chance."""

    __tablename__ = "safe_contact"  # type: ignore[assignment]
    person_id: UUID = Field(foreign_key="person.id", unique=True)
    note: str = Field(max_length=500)


@told(rest="fact")
class NotTheSame(Part, table=True):
    """Two who look alike and are said to be two people; kept with either of them."""

    __tablename__ = "not_the_same"  # type: ignore[assignment]
    person_id: UUID = Field(foreign_key="person.id", index=True)
    other_id: UUID = Field(foreign_key="person.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID


@told(key="key", rest="fact")
class PersonKey(Row, table=True):
    """One way to come upon a person who looks like another; made from the record, and again when that changes."""

    __tablename__ = "person_key"  # type: ignore[assignment]
    __table_args__ = {"sqlite_with_rowid": False}
    audited: ClassVar[bool] = False
    key: str = Field(primary_key=True, max_length=40)
    person_id: UUID = Field(primary_key=True)


def of_age(person: Person) -> date | None:
    """The day on which this person is 18, as far as is known."""
    return of_age_on(person.dob, AgeBand(person.age_band) if person.age_band else None, person.age_band_on)


def is_minor(person: Person, on: date) -> bool:
    """Whether this person is under 18 on a day, as far as is known."""
    band = AgeBand(person.age_band) if person.age_band else None
    return minor_on(person.dob, band, person.age_band_on, on)
