"""One opening rule of a service, in the shape in which it can be computed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Value = str | int | float | None

_END_OF_DAY = time(23, 59)
_COUNTED_FOR = timedelta(days=50 * 365)
_DATES = ("dtstart", "until", "valid_from", "valid_to")


class Freq(StrEnum):
    """How a rule repeats."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day of the week (0 is Monday); with `nth`, only that one of the month, from its end if negative."""

    weekday: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    """When a service is open, by the clock of its IANA `zone`.

    Times are both there or both unknown; a closing at or before the opening is on the next day, and a
    rule whose days are not clear has neither days nor times. `closed` is nothing for a regular rule; true
    closes the rule's days, false gives them special hours in place of the regular ones. `until` ends
    the rule; outside `valid_from` and `valid_to` nothing is known from it.
    """

    zone: str
    freq: Freq | None = None
    byday: tuple[OnDay, ...] = ()
    bymonthday: tuple[int, ...] = ()
    interval: int = 1
    wkst: int = 0
    dtstart: date | None = None
    until: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    closed: bool | None = None

    @property
    def known(self) -> bool:
        """Whether the times of this rule are known."""
        return self.opens_at is not None and self.closes_at is not None

    def covers(self, day: date) -> bool:
        """Whether the source vouches for this rule on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def falls_on(self, day: date) -> bool:
        """Whether that day is one of the rule's days."""
        if not self.covers(day) or (self.dtstart and day < self.dtstart) or (self.until and day > self.until):
            return False
        match self.freq:
            case Freq.WEEKLY:
                return self._in_week(day)
            case Freq.MONTHLY:
                return self._in_month(day)
            case _:
                return True

    def _in_week(self, day: date) -> bool:
        if day.weekday() not in {on.weekday for on in self.byday}:
            return False
        if self.interval == 1 or self.dtstart is None:
            return True
        weeks = (_week_of(day, self.wkst) - _week_of(self.dtstart, self.wkst)).days // 7
        return weeks % self.interval == 0

    def _in_month(self, day: date) -> bool:
        if self.interval > 1 and self.dtstart is not None:
            months = (day.year - self.dtstart.year) * 12 + day.month - self.dtstart.month
            if months % self.interval:
                return False
        left = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - day
        if self.bymonthday and not {day.day, -left.days} & set(self.bymonthday):
            return False
        places = (0, (day.day + 6) // 7, -((left.days + 6) // 7))
        return not self.byday or any(on.weekday == day.weekday() and on.nth in places for on in self.byday)

    def opening_on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when (UTC) it is open, if that day is one of its days and the times are known.

        A time that the clock skips is read with the offset before the change, one that comes twice is
        the first, as RFC 5545 has it.
        """
        if self.opens_at is None or self.closes_at is None or not self.falls_on(day):
            return None
        ends = day if self.closes_at > self.opens_at else day + timedelta(days=1)
        begin, end = self._moment(day, self.opens_at), self._moment(ends, self.closes_at)
        return (begin, end) if begin < end else None

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)


def to_hours(values: Mapping[str, Value], zone: str) -> Hours:
    """The rule in a schedule row, computed in this IANA zone whatever offset the row gives."""
    flag = values.get("closed")
    closed = None if flag is None else bool(flag)
    dtstart, until, valid_from, valid_to = (_day(values.get(name)) for name in _DATES)
    dated = Hours(zone, dtstart=dtstart, until=until, valid_from=valid_from, valid_to=valid_to, closed=closed)
    rule = _recurring(dated, values)
    if rule is None:
        never = date.min if closed is not None else None
        return Hours(zone, until=never, valid_from=valid_from, valid_to=valid_to, closed=closed)
    opens, closes = _times(values, zone)
    return replace(rule, opens_at=opens, closes_at=closes)


def _recurring(rule: Hours, values: Mapping[str, Value]) -> Hours | None:
    """The rule with its days; nothing when the row leaves them open or names them in a way not computed."""
    interval, count = int(values.get("interval") or 1), values.get("count")
    byday, bymonthday = _on_days(values.get("byday")), _month_days(values.get("bymonthday"))
    if byday is None or bymonthday is None or values.get("byweekno") or values.get("byyearday"):
        return None
    freq = Freq(str(values["freq"])) if values.get("freq") else Freq.WEEKLY if byday else None
    if (interval != 1 or count is not None) and (interval < 1 or rule.dtstart is None or freq is None):
        return None
    wkst = DAYS.index(str(values.get("wkst") or "MO"))
    rule = replace(rule, freq=freq, byday=byday, bymonthday=bymonthday, interval=interval, wkst=wkst)
    match freq:
        case Freq.WEEKLY:
            found = _weekly(rule)
        case Freq.MONTHLY:
            found = _monthly(rule)
        case _:
            found = _once(rule)
    return found if found is None or count is None else _counted(found, int(count))


def _weekly(rule: Hours) -> Hours | None:
    if any(on.nth for on in rule.byday):
        return None
    byday = rule.byday or ((OnDay(rule.dtstart.weekday()),) if rule.dtstart else ())
    return replace(rule, byday=byday, bymonthday=()) if byday else None


def _monthly(rule: Hours) -> Hours | None:
    if rule.byday or rule.bymonthday:
        return rule
    return replace(rule, bymonthday=(rule.dtstart.day,)) if rule.dtstart else None


def _once(rule: Hours) -> Hours | None:
    """A closing or special hours need their dates; anything else that does not repeat is on one day."""
    if rule.closed is not None:
        return rule if rule.valid_from or rule.valid_to else None
    return replace(rule, until=rule.dtstart) if rule.dtstart else None


def _counted(rule: Hours, count: int) -> Hours:
    """The rule ending with the last of a counted number of occurrences, within fifty years."""
    if rule.dtstart is None:
        return rule
    begins = datetime.combine(rule.dtstart, time(0))
    days = rrule(
        WEEKLY if rule.freq is Freq.WEEKLY else MONTHLY,
        dtstart=begins,
        until=begins + _COUNTED_FOR,
        interval=rule.interval,
        wkst=rule.wkst,
        byweekday=[weekday(on.weekday, on.nth or None) for on in rule.byday] or None,
        bymonthday=rule.bymonthday or None,
    )
    last = max((day.date() for day in islice(days, max(0, count))), default=date.min)
    return replace(rule, until=min(last, rule.until) if rule.until else last)


def _on_days(text: Value) -> tuple[OnDay, ...] | None:
    days: list[OnDay] = []
    for word in str(text or "").replace(" ", "").split(",") if text else ():
        name, nth = word[-2:], word[:-2]
        if name not in DAYS or (nth and not nth.lstrip("+-").isdecimal()):
            return None
        days.append(OnDay(DAYS.index(name), int(nth or 0)))
    return tuple(days)


def _month_days(text: Value) -> tuple[int, ...] | None:
    words = str(text).replace(" ", "").split(",") if text else []
    if not all(word.lstrip("+-").isdecimal() and 1 <= abs(int(word)) <= 31 for word in words):
        return None
    return tuple(int(word) for word in words)


def _times(values: Mapping[str, Value], zone: str) -> tuple[time | None, time | None]:
    opens, closes = (_clock(values.get(name), zone) for name in ("opens_at", "closes_at"))
    midnight = time(0)
    if closes == _END_OF_DAY:
        closes = midnight
    if opens is None or closes is None or opens == closes != midnight:
        return None, None
    return opens, closes


def _clock(text: Value, zone: str) -> time | None:
    """A time by the clock of the zone; one with an offset that the zone never has is not known."""
    if not text:
        return None
    at = time.fromisoformat(str(text))
    if at.tzinfo is not None:
        local = ZoneInfo(zone)
        year = datetime.now(UTC).year
        offsets = {datetime(year, month, 1, tzinfo=local).utcoffset() for month in (1, 7)}
        if at.utcoffset() not in offsets:
            return None
    return at.replace(second=0, microsecond=0, tzinfo=None)


def _week_of(day: date, wkst: int) -> date:
    return day - timedelta(days=(day.weekday() - wkst) % 7)


def _day(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None
