"""Reading the audit: who did what to which record, for those whose task it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from casemgr.core.access import May
from casemgr.core.audit import AUDIT, Entry, entries, staff_of_key
from casemgr.core.tx import Tx
from casemgr.core.verbs import query


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
class Opened:
    """A restricted record that someone opened."""

    at: datetime
    by: UUID
    kind: str
    record: UUID


def opened_between(tx: Tx, since: datetime, until: datetime) -> list[Opened]:
    """The openings of restricted records in a stretch of time, oldest first; for the review of access."""
    asked = select(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.kind, AUDIT.c.object).where(
        AUDIT.c.action == "view", AUDIT.c.at >= _stamp(since), AUDIT.c.at < _stamp(until)
    )
    rows = tx.inside().execute(asked.order_by(AUDIT.c.seq))
    return [Opened(datetime.fromisoformat(at), by, kind, record) for at, by, kind, record in rows]


def changed_by(tx: Tx, records: Collection[UUID], since: datetime) -> set[tuple[UUID, UUID]]:
    """Who changed which of these records since then, as pairs of record and actor."""
    asked = select(AUDIT.c.object, AUDIT.c.actor).where(AUDIT.c.at >= _stamp(since), AUDIT.c.action != "view")
    rows = tx.inside().execute(asked.where(AUDIT.c.object.is_not(None)).distinct())
    return {(record, actor) for record, actor in rows if record in records}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
