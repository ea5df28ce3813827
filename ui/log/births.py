"""A date of birth as it was written in a text, read as the language in force writes dates."""

import re
from datetime import date

from babel.dates import get_month_names

from casemgr.i18n import LANGUAGES, language

_NUMBERS = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_YEAR, _DAY = re.compile(r"\b\d{4}\b"), re.compile(r"\b\d{1,2}\b")


def read_birth(text: str) -> date | None:
    """The date, or None where the text names no whole one."""
    found = _NUMBERS.search(text)
    try:
        return _of_numbers([int(part) for part in found.groups()]) if found is not None else _of_words(text)
    except ValueError:
        return None


def _of_numbers(parts: list[int]) -> date:
    if parts[0] > 31:
        return date(*parts)
    first, second, year = parts
    month, day = (second, first) if language() == "es" or first > 12 else (first, second)
    if month > 12:
        month, day = day, month
    return date(_whole(year), month, day)


def _whole(year: int) -> int:
    """A year of two figures is the last one that has been."""
    if year > 99:
        return year
    century = date.today().year // 100 * 100
    return century + year if century + year <= date.today().year else century - 100 + year


def _of_words(text: str) -> date | None:
    year = _YEAR.search(text)
    day = _DAY.search(text)
    month = next((n for n, names in _months().items() if any(name in text.lower() for name in names)), None)
    return date(int(year.group()), month, int(day.group())) if year and day and month else None


def _months() -> dict[int, set[str]]:
    """The months' names by their number, long and short."""
    made: dict[int, set[str]] = {}
    for locale in LANGUAGES:
        for n, name in get_month_names("wide", locale=locale).items():
            made.setdefault(n, set()).update((name.lower(), name.lower()[:3] + " "))
    return made
