"""Which folder a store lies in, and whether one is there: all the first window needs to know."""

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "CASEMGR_HOME"
KEYS = "vault.json"
PEOPLE = "people.keys"
NOTICE = "notice.txt"
_RESTORED = ".restored"
_MOST_BYTES = 16_384


def folder_of(named: str | Path | None = None) -> Path:
    """The folder that was asked for, else the one CASEMGR_HOME names, else the usual place for this user."""
    asked = named or os.environ.get(VARIABLE)
    return Path(asked) if asked else user_data_path("casemgr", appauthor=False)


def restored(folder: Path) -> Path:
    """The name a store brought back from a backup has, whole, until it takes the place of a folder."""
    return folder.with_name(folder.name + _RESTORED)


def set_up(folder: Path) -> bool:
    """Whether a store has been set up in a folder; a restore cut short as it changed folders is brought to its end."""
    if not folder.exists() and (restored(folder) / KEYS).exists():
        with suppress(OSError):
            os.replace(restored(folder), folder)
    return (folder / KEYS).exists()


def notice_in(folder: Path) -> str:
    """The words to acknowledge before signing in; empty where the agency has none."""
    try:
        with (folder / NOTICE).open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace").strip()
    except OSError:
        return ""
