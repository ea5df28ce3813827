"""A published service directory as rows of HSDS 3.0; every row of every file is in, or refused by name."""

import codecs
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.records.directory.schema import EXTRA, TABLES, Table
from casemgr.services.hsds.archive import LIMITS, Limits, Source, open_archive
from casemgr.services.hsds.cells import as_text
from casemgr.services.hsds.dialect import ELIGIBILITY
from casemgr.services.hsds.eligibility import Eligibility
from casemgr.services.hsds.keys import Keys
from casemgr.services.hsds.links import Links
from casemgr.services.hsds.rows import Place, Rejected, Remark, Row, Statement, Tally
from casemgr.services.hsds.sheets import Sheet, open_sheet
from casemgr.services.hsds.translate import Draft, rows_in_lists, translate
from casemgr.services.hsds.trees import Forest, load

UTF8 = "utf-8-sig"

_DESCRIPTION = "datapackage.json"

Entry = Row | Rejected | Remark
Accepted = tuple[str, Draft] | Rejected


@contextmanager
def open_directory(path: Path, *, encoding: str = UTF8, limits: Limits = LIMITS) -> Iterator["Directory"]:
    """A published directory: a zip, a folder, a CSV or a JSON file; `encoding` is that of its CSV files.

    Raises BadFile, here or while reading, when the files are not what they claim to be.
    """
    try:
        encoding = UTF8 if codecs.lookup(encoding).name in ("utf-8", "utf-8-sig") else encoding
    except LookupError as error:
        raise BadFile(_("“{encoding}” is not a text encoding.").format(encoding=encoding)) from error
    with open_archive(path, limits) as sources:
        yield Directory(sources, encoding)


class Directory:
    """An open directory. Read its `entries` once; `tallies` and `done` tell how far that has come."""

    def __init__(self, sources: tuple[Source, ...], encoding: str) -> None:
        listed = [s for s in sources if not _is_clutter(s)]
        tables = _table_names(listed)
        csv_files = [s for s in listed if s.ending == ".csv"]
        json_files = [s for s in listed if s.ending == ".json" and PurePosixPath(s.name).name != _DESCRIPTION]
        self._sheets = [open_sheet(s, encoding, tables.get(_base(s), s.stem)) for s in csv_files]
        self._trees = [] if any(sheet.dialect for sheet in self._sheets) else json_files
        self._forest = Forest()
        self._links = Links()
        self._pending: dict[str, list[Statement]] = {}
        self._tallies: dict[tuple[str, str], Tally] = {}
        read = {s.name for s in (*csv_files, *self._trees)}
        self.files: tuple[str, ...] = tuple(s.name for s in sources if s.name in read)
        self.ignored: tuple[str, ...] = tuple(s.name for s in sources if s.name not in read)
        self._rows = 0
        self._read = 0
        if not read:
            raise BadFile(_("There is no CSV or JSON file of a service directory here."))

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """What has been read so far, by file and table; at the end it adds up."""
        return tuple(self._tallies.values())

    @property
    def done(self) -> float:
        """How much has been read so far, from 0 to 1; 0 until the rows have been counted."""
        return min(1.0, self._read / self._rows) if self._rows else 0.0

    def entries(self) -> Iterator[Entry]:
        """Rows, refusals and remarks, table by table in the order of TABLES."""
        for source in self._trees:
            self._forest.grow(source)
        ids = {name: list(self._ids(name)) for name in TABLES}
        self._rows = sum(map(len, ids.values()))
        for refused in self._forest.rejected:
            yield self._refuse(refused)
        for sheet in self._sheets:
            if sheet.dialect is None:
                yield from (self._refuse(row) for row in sheet.rows() if isinstance(row, Rejected))
        eligibility = Eligibility()
        yield from self._eligible(eligibility)
        for table in TABLES.values():
            yield from self._table(table, Keys(table, ids.pop(table.name)), eligibility)
        for refused in eligibility.left_over():
            yield self._refuse(refused, read=False)

    def _ids(self, table: str) -> Iterator[str]:
        for sheet in self._sheets_of(table):
            yield from sheet.ids()
        for statement in self._forest.statements(table):
            yield as_text(statement.values.get("id"))

    def _sheets_of(self, name: str) -> list[Sheet]:
        """The CSV files of a 3.0 table, without those whose rows become part of another row."""
        return [s for s in self._sheets if s.dialect and s.dialect.holds_rows_of(name)]

    def _statements(self, name: str) -> Iterator[Statement | Rejected]:
        for sheet in self._sheets_of(name):
            yield from sheet.rows()
        yield from self._forest.statements(name)
        yield from self._pending.pop(name, ())

    def _eligible(self, eligibility: Eligibility) -> Iterator[Entry]:
        for sheet in self._sheets:
            if sheet.dialect and sheet.dialect.name == ELIGIBILITY:
                yield from self._fold(eligibility, sheet.rows())
        yield from self._fold(eligibility, self._forest.statements(ELIGIBILITY))

    def _fold(self, eligibility: Eligibility, rows: Iterable[Statement | Rejected]) -> Iterator[Entry]:
        for row in rows:
            refused = row if isinstance(row, Rejected) else eligibility.add(row)
            if refused:
                yield self._refuse(refused)
            elif isinstance(row, Statement):
                self._tally(row.place).read += 1

    def _table(self, table: Table, keys: Keys, eligibility: Eligibility) -> Iterator[Entry]:
        accepted = self._accepted(table, keys)
        for item in self._all_known(table, accepted) if table.points_to_itself else accepted:
            if isinstance(item, Rejected):
                yield self._refuse(item)
                continue
            key, draft = item
            refused = self._links.check(draft)
            if refused:
                yield self._refuse(refused)
                continue
            self._links.add(table, key)
            for place in eligibility.fold(key, draft) if table.name == "service" else ():
                self._tally(place).folded += 1
            yield from self._keep(key, draft)

    def _accepted(self, table: Table, keys: Keys) -> Iterator[Accepted]:
        """The rows that stand by themselves, with their keys, before their links are looked at."""
        for statement in self._statements(table.name):
            if isinstance(statement, Rejected):
                yield statement
                continue
            draft = translate(statement)
            key = self._links.lacking(draft) or keys.give(draft)
            if isinstance(key, Rejected):
                yield key
                continue
            yield key, draft

    def _all_known(self, table: Table, accepted: Iterator[Accepted]) -> list[Accepted]:
        """The same rows, once all of their keys are known to each other."""
        items = list(accepted)
        for item in items:
            if not isinstance(item, Rejected):
                self._links.add(table, item[0])
        return items

    def _keep(self, key: str, draft: Draft) -> Iterator[Entry]:
        tally = self._tally(draft.place)
        tally.read += 1
        tally.kept += 1
        self._read += 1
        for made in rows_in_lists(draft, key):
            self._pending.setdefault(made.dialect.table.name, []).append(made)
        extra = json.dumps(draft.extra, sort_keys=True, ensure_ascii=False) if draft.extra else None
        yield Row(draft.table.name, key, draft.values | {EXTRA: extra}, draft.place.file, draft.place.line)
        yield from draft.remarks

    def _refuse(self, refused: Rejected, *, read: bool = True) -> Rejected:
        """Count a refusal; rows waiting to be folded were counted as read before."""
        tally = self._tally(Place(refused.table, refused.file, refused.line))
        tally.read += read
        tally.rejected += 1
        self._read += 1
        return refused

    def _tally(self, place: Place) -> Tally:
        return self._tallies.setdefault((place.file, place.table), Tally(place.file, place.table))


def _base(source: Source) -> str:
    return PurePosixPath(source.name).name


def _is_clutter(source: Source) -> bool:
    """What file managers leave in zips and folders."""
    return _base(source).startswith(".") or source.name.startswith("__MACOSX/")


def _table_names(sources: list[Source]) -> dict[str, str]:
    """What the package's own description calls its files, by file name."""
    names: dict[str, str] = {}
    for source in sources:
        package = load(source) if _base(source) == _DESCRIPTION else None
        resources = package.get("resources") if isinstance(package, dict) else None
        for resource in resources if isinstance(resources, list) else ():
            path = resource.get("path") if isinstance(resource, dict) else None
            if isinstance(path, str) and isinstance(resource.get("name"), str):
                names[PurePosixPath(path).name] = resource["name"]
    return names
