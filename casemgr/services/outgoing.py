"""Files that leave: written beside, tested, registered, and only then given their name."""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from casemgr.core.durable import sync_folder, write_synced
from casemgr.core.errors import Unwritable
from casemgr.i18n import _
from casemgr.services.leaving import Outgoing, checked_out

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no two that look alike, and none that differ only in case
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True)
class Written:
    """A file that left: where it lies, its SHA-256 in hex, its size in bytes."""

    path: Path
    sha256: str
    size: int


def opaque_name(ending: str) -> str:
    """A file name that says nothing of what is inside; the ending comes with its dot."""
    return "NP-" + "".join(secrets.choice(_SIGNS) for _sign in range(12)) + ending


def write_sealed(
    content: Outgoing,
    folder_or_path: Path,
    *,
    check: Callable[[Path], None],
    before_rename: Callable[[Written], None],
) -> Written:
    """Write a sealed file, in a folder under an opaque name; `Unwritable` when the disk refuses.

    `check` opens the file under its temporary name; `before_rename` enters it in the register. If either
    raises, nothing is left behind. A file of that name already there is replaced.
    """
    content = checked_out(content)
    path = folder_or_path / opaque_name(_ending(content)) if folder_or_path.is_dir() else folder_or_path
    written = Written(path, hashlib.sha256(content).hexdigest(), len(content))
    temporary = path.with_name(f".{opaque_name('.part')}")
    try:
        with _in_words():
            write_synced(temporary, content)
            check(temporary)
        before_rename(written)
        with _in_words():
            os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # Some network shares cannot sync a folder, and the file has its name already.
        sync_folder(path.parent)
    return written


def _ending(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return ".pdf"
    if content.startswith(b"BEGIN:VCALENDAR"):
        return ".ics"
    if content.startswith(b"PK"):
        return ".zip"
    return ".html" if content.startswith(b"<!doctype html>") else ".p7m"


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        raise Unwritable(_sentence(trouble)) from trouble


def _sentence(trouble: OSError) -> str:
    if trouble.errno in _FULL:
        return _("There is no room for this file; nothing was saved. Free some space or choose another place.")
    if trouble.errno in _REFUSED:
        return _("This place may not be written to; nothing was saved. Choose another one.")
    return _("This place cannot be reached; nothing was saved. Choose another one.")
