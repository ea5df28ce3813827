"""The queues of referrals: who has to do something with each; every number is the length of its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case
from sqlmodel import col, func, select

from casemgr.core.access import May
from casemgr.core.page import SIZE, page
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import consents, people
from casemgr.records.referrals import FINAL, Referral, Status, stalled_on
from casemgr.records.referrals.words import GIVEN_TO_PERSON

UNANSWERED = (Status.REQUESTED, Status.RECEIVED)


class Queue(StrEnum):
    """Where a referral is on the page. Each is in just one of these, save that any under way may also be stalled."""

    TO_ANSWER = "to_answer"
    SENT = "sent"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    DRAFTS = "drafts"
    STALLED = "stalled"


LATEST_FIRST = frozenset({Queue.ENDED, Queue.DRAFTS})
"""The others show first what has waited longest."""


@dataclass(frozen=True)
class Count:
    """A queue and how many are in it."""

    queue: Queue
    n: int


@dataclass(frozen=True)
class Line:
    """A referral in a queue; `name` is empty where no person is named, or none this reader may see.

    `days` are those since its last event; `late` when it was not acknowledged in time.
    """

    id: UUID
    number: str
    person_id: UUID | None
    name: str
    service_name: str
    organization_name: str
    status: Status
    urgency: str
    last_event_at: datetime
    days: int
    late: bool


@dataclass(frozen=True)
class Lines:
    """A page of a queue; `next` is where to go on, None at the end."""

    rows: tuple[Line, ...]
    next: tuple[Any, ...] | None


@query(May.READ_CASES)
def queues(tx: Tx) -> tuple[Count, ...]:
    """The queues this reader has, with the number in each; only who may answer has some to answer."""
    place = _place(tx)
    asked = select(place, func.count(col(Referral.id))).group_by(place)
    counted = {name: n for name, n in tx.execute(asked)}
    stalled = int(tx.scalar(select(func.count(col(Referral.id))).where(_stalled(tx))) or 0)
    counted[Queue.STALLED.value] = stalled
    answers = tx.actor.may(May.ANSWER_REFERRALS)
    return tuple(Count(q, counted.get(q.value, 0)) for q in Queue if answers or q is not Queue.TO_ANSWER)


class Stage(StrEnum):
    """A column of the board; every referral that was sent is in just one."""

    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


STAGES = {
    Stage.SENT: frozenset({Status.REQUESTED}),
    Stage.RECEIVED: frozenset({Status.RECEIVED}),
    Stage.ACCEPTED: frozenset({Status.ACCEPTED}),
    Stage.IN_PROGRESS: frozenset({Status.IN_PROGRESS}),
    Stage.ON_HOLD: frozenset({Status.ON_HOLD}),
    Stage.CLOSED: FINAL,
}
ON_BOARD = 100
"""Cards of a column that are read; a board is to be looked over."""


@dataclass(frozen=True)
class Column:
    """A column of the board: how many it holds, and the first of them."""

    stage: Stage
    n: int
    lines: tuple[Line, ...]


@query(May.READ_CASES)
def board(tx: Tx) -> tuple[Column, ...]:
    """The referrals by where they stand; what has waited longest first, what has ended latest first."""
    return tuple(_column(tx, stage) for stage in Stage)


def _column(tx: Tx, stage: Stage) -> Column:
    R: Any = Referral
    where = R.status.in_(sorted(STAGES[stage]))
    n = int(tx.scalar(select(func.count(R.id)).where(where)) or 0)
    found = page(
        tx,
        select(*_columns()).where(where),
        (R.last_event_at, R.id),
        None,
        ON_BOARD,
        descending=stage is Stage.CLOSED,
    )
    return Column(stage, n, _lines(tx, found.rows))


@query(May.READ_CASES)
def lines(tx: Tx, queue: Queue, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Lines:
    """One page of a queue."""
    R: Any = Referral
    where = _stalled(tx) if queue is Queue.STALLED else _place(tx) == queue.value
    order = (R.last_event_at, R.id)
    found = page(tx, select(*_columns()).where(where), order, after, size, descending=queue in LATEST_FIRST)
    return Lines(_lines(tx, found.rows), found.next)


def _columns() -> tuple[Any, ...]:
    R: Any = Referral
    names = ("number", "person_id", "service_name", "organization_name", "status", "urgency", "last_event_at")
    return (R.id, R.acknowledged_at, R.acknowledge_by, *(getattr(R, name) for name in names))


def _lines(tx: Tx, rows: Sequence[Any]) -> tuple[Line, ...]:
    known = people.names_of(tx, {row.person_id for row in rows if row.person_id is not None})
    return tuple(_line(tx, row, known.get(row.person_id, "")) for row in rows)


def _place(tx: Tx) -> Any:
    """The queue of a referral, as a column."""
    R: Any = Referral
    waits = and_(R.handoff.not_in(sorted(GIVEN_TO_PERSON)), R.no_reply.is_(False))
    unanswered = R.status.in_([status.value for status in UNANSWERED])
    known: list[Any] = [
        (unanswered, Queue.SENT.value),
        (R.status == Status.ACCEPTED.value, Queue.ACCEPTED.value),
        (R.status.in_([Status.IN_PROGRESS.value, Status.ON_HOLD.value]), Queue.UNDER_WAY.value),
        (R.status.in_(sorted(FINAL)), Queue.ENDED.value),
    ]
    if tx.actor.may(May.ANSWER_REFERRALS):
        known.insert(0, (and_(unanswered, waits), Queue.TO_ANSWER.value))
    return case(*known, else_=Queue.DRAFTS.value)


def _stalled(tx: Tx) -> Any:
    return stalled_on(tx.now, consents.today(tx), threshold(tx, "stalled_days"))


def _line(tx: Tx, row: Any, name: str) -> Line:
    unanswered = row.status in UNANSWERED and row.acknowledged_at is None
    return Line(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        name=name,
        service_name=row.service_name,
        organization_name=row.organization_name,
        status=Status(row.status),
        urgency=row.urgency,
        last_event_at=row.last_event_at,
        days=(tx.now - row.last_event_at).days,
        late=unanswered and row.acknowledge_by is not None and row.acknowledge_by < tx.now,
    )
