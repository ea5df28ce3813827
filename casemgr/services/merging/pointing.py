"""Which columns of which tables point to a person: found in the schema, so that a new table is not forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.record import Row, Versioned
from casemgr.core.tx import Tx
from casemgr.records.people import Person

KIND = "people"
WITHOUT_KEY = frozenset({("person", "guardian_person_id"), ("contact", "first_person_id")})
"""Columns that hold a person's id without a foreign key."""
APART = {
    ("safe_contact", "person_id"): "one note a person: the two are put together",
    ("merge", "kept_person_id"): "what was merged stays as it happened",
    ("merge", "merged_person_id"): "what was merged stays as it happened",
    ("person", "merged_into_id"): "leads on to the entry that goes on, however many merges came after",
    ("person_look", "person_id"): "when each user last looked at that entry",
    ("person_key", "person_id"): "made from the entry, and again when that changes",
    ("share", "record_id"): "who is let in by name: the two lists are put together",
    ("search_doc", "record"): "follows the record at the end of each command",
    ("unsent", "record"): "typing in progress: what it is saved to leads on to the entry that goes on",
    ("audit", "object"): "what happened stays as it was written",
}
"""Columns that point to a person and do not move by themselves, and why."""


@dataclass(frozen=True)
class Pointer:
    """A column that may hold a person's id; `kind` is the column that says whether it does."""

    table: type[Versioned]
    column: str
    kind: str = ""

    def rows(self, tx: Tx, person: UUID) -> list[Any]:
        """All rows that point to a person, seen by the actor or not."""
        asked = select(self.table).where(getattr(self.table, self.column) == person)
        return tx.all_of(asked.where(getattr(self.table, self.kind) == KIND) if self.kind else asked)


@cache
def pointers() -> tuple[Pointer, ...]:
    """Every column whose rows go over to the entry that goes on."""
    return tuple(found for table in _tables() for found in _of(table))


@cache
def table_named(name: str) -> type[Versioned]:
    """The mapped class of a table."""
    return next(table for table in _tables() if table.__table__.name == name)  # type: ignore[attr-defined]


def _tables() -> list[Any]:
    mapped = Person.__mapper__.registry.mappers  # type: ignore[attr-defined]
    found = (mapper.class_ for mapper in mapped if issubclass(mapper.class_, Row))
    return sorted(found, key=lambda table: table.__table__.name)


def _of(table: Any) -> Iterator[Pointer]:
    columns = table.__table__.columns
    person = Person.__table__.c.id  # type: ignore[attr-defined]
    for column in columns:
        place = (table.__table__.name, column.name)
        about = f"{column.name.removesuffix('_id')}_kind" if column.name.endswith("_id") else ""
        if place in APART:
            continue
        if place in WITHOUT_KEY or any(key.column is person for key in column.foreign_keys):
            yield Pointer(table, column.name)
        elif about in columns:
            yield Pointer(table, column.name, about)
