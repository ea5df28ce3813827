"""What an import does, or did: per table and file, with every row that was left out and why."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from casemgr.services.hsds.dialect import DIALECTS
from casemgr.services.hsds.rows import Rejected, Remark, Tally
from casemgr.services.hsds.translate import list_table


class How(StrEnum):
    """What happens to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class TableReport:
    """One table: read == folded + added + changed + unchanged + rejected; removed ones are no longer published.

    Folded rows became part of another row.
    """

    table: str
    read: int = 0
    folded: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class EntryChange:
    """An organization or service that comes, changes or goes; `fields` names what changes."""

    table: str
    source_id: str
    name: str
    how: How
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileReport:
    """One table of one file as published: read == kept + folded + rejected."""

    file: str
    table: str
    read: int
    kept: int
    folded: int
    rejected: int


@dataclass(frozen=True)
class ImportReport:
    """An import: what it changes, and what became of each row of each file; `id` is nothing until it is written."""

    id: UUID | None
    file: str
    digest: str
    zone: str
    tables: tuple[TableReport, ...]
    entries: tuple[EntryChange, ...]
    files: tuple[FileReport, ...]
    rejected: tuple[Rejected, ...]
    remarks: tuple[Remark, ...]
    ignored: tuple[str, ...]

    @property
    def changes(self) -> int:
        """How many rows come, change or go."""
        return sum(t.added + t.changed + t.removed for t in self.tables)


def file_reports(tallies: tuple[Tally, ...]) -> tuple[FileReport, ...]:
    """The counts of the files, as they stand."""
    return tuple(FileReport(t.file, t.table, t.read, t.kept, t.folded, t.rejected) for t in tallies)


def home_of(table: str) -> str:
    """The HSDS 3.0 table of what a file calls a table; its own name where its rows are parts of another table's."""
    listed = list_table(table)
    dialect = DIALECTS.get(listed or table)
    return dialect.table.name if dialect and dialect.holds_rows_of(dialect.table.name) else table
