"""Writing a whole import of a directory in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import bulk
from casemgr.core.access import Label, May
from casemgr.core.errors import Conflict, Invalid, Problem
from casemgr.core.kind import KINDS
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.directory import tables
from casemgr.records.directory.imports import TABLE_OF, DirectoryImport, columns_of, newest_import
from casemgr.records.directory.published import Published
from casemgr.records.directory.words import all_organizations, all_services


@dataclass(frozen=True)
class Change:
    """What an import does to one table: whole rows to add and to change, by our ids, and ids to remove."""

    table: str
    added: Sequence[dict[str, Any]] = ()
    changed: Sequence[dict[str, Any]] = ()
    removed: Sequence[UUID] = ()


@dataclass(frozen=True)
class Load:
    """A whole import, compared with the directory as import `after` had left it."""

    after: UUID | None
    file: str
    digest: str
    zone: str
    changes: Sequence[Change]
    counts: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[list[Any]] = field(default_factory=list)


@command(May.EDIT_DIRECTORY)
def load_rows(tx: Tx, load: Load) -> UUID:
    """Write an import that has been compared; what we know of services ourselves stays as it is."""
    if newest_import(tx) != load.after:
        raise Conflict(_("Another import came in between. Compare the file again; nothing was changed."))
    batch = DirectoryImport(
        file=load.file[:200],
        digest=load.digest,
        zone=load.zone,
        imported_by=tx.actor.id,
        imported_at=tx.now,
        counts=load.counts,
        rejected=load.rejected,
    )
    tx.add(batch)
    changes = {change.table: change for change in load.changes}
    _check(changes)
    for name in TABLE_OF:
        if name in changes:
            _write(tx, TABLE_OF[name], changes[name])
    for name in reversed(TABLE_OF):
        if name in changes:
            _remove(tx, TABLE_OF[name], changes[name].removed)
    if changes:
        _tell_search(tx, changes)
    return batch.id


def _check(changes: Mapping[str, Change]) -> None:
    """Invalid unless every row is a whole row of its table."""
    for name, change in changes.items():
        if name not in TABLE_OF:
            raise Invalid(Problem("changes", _("“{table}” is no table of HSDS.").format(table=name)))
        columns = columns_of(name)
        if not all(row.keys() == columns and isinstance(row["id"], UUID) for row in (*change.added, *change.changed)):
            raise Invalid(Problem("changes", _("Not every row for “{table}” is whole.").format(table=name)))


def _write(tx: Tx, table: type[Published], change: Change) -> None:
    if not issubclass(table, Record):
        bulk.write(tx, table, added=change.added, changed=change.changed, says="digest")
        return
    returning = _versions(tx, table, [row["id"] for row in change.added])
    added = [row | _stamps(tx) for row in change.added if row["id"] not in returning]
    changed = [*change.changed, *(row for row in change.added if row["id"] in returning)]
    versions = _versions(tx, table, [row["id"] for row in changed])
    if table is tables.Service:
        checked = _checked_on(tx, [row["id"] for row in (*added, *changed)])
        for row in (*added, *changed):
            row["assured_date"] = max(filter(None, (row["assured_date"], checked.get(row["id"]))), default=None)
    again = [row | {"version": versions[row["id"]] + 1, "updated_at": tx.now, "gone": False} for row in changed]
    bulk.write(tx, table, added=added, changed=again, says="digest")


def _stamps(tx: Tx) -> dict[str, Any]:
    """What the flush gives a record that is written one by one."""
    return {
        "version": 1,
        "sensitivity": Label.INTERNAL.value,
        "unit": tx.actor.unit,
        "device": tx.store.code,
        "entered_by": tx.actor.id,
        "entered_at": tx.now,
        "updated_at": tx.now,
        "gone": False,
    }


def _versions(tx: Tx, table: Any, ids: Sequence[UUID]) -> dict[UUID, int]:
    """The versions of those of these records that are there."""
    found: dict[UUID, int] = {}
    for start in range(0, len(ids), bulk.CHUNK):
        asked = select(table.id, table.version).where(col(table.id).in_(ids[start : start + bulk.CHUNK]))
        found |= {id: version for id, version in tx.execute(asked)}
    return found


def _checked_on(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, date]:
    """When someone here last checked these services, as far as anyone did."""
    day = col(tables.ServiceLocal.checked_on)
    known = {id: day for id, day in tx.execute(select(tables.ServiceLocal.service_id, day).where(day.is_not(None)))}
    return {id: known[id] for id in ids if id in known}


def _remove(tx: Tx, table: type[Published], ids: Sequence[UUID]) -> None:
    """Details go; a record stays, hidden, for referrals and notes may name it."""
    if not ids:
        return
    if not issubclass(table, Record):
        bulk.write(tx, table, removed=ids)
        return
    versions = _versions(tx, table, ids)
    left: dict[str, Any] = {"gone": True, "digest": "", "updated_at": tx.now}
    if table is tables.Service:
        left["program_id"] = None
    bulk.write(tx, table, changed=[{"id": id, "version": versions[id] + 1, **left} for id in ids])


def _tell_search(tx: Tx, changes: Mapping[str, Change]) -> None:
    kinds = (("organizations", "organization", all_organizations), ("services", "service", all_services))
    for kind, name, words in kinds:
        gone = changes[name].removed if name in changes else ()
        bulk.reindex(tx, KINDS[kind], words(tx), gone)
        tx.touched(kind, None)
