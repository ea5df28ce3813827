"""Who opened what one entered oneself: every opening of a restricted record is told to whoever wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import select as select_rows
from sqlmodel import col, select

from casemgr.core.access import LOGGED_LABELS, May
from casemgr.core.audit import AUDIT
from casemgr.core.kind import KINDS, Kind
from casemgr.core.tx import Tx
from casemgr.core.verbs import query

DAYS = 90
MOST = 500
"""Openings told at once, and records asked about at once."""


@dataclass(frozen=True)
class Opening:
    """An opening by somebody else; `how` names the query that showed the record."""

    at: datetime
    by: UUID
    kind: str
    record: UUID
    how: str


@dataclass(frozen=True)
class OpeningsPage:
    """The newest openings; there is no page after it."""

    rows: tuple[Opening, ...]
    next: None = None


@query(May.READ_CASES)
def opened_by_others(tx: Tx, after: None = None, size: int = MOST) -> OpeningsPage:
    """Who opened restricted records the actor entered, and may still see, in the last 90 days; newest first."""
    since = (tx.now - timedelta(days=DAYS)).astimezone(UTC).isoformat(timespec="milliseconds")
    found = (one for kind in KINDS.values() if tx.actor.may(kind.read) for one in _openings(tx, kind, since))
    rows = sorted(found, key=lambda one: one.at, reverse=True)
    return OpeningsPage(tuple(rows[:size]))


def _openings(tx: Tx, kind: Kind, since: str) -> Iterator[Opening]:
    table = kind.table
    own = col(table.entered_by) == tx.actor.id
    ids = iter(tx.exec(select(table.id).where(own, col(table.sensitivity).in_(LOGGED_LABELS))).all())
    while some := list(islice(ids, MOST)):
        asked = select_rows(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.object, AUDIT.c.reason).where(
            *(AUDIT.c.object.in_(some), AUDIT.c.action == "view", AUDIT.c.kind == kind.name),
            *(AUDIT.c.actor != tx.actor.id, AUDIT.c.at >= since),
        )
        for at, by, record, how in tx.inside().execute(asked):
            yield Opening(datetime.fromisoformat(at), by, kind.name, record, how)
