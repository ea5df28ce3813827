"""A disk that is full to the last byte: nothing more is saved, but what is being typed is kept."""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from casemgr.core import unsent
from casemgr.core.errors import Unwritable
from casemgr.core.home import Home
from casemgr.core.room import RESERVE, RESERVE_BYTES
from tests.builders import a_place
from tests.stations import opened, set_up

LINUX_ROOT = sys.platform == "linux" and os.geteuid() == 0
DRAFT = UUID(int=7)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Home]:
    """A store on a disk of its own, of 64 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if not LINUX_ROOT or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own needs an administrator of Linux")
    yield set_up(Home(disk / "store"))
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while filler.write(b"x" * size):
                    pass
            except OSError:
                continue


def test_what_is_typed_is_kept_where_nothing_else_can_be(small: Home) -> None:
    shift = opened(small)
    reserve = small.folder / RESERVE
    assert reserve.stat().st_size == RESERVE_BYTES
    fill(small.folder.parent)
    with pytest.raises(Unwritable, match="full"):
        deque(a_place(shift.desk, f"Place {number} {'x' * 100}") for number in range(500))
    assert reserve.exists()
    typed = {"note": "Asked for a bed tonight. " * 200}
    shift.desk.do(unsent.keep, DRAFT, "contacts", typed)
    assert not reserve.exists()
    assert [draft.values for draft in shift.desk.ask(unsent.kept, "contacts")] == [typed]
    shift.end()
    (small.folder.parent / "filler").unlink()
    again = opened(small)
    assert reserve.exists()
    assert [draft.values for draft in again.desk.ask(unsent.kept, "contacts")] == [typed]
    again.end()


def test_a_second_full_disk_is_told(small: Home) -> None:
    shift = opened(small)
    fill(small.folder.parent)
    (small.folder / RESERVE).unlink()
    fill(small.folder.parent)
    long = {"note": "x" * 4000}
    with pytest.raises(Unwritable, match="full"):
        deque(shift.desk.do(unsent.keep, UUID(int=number), "contacts", long) for number in range(500))
    (small.folder.parent / "filler").unlink()
    shift.end()
