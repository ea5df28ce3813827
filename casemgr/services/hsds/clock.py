"""Times of day and days of the week as directories write them; what is not clear is not guessed."""

import re
from dataclasses import dataclass
from functools import lru_cache

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ROUND_THE_CLOCK = ("00:00", "23:59")
"""How HSDS says that a service never closes."""

_CLOCK = re.compile(
    r"t?(?P<hour>\d{1,2})(:?(?P<minute>\d{2})(:\d{2}(\.\d+)?)?)?\s*((?P<half>[ap])m?)?"
    r"(?P<offset>z|[+-]\d{2}(:?\d{2})?)?"
)
_DOTS = re.compile(r"([ap])\.\s?m\.?")
_WORDS = {"noon": 12 * 60, "midnight": 0}
_ALL_DAY = re.compile(r"(open\s+)?(24\s*(hours|hrs?|/\s*7)|all day|round the clock).*", re.IGNORECASE)
_CLOSED = re.compile(r"closed\.?", re.IGNORECASE)
_DAY = re.compile(r"(?P<nth>[+-]?\d+)?\s*(?P<name>[a-z]+)\.?", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–]\s*(?=[A-Za-z])")
_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time read from text; `sure` when morning and evening cannot be mixed up."""

    text: str
    sure: bool
    marked: bool


def _clock(text: str) -> _Clock | None:
    text = _DOTS.sub(r"\1m", text.strip().lower())
    minutes = _WORDS.get(text)
    if minutes is not None:
        return _Clock(_hhmm(minutes), sure=True, marked=True)
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"] or ""
    if found["minute"] is None and not half:
        return None
    if (half and not 1 <= hour <= 12) or hour * 60 + minute > 24 * 60 or minute > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    offset = (found["offset"] or "").upper()
    return _Clock(_hhmm(hour * 60 + minute) + offset, bool(half) or hour in (0, *range(13, 25)), bool(half))


def _hhmm(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


@lru_cache(4096)
def opening_times(opens: str, closes: str) -> tuple[str | None, str | None]:
    """The two times as HH:MM, each nothing where the text does not say it clearly.

    Where one of them is marked am or pm, the other must be too, or be past noon on a 24-hour clock.
    """
    if _ALL_DAY.fullmatch(opens) and (not closes or closes == opens):
        return ROUND_THE_CLOCK
    first, last = _clock(opens), _clock(closes)
    marked = bool((first and first.marked) or (last and last.marked))
    return _told(first, marked=marked), _told(last, marked=marked)


def _told(clock: _Clock | None, *, marked: bool) -> str | None:
    return clock.text if clock and (clock.sure or not marked) else None


def says_closed(opens: str, closes: str) -> bool:
    """Whether the two texts say that there is no opening at all."""
    return bool(_CLOSED.fullmatch(opens)) and (not closes or bool(_CLOSED.fullmatch(closes)))


@lru_cache(4096)
def days_of_week(text: str) -> str | None:
    """Days as RFC 5545 writes them ("MO,TU", "1FR") from names, ranges or ISO numbers (1 is Monday)."""
    days: list[str] = []
    for part in re.split(r"[,;/\s]+(?:and\s+)?", _DASH.sub("-", text).strip(" ,;")):
        first, dash, last = part.partition("-") if part[:1] not in "+-" else (part, "", "")
        begin, end = _day(first), _day(last) if dash else ""
        if begin is None or end is None or (end and not {begin, end} <= set(DAYS)):
            return None
        days.extend(_span(begin, end) if end else [begin])
    return ",".join(dict.fromkeys(days)) or None


def _day(text: str) -> str | None:
    if text.isdecimal() and 1 <= int(text) <= 7:
        return DAYS[int(text) - 1]
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    name, nth = found["name"].lower(), int(found["nth"] or 0)
    matches = [day for day, long in zip(DAYS, _LONG, strict=True) if _names(name, long)]
    if not matches or abs(nth) > 5:
        return None
    return f"{nth or ''}{matches[0]}"


def _names(word: str, day: str) -> bool:
    return len(word) >= 2 and (day.startswith(word) or word.removesuffix("s") == day)


def _span(begin: str, end: str) -> list[str]:
    first, last = DAYS.index(begin), DAYS.index(end)
    return [DAYS[(first + n) % 7] for n in range((last - first) % 7 + 1)]
