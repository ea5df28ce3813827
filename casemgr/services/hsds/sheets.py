"""CSV files as published rows, read strictly and one at a time."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.services.hsds.archive import Source
from casemgr.services.hsds.cells import as_text
from casemgr.services.hsds.dialect import Dialect, dialect_named
from casemgr.services.hsds.rows import Place, Rejected, Statement

FIELD_CHARACTERS = 8 * 1024 * 1024
"""The longest cell: the outline of a service area runs to megabytes. csv keeps this for the process."""

csv.field_size_limit(FIELD_CHARACTERS)


@dataclass(frozen=True)
class Sheet:
    """One CSV file with a header; `dialect` is nothing when its name is no table of HSDS."""

    source: Source
    name: str
    header: tuple[str, ...]
    dialect: Dialect | None
    encoding: str

    def rows(self) -> Iterator[Statement | Rejected]:
        """Each row after the header, or why it cannot be read."""
        width = len(self.header)
        for line, cells in _rows(self.source, self.encoding):
            place = Place(self.name, self.source.name, line)
            if self.dialect is None:
                yield place.rejected(_("The file is not a table of HSDS."))
            elif len(cells) != width:
                yield place.rejected(_("It has more or fewer cells than the header."), f"{len(cells)} / {width}")
            else:
                yield Statement(place, self.dialect, dict(zip(self.header, cells, strict=True)))

    def ids(self) -> Iterator[str]:
        """The id of each row, empty where there is none."""
        if "id" not in self.header:
            return
        at, width = self.header.index("id"), len(self.header)
        for _line, cells in _rows(self.source, self.encoding):
            if len(cells) == width:
                yield as_text(cells[at])


def open_sheet(source: Source, encoding: str, name: str) -> Sheet:
    """The CSV file with its header read; `name` is what the package calls the table."""
    first = next(_rows(source, encoding, skip=0), (1, [""]))[1]
    header = tuple(word.strip().lower() or f"column_{n}" for n, word in enumerate(first, 1))
    if len(set(header)) < len(header):
        raise BadFile(_("“{file}” has two columns of the same name.").format(file=source.name))
    dialect = dialect_named(name, header)
    if dialect and len(header) == 1 and not dialect.home(header[0], header):
        raise BadFile(_("“{file}” has no column of HSDS; is it separated by commas?").format(file=source.name))
    return Sheet(source, dialect.name if dialect else name, header, dialect, encoding)


def _rows(source: Source, encoding: str, skip: int = 1) -> Iterator[tuple[int, list[str]]]:
    """The line each row begins at, and its cells; blank lines are no rows."""
    with source.open() as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="strict", newline="")
        reader = csv.reader(text, strict=True)
        begins = 1
        try:
            for number, cells in enumerate(reader):
                if cells and number >= skip:
                    if "\x00" in "".join(cells):
                        raise BadFile(_("“{file}” is not a text file.").format(file=source.name))
                    yield begins, cells
                begins = reader.line_num + 1
        except csv.Error as error:
            raise BadFile(
                _("“{file}” is broken at line {line}: a quotation mark is missing or in the wrong place.").format(
                    file=source.name, line=begins
                )
            ) from error
        except UnicodeDecodeError as error:
            raise BadFile(
                _(
                    "“{file}” is not {encoding} text after line {line}."
                    " If you know its encoding, such as cp1252, import it with that."
                ).format(file=source.name, encoding=_label(encoding), line=begins - 1)
            ) from error


def _label(encoding: str) -> str:
    return "UTF-8" if encoding == "utf-8-sig" else encoding
