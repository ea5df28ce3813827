"""What hangs on a person – aliases, phones, email, keys – read together and brought up to date together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import select

from casemgr.core.record import Row
from casemgr.core.tx import Tx
from casemgr.records.people.drafts import PersonDraft, PhoneDraft, PhoneLabel
from casemgr.records.people.keys import Facts, keys_of
from casemgr.records.people.phones import number_of
from casemgr.records.people.tables import Alias, Email, Person, PersonKey, Phone, SafeContact


@dataclass(frozen=True)
class Held:
    """The rows there are, by what tells them apart."""

    aliases: Mapping[str, Alias] = field(default_factory=dict)
    phones: Mapping[str, Phone] = field(default_factory=dict)
    emails: Mapping[str, Email] = field(default_factory=dict)
    keys: Mapping[str, PersonKey] = field(default_factory=dict)
    safe_contact: SafeContact | None = None


def held(tx: Tx, person: Person, coming: Iterable[str] = ()) -> Held:
    """All rows of a person; `coming` are keys about to be added, in case some are there."""
    id = person.id
    aliases = {row.text: row for row in tx.all_of(select(Alias).where(Alias.person_id == id))}
    phones = {row.number or row.raw: row for row in tx.all_of(select(Phone).where(Phone.person_id == id))}
    emails = {row.address: row for row in tx.all_of(select(Email).where(Email.person_id == id))}
    known = keys_of_rows(person, aliases.values(), phones.values())
    asked = select(PersonKey).where(PersonKey.key.in_({*known, *coming}), PersonKey.person_id == id)  # type: ignore[attr-defined]
    keys = {row.key: row for row in tx.all_of(asked)}
    safe = next(iter(tx.all_of(select(SafeContact).where(SafeContact.person_id == id))), None)
    return Held(aliases, phones, emails, keys, safe)


def keys_of_rows(person: Person, aliases: Iterable[Alias], phones: Iterable[Phone]) -> frozenset[str]:
    """The keys a person is found by, as these rows say."""
    names = tuple(row.text for row in aliases)
    numbers = tuple(row.number for row in phones if row.number)
    return keys_of(Facts(person.given, person.middle, person.family, names, person.dob, numbers))


def facts_of(draft: PersonDraft) -> Facts:
    """What keys are made of, as the draft says it."""
    numbers = (number_of(phone.raw) for phone in draft.phones)
    return Facts(
        draft.given, draft.middle, draft.family, tuple(draft.aliases), draft.dob, tuple(n for n in numbers if n)
    )


def bring_up(tx: Tx, person: UUID, draft: PersonDraft, keys: frozenset[str], there: Held) -> None:
    """Make the rows say what the draft says."""
    _keep(tx, there.aliases, draft.aliases, lambda text: Alias(person_id=person, text=text))
    _keep(tx, there.emails, draft.emails, lambda address: Email(person_id=person, address=address))
    _keep(tx, there.keys, sorted(keys), lambda key: PersonKey(key=key, person_id=person))
    numbered = {number_of(phone.raw) or phone.raw: phone for phone in draft.phones}
    _keep(tx, there.phones, numbered, lambda number: _phone(person, numbered[number]))
    for number, row in there.phones.items():
        if number in numbered:
            _say(row, numbered[number])
            tx.add(row)
    if draft.safe_contact_note:
        put_safe_contact(tx, person, draft.safe_contact_note, there.safe_contact)


def put_safe_contact(tx: Tx, person: UUID, note: str, there: SafeContact | None) -> None:
    """Note how to reach someone safely; an empty note is taken away."""
    if note:
        row = there or SafeContact(person_id=person, note=note)
        row.note = note
        tx.add(row)
    elif there is not None:
        tx.delete(there)


def _keep(tx: Tx, there: Mapping[str, Row], wanted: Iterable[str], make: Callable[[str], Row]) -> None:
    kept = dict.fromkeys(wanted)
    for text, row in there.items():
        if text not in kept:
            tx.delete(row)
    for text in kept:
        if text not in there:
            tx.add(make(text))


def _phone(person: UUID, draft: PhoneDraft) -> Phone:
    row = Phone(person_id=person, raw=draft.raw, number=number_of(draft.raw), label=PhoneLabel.MOBILE.value)
    _say(row, draft)
    return row


def _say(row: Phone, draft: PhoneDraft) -> None:
    row.raw = draft.raw
    if draft.label is not None:
        row.label = draft.label.value
    if draft.safe is not None:
        row.safe = draft.safe
