"""Who opened what one entered oneself: every opening of a restricted record is told to whoever wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import audit_reading
from casemgr.core.access import LOGGED_LABELS, May
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
    found = (one for kind in KINDS.values() if tx.actor.may(kind.read) for one in _openings(tx, kind))
    return OpeningsPage(tuple(sorted(found, key=lambda one: one.at, reverse=True)[:size]))


def _openings(tx: Tx, kind: Kind) -> Iterator[Opening]:
    table, since = kind.table, tx.now - timedelta(days=DAYS)
    own = col(table.entered_by) == tx.actor.id
    ids = iter(tx.exec(select(table.id).where(own, col(table.sensitivity).in_(LOGGED_LABELS))).all())
    while some := list(islice(ids, MOST)):
        for opened, how in audit_reading.opened_by_others(tx, kind.name, some, since):
            yield Opening(opened.at, opened.by, opened.kind, opened.record, how)
