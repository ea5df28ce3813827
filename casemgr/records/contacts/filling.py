"""From a draft to a contact and its parts, with what the draft leaves to be filled in."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import select

from casemgr.core.access import highest
from casemgr.core.errors import Invalid, Problem
from casemgr.core.record import Part
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records import neighborhoods
from casemgr.records.contacts.drafts import ContactDraft
from casemgr.records.contacts.questions import kept_answers
from casemgr.records.contacts.tables import Contact, ContactPerson, ContactText, ContactTopic, TopicAnswer
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.people import Person
from casemgr.records.places import Place
from casemgr.records.staff import Staff

_SETTLED = {"id", "occurred_at", "tz", "officer_id", "neighborhood_id", "sensitivity"}
_PLAIN = [name for name in ContactDraft.model_fields if name in Contact.model_fields and name not in _SETTLED]
_TEXTS = [name for name in ContactDraft.model_fields if name in ContactText.model_fields and name != "id"]
PARTS: tuple[type[ContactText | ContactPerson | ContactTopic | TopicAnswer], ...] = (
    ContactText,
    ContactPerson,
    ContactTopic,
    TopicAnswer,
)


def begun(tx: Tx, draft: ContactDraft, id: UUID, kept: Contact | None = None) -> Contact:
    """A new contact from a draft, or the kept one brought to what the draft says; its parts come with `put`."""
    occurred_at = draft.occurred_at or tx.now
    officer = draft.officer_id or tx.actor.id
    people = _people(tx, draft)
    values: dict[str, Any] = {name: getattr(draft, name) for name in _PLAIN}
    values |= {
        "occurred_at": occurred_at,
        "month": tx.store.month_of(occurred_at),
        "tz": _zone(tx, draft),
        "officer_id": officer,
        "neighborhood_id": _neighborhood(tx, draft, officer),
        "first_person_id": people[0].id if people else None,
        "sensitivity": highest(draft.sensitivity, *(person.sensitivity for person in people)),
    }
    if kept is None:
        return Contact(id=id, origin_id=id, number="", **values)
    for name, value in values.items():
        setattr(kept, name, value)
    return kept


def put(tx: Tx, contact: Contact, draft: ContactDraft, *, again: bool) -> None:
    """Keep the contact with its parts; `again` puts them in the place of those of a draft saved before."""
    answers = kept_answers(tx, contact.id, draft.answers)
    tx.add(contact)
    tx.flush()
    for table in PARTS if again else ():
        for old in tx.exec(select(table).where(table.contact_id == contact.id)):
            tx.delete(old)
    tx.flush()
    tx.add_all([*_parts(contact, draft), *answers])


def _parts(contact: Contact, draft: ContactDraft) -> list[Part]:
    texts = {name: getattr(draft, name) for name in _TEXTS}
    rows: list[Part] = [ContactText(contact_id=contact.id, **texts)] if any(texts.values()) else []
    rows += [
        ContactPerson(contact_id=contact.id, n=n, person_id=p.person_id, role=p.role, alias_text=p.alias_text)
        for n, p in enumerate(draft.participants, 1)
    ]
    topics = dict.fromkeys(draft.topics)
    return [*rows, *(ContactTopic(contact_id=contact.id, n=n, code=code) for n, code in enumerate(topics, 1))]


def _people(tx: Tx, draft: ContactDraft) -> list[Person]:
    """The persons named, or Invalid for each the actor may not see."""
    found: list[Person] = []
    problems: list[Problem] = []
    for i, who in enumerate(draft.participants):
        if who.person_id is None:
            continue
        person = tx.get(Person, who.person_id)
        if person is None:
            sentence = _("There is no such person, or you may not see them.")
            problems.append(Problem(f"participants.{i}.person_id", sentence))
        else:
            found.append(person)
    if problems:
        raise Invalid(*problems)
    return found


def check_officer(tx: Tx, draft: ContactDraft) -> None:
    """Invalid unless the officer named is the actor or someone who works here."""
    if draft.officer_id not in (None, tx.actor.id) and tx.get(Staff, draft.officer_id) is None:
        raise Invalid(Problem("officer_id", _("Choose someone who works here.")))


def _neighborhood(tx: Tx, draft: ContactDraft, officer: UUID) -> UUID:
    """The one said, or the place's, or the one the officer is assigned to on the day."""
    place = None if draft.place_id is None else tx.get(Place, draft.place_id)
    if draft.place_id is not None and place is None:
        raise Invalid(Problem("place_id", _("There is no such place, or you may not see it.")))
    if draft.neighborhood_id is not None:
        if tx.get(Neighborhood, draft.neighborhood_id) is None:
            raise Invalid(Problem("neighborhood_id", _("There is no such neighborhood.")))
        return draft.neighborhood_id
    if place is not None and place.neighborhood_id is not None:
        return place.neighborhood_id
    day = (draft.occurred_at or tx.now).astimezone(tx.store.zone).date()
    assigned = neighborhoods.of_officer(tx, officer, day)
    if not assigned:
        raise Invalid(Problem("neighborhood_id", _("Choose the neighborhood.")))
    return assigned[0]


def _zone(tx: Tx, draft: ContactDraft) -> str:
    if not draft.tz:
        return tx.store.zone.key
    try:
        return ZoneInfo(draft.tz).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(Problem("tz", _("There is no such time zone."))) from None
