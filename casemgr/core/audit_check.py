"""Checks of the audit: the chain, the signatures, and the rows it tells of; the first break is named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from casemgr.core.audit import AUDIT, Head, digest_of, head, link
from casemgr.core.audit_start import ARCHIVED, Telling, carried, start_of, vouched
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
    "start": N_("no entry says that the audit was archived up to it"),
}


def verify(
    connection: Connection,
    store_id: UUID,
    user_keys: Mapping[UUID, bytes],
    since: Head | None = None,
    *,
    rows: bool = True,
) -> Job[Verdict]:
    """Check every entry after `since` (all there are without it), then the rows they tell of."""
    start = start_of(connection)
    last = since if since is not None and since.seq >= start.seq else start
    sessions = Sessions(connection, store_id, user_keys)
    telling = carried(connection) if rows else Telling()
    wanted = vouched(connection, start) if since is None and start.seq else {}
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
        telling.remember(entry)
        if wanted and entry["action"] == ARCHIVED and wanted.items() <= json.loads(entry["payload"]).items():
            wanted = {}
        if entries % STEP == 0:
            yield Progress(entries, 0)
    if wanted:
        return Verdict(entries, last, Broken(start.seq, _(_REASONS["start"])))
    broken = (yield from _rows_fault(connection, telling)) if rows else None
    if rows and broken is None:
        broken = _strays(connection, telling, last)
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


def _rows_fault(connection: Connection, telling: Telling) -> Job[Broken | None]:
    faults: list[int] = []
    done, total = 0, sum(map(len, telling.rows.values()))
    for name, expected in telling.rows.items():
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


def _strays(connection: Connection, telling: Telling, last: Head) -> Broken | None:
    """Records that no entry tells of; tables filled by bulk writes are left out."""
    for kind in KIND_OF.values():
        table = kind.table.__table__  # type: ignore[attr-defined]
        known = telling.rows.get(table.name, {})
        ids = () if table.name in telling.loaded else connection.scalars(select(table.c.id))
        if any(id not in known for id in ids):
            return Broken(last.seq, _(_REASONS["stray"]))
    return None


def entry_before(connection: Connection, count: int) -> Head:
    """The entry that stands `count` entries before the end; the start of the chain when it is shorter."""
    last = head(connection)
    row = connection.execute(select(AUDIT.c.seq, AUDIT.c.hash).where(AUDIT.c.seq == last.seq - count)).first()
    return start_of(connection) if row is None else Head(row.seq, row.hash)


def stands_at(connection: Connection, head: Head) -> bool:
    """Whether the audit has this entry with this hash: what a high-water mark or an export has seen."""
    if head.seq == 0:
        return True
    found = connection.execute(select(AUDIT.c.hash).where(AUDIT.c.seq == head.seq)).scalar()
    return found == head.hash
