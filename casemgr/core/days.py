"""A day as it is said in a sentence, and the moment it is."""

from datetime import UTC, date, datetime

from babel.dates import format_date

from casemgr.i18n import language


def long_day(day: date) -> str:
    """The day with its month in words, in the language in force: March 3, 2027; 3 de marzo de 2027."""
    return format_date(day, "long", locale=language())


def utc_now() -> datetime:
    """The moment by the computer's clock."""
    return datetime.now(UTC)
