"""What can be done with a person's entry: add it, amend it, withdraw it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import LABELS, Label, May, highest
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.numbers import next_number
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.people.ages import AgeBand, minor_on, of_age_on, years_between
from casemgr.records.people.drafts import MOST, PersonDraft
from casemgr.records.people.keys import keys_of
from casemgr.records.people.names import LAST, folded, sort_key
from casemgr.records.people.parts import Held, bring_up, facts_of, held, put_safe_contact
from casemgr.records.people.phones import digits, number_of
from casemgr.records.people.tables import Person, Standing, is_minor

OLDEST = 125
"""Years; a birth date further back is a slip of the hand."""
_PLAIN = (
    *("given", "middle", "family", "suffix", "dob", "pronouns", "preferred_language", "interpreter_needed"),
    *("accessibility_needs", "veteran", "current_living_situation", "guardian_person_id", "neighborhood_id"),
)


def the_person(tx: Tx, id: UUID) -> Person:
    """The person with this id, or whose entry that one was merged into, if the actor may see them.

    Reading a restricted one is written down.
    """
    person = tx.get(Person, id)
    while person is not None and person.merged_into_id is not None:
        person = tx.get(Person, person.merged_into_id)
    if person is None:
        raise NotFound(_("There is no such person, or you may not see them."))
    return person


def minor_at(tx: Tx, id: UUID, on: date) -> bool:
    """Whether someone is under 18 on a day, as far as is known; asking does not open their record."""
    shown: list[Any] = [Person.dob, Person.age_band, Person.age_band_on]
    found = tx.exec(select(*shown).where(Person.id == id)).first()
    return found is not None and minor_on(found[0], AgeBand(found[1]) if found[1] else None, found[2], on)


def of_age_at(tx: Tx, id: UUID) -> date | None:
    """The day on which someone is 18 at the latest; None where nothing says they were younger."""
    shown: list[Any] = [Person.dob, Person.age_band, Person.age_band_on]
    found = tx.exec(select(*shown).where(Person.id == id)).first()
    return of_age_on(found[0], AgeBand(found[1]) if found[1] else None, found[2]) if found is not None else None


def today(tx: Tx) -> date:
    """The day it is where the store is."""
    return tx.now.astimezone(tx.store.zone).date()


@command(May.EDIT_PEOPLE)
def add_person(tx: Tx, draft: PersonDraft) -> UUID:
    """Add a person; a street name, or nothing at all, is enough."""
    if tx.get(Person, draft.id) is not None:
        return draft.id
    person = Person(id=draft.id, number=next_number(tx, "P"), sort_key=LAST)
    _put(tx, person, draft, Held(), keys_of(facts_of(draft)))
    return person.id


def check_new(tx: Tx, draft: PersonDraft) -> None:
    """Invalid for what adding this person would be refused for."""
    nobody = Person(number="", sort_key=LAST)
    problems = [*_too_many(nobody, draft, Held()), *_problems(tx, nobody, draft)]
    if problems:
        raise Invalid(*problems)


@command(May.EDIT_PEOPLE)
def amend_person(tx: Tx, id: UUID, draft: PersonDraft) -> None:
    """Change what is known of a person; the history stays in the audit."""
    person = _standing(tx, id)
    keys = keys_of(facts_of(draft))
    _put(tx, person, draft, held(tx, person, keys), keys)


@command(May.EDIT_PEOPLE)
def withdraw_person(tx: Tx, id: UUID, reason: str) -> None:
    """Mark a person as entered in error: out of lists and look-alikes, still readable."""
    person = _standing(tx, id)
    if not reason.strip():
        raise Invalid(Problem("reason", _("Say why this entry is withdrawn.")))
    if len(reason.strip()) > 300:
        raise Invalid(Problem("reason", _("Keep the reason to 300 characters.")))
    put_aside(tx, person, reason.strip())


def put_aside(tx: Tx, person: Person, reason: str) -> None:
    """Mark a person as entered in error, whoever acts: what may do so is asked before."""
    for key in held(tx, person).keys.values():
        tx.delete(key)
    person.standing, person.standing_reason = Standing.ENTERED_IN_ERROR.value, reason[:300]
    tx.add(person)


@command(May.EDIT_PEOPLE)
def note_safe_contact(tx: Tx, id: UUID, note: str) -> None:
    """Note how to reach someone safely; an empty note takes it away."""
    person = _standing(tx, id)
    if len(note.strip()) > 500:
        raise Invalid(Problem("note", _("Keep the note to 500 characters.")))
    put_safe_contact(tx, person.id, note.strip(), held(tx, person).safe_contact)


def _standing(tx: Tx, id: UUID) -> Person:
    person = the_person(tx, id)
    if person.standing == Standing.ENTERED_IN_ERROR:
        raise Invalid(Problem("", _("This person was entered in error; nothing more is changed here.")))
    return person


def _put(tx: Tx, person: Person, draft: PersonDraft, there: Held, keys: frozenset[str]) -> None:
    problems = [*_too_many(person, draft, there), *_problems(tx, person, draft)]
    if problems:
        raise Invalid(*problems)
    for name in _PLAIN:
        setattr(person, name, getattr(draft, name))
    person.contact_preference = draft.contact_preference.value if draft.contact_preference else None
    person.called = draft.aliases[0] if draft.aliases else ""
    for name, text in comparable(person, draft.aliases, [phone.raw for phone in draft.phones]).items():
        setattr(person, name, text)
    whole, part = bool(draft.given and draft.family), bool(draft.given or draft.family or draft.aliases)
    person.name_quality = _quality(draft.name_quality, part, ("1", "2") if whole else ("2",))
    person.dob_quality = _quality(draft.dob_quality, draft.dob is not None, ("1", "2"))
    _put_band(person, draft, today(tx))
    person.sensitivity = _label(tx, person, draft)
    tx.add(person)
    tx.flush()
    bring_up(tx, person.id, draft, keys, there)


def comparable(person: Person, aliases: list[str], phones: list[str]) -> dict[str, str]:
    """The columns by which a person sorts and compares, from the names, these aliases and phones as written."""
    return {
        "sort_key": sort_key(person.given, person.middle, person.family, person.called),
        "folded": folded(person.given, person.middle, person.family, aliases),
        "numbers": " ".join(number_of(raw) or digits(raw) for raw in phones),
    }


def _put_band(person: Person, draft: PersonDraft, day: date) -> None:
    band = draft.age_band.value if draft.age_band is not None and draft.dob is None else None
    if band != person.age_band:
        person.age_band, person.age_band_on = band, day if band else None


def _quality(told: str, known: bool, fitting: tuple[str, ...]) -> str:  # noqa: FBT001
    """What was told, where it fits what is filled in; HUD's 8 and 9 say why nothing is."""
    if known:
        return told if told in fitting else fitting[0]
    return told if told in ("8", "9") else "99"


def _label(tx: Tx, person: Person, draft: PersonDraft) -> str:
    """The label a person carries: it rises by itself, and only a supervisor lowers it."""
    now = Label(person.sensitivity)
    asked = draft.sensitivity or now
    if LABELS.index(asked) < LABELS.index(now) and not tx.actor.may(May.SUPERVISE):
        raise Invalid(Problem("sensitivity", _("Only a supervisor lowers a label.")))
    return highest(asked, Label.JUVENILE) if is_minor(person, today(tx)) else asked.value


def _too_many(person: Person, draft: PersonDraft, there: Held) -> Iterator[Problem]:
    """Where more is filled in than is taken; what is there already may always come back."""
    known = {"accessibility_needs": len(person.accessibility_needs or ())}
    known |= {name: len(getattr(there, name)) for name in ("aliases", "phones", "emails")}
    for name, most in MOST.items():
        if len(getattr(draft, name)) > max(most, known[name]):
            yield Problem(name, _("At most {most} are taken here.").format(most=most))


def _problems(tx: Tx, person: Person, draft: PersonDraft) -> Iterator[Problem]:
    day = today(tx)
    if draft.dob is not None and draft.dob > day:
        yield Problem("dob", _("The birth date lies in the future."))
    elif draft.dob is not None and years_between(draft.dob, day) > OLDEST:
        yield Problem("dob", _("The birth date is more than {years} years ago.").format(years=OLDEST))
    language = draft.preferred_language
    if language and not (len(language) > 1 and language.isascii() and language.isalpha() and language.islower()):
        yield Problem("preferred_language", _("Write the language as two or three small letters, such as es."))
    for alias in draft.aliases:
        if not 1 <= len(alias) <= 80:
            yield Problem("aliases", _("A name someone is called by has 1 to 80 characters."))
    for address in draft.emails:
        name, at, host = address.rpartition("@")
        if not (name and at and "." in host) or " " in address or len(address) > 254:
            yield Problem("emails", _("“{text}” is not an email address.").format(text=address))
    for phone in draft.phones:
        if len(digits(phone.raw)) < 3:
            yield Problem("phones", _("“{text}” is not a phone number.").format(text=phone.raw))
    if draft.guardian_person_id not in (None, person.guardian_person_id) and (
        draft.guardian_person_id == person.id or tx.get(Person, draft.guardian_person_id) is None
    ):
        yield Problem("guardian_person_id", _("The guardian must be another person you may see."))
    if draft.neighborhood_id is not None and tx.get(Neighborhood, draft.neighborhood_id) is None:
        yield Problem("neighborhood_id", _("There is no such neighborhood."))
