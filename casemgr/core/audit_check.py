"""Checks of the audit: the chain, the signatures, and the rows it tells of; the first break is named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from casemgr.core.audit import AUDIT, START, Head, digest_of, link
from casemgr.core.audit_trust import Sessions
from casemgr.core.jobs import Job, Progress
from casemgr.core.kind import KIND_OF
from casemgr.i18n import N_, _

STEP = 2_000


@dataclass(frozen=True)
class Broken:
    """The first entry that does not hold, and why."""

    seq: int
    why: str


@dataclass(frozen=True)
class Verdict:
    """What a check found; `broken` is None when everything holds."""

    entries: int
    head: Head
    broken: Broken | None


_REASONS = {
    "missing": N_("an entry is missing before it"),
    "chain": N_("it does not follow from the entry before it"),
    "changed": N_("its content was changed"),
    "session": N_("its session was not certified by its user"),
    "signature": N_("its signature is not that of its session"),
    "row": N_("the record it tells of was changed outside the program"),
    "stray": N_("no entry up to it tells of a record that is there"),
}
Told = dict[str, dict[UUID, tuple[int, str | None]]]
"""By table and row: the last entry that tells of the row, and the row's digest then; None once it is deleted."""


def verify(
    connection: Connection,
    store_id: UUID,
    user_keys: Mapping[UUID, bytes],
    since: Head | None = None,
    *,
    rows: bool = True,
) -> Job[Verdict]:
    """Check every entry after `since` (all of them without it), then the rows they tell of."""
    last = since or Head(0, START)
    sessions = Sessions(connection, store_id, user_keys)
    told: Told = {}
    loaded: set[str] = set()
    entries = 0
    result = connection.execute(
        select(AUDIT).where(AUDIT.c.seq > last.seq).order_by(AUDIT.c.seq).execution_options(yield_per=STEP)
    )
    for found in result.mappings():
        entry = {str(name): value for name, value in found.items()}
        why = _entry_fault(store_id, entry, last, sessions)
        if why is not None:
            return Verdict(entries, last, Broken(entry["seq"], _(_REASONS[why])))
        last = Head(entry["seq"], entry["hash"])
        entries += 1
        _remember(told, loaded, entry)
        if entries % STEP == 0:
            yield Progress(entries, 0)
    broken = (yield from _rows_fault(connection, told)) if rows else None
    if rows and broken is None:
        broken = _strays(connection, told, loaded, last)
    return Verdict(entries, last, broken)


def _entry_fault(store_id: UUID, entry: Mapping[str, Any], last: Head, sessions: Sessions) -> str | None:
    if entry["seq"] != last.seq + 1:
        return "missing"
    if entry["prev"] != last.hash:
        return "chain"
    if link(store_id, entry) != entry["hash"]:
        return "changed"
    if sessions.key(entry["session"], entry["actor"]) is None:
        return "session"
    return None if sessions.signed(entry) else "signature"


def _remember(told: Told, loaded: set[str], entry: Mapping[str, Any]) -> None:
    """Keep what the audit last says of each row; of the rows of a bulk write it only says how many there were."""
    payload = json.loads(entry["payload"])
    if "bulk" in payload:
        told.pop(entry["kind"], None)
        loaded.add(entry["kind"])
    rows = payload.get("rows", ())
    for row in rows if isinstance(rows, list) else ():  # Drills have counted a backup's rows under this name.
        if "id" in row:
            told.setdefault(row["table"], {})[UUID(row["id"])] = (entry["seq"], row.get("digest"))


def _rows_fault(connection: Connection, told: Told) -> Job[Broken | None]:
    faults: list[int] = []
    done, total = 0, sum(map(len, told.values()))
    for name, expected in told.items():
        table = SQLModel.metadata.tables[name]
        ids = list(expected)
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            found = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
            digests = {row["id"]: digest_of(name, {str(n): v for n, v in row.items()}) for row in found}
            faults += [expected[i][0] for i in some if digests.get(i) != expected[i][1]]
            done += len(some)
            yield Progress(done, total)
    return Broken(min(faults), _(_REASONS["row"])) if faults else None


def _strays(connection: Connection, told: Told, loaded: set[str], last: Head) -> Broken | None:
    """Records that no entry tells of; tables filled by bulk writes are left out."""
    for kind in KIND_OF.values():
        table = kind.table.__table__  # type: ignore[attr-defined]
        known = told.get(table.name, {})
        ids = () if table.name in loaded else connection.scalars(select(table.c.id))
        if any(id not in known for id in ids):
            return Broken(last.seq, _(_REASONS["stray"]))
    return None


def stands_at(connection: Connection, head: Head) -> bool:
    """Whether the audit has this entry with this hash: what a high-water mark or an export has seen."""
    if head.seq == 0:
        return True
    found = connection.execute(select(AUDIT.c.hash).where(AUDIT.c.seq == head.seq)).scalar()
    return found == head.hash
