"""What an order reaches: every row that tells of someone by the schema, and what stands on what goes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.kind import KIND_OF, PART_OF
from casemgr.core.person_keys import BRANCH, path_of
from casemgr.core.record import Part, Record
from casemgr.core.register import mapped
from casemgr.core.removing import pointing, versions_of
from casemgr.core.tx import Tx
from casemgr.core.whose import ABOUT, PEOPLE, Values, paths, root
from casemgr.services.merging.pointing import WITHOUT_KEY


@dataclass
class Reached:
    """Records that go whole, rows that go out of others, and columns that are overwritten."""

    records: dict[UUID, Any] = field(default_factory=dict)
    rows: dict[UUID, Any] = field(default_factory=dict)
    overwritten: dict[tuple[UUID, str], Any] = field(default_factory=dict)


def reach(tx: Tx, records: Iterable[Any]) -> Reached:
    """Whatever goes with these records: versions, what is about them, and what is left empty without them."""
    reached, left = Reached(), list(records)
    while left:
        record = left.pop()
        if record.id in reached.records:
            continue
        reached.records[record.id] = record
        kind = KIND_OF[type(record)]
        left += versions_of(tx, kind, record)
        for row, column in _pointing_to(tx, kind.name, record):
            if isinstance(row, Record):
                left += _about(reached, row, column)
            elif isinstance(row, Part) and PART_OF[type(row)][0] is not kind:
                reached.rows[row.id] = row
                left += _left_empty(tx, reached, row, column)
    return reached


def paths_of(tx: Tx, gone: Iterable[Any], people: Iterable[UUID]) -> list[str]:
    """The paths to the keys of rows that went; those of `people` go with all that was ever theirs."""
    rows = {(type(row), row.id): row for row in gone if hasattr(row, "id")}

    def read(table: Any, id: UUID) -> Values | None:
        row = rows.get((table, id)) or next(iter(tx.all_of(select(table).where(table.id == id))), None)
        return None if row is None else row.model_dump()

    whole = {path_of(person) for person in people}
    # Of a record that stays the key has to stay too, whatever went out of it.
    ids = {id for _table, id in rows}
    went = [(type(row), row.model_dump()) for row in rows.values()]
    single = {path for table, row in went if root(table, row) in ids for path in paths(table, row, read)}
    return sorted(whole | {path for path in single if path[:BRANCH] not in whole})


def _about(reached: Reached, row: Any, column: str) -> list[Any]:
    """The record when it goes whole; what only names someone is overwritten."""
    if column in ABOUT or not type(row).__table__.c[column].nullable:
        return [row]
    reached.overwritten[row.id, column] = row
    return []


def _left_empty(tx: Tx, reached: Reached, row: Any, column: str) -> list[Any]:
    """The record a row goes out of, when nobody else is in it: a contact with them alone, their household."""
    kind, home = PART_OF[type(row)]
    table: Any = type(row)
    if column not in ABOUT:
        return []
    others = tx.all_of(select(table).where(getattr(table, home) == getattr(row, home)))
    if any(other.id not in reached.rows for other in others):
        return []
    owner: Any = kind.table
    return tx.all_of(select(owner).where(col(owner.id) == getattr(row, home)))


def _pointing_to(tx: Tx, kind: str, record: Any) -> Iterator[tuple[Any, str]]:
    """Rows and columns that hold the id of a record, by key, by kind and id, or by a column known to."""
    keyed = list(pointing(type(record)))
    if kind == PEOPLE:
        keyed += [(table, column) for table in mapped() for name, column in WITHOUT_KEY if _named(table, name)]
    for table, column in keyed:
        for row in tx.all_of(select(table).where(getattr(table, column) == record.id)):
            yield row, column
    for table in mapped():
        for prefix in ("parent", "about"):
            if f"{prefix}_kind" in table.__table__.c and table in KIND_OF:
                id, of = getattr(table, f"{prefix}_id"), getattr(table, f"{prefix}_kind")
                for row in tx.all_of(select(table).where(id == record.id, of == kind)):
                    yield row, f"{prefix}_id"


def _named(table: Any, name: str) -> bool:
    return table.__table__.name == name
