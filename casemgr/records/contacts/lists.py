"""Lists of contacts: all, one person's, one's own drafts; and what an officer uses most, for the chips."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from casemgr.core.access import LABELS, Label, May
from casemgr.core.errors import NotFound
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records.contacts.card import contact, participants, text_of, topics
from casemgr.records.contacts.drafts import AnswerDraft, Checked, ContactDraft, KeptDraft, ParticipantDraft
from casemgr.records.contacts.narrative import kept_spans
from casemgr.records.contacts.questions import answered
from casemgr.records.contacts.tables import (
    Contact,
    ContactKept,
    ContactPerson,
    ContactStatus,
    ContactText,
    ContactTopic,
    TopicAnswer,
    is_anothers_draft,
    shows,
    unfinished,
)
from casemgr.records.contacts.writing import amend_contact, log_contact

LOOKED_BACK = 200
"""So many of an officer's latest contacts say what they use most."""
TOPICS_OFFERED = 10
_COLUMNS: tuple[Any, ...] = (
    Contact.id,
    Contact.number,
    Contact.occurred_at,
    Contact.contact_type,
    Contact.headline,
    Contact.officer_id,
    Contact.neighborhood_id,
    Contact.status,
    Contact.first_person_id,
)
_ORDER = (Contact.occurred_at, Contact.id)
_SEARCHED = frozenset(LABELS[: LABELS.index(Label.INTERNAL) + 1])


@query(May.READ_CASES)
def contacts(
    tx: Tx,
    after: tuple[datetime, UUID] | None = None,
    size: int = SIZE,
    *,
    neighborhood: UUID | None = None,
    officer: UUID | None = None,
) -> Page:
    """The contacts that show, latest first; who was there is named by `first_person_id`."""
    asked = select(*_COLUMNS).where(shows())
    if neighborhood is not None:
        asked = asked.where(Contact.neighborhood_id == neighborhood)
    if officer is not None:
        asked = asked.where(Contact.officer_id == officer)
    return page(tx, asked, _ORDER, after, size)


@query(May.READ_CASES)
def of_person(tx: Tx, person: UUID, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The contacts one person had part in, latest first."""
    had_part = select(ContactPerson.contact_id).where(ContactPerson.person_id == person)
    more: tuple[Any, ...] = (Contact.next_step, Contact.updated_at, Contact.edition)
    asked = select(*_COLUMNS).add_columns(*more)
    asked = asked.where(shows(), Contact.id.in_(had_part))  # type: ignore
    return page(tx, asked, _ORDER, after, size)


@query(May.READ_CASES)
def last_reached(tx: Tx, people: Collection[UUID]) -> dict[UUID, datetime]:
    """When each of these people was last reached in a contact; those never reached are left out."""
    if not people:
        return {}
    asked = select(ContactPerson.person_id, func.max(Contact.occurred_at)).join(
        Contact,
        Contact.id == ContactPerson.contact_id,  # type: ignore[arg-type]
    )
    met = (shows(), Contact.status == ContactStatus.SEALED.value, col(Contact.reached))
    asked = asked.where(*met, col(ContactPerson.person_id).in_(people)).group_by(ContactPerson.person_id)  # type: ignore[arg-type]
    return {id: at for id, at in tx.exec(asked) if id is not None}


@query(May.LOG_CONTACTS)
def drafts(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """One's own drafts, latest contact first."""
    asked = select(*_COLUMNS).add_columns(Contact.updated_at)  # type: ignore[arg-type]
    asked = asked.where(unfinished(), Contact.entered_by == tx.actor.id)
    return page(tx, asked, _ORDER, after, size)


def _latest(tx: Tx) -> list[tuple[UUID, str]]:
    asked = select(Contact.id, Contact.contact_type).where(shows(), Contact.officer_id == tx.actor.id)
    asked = asked.order_by(Contact.occurred_at.desc(), Contact.id.desc())  # type: ignore[attr-defined]
    return [(id, code) for id, code in tx.exec(asked.limit(LOOKED_BACK))]


@query(May.LOG_CONTACTS)
def last_used_types(tx: Tx) -> list[str]:
    """The types of contact one logs, the most used first."""
    return [code for code, _times in Counter(code for _id, code in _latest(tx)).most_common()]


@query(May.LOG_CONTACTS)
def last_used_topics(tx: Tx) -> list[str]:
    """The last ten topics one used, the latest first."""
    latest = [id for id, _code in _latest(tx)]
    asked = select(ContactTopic.contact_id, ContactTopic.code)
    asked = asked.where(ContactTopic.contact_id.in_(latest)).order_by(ContactTopic.n)  # type: ignore
    used: dict[UUID, list[str]] = {}
    for id, code in tx.exec(asked):
        used.setdefault(id, []).append(code)
    return list(dict.fromkeys(code for id in latest for code in used.get(id, ())))[:TOPICS_OFFERED]


def _words(tx: Tx, contact: Contact) -> Words:
    """What search knows: nothing of a version that was replaced, only the number of what is not sealed."""
    if contact.status != ContactStatus.SEALED:
        return Words(contact.number)
    if not contact.head:
        return Words("")
    note = text_of(tx, contact.id).note if contact.sensitivity in _SEARCHED else ""
    return Words(contact.number, contact.headline, note)


def _fill(tx: Tx, contact: Contact) -> dict[str, Any]:
    """The values of the draft that lie in parts; NotFound for a draft of someone else."""
    if is_anothers_draft(contact, tx.actor.id):
        raise NotFound(_("There is no such contact, or you may not see it."))
    text = text_of(tx, contact.id)
    texts = {name: getattr(text, name) for name in ContactDraft.model_fields if name in _IN_TEXT}
    who = [
        ParticipantDraft(person_id=p.person_id, role=p.role, alias_text=p.alias_text)  # type: ignore[arg-type]
        for p in participants(tx, contact.id)
    ]
    said = [AnswerDraft(question=a.question, value=a.value) for a in answered(tx, contact.id)]
    kept = [
        KeptDraft(field=Checked(k.field), text=k.text, reason=k.reason)
        for k in kept_spans(tx, contact.id, contact.headline, text.note)
    ]
    return texts | {
        "kept": [one.model_dump(mode="json") for one in kept],
        "topics": topics(tx, contact.id),
        "participants": [one.model_dump() for one in who],
        "answers": [one.model_dump() for one in said],
    }


_IN_TEXT = set(ContactText.model_fields) - {"id"}

Kind(
    "contacts",
    Contact,
    N_("Contacts"),
    N_("Contact"),
    read=May.READ_CASES,
    draft=ContactDraft,
    new=log_contact,
    amend=amend_contact,
    page=contacts,
    fill=_fill,
    versions=lambda tx, id: contact(tx, id).versions,
    columns=(
        "number",
        "occurred_at",
        "contact_type",
        "headline",
        "first_person_id",
        "officer_id",
        "neighborhood_id",
        "status",
    ),
    order=("occurred_at",),
    letter="C",
    icon="message-square",
    sight=SightBy(own=("entered_by", "officer_id"), neighborhood="neighborhood_id"),
    parts={
        ContactText: "id",
        ContactPerson: "contact_id",
        ContactTopic: "contact_id",
        TopicAnswer: "contact_id",
        ContactKept: "contact_id",
    },
    searched=_words,
    retention="contact",
)
