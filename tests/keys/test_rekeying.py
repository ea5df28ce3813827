"""A change of the root key: what a leaver's key still opens, who goes on, and what a kill halfway leaves."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from casemgr.app import Shift
from casemgr.core import audit_reading, engine
from casemgr.core.desk import Desk
from casemgr.core.errors import StoreDamaged, Unwritable, WrongKey
from casemgr.core.header import read
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.migrate import unfinished
from casemgr.core.opened import Opened
from casemgr.core.stretch import Effort
from casemgr.records import places
from casemgr.services import accounts
from tests.builders import a_place
from tests.stations import OFFICER, OFFICER_PHRASE, opened

KILLS = 12
BUSY = """
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from casemgr.core.desk import Desk
from casemgr.core.home import Home
from tests.stations import opened
shift = opened(Home(Path(sys.argv[1])))
print("go", flush=True)
while True:
    shift.rekey()
"""


def taken_by(home: Home, leaver: Opened) -> set[int]:
    """The generations whose root key a leaver's private key gets out of any seal in the key file."""
    header, _macs = read(home.vault.read_bytes(), Effort.TEST)
    return {number for slot in header.slots for number in slot.sealed if slot.root(leaver.private_key, number)}


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can be written beyond 100 KB."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def places_in(desk: Desk) -> set[str]:
    return {row.name for row in desk.ask(places.places).rows}


def verified(shift: Shift) -> None:
    assert run(shift.desk.store.auditing()).broken is None
    assert shift.desk.store.problems() == []


def test_the_key_of_a_leaver_opens_nothing_that_is_written_after(home: Home) -> None:
    leaving = opened(home, OFFICER, OFFICER_PHRASE)
    leaver, old = leaving.opened, bytes(leaving.opened.store_keys.database)
    assert taken_by(home, leaver) == {1}
    leaving.end()
    shift = opened(home)
    a_place(shift.desk, name="Kept From Before")
    accounts.disable_user(shift.desk, home, shift.vault, shift.opened, UUID(str(leaver.slot_id)), OFFICER)
    shift.rekey()
    a_place(shift.desk, name="Written After")
    verified(shift)
    shift.end()
    assert taken_by(home, leaver) == set()
    with pytest.raises(StoreDamaged):
        engine.connect(home.store, old)
    with pytest.raises(WrongKey):
        opened(home, OFFICER, OFFICER_PHRASE)
    again = opened(home)
    assert places_in(again.desk) == {"Kept From Before", "Written After"}
    verified(again)
    removed = [
        entry
        for entry in again.desk.ask(audit_reading.audit_entries, size=100).entries
        if entry.action == "keys_removed"
    ]
    assert [entry.object for entry in removed] == [leaver.slot_id]
    again.end()


def test_everybody_else_signs_in_as_before_and_the_file_is_read_under_the_new_key_alone(home: Home) -> None:
    shift = opened(home)
    old = bytes(shift.opened.store_keys.database)
    shift.rekey()
    assert bytes(shift.opened.store_keys.database) != old
    shift.end()
    assert not unfinished(home.store).exists()
    opened(home, OFFICER, OFFICER_PHRASE).end()


def test_work_under_way_waits_and_goes_on_under_the_new_key(home: Home) -> None:
    shift = opened(home)
    beside = shift.desk.beside()
    a_place(beside, name="Before")
    shift.rekey()
    a_place(beside, name="After")
    assert places_in(beside) == {"Before", "After"}
    shift.end()


def test_a_change_that_the_disk_refuses_leaves_everything_as_it_was(home: Home) -> None:
    shift = opened(home)
    with full_disk(), pytest.raises(Unwritable):
        shift.rekey()
    assert not unfinished(home.store).exists()
    a_place(shift.desk)
    shift.end()
    again = opened(home)
    again.rekey()
    verified(again)
    again.end()


def test_refused_after_the_file_was_put_in_place_the_new_keys_stay(home: Home) -> None:
    shift = opened(home)
    a_place(shift.desk, name="Kept")
    mark = home.mark.read_bytes()
    home.mark.unlink()
    home.mark.mkdir()
    with pytest.raises(Unwritable):
        shift.rekey()
    shift.let_go()
    home.mark.rmdir()
    home.mark.write_bytes(mark)
    again = opened(home)
    assert places_in(again.desk) == {"Kept"}
    verified(again)
    again.end()
    opened(home, OFFICER, OFFICER_PHRASE).end()


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_at_any_moment_the_store_opens_under_exactly_one_key(home: Home, seed: int) -> None:
    shift = opened(home)
    a_place(shift.desk, name="Acknowledged")
    shift.end()
    busy = subprocess.Popen(
        [sys.executable, "-c", BUSY, str(home.folder)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert busy.stdout is not None
    assert busy.stdout.readline() == b"go\n"
    with pytest.raises(subprocess.TimeoutExpired):
        busy.wait(random.Random(seed).uniform(0.0, 0.4))
    busy.kill()
    busy.wait()
    busy.stdout.close()
    again = opened(home)
    assert places_in(again.desk) == {"Acknowledged"}
    verified(again)
    again.rekey()
    again.end()
    opened(home, OFFICER, OFFICER_PHRASE).end()
    assert not unfinished(home.store).exists()
