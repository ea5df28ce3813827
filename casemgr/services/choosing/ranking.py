"""The one ranking of services: what speaks for each and against it, in points that can be read; nothing is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from casemgr.records.directory import Freshness

FRESH_ROOM_DAYS = 7
"""Room that was checked within so many days counts fully."""
OLD_ROOM_DAYS = 30
NEAR_KM, REACHABLE_KM, FAR_KM = 2.0, 5.0, 25.0
ENOUGH_SENT = 3
"""From so many past referrals on, what became of them counts for or against."""
OFTEN, SELDOM = 0.6, 0.34


class Why(StrEnum):
    """A reason for a place in the list."""

    OPEN = "open"
    CLOSED = "closed"
    ROOM = "room"
    WAITLIST = "waitlist"
    FULL = "full"
    DROP_OFF = "drop_off"
    NO_DROP_OFF = "no_drop_off"
    LANGUAGE = "language"
    OTHER_LANGUAGE = "other_language"
    NEAR = "near"
    FAR = "far"
    WORKED = "worked"
    SELDOM_WORKED = "seldom_worked"
    STALE = "stale"


@dataclass(frozen=True)
class Wish:
    """What counts first for whoever asks."""

    open_now: bool = False
    drop_off: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of a service for one person now; nothing where it is not known.

    `room_days` is how long ago its room was checked, `speaks` whether it speaks the person's language, `sent`,
    `took` and `connected` what became of this agency's earlier referrals to it for the need.
    """

    id: UUID
    name: str
    open: bool | None = None
    until: datetime | None = None
    next_open: datetime | None = None
    capacity: str = ""
    room_days: int | None = None
    wait_days: int | None = None
    drop_off: bool | None = None
    speaks: bool | None = None
    distance_km: float | None = None
    sent: int = 0
    took: int = 0
    connected: int = 0
    freshness: Freshness = Freshness.GREEN


@dataclass(frozen=True)
class Reason:
    """One reason and what it weighs; below zero it speaks against."""

    why: Why
    points: int


@dataclass(frozen=True)
class Ranked:
    """A service with its reasons, the weightiest first."""

    facts: Facts
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """What the reasons weigh together."""
        return sum(reason.points for reason in self.reasons)


def rank(services: Iterable[Facts], wish: Wish) -> tuple[Ranked, ...]:
    """The services in order: most points first, then the nearer, then as they came (the better match first)."""
    found = [Ranked(one, reasons(one, wish)) for one in services]
    return tuple(sorted(found, key=lambda one: (-one.points, _distance(one.facts))))


def reasons(facts: Facts, wish: Wish) -> tuple[Reason, ...]:
    """What speaks for a service and against it."""
    found = (*_hours(facts, wish), *_room(facts), *_drop_off(facts, wish), *_reach(facts), *_record(facts))
    return tuple(sorted(found, key=lambda reason: -abs(reason.points)))


def _distance(facts: Facts) -> float:
    return FAR_KM if facts.distance_km is None else facts.distance_km


def _hours(facts: Facts, wish: Wish) -> Iterable[Reason]:
    if facts.open is not None:
        weight = 8 if wish.open_now else 4
        yield Reason(Why.OPEN, weight) if facts.open else Reason(Why.CLOSED, -weight)


def _room(facts: Facts) -> Iterable[Reason]:
    days = OLD_ROOM_DAYS + 1 if facts.room_days is None else facts.room_days
    if facts.capacity == "capacity":
        yield Reason(Why.ROOM, 4 if days <= FRESH_ROOM_DAYS else 2 if days <= OLD_ROOM_DAYS else 1)
    elif facts.capacity == "waitlist":
        yield Reason(Why.WAITLIST, -2)
    elif facts.capacity == "no-capacity":
        yield Reason(Why.FULL, -6 if days <= OLD_ROOM_DAYS else -3)


def _drop_off(facts: Facts, wish: Wish) -> Iterable[Reason]:
    if facts.drop_off:
        yield Reason(Why.DROP_OFF, 6 if wish.drop_off else 2)
    elif wish.drop_off:
        yield Reason(Why.NO_DROP_OFF, -6 if facts.drop_off is False else -2)


def _reach(facts: Facts) -> Iterable[Reason]:
    if facts.speaks is not None:
        yield Reason(Why.LANGUAGE, 3) if facts.speaks else Reason(Why.OTHER_LANGUAGE, -1)
    if facts.distance_km is not None and facts.distance_km <= REACHABLE_KM:
        yield Reason(Why.NEAR, 2 if facts.distance_km <= NEAR_KM else 1)
    elif facts.distance_km is not None and facts.distance_km > FAR_KM:
        yield Reason(Why.FAR, -2)


def _record(facts: Facts) -> Iterable[Reason]:
    if facts.sent >= ENOUGH_SENT:
        share = (facts.took + facts.connected) / (2 * facts.sent)
        if share >= OFTEN:
            yield Reason(Why.WORKED, 3)
        elif share <= SELDOM:
            yield Reason(Why.SELDOM_WORKED, -2)
        else:
            yield Reason(Why.WORKED, 1)
    elif facts.connected:
        yield Reason(Why.WORKED, 1)
    if facts.freshness is Freshness.RED:
        yield Reason(Why.STALE, -1)
