"""Stays of referrals in their queues, read off their events alone: unanswered, declined, stalled, coordination."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_
from sqlmodel import col, select

from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.records.referrals import UNDER_WAY, Event, Referral, ReferralEvent, ReferralStep, Status
from casemgr.records.referrals.words import GIVEN_TO_PERSON, Handoff
from casemgr.services.review.spans import Queue, Span

UNANSWERED = frozenset({Status.REQUESTED, Status.RECEIVED})
SETTLES = frozenset({Event.TELL, Event.RE_REFER})
"""After these a declined referral needs nothing more."""
MANY = 2
"""From so many open referrals on, someone's helpers meet about them."""


@dataclass(frozen=True)
class Moved:
    """One event of a referral, and where it stood after; a session has no event and leaves the state as it is."""

    at: datetime
    event: str
    status: str
    review_on: date | None


@dataclass(frozen=True)
class Course:
    """One referral with all that happened to it, in order."""

    id: UUID
    person_id: UUID | None
    handoff: str
    no_reply: bool
    review_on: date | None
    moves: tuple[Moved, ...]


def courses(tx: Tx, since: datetime) -> list[Course]:
    """The referrals that can have been in a queue at or after this moment."""
    matters = or_(
        col(Referral.last_event_at) >= since,
        col(Referral.status).in_(sorted([*UNDER_WAY, Status.REJECTED])),
    )
    R: Any = Referral
    E: Any = ReferralEvent
    heads: tuple[Any, ...] = (R.id, R.person_id, R.handoff, R.no_reply, R.review_on)
    moved_by: tuple[Any, ...] = (E.id, E.referral_id, E.at, E.event, E.to_status)
    happened = select(*moved_by).join(Referral, R.id == E.referral_id)
    beside = _beside(tx, matters)
    moves: dict[UUID, list[tuple[datetime, UUID, Moved]]] = {}
    for row in tx.execute(happened.where(matters)):
        review_on = beside.pop(row.id, (None, None, None))[2]
        moved = Moved(row.at, row.event, row.to_status, review_on)
        moves.setdefault(row.referral_id, []).append((row.at, row.id, moved))
    for id, (referral, at, _review) in beside.items():
        moves.setdefault(referral, []).append((at, id, Moved(at, "", "", None)))  # type: ignore[arg-type]
    rows = tx.execute(select(*heads).where(matters))
    return [Course(*row, moves=tuple(m[2] for m in sorted(moves.get(row.id, []), key=_order))) for row in rows]


def _order(moved: tuple[datetime, UUID, Moved]) -> tuple[datetime, UUID]:
    return moved[0], moved[1]


def _beside(tx: Tx, matters: Any) -> dict[UUID, tuple[Any, Any, Any]]:
    S: Any = ReferralStep
    asked = select(S.about_id, S.referral_id, S.at, S.review_on).join(Referral, col(Referral.id) == S.referral_id)
    return {row.about_id: (row.referral_id, row.at, row.review_on) for row in tx.execute(asked.where(matters))}


def referral_spans(tx: Tx, since: datetime) -> dict[Queue, list[Span]]:
    """The stays in the four queues of referrals."""
    known = courses(tx, since)
    days = timedelta(days=threshold(tx, "stalled_days"))
    return {
        Queue.UNANSWERED: [span for course in known if _asks(course) for span in _unanswered(course)],
        Queue.DECLINED: [span for course in known for span in _declined(course)],
        Queue.STALLED: [span for course in known if _may_stall(course) for span in _still(course, days, tx.store.zone)],
        Queue.COORDINATION: list(_several(known)),
    }


def _asks(course: Course) -> bool:
    return course.handoff not in GIVEN_TO_PERSON and not course.no_reply


def _may_stall(course: Course) -> bool:
    return course.handoff != Handoff.INFO_ONLY and not course.no_reply


def _unanswered(course: Course) -> Iterator[Span]:
    return _stays(course, lambda moved: moved.status in UNANSWERED)


def _declined(course: Course) -> Iterator[Span]:
    return _stays(course, lambda moved: moved.status == Status.REJECTED and moved.event not in SETTLES)


def _open(course: Course) -> Iterator[Span]:
    return _stays(course, lambda moved: moved.status in UNDER_WAY)


def _stays(course: Course, inside: Any) -> Iterator[Span]:
    """The times in which the latest event was of a kind."""
    since: datetime | None = None
    for moved in course.moves:
        if not moved.event:
            continue
        here = inside(moved)
        if here and since is None:
            since = moved.at
        elif not here and since is not None:
            yield Span(course.id, since, moved.at)
            since = None
    if since is not None:
        yield Span(course.id, since)


def _still(course: Course, days: timedelta, zone: ZoneInfo) -> Iterator[Span]:
    """The times in which nothing had happened for too long; on hold, not before the day to look again."""
    status, review = "", None
    ends: Sequence[datetime | None] = [*(moved.at for moved in course.moves[1:]), None]
    for moved, until in zip(course.moves, ends, strict=True):
        status, review = moved.status or status, moved.review_on or review
        if until is None:
            review = course.review_on or review
        if status not in UNDER_WAY:
            continue
        since = moved.at + days
        if status == Status.ON_HOLD and review is not None:
            since = max(since, datetime.combine(review, time(), zone))
        if until is None or since < until:
            yield Span(course.id, since, until)


def _several(known: Iterable[Course]) -> Iterator[Span]:
    """The times in which someone had several referrals open."""
    named = sorted((course for course in known if course.person_id is not None), key=attrgetter("person_id"))
    for person, theirs in groupby(named, key=attrgetter("person_id")):
        yield from overlapping(person, [span for course in theirs for span in _open(course)])


def overlapping(id: UUID, spans: Sequence[Span]) -> Iterator[Span]:
    """The times in which at least two of these hold."""
    turns = [(span.since, 1) for span in spans] + [(span.until, -1) for span in spans if span.until is not None]
    count, since = 0, None
    for at, by in sorted(turns):
        count += by
        if count >= MANY and since is None:
            since = at
        elif count < MANY and since is not None:
            yield Span(id, since, at)
            since = None
    if since is not None:
        yield Span(id, since)
