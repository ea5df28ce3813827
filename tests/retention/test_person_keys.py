"""The keys of people: an order destroys them, and what every backup holds of someone opens no more."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casemgr.core import engine, general
from casemgr.core.access import Role
from casemgr.core.errors import BadFile, CaseError, StoreDamaged
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.key_tree import KeyTree
from casemgr.core.person_keys import PersonKeys
from casemgr.core.record import new_id
from casemgr.core.store import FILE
from casemgr.core.stretch import Effort
from casemgr.records.expungements import Expungement, OrderDraft, propose_expungement
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts, retention
from casemgr.services.backup import Backup, back_up, restore
from casemgr.services.backup_rounds import drill
from tests.builders import a_contact, a_person
from tests.people.lives import Town, a_life, rows_of
from tests.retention.test_expunging import BYTES, CANARY, PAGE
from tests.retention.test_expunging import clear as page
from tests.stations import ADMIN, OFFICER, OFFICER_PHRASE, opened

LEAD, PHRASE = "c.lindqvist", "granite willow paper seven mile"
CUSTODIAN = "k.tanaka"
BITS = st.text("01", min_size=6, max_size=6)
BESIDE = {"audit", "audit_session", "search_doc", "boxed_row", "counter", "account_use", "sealed_token", "role_key_box"}
"""Tables that go on by themselves while somebody signs in."""


class TestTree:
    @given(st.lists(BITS, max_size=12), st.lists(BITS, min_size=1, max_size=12))
    def test_what_is_destroyed_is_gone_and_all_else_stays(self, gone: list[str], others: list[str]) -> None:
        tree, whole = KeyTree({"": b"root"}), KeyTree({"": b"root"})
        for path in gone:
            tree.destroy(path[: len(path) - gone.index(path) % 3])
        left = [path[: len(path) - gone.index(path) % 3] for path in gone]
        for path in (*others, *gone):
            taken = any(path.startswith(one) for one in left)
            assert tree.key(path) == (None if taken else whole.key(path))

    def test_no_node_that_is_kept_lies_above_what_is_destroyed(self) -> None:
        tree = KeyTree({"": b"root"})
        tree.destroy("0101")
        assert not any("0101".startswith(node) for node in tree.nodes)


class TestFile:
    def test_it_opens_again_and_keeps_what_was_destroyed(self, tmp_path: Path) -> None:
        store, file, path = new_id(), tmp_path / "people.keys", "01" * 64
        keys = PersonKeys(file, store, b"k" * 32)
        key = keys.key([path])
        assert key is not None
        assert PersonKeys(file, store, b"k" * 32).key([path]) == key
        keys.destroy([path])
        assert PersonKeys(file, store, b"k" * 32).key([path]) is None

    def test_it_opens_with_every_generation_it_was_wrapped_for_and_no_other(self, tmp_path: Path) -> None:
        store, file, path = new_id(), tmp_path / "people.keys", "01" * 64
        keys = PersonKeys(file, store, b"k" * 32)
        keys.let_in(b"n" * 32)
        for key in (b"k" * 32, b"n" * 32):
            assert PersonKeys(file, store, key).key([path]) == keys.key([path])
        for other in (PersonKeys(file, store, b"x" * 32), PersonKeys(file, new_id(), b"k" * 32)):
            with pytest.raises(StoreDamaged):
                other.key([path])

    def test_of_copies_the_newest_counts_and_what_any_destroyed_is_gone(self, tmp_path: Path) -> None:
        store, path, other = new_id(), "01" * 64, "10" * 64
        first = PersonKeys(tmp_path / "people.keys", store, b"k" * 32)
        first.key([path])
        shutil.copy(first.path, tmp_path / "late")
        first.destroy([path])
        late = PersonKeys(tmp_path / "late", store, b"k" * 32)
        late.destroy([other])
        late.remember(tmp_path)
        shutil.copy(late.path, tmp_path / "copy")
        first.adopt([tmp_path / "copy"])
        again = PersonKeys(first.path, store, b"k" * 32)
        assert (again.key([path]), again.key([other])) == (None, None)
        assert again.key(["11" * 64]) is not None
        assert not (tmp_path / "copy").exists()


class Station:
    """A store with a life in it, a backup of that, and two who carry an order out."""

    def __init__(self, home: Home, to: Path) -> None:
        self.home, self.to = home, to
        with_lead = opened(home)
        for name, role in ((LEAD, Role.COMMANDER), (CUSTODIAN, Role.RECORDS_CUSTODIAN)):
            draft = StaffDraft(user_name=name, full_name=name, roles=[role], unit="North")
            accounts.add_user(with_lead.desk, home, with_lead.vault, with_lead.opened, draft, PHRASE)
        town = Town(with_lead.desk)
        self.person = a_life(with_lead.desk, town, **CANARY)
        self.other = a_person(with_lead.desk, "Berta", "Oduya")
        self.shared = a_contact(with_lead.desk, town.place, self.person, self.other, topics=["stress"])
        a_contact(with_lead.desk, town.place, self.person, topics=["stress"])
        self.rows = rows_of(with_lead.desk.store, with_lead.desk)
        self.made: Backup = run(back_up(with_lead.desk, home, to))
        with_lead.end()

    def expunge(self) -> str:
        """Propose an order and carry it out by a second hand; what its certificate says of keys."""
        shift = opened(self.home, CUSTODIAN, PHRASE)
        day = date(2026, 10, 1)
        draft = OrderDraft(order_number="EX-7", authority="Court", ordered_on=day, person_id=self.person)
        order = shift.desk.do(propose_expungement, draft)
        shift.end()
        shift = opened(self.home, LEAD, PHRASE)
        run(retention.expunge(shift.desk, order))
        with shift.desk.store.tx(shift.desk.actor) as tx:
            said = tx.exec(select(Expungement)).one().keys_forgotten
        shift.end()
        return said

    def brought(self, folder: Path) -> Home:
        fresh = Home(folder / "store")
        folder.mkdir()
        run(restore(self.made.folder, fresh))
        return fresh


@pytest.fixture
def station(home: Home, tmp_path: Path) -> Station:
    return Station(home, tmp_path / "disk")


def clear(store: Path, key: bytes) -> bytes:
    """Every page of a store as it lies on the disk, decrypted one by one."""
    whole = store.read_bytes()
    return b"".join(page(whole[at : at + PAGE], first=not at, key=key) for at in range(0, len(whole), PAGE))


def names_in(home: Home, *, accept_gap: bool = False) -> tuple[str, list[UUID]]:
    """Every row of a store as text, and whether its audit and file hold; with the ids of its people."""
    shift = opened(home, accept_gap=accept_gap)
    try:
        assert run(shift.desk.store.auditing()).broken is None
        assert shift.desk.store.problems() == []
        rows = rows_of(shift.desk.store, shift.desk)
        return str(rows), [row["id"] for row in rows["person"]]
    finally:
        shift.end()


class TestBackups:
    def test_a_backup_comes_back_row_for_row(self, station: Station, tmp_path: Path) -> None:
        shift = opened(station.brought(tmp_path / "new"), accept_gap=True)
        rows = rows_of(shift.desk.store, shift.desk)
        assert {name: found for name, found in rows.items() if name not in BESIDE} == {
            name: found for name, found in station.rows.items() if name not in BESIDE
        }
        assert [hit.id for hit in shift.desk.ask(general.find, "Zquetzalcoa")] != []
        assert run(shift.desk.store.auditing()).broken is None
        shift.end()

    def test_its_pages_name_nobody_even_to_who_has_the_stores_key(self, station: Station) -> None:
        shift = opened(station.home)
        key = bytes(shift.opened.store_keys.database)
        shift.end()
        pages = clear(station.made.folder / FILE, key)
        assert b"CREATE TABLE person" in pages
        assert [word for word in (*BYTES, b"Berta", b"Oduya") if word in pages] == []
        assert not any(path.name.endswith(".keys") for path in station.made.folder.rglob("*"))

    def test_an_order_reaches_a_backup_that_was_made_before(self, station: Station, tmp_path: Path) -> None:
        said = station.expunge()
        assert "1 copy" in said
        for keep_home in (True, False):
            if not keep_home:
                shutil.rmtree(station.home.folder)
            fresh = station.brought(tmp_path / f"new-{keep_home}")
            text, people = names_in(fresh, accept_gap=True)
            assert [word for word in BYTES if word.decode() in text] == []
            assert station.person not in people
            assert station.other in people
            assert station.shared.hex in text or str(station.shared) in text
            shift = opened(fresh)
            key = bytes(shift.opened.store_keys.database)
            assert shift.desk.ask(general.find, "Zquetzalcoa") == []
            shift.end()
            assert [word for word in BYTES if word in clear(fresh.store, key)] == []
            raw = engine.connect(fresh.store, key)
            assert raw.execute("SELECT count(*) FROM kept_file").fetchone() == (0,), "the key of their file is gone"
            raw.close()
            assert list((fresh.folder / "kept").iterdir()), "what is sealed under it may still lie there"

    def test_where_nobody_was_expunged_no_key_is_missing(self, station: Station) -> None:
        shift = opened(station.home)
        rows = run(drill(shift.desk, station.home, shift.opened, station.made.folder, Effort.TEST))
        shift.end()
        assert rows > 100

    def test_a_copy_of_the_keys_that_was_away_is_told(self, station: Station) -> None:
        station.to.rename(station.to.with_name("unplugged"))
        assert "1 folder" in station.expunge()

    def test_an_older_copy_that_comes_back_does_not_bring_them_back(self, station: Station, tmp_path: Path) -> None:
        (copy,) = station.to.glob("*.keys")
        late = copy.read_bytes()
        station.expunge()
        copy.with_name("casemgr-7Q4M-people-20990101T000000Z.keys").write_bytes(late)
        text, people = names_in(station.brought(tmp_path / "new"), accept_gap=True)
        assert station.person not in people
        assert "Zquetzalcoa" not in text

    def test_a_backup_made_before_the_keys_were_changed_opens_still(self, station: Station, tmp_path: Path) -> None:
        shift = opened(station.home)
        shift.rekey()
        run(back_up(shift.desk, station.home, station.to))
        shift.end()
        shutil.rmtree(station.home.folder)
        _text, people = names_in(station.brought(tmp_path / "new"), accept_gap=True)
        assert station.person in people

    def test_without_the_keys_it_is_refused_before_anything_moves(self, station: Station, tmp_path: Path) -> None:
        for copy in station.to.glob("*.keys"):
            copy.rename(tmp_path / "kept elsewhere")
        shutil.rmtree(station.home.folder)
        with pytest.raises(CaseError, match="people"):
            run(restore(station.made.folder, station.home))
        assert not station.home.folder.exists()
        shutil.copy(tmp_path / "kept elsewhere", station.made.folder / "brought.keys")
        run(restore(station.made.folder, station.home))
        assert station.person in names_in(station.home, accept_gap=True)[1]

    @pytest.mark.parametrize("spoil", [lambda _content: b"", lambda content: content[:-40] + b"A" * 30 + b'"}'])
    def test_keys_that_were_spoiled_are_told_and_open_nothing(
        self, station: Station, tmp_path: Path, spoil: Callable[[bytes], bytes]
    ) -> None:
        (copy,) = station.to.glob("*.keys")
        copy.write_bytes(spoil(copy.read_bytes()))
        shutil.rmtree(station.home.folder)
        with pytest.raises((CaseError, BadFile)):
            names_in(station.brought(tmp_path / "new"), accept_gap=True)

    def test_killed_before_the_boxes_were_opened_the_next_sign_in_opens_them(
        self, station: Station, tmp_path: Path
    ) -> None:
        fresh = station.brought(tmp_path / "new")
        with pytest.raises(CaseError):
            opened(fresh, ADMIN, "not the passphrase at all", accept_gap=True)
        assert station.person in names_in(fresh, accept_gap=True)[1]

    def test_who_may_not_make_one_signs_in_first_after_it(self, station: Station, tmp_path: Path) -> None:
        station.expunge()
        fresh = station.brought(tmp_path / "new")
        opened(fresh, OFFICER, OFFICER_PHRASE, accept_gap=True).end()
        assert station.person not in names_in(fresh)[1]

    def test_copies_of_the_keys_are_few(self, station: Station) -> None:
        shift = opened(station.home)
        for _each in range(5):
            run(back_up(shift.desk, station.home, station.to))
        shift.end()
        assert 1 <= len(list(station.to.glob("*.keys"))) <= 3


def test_single_records_take_their_own_keys_alone(station: Station, tmp_path: Path) -> None:
    shift = opened(station.home)
    number = shift.desk.ask(general.reading, "contacts", station.shared).number
    shift.end()
    shift = opened(station.home, CUSTODIAN, PHRASE)
    facts: dict[str, Any] = {"order_number": "EX-8", "authority": "Court", "ordered_on": date(2026, 10, 1)}
    order = shift.desk.do(propose_expungement, OrderDraft(**facts, numbers=[number]))
    shift.end()
    shift = opened(station.home, LEAD, PHRASE)
    run(retention.expunge(shift.desk, order))
    shift.end()
    fresh = station.brought(tmp_path / "new")
    text, people = names_in(fresh, accept_gap=True)
    assert {station.person, station.other} <= set(people)
    assert station.shared.hex not in text
    shift = opened(fresh)
    raw = engine.connect(fresh.store, shift.opened.store_keys.database)
    assert raw.execute("SELECT count(*) FROM contact WHERE id = ?", (station.shared.hex,)).fetchone() == (0,)
    raw.close()
    shift.end()
