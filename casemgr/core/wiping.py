"""The end of a store on this computer: its keys are overwritten and gone, then what they opened (CJIS MP-6)."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casemgr.core.device import SERVICE, Keyring
from casemgr.core.folder import KEYS, NOTICE, PEOPLE
from casemgr.core.home import Home
from casemgr.core.kept import FOLDER
from casemgr.core.plainly import told_plainly
from casemgr.core.room import RESERVE

TIMES = 3
"""Overwritten so often, for a disk that keeps one place for a file; one that moves what is written anew may keep it."""


def wipe_store(home: Home, store_id: str, keyring: Keyring | None) -> None:
    """Overwrite every key of the store that lies here, then remove its files; others' files in the folder stay.

    The keys go first: killed midway, what is left opens by nothing.
    """
    with told_plainly():
        for path in _keys(home):
            _overwrite(path)
            path.unlink()
    if keyring is not None:
        with suppress(Exception):  # A keyring that is locked or gone keeps a secret that opens nothing any more.
            keyring.delete_password(SERVICE, store_id)
    for folder in (home.backups, home.folder / FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
    wal = [home.store.with_name(home.store.name + end) for end in ("-wal", "-shm")]
    for path in (home.store, *wal, home.attempts, home.release_codes, home.folder / NOTICE, home.folder / RESERVE):
        path.unlink(missing_ok=True)


def _keys(home: Home) -> Iterator[Path]:
    """Every file with keys of the store, those of the copies inside its own folder too; the key file itself first."""
    own = (home.vault, home.people, home.quick, home.mark, *sorted(home.folder.glob(f"*-{PEOPLE}")))
    copies = [path for path in home.backups.rglob("*") if path.name == KEYS or path.name.endswith(PEOPLE)]
    yield from (path for path in (*own, *sorted(copies)) if path.is_file() and not path.is_symlink())


def _overwrite(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b", buffering=0) as file:
        for _time in range(TIMES):
            file.seek(0)
            file.write(secrets.token_bytes(size))
            os.fsync(file.fileno())
