"""One published value as the value of a column; text that a column cannot hold is told apart."""

import re
from datetime import date

from casemgr.i18n import N_
from casemgr.records.directory.schema import Column, Holds
from casemgr.services.hsds.rows import Value

_YEAR = re.compile(r"(\d{4})-\d{2}-\d{2}")
_INTEGER = re.compile(r"[+-]?\d{1,15}(\.0+)?")
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(T.*|\s.*)?")
_YES = {"true", "yes", "y", "t", "1"}
_NO = {"false", "no", "n", "f", "0"}
_RANGE = {"latitude": 90.0, "longitude": 180.0}

EXPECTED = {
    Holds.INTEGER: N_("It is no whole number; it is kept as text."),
    Holds.NUMBER: N_("It is no possible number for its column; it is kept as text."),
    Holds.BOOLEAN: N_("It says neither yes nor no; it is kept as text."),
    Holds.DATE: N_("It is no date such as 2026-10-31; it is kept as text."),
    Holds.TEXT: N_("It is not one of the values HSDS allows; it is kept as text."),
}


class Unreadable(ValueError):
    """The text says nothing the column can hold."""


def tidy(text: str) -> str:
    """The text without blanks around it, and with its line breaks real ones."""
    text = text.strip()
    if "\\n" in text:
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n").strip()
    return text.replace("\r\n", "\n") if "\r" in text else text


def as_text(raw: object) -> str:
    """Any published value as tidy text; nothing is empty text."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    return tidy(raw if isinstance(raw, str) else str(raw))


def read_value(column: Column, text: str) -> Value:
    """The value of a column from tidy text; Unreadable if it cannot hold that."""
    if not text:
        return None
    if column.choices:
        return _choice(column, text)
    match column.holds:
        case Holds.INTEGER:
            return _integer(text)
        case Holds.NUMBER:
            return _number(column, text)
        case Holds.DATE:
            return _date(text)
        case Holds.BOOLEAN:
            return _boolean(text)
        case _:
            return text


def shortened(column: Column, text: str, value: Value) -> bool:
    """Whether the value says less than the text did: the time of a date, the day of a year."""
    return column.holds in (Holds.DATE, Holds.INTEGER) and value is not None and len(str(value)) < len(text)


def _choice(column: Column, text: str) -> str:
    word = text.replace("_", " ").casefold()
    chosen = next((c for c in column.choices if c.casefold() == word), None)
    if chosen is None:
        raise Unreadable(text)
    return chosen


def _integer(text: str) -> int:
    year = _YEAR.fullmatch(text)
    if not year and not _INTEGER.fullmatch(text):
        raise Unreadable(text)
    return int(year[1]) if year else int(text.partition(".")[0])


def _number(column: Column, text: str) -> int | float:
    if not _NUMBER.fullmatch(text):
        raise Unreadable(text)
    number = float(text)
    if abs(number) > _RANGE.get(column.name, 1e15):
        raise Unreadable(text)
    return int(number) if number.is_integer() and column.name not in _RANGE else number


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    if found is None:
        raise Unreadable(text)
    try:
        return date.fromisoformat(found[1]).isoformat()
    except ValueError as error:
        raise Unreadable(text) from error


def _boolean(text: str) -> int:
    word = text.casefold()
    if word not in _YES | _NO:
        raise Unreadable(text)
    return int(word in _YES)
