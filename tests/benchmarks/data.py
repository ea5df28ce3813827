"""`make bench-data`: a store of N contacts and what goes with them, written once with a fixed seed."""

import json
import random
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlmodel import SQLModel

import casemgr.app  # noqa: F401
from casemgr.core import codes, migrate, search
from casemgr.core.access import Actor, Role, Scope
from casemgr.core.engine import connect
from casemgr.core.kind import KINDS, Words
from casemgr.core.store import FILE
from casemgr.records.people.keys import Facts, keys_of
from casemgr.records.people.names import words_of

KEY = bytes(range(32))
FOLDER = Path(".bench")
START = datetime(2021, 11, 1, 8, tzinfo=UTC)
END = datetime(2026, 10, 31, 22, tzinfo=UTC)
OPEN_FOR = timedelta(days=60)
"""Of the promises of the last days one in eleven is open still: some fifty for each officer of a million contacts."""
UNITS = ("North", "South")
GIVEN = (
    "Ana José María Luis Noor Wei Amara Ivan Leila Tomás Zoë Kofi Mina Olga Pablo Rosa Sven Tariq Uma Yusuf"
).split()
FAMILY_SOUNDS = "ra mi lo ten kar dez val bor nun es gar lin ova ski man son tov ez ia eri".split()
TYPES = ("foot_patrol_conversation", "door_knock", "business_check", "welfare_check", "phone_call", "event")
WORDS = [a + b + c for a in FAMILY_SOUNDS for b in FAMILY_SOUNDS for c in ("", "ta", "ne", "ro")]
ACTOR = Actor(UUID(int=7), "Bench Officer", frozenset({Role.SUPERVISOR}), Scope.UNIT, "North")


def folder_for(n: int) -> Path:
    return FOLDER / str(n)


def blank(table: Table) -> dict[str, Any]:
    """A row with every column's default, as the store keeps it."""
    row: dict[str, Any] = {}
    for column in table.columns:
        default = column.default.arg if column.default is not None and column.default.is_scalar else None  # type: ignore
        if default is None and not column.nullable:
            default = {"INTEGER": 0, "BOOLEAN": 0, "FLOAT": 0.0, "JSON": "[]"}.get(str(column.type).split("(")[0], "")
        row[column.name] = stored(default)
    return row


def stored(value: Any) -> Any:
    """A value as the driver writes it for our column types."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return json.dumps(value)
    return value


class Loader:
    """Fills one store, table by table, inside one transaction."""

    def __init__(self, folder: Path, n: int) -> None:
        self.n = n
        self.chance = random.Random(20261122)
        folder.mkdir(parents=True)
        migrate.create(folder / FILE, KEY)
        self.raw = connect(folder / FILE, KEY, make=True)
        self.raw.execute("INSERT INTO search(search, rank) VALUES('hashsize', 67108864)")

    def put(self, name: str, rows: Iterator[Mapping[str, Any]]) -> None:
        """Insert rows of a table; what a row does not say has its default."""
        table = SQLModel.metadata.tables[name]
        base = blank(table)
        names = list(base)
        marks = ", ".join("?" for _name in names)
        quoted = ", ".join(f'"{name}"' for name in names)
        values = ([stored(row.get(c, base[c])) for c in names] for row in rows)
        self.raw.executemany(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})', values)

    def id(self, kind: int, i: int) -> UUID:
        return UUID(int=(kind << 112) | (0x7000 << 64) | (0x8 << 60) | i)

    def text(self, words: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=words))

    def load(self) -> None:
        self.raw.execute("PRAGMA foreign_keys=OFF")
        self.raw.execute("BEGIN IMMEDIATE")
        for name in (
            "code_value",
            "neighborhood",
            "staff",
            "person",
            "person_key",
            "contact",
            "contact_text",
            "contact_person",
        ):
            self.put(name, getattr(self, name)())
        self.put("followup", self.followup())
        self.put("search_doc", self.search_doc())
        self.raw.execute("COMMIT")
        self.raw.execute("INSERT INTO search(search) VALUES('optimize')")
        self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.raw.close()

    def stamp(self, i: int, at: datetime, owner: UUID) -> dict[str, Any]:
        return {
            "version": 1,
            "sensitivity": "internal",
            "unit": UNITS[i % 2],
            "entered_by": owner,
            "entered_at": at,
            "updated_at": at,
        }

    def officer(self, i: int) -> UUID:
        return self.id(2, i % 60)

    def at(self, i: int) -> datetime:
        return START + (END - START) * (i / self.n)

    def code_value(self) -> Iterator[dict[str, Any]]:
        yield from (value.model_dump() for value in codes.shipped())

    def neighborhood(self) -> Iterator[dict[str, Any]]:
        for i in range(12):
            yield {"id": self.id(1, i), "code": f"N{i}", "name": f"Sample {i}"} | self.stamp(i, START, self.officer(0))

    def staff(self) -> Iterator[dict[str, Any]]:
        for i in range(60):
            yield {
                "id": self.id(2, i),
                "user_name": f"u{i}",
                "full_name": f"Sample {i}",
                "scope": "unit",
                "active": True,
            }

    def named(self, i: int) -> tuple[str, str]:
        family = "".join(FAMILY_SOUNDS[(i // 20**k) % 20] for k in range(3)).capitalize()
        return GIVEN[i % 20], family

    def born(self, i: int) -> date:
        return date(1940, 1, 1) + timedelta(days=(i * 7919) % 24000)

    def person(self) -> Iterator[dict[str, Any]]:
        for i in range(int(self.n * 0.3)):
            given, family = self.named(i)
            folded = " ".join(words_of(f"{given} {family}"))
            row = {"id": self.id(3, i), "number": f"P-{i}", "given": given, "family": family, "dob": self.born(i)}
            row |= {"sort_key": f"{family.lower()} {given.lower()}", "folded": folded, "standing": "active"}
            yield row | self.stamp(i, START, self.officer(i)) | {"neighborhood_id": self.id(1, i % 12)}

    def person_key(self) -> Iterator[dict[str, Any]]:
        for i in range(int(self.n * 0.3)):
            given, family = self.named(i)
            for key in keys_of(Facts(given, "", family, (), self.born(i), ())):
                yield {"key": key, "person_id": self.id(3, i)}

    def contact(self) -> Iterator[dict[str, Any]]:
        for i in range(self.n):
            at = self.at(i)
            row = {
                "id": self.id(4, i),
                "origin_id": self.id(4, i),
                "number": f"C-{i}",
                "status": "sealed",
                "head": True,
            }
            row |= {"occurred_at": at, "month": at.year * 100 + at.month, "tz": "America/New_York", "reached": True}
            row |= {"contact_type": TYPES[i % 6], "medium": "in-person", "next_step": "none_needed"}
            row |= {"officer_id": self.officer(i), "neighborhood_id": self.id(1, i % 12), "headline": self.text(6)}
            if i % 3:
                row["first_person_id"] = self.id(3, i % int(self.n * 0.3))
            yield row | self.stamp(i, at, self.officer(i))

    def contact_text(self) -> Iterator[dict[str, Any]]:
        for i in range(self.n):
            yield {"id": self.id(4, i), "version": 1, "note": self.text(50)}

    def contact_person(self) -> Iterator[dict[str, Any]]:
        for i in range(self.n):
            if i % 3:
                person = self.id(3, i % int(self.n * 0.3))
                row = {"id": self.id(6, i), "version": 1, "contact_id": self.id(4, i), "n": 1, "person_id": person}
                yield row | {"role": "resident"}

    def followup(self) -> Iterator[dict[str, Any]]:
        for i in range(int(self.n * 0.4), self.n):
            at = self.at(i)
            row = {"id": self.id(7, i), "number": f"F-{i}", "what": self.text(4), "parent_kind": "contacts"}
            row |= {"parent_id": self.id(4, i), "due_at": at + timedelta(days=7), "assigned_to": self.officer(i)}
            if i % 11 == 0 and at > END - OPEN_FOR:
                row["status"] = "open"
            else:
                row |= {"status": "done", "done_at": row["due_at"], "done_by": row["assigned_to"]}
            yield row | self.stamp(i, at, self.officer(i))

    def search_doc(self) -> Iterator[dict[str, Any]]:
        kind = KINDS["contacts"]
        for i in range(self.n):
            record = kind.table(id=self.id(4, i), **_scoped(self, i))
            words = Words(f"C-{i}", self.text(6), self.text(50))
            yield {"id": i + 1} | search.document(kind, record, words)


def _scoped(loader: Loader, i: int) -> dict[str, Any]:
    officer = loader.officer(i)
    return {
        "unit": UNITS[i % 2],
        "sensitivity": "internal",
        "entered_by": officer,
        "officer_id": officer,
        "neighborhood_id": loader.id(1, i % 12),
    }


def make(n: int) -> Path:
    """The folder of a store of n contacts, made if it is not there yet."""
    folder = folder_for(n)
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        Loader(folder, n).load()
        (folder / "done").touch()
    return folder


if __name__ == "__main__":
    print(make(int(sys.argv[1])))
