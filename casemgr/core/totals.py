"""How many records there are of each kind, seen by the actor or not: to be told as figures alone."""

from collections.abc import Iterator

from sqlalchemy import func
from sqlalchemy import select as select_rows

from casemgr.core.access import LOGGED_LABELS
from casemgr.core.kind import KINDS, Kind
from casemgr.core.tx import Tx


def totals(tx: Tx) -> Iterator[tuple[Kind, int, int]]:
    """Each kind with how many records there are, and how many of these bear a label told to few."""
    for kind in KINDS.values():
        rows = kind.table.__table__  # type: ignore[attr-defined]
        few = func.count().filter(rows.c.sensitivity.in_(LOGGED_LABELS))
        there, restricted = tx.inside().execute(select_rows(func.count(), few).select_from(rows)).one()
        yield kind, there, restricted
