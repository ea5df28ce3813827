"""What a kill, a full disk or a closed folder leaves: everything that was acknowledged, and a store that opens."""

import os
import random
import tempfile
from pathlib import Path
from uuid import UUID

import pytest

from casemgr import app
from casemgr.core import unsent
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.records import places
from tests import children
from tests.children import start, told
from tests.stations import SETUP, contents, opened

KILLS = int(os.environ.get("CASEMGR_KILLS", "12"))
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill, limits and file modes of POSIX")


def saved(home: Home) -> set[UUID]:
    """Every place there is, in a store that opens and whose audit holds."""
    shift = opened(home)
    try:
        assert run(shift.desk.store.auditing()).broken is None
        return {row.id for row in shift.desk.ask(places.places, size=100_000).rows}
    finally:
        shift.end()


def problems(home: Home) -> list[str]:
    shift = opened(home)
    try:
        return shift.desk.store.problems()
    finally:
        shift.end()


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(home: Home) -> None:
    """CASEMGR_KILLS says how often; a release has a thousand."""
    acknowledged: set[UUID] = set()
    for kills in range(1, KILLS + 1):
        child, hears = start(children.save, home.folder)
        acknowledged |= {hears.recv() for _save in range(random.randrange(12))}
        child.join(random.random() / 20)
        child.kill()
        acknowledged |= set(told(hears))  # type: ignore[arg-type]
        child.join()
        there = saved(home)
        assert acknowledged <= there
        assert len(there - acknowledged) <= kills, "at most one save at a time was not told of any more"
    assert acknowledged
    assert problems(home) == []


def test_typing_survives_a_kill(home: Home) -> None:
    child, hears = start(children.type_away, home.folder)
    for _letter in range(20):
        hears.recv()
    child.kill()
    last = told(hears)[-1:] or [""]
    child.join()
    shift = opened(home)
    kept = shift.desk.ask(unsent.kept)[0].values["name"]
    shift.end()
    assert len(kept) >= 20
    assert kept.startswith(str(last[0]))
    assert len(kept) <= len(str(last[0])) + 1 or not last[0]


def test_a_set_up_that_is_killed_can_be_run_again(tmp_path: Path) -> None:
    for place in range(4):
        home = Home(tmp_path / str(place) / "store")
        child, hears = start(children.set_up, home.folder)
        assert hears.recv() == "begins"
        child.join(random.random() * 1.5)
        child.kill()
        done = told(hears) == ["done"]
        child.join()
        if done or home.there:
            opened(home).end()
            continue
        app.create(home, SETUP)[0].end()
        opened(home).end()


def test_a_full_disk_is_a_sentence_and_a_retry(home: Home) -> None:
    child, hears = start(children.with_a_full_disk, home.folder)
    said = told(hears)
    child.join()
    refusals = [one for one in said if isinstance(one, str)]
    assert [one.split(":")[0] for one in refusals] == ["save", "unlock"]
    assert all("disk" in one for one in refusals)
    assert saved(home) == {one for one in said if isinstance(one, UUID)}


def test_no_room_for_a_new_store(tmp_path: Path) -> None:
    home = Home(tmp_path / "store")
    child, hears = start(children.without_room, home.folder)
    said = told(hears)
    child.join()
    assert len(said) == 1
    assert "disk" in str(said[0])
    app.create(home, SETUP)[0].end()
    opened(home).end()


def test_a_folder_one_may_not_write_to(home: Home) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        closed = home.folder.rename(Path(folder) / "store")
        before = contents(closed)
        child, hears = start(children.without_leave, closed)
        said = [str(one) for one in told(hears)]
        child.join()
        assert len(said) == 2
        assert all("cannot be" in one for one in said)
        assert contents(closed) == before
