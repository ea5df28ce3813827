"""Whether a service is open at a moment, and when that changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from casemgr.records.directory.hours import Hours

DAYS_AHEAD = 366
_DAYS_OPEN = 8


@dataclass(frozen=True, slots=True)
class OpenState:
    """Open, closed, or nothing when the hours are not known; all moments are UTC.

    `until` is the end of the present opening, nothing when none is in sight for a week; `next_open` is
    the next opening that is known, at most a year ahead.
    """

    open: bool | None
    until: datetime | None = None
    next_open: datetime | None = None


def open_at(hours: Sequence[Hours], moment: datetime) -> OpenState:
    """Whether a service with these rules is open at an aware moment.

    An opening belongs to the day on which it begins: a closed day ends no opening of the night before.
    """
    moment = moment.astimezone(UTC)
    until = _end_of_opening(hours, moment)
    if until is not None:
        in_sight = until - moment < timedelta(days=_DAYS_OPEN - 1)
        return OpenState(open=True, until=until if in_sight else None)
    known = all(_known_on(hours, day) for day in _local_days(hours, moment)) and bool(hours)
    return OpenState(open=False if known else None, next_open=_next_opening(hours, moment))


def _local_days(hours: Sequence[Hours], moment: datetime) -> set[date]:
    return {moment.astimezone(ZoneInfo(zone)).date() for zone in {rule.zone for rule in hours}}


def _in_force(hours: Sequence[Hours], day: date) -> list[Hours]:
    """The rules of a day: a closing, else special hours, else the regular ones."""
    falling = [rule for rule in hours if rule.falls_on(day)]
    special = [rule for rule in falling if rule.closed is not None]
    closings = [rule for rule in special if rule.closed]
    return closings or special or falling


def _openings(hours: Sequence[Hours], day: date) -> list[tuple[datetime, datetime]]:
    found = (rule.opening_on(day) for rule in _in_force(hours, day) if not rule.closed)
    return sorted(opening for opening in found if opening)


def _known_on(hours: Sequence[Hours], day: date) -> bool:
    """Whether it is known when it is open on that day, be it never."""
    rules = _in_force(hours, day)
    if any(rule.closed for rule in rules):
        return True
    covered = any(rule.closed is None and rule.covers(day) for rule in hours) or bool(rules)
    return covered and all(rule.known for rule in rules)


def _days_from(moment: datetime, days: int) -> Iterator[date]:
    """Days from two before, so that no zone's yesterday is missed."""
    first = moment.date() - timedelta(days=2)
    return (first + timedelta(days=n) for n in range(days + 3))


def _end_of_opening(hours: Sequence[Hours], moment: datetime) -> datetime | None:
    """The end of the opening that the moment is in, across openings that touch."""
    end: datetime | None = None
    for day in _days_from(moment, _DAYS_OPEN):
        for begins, ends in _openings(hours, day):
            if begins <= (end or moment) and ends > (end or moment):
                end = ends
    return end


def _next_opening(hours: Sequence[Hours], moment: datetime) -> datetime | None:
    if not any(rule.known for rule in hours):
        return None
    for day in _days_from(moment, DAYS_AHEAD):
        later = [begins for begins, _ends in _openings(hours, day) if begins > moment]
        if later:
            return min(later)
    return None
