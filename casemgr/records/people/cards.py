"""People as they are read: the list, one person's card, names by id; and the kind itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import null
from sqlmodel import col, select

from casemgr.core.access import Label, May
from casemgr.core.kind import Kind, SightBy, Veil, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.veiled import veiled
from casemgr.core.verbs import query
from casemgr.i18n import N_
from casemgr.records.people.ages import AgeBand, years_between
from casemgr.records.people.drafts import ContactPreference, PersonDraft, PhoneLabel
from casemgr.records.people.names import shown, shown_as
from casemgr.records.people.persons import add_person, amend_person, the_person, today
from casemgr.records.people.phones import searched_as
from casemgr.records.people.tables import (
    Alias,
    Email,
    NotTheSame,
    Person,
    PersonKey,
    Phone,
    SafeContact,
    Standing,
    is_minor,
)
from casemgr.records.people.young import initialed

_NAME: tuple[Any, ...] = (Person.given, Person.family, Person.suffix, Person.called)
_COLUMNS: tuple[Any, ...] = (Person.id, Person.number, *_NAME, Person.neighborhood_id, Person.sensitivity)


@dataclass(frozen=True)
class PhoneShown:
    """A phone of someone; where it is not safe, nobody calls it."""

    raw: str
    number: str
    label: PhoneLabel
    safe: bool


@dataclass(frozen=True)
class PersonCard:
    """One person with what hangs on them; the safe-contact note is asked for apart."""

    id: UUID
    number: str
    version: int
    name: str
    given: str
    middle: str
    family: str
    suffix: str
    name_quality: str
    aliases: tuple[str, ...]
    dob: date | None
    dob_quality: str
    age_band: AgeBand | None
    age: int | None
    minor: bool
    pronouns: str
    preferred_language: str
    interpreter_needed: bool
    accessibility_needs: tuple[str, ...]
    phones: tuple[PhoneShown, ...]
    emails: tuple[str, ...]
    contact_preference: ContactPreference | None
    has_safe_contact_note: bool
    veteran: str
    current_living_situation: str
    guardian_person_id: UUID | None
    neighborhood_id: UUID | None
    label: Label
    withdrawn: bool
    withdrawn_because: str
    entered_at: datetime | None


@query(May.READ_CASES)
def people(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """Everyone the actor may see, by name; who was entered in error is left out."""
    dob: Any = Person.dob if tx.actor.organization is None else null().label("dob")
    columns = select(*_COLUMNS).add_columns(dob).where(Person.standing == Standing.ACTIVE)
    return page(tx, columns, (Person.sort_key, Person.id), after, size, descending=False)


@query(May.READ_CASES)
def person(tx: Tx, id: UUID) -> PersonCard:
    """One person's card; who was entered in error can still be read, a merged entry leads to the one it went into."""
    who = the_person(tx, id)
    day = today(tx)
    partner = _to_partner(tx, who)
    phones = tx.exec(select(Phone).where(Phone.person_id == who.id).order_by(Phone.id))  # type: ignore[arg-type]
    return PersonCard(
        id=who.id,
        number=who.number,
        version=who.version,
        name=shown(who),
        given=who.given,
        middle=who.middle,
        family=who.family,
        suffix=who.suffix,
        name_quality=who.name_quality,
        aliases=_aliases(tx, who.id),
        dob=None if partner else who.dob,
        dob_quality=who.dob_quality,
        age_band=AgeBand(who.age_band) if who.age_band else None,
        age=years_between(who.dob, day) if who.dob and not partner else None,
        minor=is_minor(who, day),
        pronouns=who.pronouns,
        preferred_language=who.preferred_language,
        interpreter_needed=who.interpreter_needed,
        accessibility_needs=tuple(who.accessibility_needs),
        phones=tuple(PhoneShown(p.raw, p.number, PhoneLabel(p.label), p.safe) for p in phones),
        emails=_emails(tx, who.id),
        contact_preference=ContactPreference(who.contact_preference) if who.contact_preference else None,
        has_safe_contact_note=_safe_contact(tx, who.id) is not None,
        veteran="99" if partner else who.veteran,
        current_living_situation="99" if partner else who.current_living_situation,
        guardian_person_id=None if partner else who.guardian_person_id,
        neighborhood_id=who.neighborhood_id,
        label=Label(who.sensitivity),
        withdrawn=who.standing == Standing.ENTERED_IN_ERROR,
        withdrawn_because=who.standing_reason,
        entered_at=who.entered_at,
    )


@query(May.READ_CASES)
def names_of(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, str]:
    """How these people are named, for those the actor may see; the young within reach by initials and age band."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = tx.exec(select(Person.id, *_NAME).where(Person.id.in_(wanted)))  # type: ignore[attr-defined]
    seen = {id: shown_as(*name) for id, *name in rows}
    return veiled(tx, PEOPLE, [id for id in wanted if id not in seen]) | seen


def aliases_of(tx: Tx, ids: Iterable[UUID]) -> tuple[str, ...]:
    """What else these people are called, those the actor may see."""
    return tuple(alias for id in names_of(tx, ids) for alias in _aliases(tx, id))


@query(May.READ_CASES)
def to_reach(tx: Tx, ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Of these people those one may reach out to, and since when they are known here."""
    if not ids:  # SQLite would look through everyone to find that none is meant.
        return {}
    asked = select(Person.id, Person.entered_at, Person.contact_preference).where(
        col(Person.id).in_(ids), Person.standing == Standing.ACTIVE
    )
    never = ContactPreference.DONT_REACH_OUT
    return {id: known for id, known, wish in tx.exec(asked) if known is not None and wish != never}


@query(May.READ_CASES)
def safe_contact_note(tx: Tx, id: UUID) -> str:
    """How to reach someone without putting them in danger; each reading is written down."""
    who = the_person(tx, id)
    tx.opened.add((PEOPLE.name, who.id))
    return _safe_contact(tx, who.id) or ""


def _to_partner(tx: Tx, who: Person) -> bool:
    """Whether a partner organization is reading: it sees who someone is and how to talk to them, and no more here;
    what else it may know stands in the referral."""
    return tx.actor.organization is not None and who.entered_by != tx.actor.id


def _safe_contact(tx: Tx, id: UUID) -> str | None:
    return tx.exec(select(SafeContact.note).where(SafeContact.person_id == id)).first()


def _aliases(tx: Tx, id: UUID) -> tuple[str, ...]:
    return tuple(tx.exec(select(Alias.text).where(Alias.person_id == id).order_by(Alias.id)))  # type: ignore[arg-type]


def _emails(tx: Tx, id: UUID) -> tuple[str, ...]:
    return tuple(tx.exec(select(Email.address).where(Email.person_id == id).order_by(Email.id)))  # type: ignore[arg-type]


def _fill(tx: Tx, who: Person) -> dict[str, Any]:
    """Phones go into the form as bare numbers: what is known of their label and safety stays when they come back."""
    kept_back = {"dob": None, "veteran": "99", "current_living_situation": "99", "guardian_person_id": None}
    return (kept_back if _to_partner(tx, who) else {}) | {
        "aliases": list(_aliases(tx, who.id)),
        "phones": list(tx.exec(select(Phone.raw).where(Phone.person_id == who.id).order_by(Phone.id))),  # type: ignore
        "emails": list(_emails(tx, who.id)),
    }


def _words(_tx: Tx, who: Person) -> Words:
    """What search knows: names, phones and number, no notes; an entry made in error has only its number.

    A merged one is found no more; the one it went into is found by its number too.

    All from the person's own row: a label that has just risen may hide the parts from whoever is writing.
    """
    if who.standing == Standing.ENTERED_IN_ERROR:
        return Words(who.number)
    if who.standing == Standing.MERGED:
        return Words("")
    phones = [searched_as(number) for number in who.numbers.split()]
    said = [who.given, who.middle, who.family, who.called, *who.folded.split("|"), *phones, who.former_numbers]
    return Words(shown(who), who.number, " ".join(word for word in said if word))


PEOPLE = Kind(
    "people",
    Person,
    N_("People"),
    N_("Person"),
    read=May.READ_CASES,
    draft=PersonDraft,
    new=add_person,
    amend=amend_person,
    page=people,
    fill=_fill,
    columns=("number", "given", "family", "dob"),
    order=("sort_key",),
    letter="P",
    icon="user",
    sight=SightBy(neighborhood="neighborhood_id"),
    veil=Veil(
        ("given", "family", "dob", "age_band", "age_band_on"),
        initialed,
        ("given", "family"),
        {"standing": Standing.ACTIVE.value},
    ),
    parts={
        Alias: "person_id",
        Phone: "person_id",
        Email: "person_id",
        SafeContact: "person_id",
        PersonKey: "person_id",
        NotTheSame: "person_id",
    },
    kept_back=frozenset({Phone, Email, SafeContact}),
    searched=_words,
    retention="person",
    leads_on="merged_into_id",
)
