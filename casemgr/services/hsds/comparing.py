"""A directory in memory against the one that is there: what comes, changes, goes, and what stays."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.i18n import _
from casemgr.records.directory import Change, Load, Stock, directory_id, published, stock
from casemgr.records.directory.imports import columns_of
from casemgr.records.directory.schema import TABLES
from casemgr.services.hsds.mapping import Ids, mapped
from casemgr.services.hsds.report import EntryChange, How, ImportReport, TableReport, home_of
from casemgr.services.hsds.staging import READING, Staged, StagedRow

COMPARED = 80
"""Percent of an import that is over once it is compared."""
_ENTRIES = ("organization", "service")
_NOT_SAID = frozenset({"id", "source_id", "digest", "sort_key"})


@dataclass(frozen=True)
class Comparison:
    """What an import would do, to be shown first, and all it needs to do it."""

    report: ImportReport
    load: Load


@dataclass(frozen=True)
class _Delta:
    """The keys of one table by what happens to them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def compare(desk: Desk, staged: Staged) -> Job[Comparison]:
    """Compare what was read with what is there; nothing is written."""
    note = _("Comparing")
    yield Progress(READING, 100, note)
    there: Stock = desk.ask(stock)
    deltas = {name: _delta(there.digests[name], staged.rows[name]) for name in TABLES}
    ids = Ids()
    changes: list[Change] = []
    for number, (name, delta) in enumerate(deltas.items()):
        yield Progress(READING + (COMPARED - READING) * number // len(deltas), 100, note)
        if delta.added or delta.changed or delta.removed:
            changes.append(_change(name, delta, staged, ids))
    entries = tuple(entry for name in _ENTRIES for entry in _entries(desk, name, deltas[name], staged, changes))
    report = _report(staged, deltas, entries)
    counts = [asdict(table) for table in report.tables]
    rejected: list[list[Any]] = [[r.table, r.file, r.line, r.reason, r.detail] for r in staged.rejected]
    load = Load(there.last, staged.file, staged.digest, staged.zone, changes, counts, rejected)
    return Comparison(report, load)


def _delta(there: Mapping[str, str], read: Mapping[str, StagedRow]) -> _Delta:
    added = tuple(key for key in read if key not in there)
    changed = tuple(key for key, row in read.items() if there.get(key, row.digest) != row.digest)
    removed = tuple(key for key in there if key not in read)
    return _Delta(added, changed, removed, len(read) - len(added) - len(changed))


def _change(table: str, delta: _Delta, staged: Staged, ids: Ids) -> Change:
    rows = staged.rows[table]
    return Change(
        table,
        added=mapped(table, ((key, rows[key]) for key in delta.added), ids),
        changed=mapped(table, ((key, rows[key]) for key in delta.changed), ids),
        removed=[directory_id(table, key) for key in delta.removed],
    )


def _entries(desk: Desk, table: str, delta: _Delta, staged: Staged, changes: list[Change]) -> tuple[EntryChange, ...]:
    """The organizations or services that come, change or go, by name."""
    before = desk.ask(published, table, [*delta.changed, *delta.removed])
    new = {row["source_id"]: row for change in changes if change.table == table for row in change.changed}
    rows = staged.rows[table]
    return (
        *(EntryChange(table, key, str(rows[key].values["name"]), How.ADDED) for key in delta.added),
        *(
            EntryChange(table, key, new[key]["name"], How.CHANGED, _fields(table, before[key], new[key]))
            for key in delta.changed
        ),
        *(EntryChange(table, key, before[key]["name"], How.REMOVED) for key in delta.removed),
    )


def _fields(table: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(name for name in columns_of(table) - _NOT_SAID if before[name] != now[name]))


def _report(staged: Staged, deltas: Mapping[str, _Delta], entries: tuple[EntryChange, ...]) -> ImportReport:
    read, folded, rejected = Counter[str](), Counter[str](), Counter[str]()
    for tally in staged.files:
        home = home_of(tally.table)
        read[home] += tally.read
        folded[home] += tally.folded
        rejected[home] += tally.rejected
    tables = [
        TableReport(
            name,
            read=read[name],
            folded=folded[name],
            added=len(delta.added),
            changed=len(delta.changed),
            unchanged=delta.unchanged,
            removed=len(delta.removed),
            rejected=rejected[name],
        )
        for name, delta in deltas.items()
    ]
    tables += [
        TableReport(name, read=read[name], folded=folded[name], rejected=rejected[name])
        for name in sorted(read.keys() - deltas.keys())
    ]
    return ImportReport(
        id=None,
        file=staged.file,
        digest=staged.digest,
        zone=staged.zone,
        tables=tuple(t for t in tables if t.read or t.removed),
        entries=entries,
        files=staged.files,
        rejected=tuple(staged.rejected),
        remarks=tuple(staged.remarks),
        ignored=staged.ignored,
    )
