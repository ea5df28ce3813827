"""Checks of the audit: the chain, the signatures, and the rows it tells of; the first break is named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from casemgr.core.audit import AUDIT, SESSIONS, START, Head, digest_of, link
from casemgr.core.jobs import Job, Progress
from casemgr.core.signing import check_session
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
    "signature": N_("its signature is not that of its session"),
    "session": N_("its session was not certified by its user"),
    "row": N_("the record it tells of was changed outside the program"),
}


def verify(connection: Connection, store_id: UUID, since: Head | None = None, *, rows: bool = True) -> Job[Verdict]:
    """Check every entry after `since` (all of them without it), then the rows they tell of."""
    last = since or Head(0, START)
    keys: dict[UUID, Ed25519PublicKey | None] = {}
    states: dict[tuple[str, str], tuple[int, str | None]] = {}
    entries = 0
    result = connection.execute(
        select(AUDIT).where(AUDIT.c.seq > last.seq).order_by(AUDIT.c.seq).execution_options(yield_per=STEP)
    )
    for found in result.mappings():
        entry = {str(name): value for name, value in found.items()}
        why = _entry_fault(connection, store_id, entry, last, keys)
        if why is not None:
            return Verdict(entries, last, Broken(entry["seq"], _(_REASONS[why])))
        last = Head(entry["seq"], entry["hash"])
        entries += 1
        _remember(states, entry)
        if entries % STEP == 0:
            yield Progress(entries, 0)
    broken = (yield from _rows_fault(connection, states)) if rows else None
    return Verdict(entries, last, broken)


def _entry_fault(
    connection: Connection,
    store_id: UUID,
    entry: Mapping[str, Any],
    last: Head,
    keys: dict[UUID, Ed25519PublicKey | None],
) -> str | None:
    if entry["seq"] != last.seq + 1:
        return "missing"
    if entry["prev"] != last.hash:
        return "chain"
    if link(store_id, entry) != entry["hash"]:
        return "changed"
    session = entry["session"]
    if session not in keys:
        keys[session] = _session_key(connection, session, entry["actor"])
    key = keys[session]
    if key is None:
        return "session"
    try:
        key.verify(entry["signature"], entry["hash"])
    except InvalidSignature:
        return "signature"
    return None


def _session_key(connection: Connection, session: UUID, actor: UUID) -> Ed25519PublicKey | None:
    row = connection.execute(select(SESSIONS).where(SESSIONS.c.id == session)).mappings().first()
    if row is None or row["staff"] != actor:
        return None
    if not check_session(row["user_key"], session, row["public_key"], row["certificate"]):
        return None
    return Ed25519PublicKey.from_public_bytes(row["public_key"])


def _remember(states: dict[tuple[str, str], tuple[int, str | None]], entry: Mapping[str, Any]) -> None:
    """Keep the last digest the audit knows of each row; None once it is deleted."""
    for row in json.loads(entry["payload"]).get("rows", ()):
        if "id" in row:
            states[row["table"], row["id"]] = (entry["seq"], row.get("digest"))


def _rows_fault(connection: Connection, states: dict[tuple[str, str], tuple[int, str | None]]) -> Job[Broken | None]:
    by_table: dict[str, dict[UUID, tuple[int, str | None]]] = {}
    for (table, row), state in states.items():
        by_table.setdefault(table, {})[UUID(row)] = state
    faults: list[int] = []
    done = 0
    for name, expected in by_table.items():
        table = SQLModel.metadata.tables[name]
        ids = list(expected)
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            found = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
            digests = {row["id"]: digest_of(name, {str(n): v for n, v in row.items()}) for row in found}
            faults += [expected[i][0] for i in some if digests.get(i) != expected[i][1]]
            done += len(some)
            yield Progress(done, len(states))
    return Broken(min(faults), _(_REASONS["row"])) if faults else None


def stands_at(connection: Connection, head: Head) -> bool:
    """Whether the audit has this entry with this hash: what a high-water mark or an export has seen."""
    if head.seq == 0:
        return True
    found = connection.execute(select(AUDIT.c.hash).where(AUDIT.c.seq == head.seq)).scalar()
    return found == head.hash
