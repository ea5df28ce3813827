"""What the disk and the store file refuse, turned into sentences; everything else is a bug and passes."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from casemgr.core.engine import sqlcipher
from casemgr.core.errors import CaseError, StoreBusy, StoreDamaged, Unlogged, Unwritable
from casemgr.i18n import _

LOG = logging.getLogger(__name__)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_PRIMARY = 0xFF
"""SQLite's extended error codes carry the plain one in their last byte."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raise a sentence where the disk is full, closed or failing, or the store damaged or busy."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as trouble:
        told = _sentence(getattr(trouble, "orig", trouble))
        if told is None:
            raise
        raise told from trouble


@contextmanager
def told_of_the_log() -> Iterator[None]:
    """Raise Unlogged where an entry is refused, with the disk's reason; a damaged or busy store is told as such.

    The program's own log says it too, for whoever looks after the computer (CJIS AU-5).
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as trouble:
        told = _sentence(getattr(trouble, "orig", trouble))
        if told is not None and not isinstance(told, Unwritable):
            raise told from trouble
        why = getattr(getattr(trouble, "orig", trouble), "sqlite_errorname", "")
        LOG.critical("no audit entry can be written: %s", why)
        said = _("Nothing can be saved: the log cannot be written. What you typed is still there.")
        raise Unlogged(said if told is None else f"{said} {told.sentence}") from trouble


def _sentence(trouble: object) -> CaseError | None:
    code = getattr(trouble, "sqlite_errorcode", 0) & _PRIMARY
    number = trouble.errno if isinstance(trouble, OSError) else None
    if code == sqlcipher.SQLITE_FULL or number in _FULL:
        return Unwritable(_("The disk is full. Free some space and try again; nothing is lost."))
    if code in (sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_CANTOPEN, sqlcipher.SQLITE_PERM) or number in _CLOSED:
        return Unwritable(_("The store cannot be written here. Check the folder and try again."))
    if code == sqlcipher.SQLITE_IOERR or number == errno.EIO:
        return Unwritable(_("The disk refuses to read or write: it may be full or failing. Nothing saved is lost."))
    if code in (sqlcipher.SQLITE_NOTADB, sqlcipher.SQLITE_CORRUPT):
        return StoreDamaged(_("The store file is damaged. Restore a backup; nothing was changed."))
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return StoreBusy(_("The store is busy with other work. Try again in a moment."))
    return None
