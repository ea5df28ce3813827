"""Whose a row is: the people it is about, else what it hangs on; by this its key in a backup is drawn."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from casemgr.core.kind import KIND_OF, KINDS, PART_OF
from casemgr.core.person_keys import path_of
from casemgr.core.register import columns_of, redacted

PEOPLE = "people"
ABOUT = frozenset({"person_id", "parent_id", "about_id", "kept_person_id", "merged_person_id"})
"""Columns by which a row is about someone; by any other it only names them."""
Values = Mapping[str, Any]
Read = Callable[[Any, UUID], Values | None]
"""A row of a table by its id, or None where it is not there."""
_DEEPEST = 6


def paths(table: Any, row: Values, read: Read) -> tuple[str, ...]:
    """The paths to the keys of a row: one for each of the people it is about, or for what it hangs on."""
    record = root(table, row)
    return tuple(path_of(subject, record) for subject in sorted(subjects(table, row, read), key=str))


def subjects(table: Any, row: Values, read: Read, deep: int = 0) -> set[UUID]:
    """The people a row is about; where it is about nobody, those of what it hangs on, and at last that itself."""
    kind = KIND_OF.get(table)
    if kind is not None and kind.name == PEOPLE:
        return {_id(row["id"])}
    named = {_id(row[name]) for name in ABOUT & set(row) if row[name] and _of_person(row, name)}
    if named:
        return named
    above = _above(table, row) if deep < _DEEPEST else None
    there = None if above is None else read(*above)
    if above is None or there is None:
        return {root(table, row)}
    return subjects(above[0], there, read, deep + 1)


def root(table: Any, row: Values) -> UUID:
    """The record a row is, or belongs to; of one beside the records, its own id or that of what it is made from."""
    if table in PART_OF:
        return _id(row[PART_OF[table][1]])
    return _id(
        next(row[name] for name in ("id", "person_id", "record") if name in row and not isinstance(row[name], int))
    )


@cache
def boxed(table: Any) -> bool:
    """Whether rows of a table go into a backup under keys: those that may name somebody, or are about them."""
    kind = KIND_OF.get(table) or (PART_OF[table][0] if table in PART_OF else None)
    names = {column.name for column in columns_of(table)}
    if kind is not None and kind.sight.everyone and "person_id" not in kind.table.__table__.c:  # type: ignore[attr-defined]
        return False
    return "person_id" in names or ("id" in names and bool(redacted(table)))


def _of_person(row: Values, name: str) -> bool:
    return name.endswith("person_id") or row.get(f"{name.removesuffix('_id')}_kind") == PEOPLE


def _above(table: Any, row: Values) -> tuple[Any, UUID] | None:
    """The table and id of what a row hangs on."""
    return next(_hangs(table, row), None)


def _hangs(table: Any, row: Values) -> Iterator[tuple[Any, UUID]]:
    if table in PART_OF:
        kind, home = PART_OF[table]
        yield kind.table, _id(row[home])
    for prefix in ("parent", "about"):
        if row.get(f"{prefix}_id") and row.get(f"{prefix}_kind") in KINDS:
            yield KINDS[row[f"{prefix}_kind"]].table, _id(row[f"{prefix}_id"])
    if row.get("record") and row.get("kind") in KINDS:
        yield KINDS[row["kind"]].table, _id(row["record"])


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
