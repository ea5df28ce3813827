"""Kept files: each sealed under a key of its own in a row, in a folder of the store, named by its keyed digest."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy import select as select_rows
from sqlmodel import Field, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.durable import replace_whole, sync_folder
from casemgr.core.errors import CaseError, StoreDamaged, Unwritable
from casemgr.core.jobs import Job, Progress
from casemgr.core.keys import KEY_BYTES
from casemgr.core.record import Row
from casemgr.core.sealing import NONCE_BYTES, TAG_BYTES, lock, unlock
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _

FOLDER = "kept"
MOST_BYTES = 20 * 2**20
"""The most that one file may hold."""
_SEALED_MOST = MOST_BYTES + NONCE_BYTES + TAG_BYTES
_NAMES = 1
FILES_OF: dict[type[Row], tuple[str, ...]] = {}
"""By table the columns that name kept files: a backup holds the keys of those with the rows that name them."""


@told(secret="key", kept="standing", rest="fact")
class KeptSecret(Row, table=True):
    """The key under which this store names its files: without it nobody can tell whether it holds a known one."""

    __tablename__ = "kept_secret"  # type: ignore[assignment]
    id: int = Field(primary_key=True)
    key: bytes


@told(key="name sha256", secret="key", kept="standing", rest="fact")
class KeptFile(Row, table=True):
    """The key of one kept file; `sha256` is that of the sealed bytes on the disk, `size` that of what is inside."""

    __tablename__ = "kept_file"  # type: ignore[assignment]
    name: str = Field(primary_key=True, max_length=64)
    key: bytes
    size: int
    sha256: str = Field(max_length=64)


@dataclass(frozen=True)
class Kept:
    """What is known of a kept file without its key: its name in the folder, and the digest of its sealed bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Damage:
    """A kept file that is missing or is not as it was written."""

    name: str
    missing: bool


@query(May.BACK_UP)
def kept_files(tx: Tx) -> tuple[Kept, ...]:
    """Every file this store keeps, in the order of their names."""
    rows = tx.exec(select(KeptFile.name, KeptFile.sha256).order_by(col(KeptFile.name)))
    return tuple(Kept(name, sha256) for name, sha256 in rows)


def put(tx: Tx, content: bytes) -> str:
    """Keep a content and give its name; the sealed file is on the disk, synced, before its row can be committed.

    A content there is already is kept once; where its file was lost or spoiled this makes it whole again.
    """
    if not 0 < len(content) <= MOST_BYTES:
        raise ValueError("a kept file has one byte at least, and a limit")
    name = hmac.new(_naming_key(tx), content, hashlib.sha256).hexdigest()
    row = tx.get(KeptFile, name)
    if row is not None and _read(tx.store.home, name, row.sha256) is not None:
        return name
    key = row.key if row is not None else secrets.token_bytes(KEY_BYTES)
    sealed = lock(key, content, _about(name))
    _write(tx.store.home, name, sealed)
    row = row or KeptFile(name=name, key=key, size=len(content), sha256="")
    row.sha256 = hashlib.sha256(sealed).hexdigest()
    tx.add(row)
    tx.flush()
    return name


def content_of(tx: Tx, name: str) -> bytes:
    """What a kept file holds; StoreDamaged, in a sentence, where it is missing or was altered."""
    row = tx.get(KeptFile, name)
    sealed = None if row is None else _read(tx.store.home, name, row.sha256)
    inside = None if row is None or sealed is None else unlock(row.key, sealed, _about(name))
    if inside is None:
        if (tx.store.home / FOLDER / name).is_file() and row is not None:
            raise StoreDamaged(_("This file was altered or is damaged. Bring it back from a backup, or add it again."))
        raise StoreDamaged(_("This file is missing from the store. Bring it back from a backup, or add it again."))
    return bytes(inside)


def forget(tx: Tx, name: str) -> None:
    """Drop the key of a kept file: nothing opens it again, and `sweep` removes what is left of it."""
    row = tx.get(KeptFile, name)
    if row is not None:
        tx.delete(row)


def damaged(home: Path, files: Sequence[Kept]) -> Job[tuple[Damage, ...]]:
    """The job that reads every file in the folder of a store or backup and names those that do not hold."""
    found: list[Damage] = []
    for done, one in enumerate(files):
        yield Progress(done, len(files), _("Checking the kept files"))
        if _read(home, one.name, one.sha256) is None:
            found.append(Damage(one.name, missing=not (home / FOLDER / one.name).is_file()))
    yield Progress(len(files), len(files))
    return tuple(found)


def copy_kept(home: Path, to: Path, files: Sequence[Kept]) -> Job[tuple[Damage, ...]]:
    """The job that copies every sealed file into the folder of another home, each whole; what does not hold is named.

    A file that lies there already, as it should be, is not copied again.
    """
    found: list[Damage] = []
    for done, one in enumerate(files):
        yield Progress(done, len(files), _("Copying the kept files"))
        if _read(to, one.name, one.sha256) is not None:
            continue
        sealed = _read(home, one.name, one.sha256)
        if sealed is None:
            found.append(Damage(one.name, missing=not (home / FOLDER / one.name).is_file()))
        else:
            _write(to, one.name, sealed)
    yield Progress(len(files), len(files))
    return tuple(found)


def sweep(home: Path, connection: Connection) -> int:
    """Remove the files no row names; the caller holds the store's write lock, so that none is just being kept."""
    folder = home / FOLDER
    if not folder.is_dir():
        return 0
    names = set(connection.execute(select_rows(KeptFile.__table__.c.name)).scalars())  # type: ignore[attr-defined]
    return _remove(folder, names)


def _remove(folder: Path, names: Collection[str]) -> int:
    gone = 0
    for path in folder.iterdir():
        if path.name not in names and path.is_file():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _naming_key(tx: Tx) -> bytes:
    row = tx.get(KeptSecret, _NAMES)
    if row is None:
        row = KeptSecret(id=_NAMES, key=secrets.token_bytes(KEY_BYTES))
        tx.add(row)
        tx.flush()
    return row.key


def _about(name: str) -> bytes:
    return b"casemgr kept 1 " + name.encode()


def _read(home: Path, name: str, sha256: str) -> bytes | None:
    """The sealed bytes as they were written; None where they are missing or others. Never more than the limit."""
    try:
        with (home / FOLDER / name).open("rb") as file:
            sealed = file.read(_SEALED_MOST + 1)
    except OSError:
        return None
    return sealed if hashlib.sha256(sealed).hexdigest() == sha256 else None


def _write(home: Path, name: str, sealed: bytes) -> None:
    folder = home / FOLDER
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            sync_folder(home)
        replace_whole(folder / name, sealed)
    except (OSError, CaseError) as error:
        said = _("The file could not be kept: the disk is full, read-only or gone. Nothing was saved.")
        raise Unwritable(said) from error
