"""What `date:` may say: a day, a month, a year, today, or so many days back."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from casemgr.services.seeking.tokens import folded

TODAY, YESTERDAY = ("today", "hoy"), ("yesterday", "ayer")
MOST_DAYS = 3660
_BACK = re.compile(r"(\d{1,4})d", re.IGNORECASE)
_PARTS = re.compile(r"((?:19|2\d)\d{2})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class Days:
    """From the first day to the day before `end`."""

    first: date
    end: date


def days_of(value: str, today: date) -> Days | None:
    """The days a value speaks of, counted from today; None where it is no date."""
    if folded(value) in TODAY:
        return Days(today, today + timedelta(days=1))
    if folded(value) in YESTERDAY:
        return Days(today - timedelta(days=1), today)
    if back := _BACK.fullmatch(value):
        days = int(back[1])
        return Days(today - timedelta(days=days - 1), today + timedelta(days=1)) if 0 < days <= MOST_DAYS else None
    parts = _PARTS.fullmatch(value)
    return _calendar(*(int(part) if part else 0 for part in parts.groups())) if parts else None


def _calendar(year: int, month: int, day: int) -> Days | None:
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return Days(first, first + timedelta(days=1))
        if month:
            return Days(first, date(year + month // 12, month % 12 + 1, 1))
        return Days(first, date(year + 1, 1, 1))
    except (ValueError, OverflowError):
        return None
