"""The directory as a list to look through: all of it by name, or what fits a need or words, best first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import directory
from casemgr.records.directory import Freshness, ServiceLocal, Why
from casemgr.records.directory.freshness import ages

BEST = 300
"""How many services are shown at most for words or a need."""
ENOUGH = 50
"""How many a page of the whole list brings at least, where there are so many that pass."""


@dataclass(frozen=True)
class Filter:
    """What to show of the directory."""

    words: str = ""
    need: str = ""
    open_only: bool = False
    dropoff_only: bool = False


@dataclass(frozen=True)
class Listed:
    """A service in the list; `open` is nothing where its hours are not known, `why` what speaks for or against it."""

    id: UUID
    name: str
    organization: str
    open: bool | None
    until: datetime | None
    next_open: datetime | None
    freshness: Freshness
    accepts_police_dropoff: bool | None
    why: tuple[Why, ...] = ()


@dataclass(frozen=True)
class ListedPage:
    """Some of the list; `next` is where to go on, None at the end."""

    rows: tuple[Listed, ...]
    next: tuple[Any, ...] | None


@query(May.READ_DIRECTORY)
def listed(tx: Tx, wanted: Filter, after: tuple[str, UUID] | None = None, size: int = 100) -> ListedPage:
    """One page of what passes the filter."""
    if wanted.words or wanted.need:
        return ListedPage(tuple(_passing(wanted, _best(tx, wanted))), None)
    found: list[Listed] = []
    while True:
        page = directory.services(tx, after, size)
        found += _passing(wanted, _by_name(tx, page.rows))
        after = page.next  # type: ignore[assignment]
        if after is None or len(found) >= ENOUGH:
            return ListedPage(tuple(found), after)


def _passing(wanted: Filter, found: Iterable[Listed]) -> Iterator[Listed]:
    for one in found:
        if (one.open or not wanted.open_only) and (one.accepts_police_dropoff or not wanted.dropoff_only):
            yield one


def _best(tx: Tx, wanted: Filter) -> Iterator[Listed]:
    found = directory.services_for(
        tx,
        wanted.need,
        wanted.words,
        open_at=tx.now,
        accepts_police_dropoff=wanted.dropoff_only,
        size=BEST,
    )
    for one in found:
        yield Listed(
            id=one.id,
            name=one.name,
            organization=one.organization,
            open=one.open,
            until=one.until,
            next_open=one.next_open,
            freshness=one.freshness,
            accepts_police_dropoff=one.accepts_police_dropoff,
            why=one.why,
        )


def _by_name(tx: Tx, rows: Sequence[Any]) -> Iterator[Listed]:
    ids = [row.id for row in rows]
    states = directory.open_states(tx, ids, tx.now)
    columns: Any = (ServiceLocal.service_id, ServiceLocal.accepts_police_dropoff)
    asked = select(*columns).where(col(ServiceLocal.service_id).in_(ids))
    takes = {row.service_id: row.accepts_police_dropoff for row in tx.execute(asked)}
    fresh = ages(tx)
    for row in rows:
        state = states[row.id]
        yield Listed(
            id=row.id,
            name=row.name,
            organization=row.organization or "",
            open=state.open,
            until=state.until,
            next_open=state.next_open,
            freshness=fresh.of(row.assured_date),
            accepts_police_dropoff=takes.get(row.id),
        )
