"""Reading a whole directory in a test, and what holds for every directory that is read."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from casemgr.records.directory.schema import EXTRA, TABLES
from casemgr.services.hsds.read import UTF8, open_directory
from casemgr.services.hsds.rows import Rejected, Remark, Row, Tally

EXAMPLES = Path(__file__).parent / "data" / "hsds"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "hsds"
MIAMI = SHARED / "miami-211" / "datapackage.zip"
SAMPLE = SHARED / "1.1-sample"
ONE_SERVICE = "id,name\ns1,Shelter\n"


@dataclass
class Reading:
    """All that came out of a directory."""

    rows: list[Row] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    tallies: tuple[Tally, ...] = ()
    ignored: tuple[str, ...] = ()

    def table(self, name: str) -> dict[str, Row]:
        return {row.key: row for row in self.rows if row.table == name}

    def only(self, table: str) -> Row:
        (row,) = self.table(table).values()
        return row

    def extra(self, table: str) -> dict[str, object]:
        return json.loads(str(self.only(table).values[EXTRA] or "{}"))

    def kept(self, table: str) -> int:
        return sum(t.kept for t in self.tallies if t.table == table)


def read(path: Path, encoding: str = UTF8) -> Reading:
    """Read it all, and check what holds for every directory."""
    reading = Reading()
    with open_directory(path, encoding=encoding) as directory:
        for entry in directory.entries():
            kinds = {Row: reading.rows, Rejected: reading.rejected, Remark: reading.remarks}
            kinds[type(entry)].append(entry)
        reading.tallies, reading.ignored = directory.tallies, directory.ignored
        assert directory.done in (0, 1)
    check_sums(reading)
    check_links(reading)
    return reading


def check_sums(reading: Reading) -> None:
    for tally in reading.tallies:
        assert tally.read == tally.kept + tally.folded + tally.rejected
    assert sum(t.kept for t in reading.tallies) == len(reading.rows)
    assert Counter((r.file, r.table) for r in reading.rejected) == Counter(
        {(t.file, t.table): t.rejected for t in reading.tallies if t.rejected}
    )


def check_links(reading: Reading) -> None:
    """Keys are unique, and every link leads to a row that came before or stands in the same table."""
    keys: dict[str, set[str]] = {name: set(reading.table(name)) for name in TABLES}
    assert sum(map(len, keys.values())) == len(reading.rows)
    order = list(TABLES)
    assert [order.index(r.table) for r in reading.rows] == sorted(order.index(r.table) for r in reading.rows)
    for table in TABLES.values():
        columns = table.names.keys() - {"id"}
        links = [(c.name, keys[c.refers]) for c in table.links]
        for row in reading.table(table.name).values():
            assert row.values.keys() == columns
            assert all(row.values[name] is None or row.values[name] in known for name, known in links)


def package(folder: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def document(folder: Path, content: object) -> Path:
    path = folder / "directory.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
