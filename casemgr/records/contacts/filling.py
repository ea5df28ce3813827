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
from casemgr.records.contacts.narrative import answered, kept_rows
from casemgr.records.contacts.questions import kept_answers
from casemgr.records.contacts.tables import (
    Contact,
    ContactKept,
    ContactPerson,
    ContactStatus,
    ContactText,
    ContactTopic,
    TopicAnswer,
)
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.people import Person, the_person
from casemgr.records.places import Place
from casemgr.records.staff import Staff

_SETTLED = {"id", "occurred_at", "tz", "officer_id", "neighborhood_id", "sensitivity"}
_PLAIN = [name for name in ContactDraft.model_fields if name in Contact.model_fields and name not in _SETTLED]
_TEXTS = [name for name in ContactDraft.model_fields if name in ContactText.model_fields and name != "id"]
_Rows = type[ContactPerson | ContactTopic | TopicAnswer | ContactKept]
_PARTS: tuple[_Rows, ...] = (ContactPerson, ContactTopic, TopicAnswer, ContactKept)


def begun(tx: Tx, draft: ContactDraft, id: UUID, kept: Contact | None = None) -> Contact:
    """A new contact from a draft, or the kept one brought to what the draft says; its parts come with `put`."""
    occurred_at = draft.occurred_at or tx.now
    officer = draft.officer_id or tx.actor.id
    labels = _labels(tx, draft)
    values: dict[str, Any] = {name: getattr(draft, name) for name in _PLAIN}
    values |= {
        "occurred_at": occurred_at,
        "month": tx.store.month_of(occurred_at),
        "tz": _zone(tx, draft),
        "officer_id": officer,
        "neighborhood_id": _neighborhood(tx, draft, officer),
        "first_person_id": next(iter(labels), None),
        "sensitivity": highest(draft.sensitivity, *labels.values()),
    }
    if kept is None:
        return Contact(id=id, origin_id=id, number="", **values)
    for name, value in values.items():
        setattr(kept, name, value)
    return kept


def put(tx: Tx, contact: Contact, draft: ContactDraft, *, again: bool) -> None:
    """Keep the contact with its parts; `again` puts them in the place of those of a draft saved before."""
    answers = kept_answers(tx, contact.id, draft.answers)
    kept = kept_rows(contact.id, answered(tx, draft, sealed=contact.status != ContactStatus.DRAFT))
    tx.add(contact)
    tx.flush()
    for table in _PARTS if again else ():
        for old in tx.exec(select(table).where(table.contact_id == contact.id)):
            tx.delete(old)
    text = (tx.get(ContactText, contact.id) if again else None) or ContactText(id=contact.id)
    for name in _TEXTS:
        setattr(text, name, getattr(draft, name))
    tx.add_all([text, *_parts(contact, draft), *answers, *kept])


def _parts(contact: Contact, draft: ContactDraft) -> list[Part]:
    rows: list[Part] = [
        ContactPerson(contact_id=contact.id, n=n, person_id=p.person_id, role=p.role, alias_text=p.alias_text)
        for n, p in enumerate(draft.participants, 1)
    ]
    topics = dict.fromkeys(draft.topics)
    return [*rows, *(ContactTopic(contact_id=contact.id, n=n, code=code) for n, code in enumerate(topics, 1))]


def _labels(tx: Tx, draft: ContactDraft) -> dict[UUID, str]:
    """The persons named, in their order, with their labels; Invalid for each the actor may not see."""
    named = [who.person_id for who in draft.participants if who.person_id is not None]
    if not named:
        return {}
    asked = select(Person.id, Person.sensitivity, Person.merged_into_id).where(Person.id.in_(named))  # type: ignore
    found = tx.exec(asked).all()
    merged = {id for id, _label, into in found if into is not None}
    if merged:  # Typed before the merge, saved after it.
        for who in draft.participants:
            if who.person_id is not None and who.person_id in merged:
                who.person_id = the_person(tx, who.person_id).id
        return _labels(tx, draft)
    labels = {id: label for id, label, _into in found}
    sentence = _("There is no such person, or you may not see them.")
    problems = [
        Problem(f"participants.{i}.person_id", sentence)
        for i, who in enumerate(draft.participants)
        if who.person_id is not None and who.person_id not in labels
    ]
    if problems:
        raise Invalid(*problems)
    return {id: labels[id] for id in named}


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
