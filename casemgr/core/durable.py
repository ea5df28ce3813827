"""Small files that are whole or as they were: written beside, synced, renamed."""

import os
import secrets
from pathlib import Path

from casemgr.core.errors import Unwritable
from casemgr.i18n import _


def replace_whole(path: Path, content: bytes) -> None:
    """Put `content` in place of the file in one step, for its owner only; Unwritable if the disk refuses."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            write_synced(beside, content)
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        said = _("The file {name} could not be saved: the disk is full, read-only or gone.")
        raise Unwritable(said.format(name=path.name)) from error


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file for its owner only, on the disk before this returns."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename outlast a power cut; Windows has no such call for folders and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
