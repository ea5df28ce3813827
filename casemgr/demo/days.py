"""The demo's own time: a clock that is set by hand, shifts, and ids that are as old as what they name."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from casemgr.core.desk import Desk

DAYS = 425
"""Days from the first contact to today: fourteen months."""

Call = tuple[Callable[..., Any], tuple[Any, ...]]
Step = Callable[[Desk], list[Call]]
"""What someone does in a shift; asked for the commands when everything before that shift has happened."""


def plain(command: Callable[..., Any], *args: Any) -> Step:
    """A step whose command is known beforehand."""
    return lambda _desk: [(command, args)]


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, order=True)
class Shift:
    """Someone's hours up to `end`, when they write down what happened."""

    end: datetime
    who: str


@dataclass
class Diary:
    """Who works when, and what is done in each shift."""

    today: date
    zone: ZoneInfo
    ends: Mapping[str, list[datetime]]
    steps: dict[Shift, list[Step]] = field(default_factory=dict)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A moment by the town's own clock."""
        return datetime.combine(day, time(hour, minute), self.zone).astimezone(UTC)

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def day(self, moment: datetime) -> date:
        """The day it was in the town."""
        return moment.astimezone(self.zone).date()

    def do(self, shift: Shift, *steps: Step) -> None:
        self.steps.setdefault(shift, []).extend(steps)

    def after(self, who: str, moment: datetime, days: float = 0) -> Shift | None:
        """Someone's first shift that ends after a moment and so many days; None where that is still to come."""
        ends = self.ends[who]
        place = bisect_right(ends, moment + timedelta(days=days))
        return Shift(ends[place], who) if place < len(ends) else None

    def on_or_after(self, who: str, day: date) -> Shift | None:
        """Someone's first shift from a day on."""
        ends = self.ends[who]
        place = bisect_left(ends, self.at(day, 0))
        return Shift(ends[place], who) if place < len(ends) else None

    def shifts(self) -> list[Shift]:
        """All shifts there are, in their order."""
        return sorted(Shift(end, who) for who, ends in self.ends.items() for end in ends)


def id_at(moment: datetime, chance: Random) -> UUID:
    """An id as the program would have made it at that moment (UUIDv7)."""
    ms = int(moment.timestamp() * 1000)
    return UUID(int=ms << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62))
