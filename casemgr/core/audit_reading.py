"""Reading the audit: who did what to which record, for those whose task it is."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from casemgr.core.access import May
from casemgr.core.audit import AUDIT, SESSIONS, Entry, Happened, entries, staff_of_key
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query

_UNEVEN = timedelta(seconds=2)
"""So far clocks are set by the network all day."""


@dataclass(frozen=True)
class AuditPage:
    """Entries, newest first; `next` is where to go on, None at the end."""

    entries: tuple[Entry, ...]
    next: int | None


@query(May.READ_AUDIT, logged=True)
def audit_entries(tx: Tx, before: int | None = None, record: UUID | None = None, size: int = 100) -> AuditPage:
    """Audit entries, newest first, of all records or of one."""
    found = entries(tx.inside(), before, record, size + 1)
    return AuditPage(tuple(found[:size]), found[size - 1].seq if len(found) > size else None)


@query(May.SIGN_IN)
def whose_key(tx: Tx, public_key: bytes) -> UUID | None:
    """Which member of staff of this store signs with this key, or once did; None for a stranger's."""
    return staff_of_key(tx.inside(), public_key)


@dataclass(frozen=True)
class Said:
    """Something that was written down, and what it carries."""

    at: datetime
    payload: Mapping[str, Any]


def last_said(tx: Tx, action: str, by: UUID | None = None) -> Said | None:
    """The last time something of this name was written down as done, by anyone or by one; None when it never was."""
    asked = select(AUDIT.c.at, AUDIT.c.payload).where(AUDIT.c.action == action, AUDIT.c.outcome == "success")
    if by is not None:
        asked = asked.where(AUDIT.c.actor == by)
    row = tx.inside().execute(asked.order_by(AUDIT.c.seq.desc()).limit(1)).first()
    return None if row is None else Said(datetime.fromisoformat(row[0]), json.loads(row[1]))


def last_at(tx: Tx, action: str) -> datetime | None:
    """When that was; None when it never was."""
    said = last_said(tx, action)
    return None if said is None else said.at


def first_at(tx: Tx) -> datetime | None:
    """When the first thing was written down; None in a store where nothing was yet."""
    row = tx.inside().execute(select(AUDIT.c.at).order_by(AUDIT.c.seq).limit(1)).first()
    return None if row is None else datetime.fromisoformat(row[0])


def note_clock(tx: Tx) -> None:
    """Write down that the clock stands before the newest entry: it went back, or was ahead then (CJIS AU-8)."""
    row = tx.inside().execute(select(AUDIT.c.at).order_by(AUDIT.c.seq.desc()).limit(1)).first()
    back = datetime.fromisoformat(row[0]) - tx.now if row is not None else timedelta()
    if back > _UNEVEN:
        tx.say(Happened("clock_went_back", payload={"seconds": round(back.total_seconds())}))


@command(May.SIGN_IN)
def note_log_failure(tx: Tx, since: datetime) -> None:
    """Write down that the log could not be written for a while: the first entry once it can."""
    stamps = {"since": _stamp(since), "until": _stamp(tx.now)}
    tx.say(Happened("log_failed", outcome="failure", payload=stamps))


@dataclass(frozen=True)
class Opened:
    """A restricted record that someone opened."""

    at: datetime
    by: UUID
    kind: str
    record: UUID


def opened_between(tx: Tx, since: datetime, until: datetime, besides: str = "") -> list[Opened]:
    """The openings of restricted records in a stretch of time, oldest first, but those by the query `besides`."""
    asked = select(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.kind, AUDIT.c.object).where(
        AUDIT.c.action == "view", AUDIT.c.at >= _stamp(since), AUDIT.c.at < _stamp(until)
    )
    rows = tx.inside().execute(asked.where(AUDIT.c.reason != besides).order_by(AUDIT.c.seq))
    return [Opened(datetime.fromisoformat(at), by, kind, record) for at, by, kind, record in rows]


def opened_by_others(tx: Tx, kind: str, records: Collection[UUID], since: datetime) -> list[tuple[Opened, str]]:
    """The openings of these records by others than the actor, each with the name of the query that showed it."""
    asked = select(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.kind, AUDIT.c.object, AUDIT.c.reason).where(
        *(AUDIT.c.object.in_(records), AUDIT.c.action == "view", AUDIT.c.kind == kind),
        *(AUDIT.c.actor != tx.actor.id, AUDIT.c.at >= _stamp(since)),
    )
    rows = tx.inside().execute(asked)
    return [(Opened(datetime.fromisoformat(at), by, kind, record), how) for at, by, kind, record, how in rows]


def changed_by_others(tx: Tx, kind: str, since: datetime) -> set[UUID]:
    """The records of a kind that others than the actor made or changed since then, by the commands of that kind."""
    asked = select(AUDIT.c.object).where(AUDIT.c.kind == kind, AUDIT.c.action.like(f"{kind}.%"))
    return set(tx.inside().scalars(asked.where(AUDIT.c.actor != tx.actor.id, AUDIT.c.at > _stamp(since))))


def signed_in_before(tx: Tx) -> datetime | None:
    """When the actor last signed in before this time; None for the first."""
    asked = select(AUDIT.c.at).where(AUDIT.c.actor == tx.actor.id, AUDIT.c.action == "sign_in")
    at = tx.inside().scalar(asked.order_by(AUDIT.c.seq.desc()).offset(1).limit(1))
    return None if at is None else datetime.fromisoformat(at)


def told_by_others(tx: Tx, action: str, since: datetime) -> int:
    """How often others than the actor wrote something of this name down since then."""
    asked = select(func.count()).select_from(AUDIT).where(AUDIT.c.action == action, AUDIT.c.at > _stamp(since))
    return tx.inside().scalar(asked.where(AUDIT.c.actor != tx.actor.id)) or 0


def came_by_sheet(tx: Tx, since: datetime) -> bool:
    """Whether somebody came in by the recovery sheet since then."""
    asked = select(AUDIT.c.seq).where(AUDIT.c.action == "sign_in", AUDIT.c.at > _stamp(since))
    return tx.inside().scalar(asked.where(AUDIT.c.reason.like("by recovery sheet%")).limit(1)) is not None


def changed_by(tx: Tx, records: Collection[UUID], since: datetime) -> set[tuple[UUID, UUID]]:
    """Who changed which of these records since then, as pairs of record and actor."""
    asked = select(AUDIT.c.object, AUDIT.c.actor).where(AUDIT.c.at >= _stamp(since), AUDIT.c.action != "view")
    rows = tx.inside().execute(asked.where(AUDIT.c.object.is_not(None)).distinct())
    return {(record, actor) for record, actor in rows if record in records}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


@query(May.READ_AUDIT, logged=True)
def audit_proof(tx: Tx, since: datetime, until: datetime, signer: UUID, *, whole: bool = False) -> list[dict[str, Any]]:
    """The entries of a stretch of time as others may check them: the chain's place first, then each session's keys,
    the signer's too, then the entries; empty where there is no entry. Payloads are there in the `whole` alone."""
    connection = tx.inside()
    asked = select(AUDIT).where(AUDIT.c.at >= _stamp(since), AUDIT.c.at < _stamp(until)).order_by(AUDIT.c.seq)
    bounds = [row["seq"] for row in connection.execute(asked).mappings()]
    if not bounds:
        return []
    # A clock set back may put an entry of other days between these: the chain is whole or proves nothing.
    asked = select(AUDIT).where(AUDIT.c.seq >= bounds[0], AUDIT.c.seq <= bounds[-1]).order_by(AUDIT.c.seq)
    rows = [_checkable(row) | (_payload(row) if whole else {}) for row in connection.execute(asked).mappings()]
    wanted = {row["session"] for row in rows} | {str(signer)}
    sessions = connection.execute(select(SESSIONS)).mappings()
    keys = [_keys(row) for row in sessions if str(row["id"]) in wanted]
    chain = {"store": str(tx.store.id), "from": bounds[0], "before": rows[0]["prev"]}
    return [chain | {"entries": len(rows), "head": rows[-1]["hash"]}, *keys, *rows]


def _checkable(row: Mapping[Any, Any]) -> dict[str, Any]:
    said = {name: row[name] for name in ("seq", "at", "device", "action", "kind", "outcome", "reason")}
    ids = {name: str(row[name]) for name in ("session", "actor")}
    proof = {name: row[name].hex() for name in ("prev", "hash", "signature")}
    commitment = hashlib.sha256(row["salt"] + row["payload"].encode()).hexdigest()
    about = None if row["object"] is None else str(row["object"])
    return said | ids | proof | {"object": about, "commitment": commitment}


def _payload(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {"payload": row["payload"], "salt": row["salt"].hex()}


def _keys(row: Mapping[Any, Any]) -> dict[str, Any]:
    kept = {name: row[name].hex() for name in ("user_key", "public_key", "certificate")}
    return kept | {"session": str(row["id"]), "staff": str(row["staff"])}
