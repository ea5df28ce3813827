"""Rows of a file: a table with a header, read in bounds, and what would become of each row before any is taken."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO
from math import inf, isfinite
from uuid import UUID

from sqlmodel import select

from casemgr.core.errors import BadFile
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.staff import Staff

MOST_SIGNS = 5_000_000
MOST_ROWS = 20_000


class Fate(StrEnum):
    """What becomes of one row."""

    READY = "ready"
    THERE = "there"
    WRONG = "wrong"


@dataclass(frozen=True)
class RowFound:
    """One row by its line in the file: how it reads, what becomes of it, and why not where it cannot be taken."""

    line: int
    said: str
    fate: Fate
    why: str = ""


def rows_of(text: str, needed: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a file by their line, each with its values by column; BadFile where it is no such table."""
    if len(text) > MOST_SIGNS:
        raise BadFile(_("This file is too large."))
    head = text.partition("\n")[0]
    read = csv.reader(StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        names = [name.strip().casefold().removeprefix("\ufeff") for name in next(read, [])]
        missing = [name for name in needed if name not in names]
        if missing:
            said = _("The first line must name the columns; missing: {columns}.")
            raise BadFile(said.format(columns=", ".join(missing)))
        for n, row in enumerate(read, start=1):
            if n > MOST_ROWS:
                raise BadFile(_("This file has more than {most} rows; divide it.").format(most=MOST_ROWS))
            values = dict(zip(names, (value.strip() for value in row), strict=False))
            if any(values.values()):
                yield read.line_num, dict.fromkeys(names, "") | values
    except csv.Error as error:
        raise BadFile(_("This file is not a table of comma-separated values.")) from error


def day_of(said: str) -> date:
    """A day as 2026-03-05; ValueError in words for anything else."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ValueError(_("“{said}” is no day; write it as 2026-03-05.").format(said=said[:20])) from None


def number_of(said: str) -> float | None:
    """A number with a point or a comma, None for nothing; ValueError in words for anything else."""
    if not said:
        return None
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        number = inf
    if not isfinite(number):
        raise ValueError(_("“{said}” is no number.").format(said=said[:20]))
    return number


def staff_by_word(tx: Tx) -> Mapping[str, UUID]:
    """Everyone who works here, by sign-in name and by badge number."""
    found: dict[str, UUID] = {}
    for id, user_name, badge in tx.exec(select(Staff.id, Staff.user_name, Staff.badge)):
        found |= {word.casefold(): id for word in (badge, user_name) if word}
    return found


def refuse_wrong(rows: Sequence[RowFound]) -> None:
    """BadFile for the first row that is wrong: then nothing of the file is taken."""
    wrong = next((one for one in rows if one.fate is Fate.WRONG), None)
    if wrong is not None:
        said = _("Line {line} ({said}): {why} Nothing was taken.")
        raise BadFile(said.format(line=wrong.line, said=wrong.said, why=wrong.why))
