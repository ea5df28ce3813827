"""Holds and the flush: nothing that is held is deleted, overwritten or merged away, whatever the path."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, Connection, Uuid, inspect, select
from sqlmodel import Field

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.errors import CaseError
from casemgr.core.guard import Bypass
from casemgr.core.kind import KIND_OF, Kind
from casemgr.core.record import Moment, Part, Record
from casemgr.i18n import N_, _

if TYPE_CHECKING:
    from casemgr.core.tx import Tx

DISPOSES = {"retention.approve_disposal": May.APPROVE_DISPOSAL, "retention.carry_out": May.EXPUNGE}
"""The only commands under which a record is deleted, and the right each needs once more at the flush."""
REGISTERS = frozenset({"holds", "disposals", "expungements"})
"""Kinds that tell of holds and disposals themselves."""
HELD = N_("This is under a hold, so it cannot be deleted, overwritten or merged. Ask the records custodian.")


class Held(CaseError):
    """A hold covers the record."""


@told(key="only_kind", rest="fact")
class HoldCover(Part, table=True):
    """One thing a hold covers: an id, a kind within days, or both at once.

    An id covers its own record and every record that names it: a person, a neighborhood, a member of staff.
    """

    __tablename__ = "hold_cover"  # type: ignore[assignment]
    hold_id: UUID = Field(foreign_key="hold.id", index=True)
    covered_id: UUID | None = Field(default=None, index=True)
    only_kind: str = Field(default="", max_length=24)
    since: date | None = None
    until: date | None = None
    lifted_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]


def refuse_deletion(tx: "Tx") -> None:
    """Records are deleted by a disposal or an order alone, and by who has the right to it."""
    if not any(isinstance(gone, Record) for gone in tx.deleted):
        return
    right = DISPOSES.get(tx.command or "")
    if right is None or not tx.actor.may(right):
        raise Bypass("records are withdrawn or entered in error, never deleted")


def refuse_held(tx: "Tx") -> None:
    """Held where a flush would delete, overwrite or merge away what a hold covers."""
    touched = {root.id: (kind, root) for kind, root in _touched(tx)}
    covers = _covers(tx.inside()) if touched else []
    for kind, record in touched.values() if covers else ():
        if _covered(tx.inside(), covers, kind, record):
            raise Held(_(HELD))


def held_of(tx: "Tx", kind: Kind, records: Iterable[Any]) -> set[UUID]:
    """Which of these records a hold covers, whoever asks."""
    covers = _covers(tx.inside())
    return {one.id for one in records if covers and _covered(tx.inside(), covers, kind, one)}


def refuse_held_rows(tx: "Tx", table: Any, ids: Iterable[UUID]) -> None:
    """Held where a bulk write would remove a record that a hold covers."""
    kind = KIND_OF.get(table)
    covers = _covers(tx.inside()) if kind is not None else []
    if kind is None or not covers:
        return
    rows = table.__table__
    for id in ids:
        found = tx.inside().execute(select(rows).where(rows.c.id == id)).first()
        if found is not None and _covered(tx.inside(), covers, kind, found):
            raise Held(_(HELD))


def _touched(tx: "Tx") -> Iterable[tuple[Kind, Record]]:
    disposing = tx.command in DISPOSES
    for row in tx.deleted:
        if isinstance(row, Record):
            yield KIND_OF[type(row)], row
        elif isinstance(row, Part) and disposing:
            yield from _home(tx, row)
    for row in tx.dirty:
        if isinstance(row, Record):
            kind = KIND_OF[type(row)]
            if kind.name not in REGISTERS and (disposing or _merged_away(kind, row)):
                yield kind, row
        elif isinstance(row, Part) and disposing:
            yield from _home(tx, row)


def _home(tx: "Tx", part: Part) -> Iterable[tuple[Kind, Record]]:
    kind, home = tx.home_of(part)
    if kind.name in REGISTERS:
        return
    with tx.no_autoflush:
        found = tx.all_of(select(kind.table).where(kind.table.id == home))  # type: ignore[arg-type]
    yield from ((kind, row if isinstance(row, Record) else row[0]) for row in found)


def _merged_away(kind: Kind, row: Record) -> bool:
    if not kind.leads_on:
        return False
    history: Any = inspect(row).attrs[kind.leads_on].history  # type: ignore[union-attr]
    return history.has_changes() and getattr(row, kind.leads_on) is not None


def any_hold(tx: "Tx") -> bool:
    """Whether a hold is in force, on whatever."""
    return bool(_covers(tx.inside()))


def _covers(connection: Connection) -> list[Any]:
    table = HoldCover.__table__  # type: ignore[attr-defined]
    return list(connection.execute(select(table).where(table.c.lifted_at.is_(None))))


def _covered(connection: Connection, covers: list[Any], kind: Kind, record: Any) -> bool:
    day = (record.entered_at or datetime.max).date()
    fitting = [one for one in covers if one.only_kind in ("", kind.name) and _within(one, day)]
    if not fitting:
        return False
    names = _names(connection, kind, record.id)
    return any(one.covered_id is None or one.covered_id in names for one in fitting)


def _within(cover: Any, day: date) -> bool:
    return (cover.since is None or cover.since <= day) and (cover.until is None or day <= cover.until)


def _names(connection: Connection, kind: Kind, record: UUID, *, deep: bool = True) -> set[UUID]:
    """Every id a record and its parts name, and those of the record it is about."""
    found: set[UUID] = {record}
    tables: list[Any] = [(kind.table, "id"), *kind.parts.items()]
    for table, home in tables:
        rows = table.__table__
        for row in connection.execute(select(rows).where(rows.c[home] == record)).mappings():
            for name, listed in _id_columns(table):  # type: ignore[arg-type]
                found.update(_ids(row[name]) if listed else {row[name]} - {None})
            if deep:
                found |= _about(connection, row)
    return found


def _about(connection: Connection, row: Any) -> set[UUID]:
    """The ids named by the record that a row is about, where it names one by kind and id."""
    by_name = {kind.name: kind for kind in KIND_OF.values()}
    for column in ("parent", "about"):
        kind, id = by_name.get(row.get(f"{column}_kind", "")), row.get(f"{column}_id")
        if kind is not None and id is not None:
            return _names(connection, kind, id, deep=False)
    return set()


@cache
def _id_columns(table: Any) -> tuple[tuple[str, bool], ...]:
    """The columns of a table that hold an id, or a list that may be of ids."""
    columns = table.__table__.columns
    return tuple((c.name, isinstance(c.type, JSON)) for c in columns if isinstance(c.type, Uuid | JSON))


def _ids(listed: object) -> set[UUID]:
    found: set[UUID] = set()
    for one in listed if isinstance(listed, list) else ():
        try:
            found.add(UUID(str(one)))
        except ValueError:
            continue
    return found
