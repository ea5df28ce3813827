"""What the schedule says of each record: past due, due within thirty days, or later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Date, func
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.holding import held_of
from casemgr.core.kind import KINDS, Kind
from casemgr.core.retention import Class, as_day, schedule, years_after, years_before
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query

SOON = timedelta(days=30)
MOST = 200
"""How many records a list shows; its count is of all."""


@dataclass(frozen=True)
class Waiting:
    """One record and when its time is over; `held` while a hold covers it."""

    kind: str
    id: UUID
    number: str
    retention: str
    started_on: date
    due_on: date
    held: bool = False


@dataclass(frozen=True)
class Lists:
    """The three lists, the longest overdue first, and how many records there are in each."""

    past: tuple[Waiting, ...]
    soon: tuple[Waiting, ...]
    scheduled: tuple[Waiting, ...]
    counts: tuple[int, int, int]


@query(May.APPROVE_DISPOSAL)
def disposition(tx: Tx) -> Lists:
    """What is past its time, what will be within thirty days, and what comes later, as far as the actor sees."""
    today = tx.now.astimezone(tx.store.zone).date()
    spans = ((None, today), (today + timedelta(days=1), today + SOON), (today + SOON + timedelta(days=1), None))
    lists, counts = [], []
    for first, last in spans:
        lists.append(tuple(_marked(tx, waiting(tx, first, last, MOST)[:MOST])))
        counts.append(_count(tx, first, last))
    return Lists(*lists, counts=tuple(counts))


def waiting(tx: Tx, first: date | None, last: date | None, most: int) -> list[Waiting]:
    """The records whose time ends within these days, soonest first; at most so many of each kind."""
    found: list[Waiting] = []
    for kind, rule in counted():
        years = threshold(tx, rule.setting)
        table: Any = kind.table
        column = getattr(table, rule.starts[kind.name].column)
        number = table.number if hasattr(table, "number") else table.id
        asked = _narrowed(select(table.id, number, column), tx, kind, rule, first, last)
        for id, said, at in tx.exec(asked.order_by(column, table.id).limit(most)):
            day: Any = as_day(at, tx.store.zone)
            said = said if isinstance(said, str) else ""
            found.append(Waiting(kind.name, id, said, rule.name, day, years_after(day, years)))
    return sorted(found, key=lambda one: (one.due_on, one.kind, one.number, one.id))


def counted() -> Iterator[tuple[Kind, Class]]:
    """Every kind with a class in the schedule; a kind without one is never disposed of."""
    for kind in KINDS.values():
        rule = schedule().get(kind.retention)
        if rule is not None and kind.name in rule.starts:
            yield kind, rule


def _count(tx: Tx, first: date | None, last: date | None) -> int:
    total = 0
    for kind, rule in counted():
        asked = _narrowed(select(func.count(col(kind.table.id))), tx, kind, rule, first, last)
        total += tx.exec(asked).one()
    return total


def _narrowed(asked: Any, tx: Tx, kind: Kind, rule: Class, first: date | None, last: date | None) -> Any:
    """Those of a kind whose time ends within these days; of a kind with versions the one that shows."""
    table: Any = kind.table
    starts, years = rule.starts[kind.name], threshold(tx, rule.setting)
    column = getattr(table, starts.column)
    asked = asked.where(col(column).is_not(None))
    if starts.states:
        asked = asked.where(col(table.status).in_(sorted(starts.states)))
    if hasattr(table, "head"):
        asked = asked.where(col(table.head).is_(True))
    if first is not None:
        asked = asked.where(column >= _edge(tx, column, years_before(first - timedelta(days=1), years)))
    if last is not None:
        asked = asked.where(column < _edge(tx, column, years_before(last, years)))
    return asked


def _edge(tx: Tx, column: Any, day: date) -> date | datetime:
    """The end of a day, as the column knows it."""
    following = day + timedelta(days=1)
    if isinstance(column.type, Date):
        return following
    return datetime.combine(following, time(), tx.store.zone)


def _marked(tx: Tx, found: list[Waiting]) -> Iterator[Waiting]:
    held: set[UUID] = set()
    for name in {one.kind for one in found}:
        table: Any = KINDS[name].table
        ids = [one.id for one in found if one.kind == name]
        held |= held_of(tx, KINDS[name], tx.exec(select(table).where(col(table.id).in_(ids))))
    for one in found:
        yield Waiting(**{**one.__dict__, "held": one.id in held})
