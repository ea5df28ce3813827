"""The file at rest and at work: sealed to strangers, one moment for each reader, one writer at a time."""

import gc
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import apsw
import pytest
from sqlalchemy import Dialect

from casemgr.core import engine, general, unsent
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Conflict, StoreDamaged, StoreGap
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.store import FILE, Store
from casemgr.records import places
from casemgr.records.places import PlaceDraft
from tests.builders import a_person, a_place
from tests.conftest import KEY
from tests.stations import contents, opened

DeskOf = Callable[..., Desk]
MARKER = "Quetzalcoatl"


class TestAtRest:
    def test_no_word_can_be_read_in_any_file(self, home: Home) -> None:
        """In the store, its log and its index, while it is open and afterwards."""
        shift = opened(home)
        a_person(shift.desk, MARKER, f"{MARKER}son", aliases=[MARKER.upper()])
        shift.desk.do(unsent.keep, uuid4(), "people", {"given": MARKER})
        assert {"store.db", "store.db-wal", "store.db-shm"} <= {path.name for path in home.folder.iterdir()}
        for then in (shift.desk.store.idle, shift.end, lambda: None):
            for content in (path.read_bytes().lower() for path in home.folder.rglob("*") if path.is_file()):
                assert MARKER.lower().encode() not in content
                assert MARKER.lower().encode("utf-16-le") not in content
            then()

    def test_it_does_not_look_like_a_database(self, home: Home) -> None:
        assert not home.store.read_bytes().startswith(b"SQLite format")

    def test_a_second_implementation_opens_it(self, store: Store, desk_of: DeskOf, tmp_path: Path) -> None:
        """No lock-in: the format is SQLCipher 4's, read here by another program, what is still in the log included."""
        a_place(desk_of(Role.OFFICER), "Laundry on Elm")
        copy = tmp_path / "elsewhere"
        copy.mkdir()
        for name in (FILE, FILE + "-wal"):
            shutil.copy(store.home / name, copy / name)
        reader = apsw.Connection(str(copy / FILE))
        sha256 = 1
        told = {"cipher": "sqlcipher", "legacy": 4, "hmac_algorithm": sha256, "key": f"x'{KEY.hex()}'"}
        for pragma, value in told.items():
            reader.pragma(pragma, value)
        assert reader.execute("SELECT name FROM place").fetchall() == [("Laundry on Elm",)]
        reader.close()

    def test_a_wrong_key_opens_nothing(self, store: Store) -> None:
        with pytest.raises(StoreDamaged):
            engine.connect(store.home / FILE, bytes(32))


def test_pages_gone_bad_that_nobody_reads_are_found_by_the_check_and_told_in_words(home: Home) -> None:
    shift = opened(home)
    raw = engine.connect(home.store, shift.opened.store_keys.database)
    pages = raw.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'hold' AND rootpage > 0").fetchall()
    raw.close()
    shift.end()
    content = bytearray(home.store.read_bytes())
    for (page,) in pages:
        content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    home.store.write_bytes(content)
    again = opened(home)
    assert again.desk.store.problems() != []
    with pytest.raises(StoreDamaged):
        run(again.desk.store.auditing())
    again.end()


class TestMoments:
    def test_a_reader_sees_one_moment(self, store: Store, desk_of: DeskOf) -> None:
        """A summary adds up although officers go on working beside it."""
        officer = desk_of(Role.OFFICER)
        a_place(officer, "Before")
        with store.tx(officer.actor) as tx:
            first = [row.name for row in places.places(tx).rows]
            a_place(officer, "Meanwhile")
            assert [row.name for row in places.places(tx).rows] == first == ["Before"]
        assert [row.name for row in officer.ask(places.places).rows] == ["Before", "Meanwhile"]

    def test_writers_wait_for_one_another_and_none_is_lost(self, store: Store, desk_of: DeskOf) -> None:
        desks = [desk_of(Role.OFFICER) for _each in range(4)]
        threads = [
            threading.Thread(target=lambda desk=desk: [a_place(desk, f"Place {n}") for n in range(5)]) for desk in desks
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(desks[0].ask(places.places).rows) == 20

    def test_whoever_comes_second_is_told_and_overwrites_nothing(self, desk_of: DeskOf) -> None:
        one, other = desk_of(Role.OFFICER), desk_of(Role.OFFICER)
        id = a_place(one, "Before")
        seen = other.ask(general.reading, "places", id)
        one.do(places.change_place, id, PlaceDraft(name="Mine"), seen=one.ask(general.reading, "places", id))
        with pytest.raises(Conflict):
            other.do(places.change_place, id, PlaceDraft(name="Theirs"), seen=seen)
        assert [row.name for row in other.ask(places.places).rows] == ["Mine"]


class TestDrafts:
    def test_what_is_typed_is_kept_for_its_writer_alone(self, desk_of: DeskOf) -> None:
        one, other = desk_of(Role.OFFICER), desk_of(Role.OFFICER)
        id = uuid4()
        one.do(unsent.keep, id, "places", {"name": "Laun"})
        one.do(unsent.keep, id, "places", {"name": "Laundry on El"})
        other.do(unsent.keep, id, "places", {"name": "Overwritten"})
        other.do(unsent.drop, id)
        assert [kept.values for kept in one.ask(unsent.kept)] == [{"name": "Laundry on El"}]
        assert other.ask(unsent.kept) == []
        one.do(unsent.drop, id)
        assert one.ask(unsent.kept) == []

    def test_typing_is_not_audited(self, store: Store, desk_of: DeskOf) -> None:
        desk = desk_of(Role.OFFICER)
        before = store.head()
        desk.do(unsent.keep, uuid4(), "places", {"name": "Laun"})
        assert store.head() == before


class TestMark:
    """What SQLite itself does not see: commits lost with the log, or an older file put back."""

    def test_a_log_that_is_gone(self, home: Home) -> None:
        self.left_open_then(home, lambda log: log.unlink())

    def test_a_log_cut_short(self, home: Home) -> None:
        self.left_open_then(home, lambda log: os.truncate(log, log.stat().st_size // 2))

    def test_a_log_with_one_bit_flipped(self, home: Home) -> None:
        def flip(log: Path) -> None:
            content = bytearray(log.read_bytes())
            content[len(content) // 2] ^= 1
            log.write_bytes(content)

        self.left_open_then(home, flip)

    def left_open_then(self, home: Home, spoil: Callable[[Path], None]) -> None:
        """A copy of the folder as a killed process leaves it, its log spoiled: refused, then accepted."""
        shift = opened(home)
        for n in range(5):
            a_place(shift.desk, f"Place {n}")
        left = Home(home.folder.with_name("left"))
        shutil.copytree(home.folder, left.folder)
        shift.end()
        whole = Home(home.folder.with_name("whole"))
        shutil.copytree(left.folder, whole.folder)
        opened(whole).end()
        spoil(left.folder / (FILE + "-wal"))
        before = contents(left.folder)
        with pytest.raises(StoreGap):
            opened(left)
        assert contents(left.folder)["head.mark"] == before["head.mark"]
        again = opened(left, accept_gap=True)
        assert run(again.desk.store.auditing()).broken is None
        again.end()


def test_sign_ins_leave_nothing_behind_that_piles_up(home: Home) -> None:
    """What is compiled for records stays in memory as long as its dialect does: there must not be one a sign-in."""

    def one_shift() -> int:
        shift = opened(home)
        a_person(shift.desk, "Amal", "Haddad")
        shift.end()
        gc.collect()
        return sum(isinstance(each, Dialect) for each in gc.get_objects())

    assert one_shift() == one_shift() == one_shift()
