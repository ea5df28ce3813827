"""What a folder is mounted from: a store must lie on this computer's own disk."""

import ctypes
import sys
from pathlib import Path
from typing import NamedTuple

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs"})
_REMOTE = 4
"""What Windows answers for a drive that lies on another computer."""


class Mount(NamedTuple):
    """A mount of Linux: how many folders deep it lies, its device by number and by name, and its file system."""

    deep: int
    number: str
    source: str
    system: str


def mounts() -> str:
    """What Linux tells of its mounts."""
    return Path("/proc/self/mountinfo").read_text(errors="replace")


def mount_of(told: str, folder: Path) -> Mount | None:
    """The mount a folder lies on; None where that is not told."""
    return max(filter(None, (_mount(line, folder) for line in told.splitlines())), default=None)


def on_network(folder: Path) -> bool:
    """Whether a folder lies on another computer, as far as the system tells; it need not be there yet."""
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == _REMOTE)
    if sys.platform != "linux":
        return False
    try:
        return shared(mounts(), folder.resolve())
    except OSError:
        return False


def shared(told: str, folder: Path) -> bool:
    """Whether a folder is mounted from another computer, by what Linux tells."""
    found = mount_of(told, folder)
    return found is not None and found.system in NETWORK


def _mount(line: str, folder: Path) -> Mount | None:
    words, _dash, after = line.partition(" - ")
    parts, source = words.split(), after.split()
    if len(parts) < 5 or len(source) < 2:
        return None
    at = Path(parts[4].replace("\\040", " "))
    return Mount(len(at.parts), parts[2], source[1], source[0]) if folder.is_relative_to(at) else None
