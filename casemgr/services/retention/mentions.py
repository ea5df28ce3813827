"""Free text that may still name someone: found by their names, numbers and addresses, listed for a person to redact."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast
from sqlmodel import col, or_, select

from casemgr.core.kind import KIND_OF, PART_OF
from casemgr.core.register import mapped, redacted
from casemgr.core.removing import root_of
from casemgr.core.sealed import MARK, SEALED
from casemgr.core.tx import Tx
from casemgr.core.unsent import Unsent
from casemgr.records.people import Alias, Email, MergeTrace, Person, Phone, fold
from casemgr.records.searches import SavedSearch, SearchMade

SHORTEST = 4
"""Shorter words stand in too many texts to be a sign of someone."""


def words_for(tx: Tx, people: Iterable[UUID]) -> set[str]:
    """What someone is found by in a text: names, other names, phones, addresses, birth date, number and ids."""
    found: set[str] = set()
    ids = list(people)
    for person in tx.all_of(select(Person).where(col(Person.id).in_(ids))):
        found |= {f"{person.given} {person.family}", person.given, person.family, person.number}
        found |= {person.dob.isoformat()} if person.dob else set()
        found |= {str(person.id), person.id.hex}
    for table, column in ((Alias, "text"), (Phone, "raw"), (Phone, "number"), (Email, "address")):
        rows: list[Any] = tx.all_of(select(table).where(col(table.person_id).in_(ids)))
        found |= {getattr(row, column) for row in rows}
    found |= {fold(word) for word in found}
    return {word.strip() for word in found if len(word.strip()) >= SHORTEST}


def forget_typing(tx: Tx, words: set[str]) -> tuple[list[Any], int]:
    """Delete drafts and searches with these words, and what a merge kept of them; what went, and how many changed."""
    gone: list[Any] = []
    for table, columns in ((Unsent, ("body",)), (SavedSearch, ("terms",)), (SearchMade, ("terms",))):
        for row in tx.all_of(_with_words(table, columns, words)):
            tx.delete(row)
            gone.append(row)
    overwritten = 0
    for trace in tx.all_of(_with_words(MergeTrace, ("was", "now"), words)):
        trace.was = trace.now = "null"
        tx.add(trace)
        overwritten += 1
    return gone, overwritten


def mentions(tx: Tx, words: set[str], going: Iterable[UUID]) -> Iterator[tuple[str, UUID, str]]:
    """Kind, record and column of each text with one of these words, of the records that stay."""
    gone = set(going)
    for table in mapped():
        kind = KIND_OF.get(table) or (PART_OF[table][0] if table in PART_OF else None)
        columns = redacted(table)
        if kind is None or kind.sight.everyone or table is MergeTrace or not columns:
            continue
        for row in tx.all_of(_with_words(table, columns, words)):
            if root_of(row) not in gone:
                yield from ((kind.name, root_of(row), name) for name in columns if _says(row, name, words))


def _with_words(table: Any, columns: Iterable[str], words: set[str]) -> Any:
    said = [cast(getattr(table, name), String) for name in columns]
    held = [text.icontains(word, autoescape=True) for text in said for word in words]
    # What is sealed is looked through once it is opened; what the reader may not open, they cannot look through.
    sealed = SEALED[table].columns if table in SEALED else ()
    return select(table).where(or_(*held, *(getattr(table, name).startswith(MARK) for name in sealed)))


def _says(row: Any, name: str, words: set[str]) -> bool:
    text = fold(str(getattr(row, name)))
    return any(fold(word) in text for word in words)
