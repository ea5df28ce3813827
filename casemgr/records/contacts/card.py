"""One contact opened: everything it says, who was there, and all its versions."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import NotFound
from casemgr.core.kind import Version
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.records.contacts.narrative import KeptSpan, kept_spans
from casemgr.records.contacts.questions import Answered, answered
from casemgr.records.contacts.tables import (
    Contact,
    ContactPerson,
    ContactText,
    ContactTopic,
    is_anothers_draft,
)


@dataclass(frozen=True)
class Participant:
    """Someone who was there; the name of a person is looked up by the reader."""

    person_id: UUID | None
    role: str
    alias_text: str


@dataclass(frozen=True)
class ContactCard:
    """One version of a contact, and where it stands among the others."""

    id: UUID
    origin_id: UUID
    replaces_id: UUID | None
    number: str
    edition: int
    head: bool
    status: str
    sensitivity: str
    occurred_at: datetime
    tz: str
    entered_at: datetime | None
    entered_by: UUID | None
    late_entry: bool
    officer_id: UUID
    neighborhood_id: UUID
    beat: str
    place_id: UUID | None
    location_precision: str
    contact_type: str
    medium: str
    initiation: str
    next_step: str
    headline: str
    reached: bool
    duration_min: int | None
    people_count_adult: int | None
    people_count_youth: int | None
    language: str
    interpreter: bool
    follow_up_in_days: int | None
    cad_number: str
    rms_number: str
    bwc_status: str | None
    bwc_ref: str
    free_to_leave: str
    search_made: bool
    note: str
    place_text: str
    follow_up_what: str
    late_reason: str
    stop_guard_reason: str
    bwc_reason: str
    error_reason: str
    participants: tuple[Participant, ...]
    topics: tuple[str, ...]
    answers: tuple[Answered, ...]
    kept: tuple[KeptSpan, ...]
    versions: tuple[Version, ...]


_OF_CONTACT = [f.name for f in fields(ContactCard) if f.name in Contact.model_fields]
_OF_TEXT = [f.name for f in fields(ContactCard) if f.name in ContactText.model_fields and f.name != "id"]


@query(May.READ_CASES)
def contact(tx: Tx, id: UUID) -> ContactCard:
    """One contact, in the version that has this id."""
    row = tx.get(Contact, id)
    if row is None or is_anothers_draft(row, tx.actor.id):
        raise NotFound(_("There is no such contact, or you may not see it."))
    text = text_of(tx, id)
    return ContactCard(
        **{name: getattr(row, name) for name in _OF_CONTACT},
        **{name: getattr(text, name) for name in _OF_TEXT},
        participants=tuple(participants(tx, id)),
        topics=tuple(topics(tx, id)),
        answers=answered(tx, id),
        kept=kept_spans(tx, id, row.headline, text.note),
        versions=_versions(tx, row.origin_id),
    )


def text_of(tx: Tx, contact: UUID) -> ContactText:
    """The long texts of a contact."""
    return tx.get(ContactText, contact) or ContactText(id=contact)


def participants(tx: Tx, contact: UUID) -> list[Participant]:
    """Who was there, in the order they were entered; who was there as two entries that were merged, once."""
    columns: tuple[Any, ...] = (ContactPerson.person_id, ContactPerson.role, ContactPerson.alias_text)
    asked = select(*columns).where(ContactPerson.contact_id == contact)
    rows = [Participant(*row) for row in tx.exec(asked.order_by(ContactPerson.n))]  # type: ignore[arg-type]
    met = {row.person_id: row for row in reversed(rows)}
    return [row for row in rows if row.person_id is None or met[row.person_id] is row]


def topics(tx: Tx, contact: UUID) -> list[str]:
    """What it was about, in the order it was entered."""
    asked = select(ContactTopic.code).where(ContactTopic.contact_id == contact)
    return list(tx.exec(asked.order_by(ContactTopic.n)))  # type: ignore[arg-type]


def _versions(tx: Tx, origin: UUID) -> tuple[Version, ...]:
    columns: tuple[Any, ...] = (
        Contact.id,
        Contact.edition,
        Contact.status,
        Contact.entered_by,
        Contact.entered_at,
    )
    asked = select(*columns).where(Contact.origin_id == origin)
    return tuple(Version(*row) for row in tx.exec(asked.order_by(Contact.edition)))  # type: ignore[arg-type]
