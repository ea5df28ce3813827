"""Room on the disk: told while there is still enough to save, make a backup and go on."""

import shutil
from pathlib import Path

from casemgr.i18n import _

LEAST_BYTES = 500 * 2**20


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
