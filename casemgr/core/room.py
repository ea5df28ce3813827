"""Room on the disk: told while there is still enough to go on, and some held back for what is being typed."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from casemgr.i18n import _

LEAST_BYTES = 500 * 2**20
RESERVE, RESERVE_BYTES = "reserve", 4 * 2**20


def short_of_room(folder: Path, least: int = LEAST_BYTES) -> str:
    """A sentence where the disk of a folder has less than this free; empty where it has room, or does not say."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return ""
    if free >= least:
        return ""
    said = _("The disk is nearly full: {free} MB are left. Free some room soon, or nothing more can be saved.")
    return said.format(free=free // 2**20)


def hold_reserve(folder: Path) -> None:
    """Hold some room back beside the store, unless that is held already or the disk is nearly full."""
    reserve = folder / RESERVE
    with suppress(OSError):
        if not reserve.exists() and shutil.disk_usage(folder).free >= 10 * RESERVE_BYTES:
            # Random, for a disk that packs what it keeps would hold no room by zeros.
            reserve.write_bytes(os.urandom(RESERVE_BYTES))


def spend_reserve(folder: Path) -> bool:
    """Give the room back that was held, for a disk that is full; False where there is none."""
    try:
        (folder / RESERVE).unlink()
    except OSError:
        return False
    return True
