"""Which folder a store lies in, and whether one is there: all the first window needs to know."""

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "CASEMGR_HOME"
KEYS = "vault.json"


def folder_of(named: str | Path | None = None) -> Path:
    """The folder that was asked for, else the one CASEMGR_HOME names, else the usual place for this user."""
    asked = named or os.environ.get(VARIABLE)
    return Path(asked) if asked else user_data_path("casemgr", appauthor=False)


def set_up(folder: Path) -> bool:
    """Whether a store has been set up in a folder."""
    return (folder / KEYS).exists()
