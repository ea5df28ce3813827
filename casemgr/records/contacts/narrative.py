"""The narrative check at the seal: each finding is answered, and what is kept has its reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.narrative import Finding, asked, check, version
from casemgr.records.contacts.drafts import Checked, ContactDraft, KeptDraft
from casemgr.records.contacts.tables import ContactKept
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.people import Person
from casemgr.records.places import Place


@dataclass(frozen=True)
class NamesKnown:
    """Names the check is told of: those of people who were there, and those that are none of a person."""

    persons: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class KeptSpan:
    """Words that stayed in a text against the check, why, and by which rules they were found."""

    field: str
    text: str
    kind: str
    reason: str
    rules: str


@query(May.LOG_CONTACTS)
def names_known(tx: Tx, person_ids: list[UUID], place_id: UUID | None = None) -> NamesKnown:
    """The names to check a contact's text with, for these people and this place."""
    return _known(tx, person_ids, place_id)


def _known(tx: Tx, person_ids: list[UUID], place_id: UUID | None) -> NamesKnown:
    named: tuple[Any, ...] = (Person.given, Person.family)
    persons: list[str] = []
    if person_ids:
        for row in tx.exec(select(*named).where(Person.id.in_(person_ids))):  # type: ignore[attr-defined]
            persons += row
    places = list(tx.exec(select(Neighborhood.name)))
    place = None if place_id is None else tx.get(Place, place_id)
    return NamesKnown(tuple(persons), (*places, *(() if place is None else (place.name,))))


def answered(tx: Tx, draft: ContactDraft, *, sealed: bool) -> list[tuple[Checked, Finding, KeptDraft]]:
    """What is kept with its reason; where it is sealed, Invalid for what is not answered, a sentence a field."""
    people = [who.person_id for who in draft.participants if who.person_id is not None]
    known = _known(tx, people, draft.place_id) if draft.headline or draft.note else NamesKnown((), ())
    kept: list[tuple[Checked, Finding, KeptDraft]] = []
    problems: list[Problem] = []
    for field in Checked:
        open_ones: list[Finding] = []
        for found in check(getattr(draft, field.value), known.persons, known.places):
            answer = _answer(draft, field, found)
            if answer is None:
                open_ones.append(found)
            else:
                kept.append((field, found, answer))
        if open_ones:
            problems.append(Problem(field.value, _said(open_ones)))
    if sealed and problems:
        raise Invalid(*problems)
    return kept


def _answer(draft: ContactDraft, field: Checked, found: Finding) -> KeptDraft | None:
    return next((k for k in draft.kept if k.field is field and k.text.casefold() == found.text.casefold()), None)


def _said(findings: list[Finding]) -> str:
    if len(findings) == 1:
        return asked(findings[0])
    return _("{sentence} And {n} more.").format(sentence=asked(findings[0]), n=len(findings) - 1)


def kept_rows(contact: UUID, kept: list[tuple[Checked, Finding, KeptDraft]]) -> Iterator[ContactKept]:
    """What is kept, as rows; where it stands in the text, not the words again."""
    for n, (field, found, answer) in enumerate(kept, 1):
        yield ContactKept(
            contact_id=contact,
            n=n,
            field=field.value,
            start=found.start,
            length=found.end - found.start,
            kind=found.kind.value,
            reason=answer.reason,
            rules=version(),
        )


def kept_spans(tx: Tx, contact: UUID, headline: str, note: str) -> tuple[KeptSpan, ...]:
    """What was kept in the texts of one contact, in its order."""
    texts = {Checked.HEADLINE.value: headline, Checked.NOTE.value: note}
    rows = sorted(tx.exec(select(ContactKept).where(ContactKept.contact_id == contact)), key=lambda row: row.n)
    return tuple(
        KeptSpan(row.field, texts[row.field][row.start : row.start + row.length], row.kind, row.reason, row.rules)
        for row in rows
    )
