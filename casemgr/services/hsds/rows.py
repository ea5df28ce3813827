"""What comes out of reading a directory: rows, refusals, remarks, and how they add up."""

from dataclasses import dataclass, field

from casemgr.services.hsds.dialect import Dialect

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row for an HSDS 3.0 table, known by the source's id or one derived from its content.

    `values` has every column of the table but id; links hold the keys of the rows they point to.
    `file` and `line` say where it stood; in JSON the line is the number of the entry.
    """

    table: str
    key: str
    values: dict[str, Value]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was left out; `table` is its name in the file's dialect, `detail` what stood there."""

    table: str
    file: str
    line: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a row that is in: a value kept as extra text because its column cannot hold it."""

    table: str
    file: str
    line: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stood, and what its file calls the table."""

    table: str
    file: str
    line: int

    def rejected(self, reason: str, detail: str = "") -> Rejected:
        """Leave the row out, for this reason."""
        return Rejected(self.table, self.file, self.line, reason, detail)

    def remark(self, reason: str, detail: str = "") -> Remark:
        """Say something about the row."""
        return Remark(self.table, self.file, self.line, reason, detail)


@dataclass(slots=True)
class Tally:
    """One table of one file, counted: read == kept + folded + rejected.

    Kept rows stand by themselves, folded ones became part of another row. A list inside a cell, such as
    the languages of a phone, is counted as a table of its own: "phone.language".
    """

    file: str
    table: str
    read: int = 0
    kept: int = 0
    folded: int = 0
    rejected: int = 0


@dataclass(slots=True)
class Statement:
    """One row as published, before anything is made of it: text from CSV, anything from JSON."""

    place: Place
    dialect: Dialect
    values: dict[str, object]
    remarks: list[Remark] = field(default_factory=list)
