"""Cases on the store: lists, search, the month, look-alikes, one durable save, the audit."""

import gc
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from casemgr.core.desk import Desk
from casemgr.core.engine import connect
from casemgr.core.mark import HighWaterMark
from casemgr.core.person_keys import PersonKeys
from casemgr.core.record import new_id
from casemgr.core.store import FILE, Store
from casemgr.records import contacts, people
from casemgr.services.seeking import look
from casemgr.services.summary import figures
from tests.benchmarks.data import ACTOR, END, KEY, WORDS, stored
from tests.benchmarks.measure import Case
from tests.conftest import signer_for

PAGE, HITS = 100, 30
"""Rows of a list page, and hits as the window asks for them."""
MONTH = "2026-03"
NEIGHBORHOOD = UUID(int=(1 << 112) | (0x7000 << 64) | (0x8 << 60) | 1)


class Bench:
    """One store of the benchmark data, a desk on it, and a bare connection beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.signer = signer_for(ACTOR.id)
        self.store = Store(
            folder,
            KEY,
            id=UUID(int=9),
            code="BENCH",
            zone="America/New_York",
            mark=HighWaterMark(folder / "head.mark", b"bench" * 6),
            user_keys=lambda: {ACTOR.id: self.signer.user_key},
            people=PersonKeys(folder / "people.keys", UUID(int=9), KEY),
            clock=self.now,
        )
        self._now = END
        self.chance = random.Random(7)
        self.store.begin(self.signer)
        self.desk = Desk(self.store, ACTOR, self.signer)
        self.raw = connect(folder / FILE, KEY, guarded=False)
        gc.freeze()

    def now(self) -> datetime:
        self._now = self._now + timedelta(minutes=30)
        return self._now

    def close(self) -> None:
        self.raw.close()
        self.store.close()


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """A copy of the data, so that saves do not change it."""
    copy = folder.with_name(folder.name + "-run")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    made = Bench(copy)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(copy)


def raw_page(b: Bench, before: str) -> list[tuple[object, ...]]:
    """The list page of contacts by the bare driver."""
    return b.raw.execute(
        "SELECT id, number, occurred_at, contact_type, headline, officer_id, neighborhood_id, status, first_person_id "
        "FROM contact WHERE head IS 1 AND unit = 'North' AND occurred_at < ? "
        "ORDER BY occurred_at DESC, id DESC LIMIT ?",
        (before, PAGE),
    ).fetchall()


def cases(b: Bench) -> Iterator[Case]:
    """Every case of the store, in the order of performance.md 8 and 10."""
    deep = (END - timedelta(days=1500), UUID(int=0))
    newest = stored(END + timedelta(days=9))
    yield Case("list page, desk : driver", lambda: page(b), lambda: raw_page(b, newest), 3.0, limit=25.0)
    yield Case("list page, 1500 days deep : first", lambda: page(b, deep), lambda: page(b), 1.5)
    scan = "SELECT id FROM contact_text WHERE note LIKE ? LIMIT 50"
    yield Case(
        "search as typed : LIKE scan, median",
        lambda: b.desk.ask(look, word(b), (), HITS),
        lambda: b.raw.execute(scan, ("%" + b.chance.choice(WORDS) + "zz%",)).fetchall(),
        1 / 5000,
        limit=3.0,
        rounds=20,
    )
    yield Case(
        "search as typed, desk : driver, p95",
        lambda: b.desk.ask(look, word(b), (), HITS),
        lambda: raw_search(b),
        2.0,
        limit=25.0,
        rounds=60,
        share=0.95,
    )
    yield Case(
        "search narrowed by tokens : as typed, p95",
        lambda: b.desk.ask(look, f"{word(b)} type:contact date:2026-03", (), HITS),
        lambda: b.desk.ask(look, word(b), (), HITS),
        8.0,
        limit=100.0,
        rounds=40,
        share=0.95,
    )
    full = "SELECT contact_type, count(*) FROM contact NOT INDEXED WHERE month = 202603 GROUP BY 1"
    yield Case(
        "month's figures : one full scan",
        lambda: b.desk.ask(figures, MONTH),
        lambda: b.raw.execute(full).fetchall(),
        1 / 500,
        limit=30.0,
        rounds=8,
    )
    yield Case(
        "month of one neighborhood : of all",
        lambda: b.desk.ask(figures, MONTH, NEIGHBORHOOD),
        lambda: b.desk.ask(figures, MONTH),
        1.0,
        rounds=8,
        limit=2.0,
    )
    yield Case(
        "durable save, desk : same rows by driver", lambda: save(b), lambda: raw_save(b), 3.0, limit=14.0, rounds=60
    )
    yield Case(
        "look-alikes : full scan of names", lambda: alike(b), lambda: scan_names(b), 1 / 100, limit=3.0, rounds=15
    )


def page(b: Bench, after: tuple[object, ...] | None = None) -> object:
    return b.desk.ask(contacts.contacts, after, PAGE)


def word(b: Bench) -> str:
    whole = b.chance.choice(WORDS)
    return whole[: b.chance.randint(2, len(whole))]


def raw_search(b: Bench) -> object:
    match = f'{{title line body}} : "{word(b)}"*'
    asked = "SELECT d.record, d.title FROM search JOIN search_doc d ON d.id = search.rowid WHERE search MATCH ? "
    return b.raw.execute(asked + "ORDER BY search.rowid DESC LIMIT ?", (match, HITS)).fetchall()


def save(b: Bench) -> object:
    draft = contacts.ContactDraft(
        contact_type="door_knock",
        neighborhood_id=NEIGHBORHOOD,
        next_step="none_needed",
        headline="Asked about the lights " + word(b),
        note="Two lamps are out at the corner; the owner will call the city. " * 3,
    )
    return b.desk.do(contacts.log_contact, draft)


def raw_save(b: Bench) -> None:
    """The rows one save writes, without rules, digests, signature or mark: contact, text, number, index and audit."""
    raw = b.raw
    id, now = new_id().hex, stored(b.now())
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE counter SET last = last + 1")
    copied(raw, "contact", id=id, number=id, origin_id=id, occurred_at=now)
    copied(raw, "contact_text", id=id)
    copied(raw, "search_doc", id=None, record=id, title=id)
    last = raw.execute("SELECT seq FROM audit ORDER BY seq DESC LIMIT 1").fetchone()[0]
    copied(raw, "audit", seq=last + 1, object=id)
    raw.execute("COMMIT")


def copied(raw: Any, table: str, **new: object) -> None:
    """Insert the last row of a table again, with other values in some columns."""
    last = raw.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")
    names = [column[0] for column in last.description]
    row = dict(zip(names, last.fetchone(), strict=True)) | new
    marks = ", ".join("?" for _name in names)
    raw.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", list(row.values()))


def alike(b: Bench) -> object:
    i = b.chance.randrange(20)
    return b.desk.ask(people.look_alikes, ("Mohamed Garci", "Jose Nunez", "Ana Tendezva", "Wei Ramilo")[i % 4])


def scan_names(b: Bench) -> int:
    return sum(1 for row in b.raw.execute("SELECT folded FROM person") if "garci" in row[0])
