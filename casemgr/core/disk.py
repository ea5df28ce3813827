"""Whether the disk under a folder is encrypted as a whole, as far as the system lets anyone read it (CJIS AC-19(5))."""

import subprocess
import sys
from enum import StrEnum
from functools import cache
from pathlib import Path

from casemgr.core.mounts import mount_of, mounts
from casemgr.i18n import N_

_SECONDS = 10
_DEEPEST = 8
_POWERSHELL = r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"
_ASK = "(New-Object -ComObject Shell.Application).NameSpace('{drive}').Self.ExtendedProperty('{what}')"
_PROTECTION = "System.Volume.BitLockerProtection"


class DiskState(StrEnum):
    """What is known of the disk."""

    ENCRYPTED = "encrypted"
    CLEAR = "clear"
    UNKNOWN = "unknown"


SAID = {
    DiskState.ENCRYPTED: N_("The disk of this computer is encrypted."),
    DiskState.CLEAR: N_(
        "The disk of this computer is not encrypted. The store is, but what the system itself writes to the disk while "
        "it sleeps is not. Have BitLocker, FileVault or LUKS turned on."
    ),
    DiskState.UNKNOWN: N_("Whether the disk of this computer is encrypted cannot be read here. Ask whoever set it up."),
}


@cache
def disk_state(folder: Path) -> DiskState:
    """How the disk stands that a folder lies on; asked of the system once, which takes some of them half a second."""
    try:
        if sys.platform == "win32":
            return bitlocker(_answer(_POWERSHELL, "-NoProfile", "-NonInteractive", "-Command", _asked(folder)))
        if sys.platform == "darwin":
            return filevault(_answer("/usr/bin/fdesetup", "status"))
        return luks(mounts(), folder.resolve(), Path("/sys"))
    except (OSError, ValueError, subprocess.SubprocessError):
        return DiskState.UNKNOWN


def bitlocker(said: str) -> DiskState:
    """What Windows says of a drive: 1 is on, 2 off, all else on its way or not to be known."""
    return {"1": DiskState.ENCRYPTED, "2": DiskState.CLEAR}.get(said.strip(), DiskState.UNKNOWN)


def filevault(said: str) -> DiskState:
    """What macOS says of FileVault."""
    return {"FileVault is On.": DiskState.ENCRYPTED, "FileVault is Off.": DiskState.CLEAR}.get(
        said.partition("\n")[0].strip(), DiskState.UNKNOWN
    )


def luks(told: str, folder: Path, system: Path) -> DiskState:
    """What Linux tells of the device a folder is mounted from, and of those it stands on."""
    found = mount_of(told, folder)
    if found is None:
        return DiskState.UNKNOWN
    device = system / "dev/block" / found.number
    if not device.exists():
        device = system / "class/block" / Path(found.source).resolve().name
    if not found.source.startswith("/dev/") or not device.exists():
        return DiskState.UNKNOWN
    return DiskState.ENCRYPTED if _crypt(device.resolve()) else DiskState.CLEAR


def _crypt(device: Path, deep: int = 0) -> bool:
    name = device / "dm/uuid"
    if name.is_file() and name.read_text(errors="replace").startswith("CRYPT-"):
        return True
    under = [one.resolve() for one in sorted((device / "slaves").glob("*"))]
    return bool(under) and deep < _DEEPEST and all(_crypt(one, deep + 1) for one in under)


def _asked(folder: Path) -> str:
    drive = folder.resolve().drive
    if len(drive) != 2 or not drive[0].isalpha():
        raise ValueError("not a drive of this computer")
    return _ASK.format(drive=drive, what=_PROTECTION)


def _answer(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=True).stdout
