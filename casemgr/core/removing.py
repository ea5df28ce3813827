"""Removing: a record goes with its parts, its drafts and its lists of names; what still stands on it is told first."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.kind import KIND_OF, PART_OF, Kind
from casemgr.core.record import Record
from casemgr.core.register import mapped
from casemgr.core.sight import Barred, Share
from casemgr.core.tx import Tx
from casemgr.core.unsent import Unsent

_BESIDE: tuple[tuple[Any, Any], ...] = (
    (Share, Share.record_id),
    (Barred, Barred.record_id),
    (Unsent, Unsent.record),
)
"""Rows that name a record without a key of their own."""


def remove(tx: Tx, records: Iterable[Record]) -> list[Any]:
    """Delete records with all that belongs to them, and give every row that went.

    The flush asks by which command and looks for holds.
    """
    tx.inside().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    left, gone = list(records), list[Any]()
    going: set[UUID] = set()
    while left:
        record = left.pop()
        if record.id in going:
            continue
        going.add(record.id)
        kind: Any = KIND_OF[type(record)]
        for part, home in kind.parts.items():
            gone += _delete(tx, part, getattr(part, home), record.id)
        for table, column in _BESIDE:
            gone += _delete(tx, table, column, record.id)
        for table, column in pointing(kind.table):
            if not _stands(kind, table):
                gone += _delete(tx, table, getattr(table, column), record.id)
        left += _under(tx, kind, record.id)
        tx.delete(record)
        gone.append(record)
    tx.flush()
    return gone


def _under(tx: Tx, kind: Kind, record: UUID) -> list[Record]:
    """What is seen only with a record, such as the files that hang on it."""
    found: list[Record] = []
    for other in KIND_OF.values():
        if other.sight.under is not None:
            its_kind, its_id = (col(getattr(other.table, name)) for name in other.sight.under)
            found += tx.all_of(select(other.table).where(its_kind == kind.name, its_id == record))
    return found


def _delete(tx: Tx, table: Any, column: Any, id: UUID) -> list[Any]:
    rows = tx.all_of(select(table).where(column == id))
    for row in rows:
        tx.delete(row)
    return rows


def versions_of(tx: Tx, kind: Kind, record: Any) -> list[Any]:
    """A record with every version of it, where its kind is corrected by new ones."""
    if not hasattr(kind.table, "origin_id"):
        return [record]
    table: Any = kind.table
    return tx.all_of(select(table).where(col(table.origin_id) == record.origin_id))


def stood_on(tx: Tx, kind: Kind, record: UUID, going: Collection[UUID] = ()) -> bool:
    """Whether another record, none of those going, has a key that points to this one."""
    subject: Any = kind.table
    for table, column in pointing(subject):
        if not _stands(kind, table):
            continue
        for row in tx.all_of(select(table).where(getattr(table, column) == record)):
            if root_of(row) not in going and root_of(row) != record:
                return True
    return False


def root_of(row: Any) -> UUID:
    """The id of the record a row is or belongs to."""
    return row.id if isinstance(row, Record) else getattr(row, PART_OF[type(row)][1])


def _stands(kind: Kind, table: Any) -> bool:
    """Whether the rows of a table are records of their own, or parts of some, and so do not go along."""
    return issubclass(table, Record) or (table in PART_OF and PART_OF[table][0] is not kind)


@cache
def pointing(target: Any) -> tuple[tuple[Any, str], ...]:
    """Every column with a key to the table of a kind, other than those by which its own parts belong to it."""
    to = target.__table__.c.id  # type: ignore[attr-defined]
    own = set(KIND_OF[target].parts.items())
    found = (
        (table, column.name)
        for table in mapped()
        for column in table.__table__.columns
        if any(key.column is to for key in column.foreign_keys)
    )
    return tuple(one for one in found if one not in own)
