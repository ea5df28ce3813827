"""The directory import against reading the same rows and writing them without rules."""

import csv
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casemgr.core import migrate
from casemgr.core.jobs import run
from casemgr.core.store import FILE
from casemgr.services.hsds.load import import_directory
from tests.benchmarks.data import WORDS
from tests.benchmarks.measure import Case
from tests.conftest import KEY
from tests.importing import desk_at

TABLES = ("organization", "service", "location", "phone")


def write_package(folder: Path, services: int) -> None:
    """A made-up directory in the CSV form of HSDS 3.0."""
    chance = random.Random(3)
    organizations = services // 4

    def text(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    rows: dict[str, list[dict[str, str]]] = {name: [] for name in TABLES}
    for n in range(organizations):
        rows["organization"].append({"id": f"o{n}", "name": text(3), "description": text(20)})
        rows["location"].append({"id": f"l{n}", "organization_id": f"o{n}", "name": text(2)})
    for n in range(services):
        owner = {"organization_id": f"o{n % organizations}"}
        rows["service"].append({"id": f"s{n}", **owner, "name": text(4), "description": text(40), "status": "active"})
        rows["phone"].append({"id": f"p{n}", "service_id": f"s{n}", "number": f"305-555-{n:04}"})
    folder.mkdir()
    for name, content in rows.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(content[0]))
            writer.writeheader()
            writer.writerows(content)


@contextmanager
def a_package(services: int) -> Iterator[Path]:
    """A folder that holds the package, and room for stores."""
    with tempfile.TemporaryDirectory() as folder:
        write_package(Path(folder) / "package", services)
        (Path(folder) / "blank").mkdir()
        migrate.create(Path(folder) / "blank" / FILE, KEY)
        yield Path(folder)


def bring_in(folder: Path) -> None:
    """The import into a new store, rules, links, opening hours, search and all."""
    store = folder / "store"
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(folder / "blank", store)
    desk = desk_at(store)
    run(import_directory(desk, folder / "package"))
    desk.store.close()


def insert(folder: Path) -> None:
    """The rows read by the library and inserted as they are, into a file without a key."""
    path = folder / "plain.db"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as raw:
        for name in TABLES:
            with (folder / "package" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
                lines = list(csv.reader(file))
            raw.execute(f"CREATE TABLE {name} ({', '.join(lines[0])})")
            raw.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' for _name in lines[0])})", lines[1:])
    raw.close()


def cases(folder: Path) -> Iterator[Case]:
    """One import into an empty store."""
    name = "directory import : read and insert, no rules"
    yield Case(name, lambda: bring_in(folder), lambda: insert(folder), 3.0, 3, limit=80.0)
