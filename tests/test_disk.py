"""Whether the disk is encrypted: read from what each system says of it, told where it is not, and written down."""

import json
import sys
from pathlib import Path

import pytest

from casemgr.core import engine
from casemgr.core.disk import DiskState, bitlocker, disk_state, filevault, luks
from casemgr.core.home import Home
from casemgr.core.mounts import shared
from tests.stations import opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="makes links, and paths of Linux")

MOUNTS = """\
22 1 253:1 / / rw,relatime - ext4 /dev/mapper/root rw
23 22 0:5 / /proc rw - proc proc rw
24 22 259:2 / /boot rw - ext4 /dev/nvme0n1p2 rw
25 22 0:40 / /home rw shared:9 - btrfs /dev/mapper/home rw
26 22 0:41 / /mnt/share rw - cifs //server/share rw
27 22 0:42 / /tmp rw - tmpfs tmpfs rw
"""


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """What Linux shows of its devices: a volume on LUKS, and a partition that is plain."""
    for name in ("nvme0n1p2", "nvme0n1p3", "dm-0", "dm-1", "root", "home"):
        (tmp_path / "devices" / name / "slaves").mkdir(parents=True)
    (tmp_path / "devices/dm-0/dm").mkdir()
    (tmp_path / "devices/dm-0/dm/uuid").write_text("CRYPT-LUKS2-0123-cryptroot\n")
    (tmp_path / "devices/dm-1/dm").mkdir()
    (tmp_path / "devices/dm-1/dm/uuid").write_text("LVM-abc\n")
    link(tmp_path / "devices/dm-0/slaves/nvme0n1p3", tmp_path / "devices/nvme0n1p3")
    link(tmp_path / "devices/dm-1/slaves/dm-0", tmp_path / "devices/dm-0")
    link(tmp_path / "dev/block/253:1", tmp_path / "devices/dm-1")
    link(tmp_path / "dev/block/259:2", tmp_path / "devices/nvme0n1p2")
    link(tmp_path / "class/block/home", tmp_path / "devices/dm-0")
    return tmp_path


def link(at: Path, to: Path) -> None:
    at.parent.mkdir(parents=True, exist_ok=True)
    at.symlink_to(to)


@pytest.mark.parametrize(
    ("folder", "state"),
    [
        ("/var/lib/casemgr", DiskState.ENCRYPTED),
        ("/boot/casemgr", DiskState.CLEAR),
        ("/home/r.delgado/casemgr", DiskState.ENCRYPTED),
        ("/mnt/share/casemgr", DiskState.UNKNOWN),
        ("/tmp/casemgr", DiskState.UNKNOWN),
    ],
)
def test_linux_tells_by_the_devices_a_folder_stands_on(system: Path, folder: str, state: DiskState) -> None:
    assert luks(MOUNTS, Path(folder), system) is state


@pytest.mark.parametrize("mounts", ["", "nonsense", "1 2 3", "22 1 253:1 / / rw - ext4"])
def test_what_cannot_be_read_is_not_taken_for_safe(system: Path, mounts: str) -> None:
    assert luks(mounts, Path("/var"), system) is DiskState.UNKNOWN


@pytest.mark.parametrize(
    ("folder", "away"), [("/mnt/share/store", True), ("/home/r.delgado/store", False), ("/mnt/other", False)]
)
def test_a_share_mounted_from_another_computer_is_known(folder: str, away: bool) -> None:  # noqa: FBT001
    assert shared(MOUNTS, Path(folder)) is away


def test_the_words_of_windows_and_macos() -> None:
    assert [bitlocker(said) for said in ("1\r\n", "2", "3", "", "x")] == [
        *(DiskState.ENCRYPTED, DiskState.CLEAR),
        *[DiskState.UNKNOWN] * 3,
    ]
    assert filevault("FileVault is On.\n") is DiskState.ENCRYPTED
    assert filevault("FileVault is Off.\n") is DiskState.CLEAR
    assert filevault("Encryption in progress: Percent completed = 40\n") is DiskState.UNKNOWN


def test_every_sign_in_writes_down_how_the_disk_stands(home: Home) -> None:
    shift = opened(home)
    raw = engine.connect(home.store, shift.opened.store_keys.database)
    ((payload,),) = raw.execute("SELECT payload FROM audit WHERE action = 'sign_in' ORDER BY seq DESC LIMIT 1")
    raw.close()
    shift.end()
    assert json.loads(payload)["disk"] == disk_state(home.folder)
