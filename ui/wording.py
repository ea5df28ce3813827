"""Words made for a place on the window: days, ages, languages, a code's label at the start of a line."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale

from casemgr.core.languages import language_name
from casemgr.i18n import _


def sentence_case(text: str) -> str:
    """The text with its first letter large: code lists are written small."""
    return text[:1].upper() + text[1:]


def say_short_day(day: date, today: date) -> str:
    """A day for the edge of a row: without its year where that is this one."""
    pattern = _("MMM d") if day.year == today.year else _("MMM d, yyyy")
    return _written(day, pattern)


def say_weekday(day: date) -> str:
    """A day soon to come, by its name."""
    return _written(day, _("ddd, MMM d"))


def say_whole_day(day: date) -> str:
    """A day as a heading."""
    return sentence_case(_written(day, _("dddd, MMMM d")))


def _written(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def say_age(age: timedelta) -> str:
    """An age in its largest whole unit, as short as a chip needs it."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    if minutes < 60 * 24:
        return _("{n} h").format(n=minutes // 60)
    return _("{n} d").format(n=minutes // (60 * 24))


def say_language(code: str) -> str:
    """The name of a language in the language in force; the code where it has no name."""
    return sentence_case(language_name(code, QLocale().name()))
