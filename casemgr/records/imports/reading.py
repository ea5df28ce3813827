"""A file of an older log as a table: its encoding found, its bounds kept, every cell plain text."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from io import StringIO

from casemgr.core.errors import BadFile
from casemgr.i18n import _

MOST_BYTES = 10_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
"""What no keyboard types into a cell; tabs and line ends are taken."""


@dataclass(frozen=True)
class Cells:
    """One row by its line in the file; `why` says why it cannot be read, where it cannot."""

    line: int
    values: dict[str, str]
    why: str = ""


@dataclass(frozen=True)
class Table:
    """The columns a file names in its first line, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Cells, ...]


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with its mark or without, else in Windows-1252; BadFile for anything else."""
    if len(content) > MOST_BYTES:
        raise BadFile(_("This file is larger than {most} MB; divide it.").format(most=MOST_BYTES // 1_000_000))
    if content.startswith(_WIDE):
        raise BadFile(_("This is no CSV file in UTF-8. Save the table as “CSV UTF-8” and choose that."))
    if b"\0" in content:
        raise BadFile(_("This file holds bytes that no text has."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(_("This file is text in neither UTF-8 nor Windows-1252."))


def table_of(text: str) -> Table:
    """The table in a text; BadFile where it is none, or one beyond the bounds."""
    if len(text) > MOST_BYTES or "\0" in text:
        raise BadFile(_("This file is too large, or holds bytes that no text has."))
    read = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[Cells] = []
    try:
        columns = _columns(next(read, []))
        for cells in read:
            if any(cell.strip() for cell in cells):
                rows.append(_row(read.line_num, columns, cells))
            if len(rows) > MOST_ROWS:
                raise BadFile(_("This file has more than {most} rows; divide it.").format(most=MOST_ROWS))
    except csv.Error as error:
        said = _("Line {line}: the quotes do not close, or a cell is too long. This is no table of values.")
        raise BadFile(said.format(line=read.line_num)) from error
    return Table(columns, tuple(rows))


def _delimiter(text: str) -> str:
    """What stands most often in the first line, outside of quotes."""
    head = re.sub(r'"[^"]*"', "", re.split(r"[\r\n]", text, maxsplit=1)[0])
    return max(",;\t|", key=head.count)


def _columns(names: list[str]) -> tuple[str, ...]:
    said = [" ".join(name.split()) for name in names]
    while said and not said[-1]:
        said.pop()
    if not said or len(said) > MOST_COLUMNS:
        raise BadFile(_("The first line must name the columns, at most {most}.").format(most=MOST_COLUMNS))
    twice = [name for name, n in Counter(name.casefold() for name in said).items() if n > 1 or not name]
    if twice:
        raise BadFile(_("Each column needs a name of its own; look at “{name}”.").format(name=twice[0][:60]))
    return tuple(said)


def _row(line: int, columns: tuple[str, ...], cells: list[str]) -> Cells:
    why = ""
    if any(cell.strip() for cell in cells[len(columns) :]):
        why = _("This row has more cells than there are columns.")
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        why = _("A cell has more than {most} characters.").format(most=LONGEST_CELL)
    elif any(_CONTROL.search(cell) for cell in cells):
        why = _("A cell holds control characters.")
    values = dict.fromkeys(columns, "") | dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    return Cells(line, values, why)
