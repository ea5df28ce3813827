"""Bring a store to the schema of this program: newer refused, older copied, verified, then migrated."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from casemgr.core.durable import sync_folder
from casemgr.core.engine import connect, sqlcipher
from casemgr.core.errors import StoreDamaged, StoreTooNew, Unwritable
from casemgr.i18n import _

FOLDER = Path(__file__).parent / "migrations"
COPIES = "before-*.db"
"""Copies of the file made before an upgrade."""
LATEST = max((int(step.name[:4]) for step in (FOLDER / "versions").glob("0*.py")), default=0)
"""The schema this program writes; kept in the file as its user_version."""


def schema_of(connection: Any) -> int:
    """The schema of an open store file; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_age(path: Path, key: bytes | bytearray) -> int:
    """The schema of the store at `path`; StoreTooNew for a newer one, StoreDamaged for a file that holds none."""
    raw = connect(path, key, guarded=False)
    try:
        return _known(schema_of(raw))
    finally:
        raw.close()


def _known(schema: int) -> int:
    if schema > LATEST:
        raise StoreTooNew(_("A newer Casemgr wrote this store. Install that version; nothing was changed."))
    if not schema:
        raise StoreDamaged(_("The store file is empty. Restore a backup; nothing was changed."))
    return schema


def create(path: Path, key: bytes | bytearray) -> None:
    """A new store file at the schema of this program."""
    raw = connect(path, key, guarded=False, make=True)
    try:
        _run(raw)
    finally:
        raw.close()


def bring_up(path: Path, key: bytes | bytearray, backups: Path, now: datetime) -> Path | None:
    """Migrate the store at `path` if it is older; returns the verified copy made before, if one was needed."""
    raw = connect(path, key, guarded=False)
    try:
        if _known(schema_of(raw)) == LATEST:
            return None
        copy = copied(raw, key, backups / COPIES.replace("*", f"{LATEST:04d}-{now:%Y%m%d%H%M%S}"))
        _run(raw)
        return copy
    finally:
        raw.close()


def copied(raw: Any, key: bytes | bytearray, to: Path, *, pointing: bool = True) -> Path:
    """A verified copy of an open store under the same key; it gets its name only when it checks out."""
    to.parent.mkdir(parents=True, exist_ok=True)
    part = unfinished(to)
    part.unlink(missing_ok=True)
    raw.execute("VACUUM INTO ?", (str(part),))
    _checked_out(part, key, pointing=pointing)
    os.replace(part, to)
    sync_folder(to.parent)
    return to


def copied_under(raw: Any, key: bytes | bytearray, beside: Path) -> Path:
    """A verified copy of an open store under another key, still under the name of an unfinished one."""
    part = unfinished(beside)
    part.unlink(missing_ok=True)
    target = connect(part, key, guarded=False, make=True)
    try:
        raw.backup(target)
    except sqlcipher.Error as error:
        # The copy tells no code with its refusals, but it only ever writes this file.
        target.close()
        part.unlink(missing_ok=True)
        raise Unwritable(_("The store could not be copied: the disk is full or refuses. Nothing changed.")) from error
    target.close()
    _checked_out(part, key)
    return part


def unfinished(file: Path) -> Path:
    """The name a copy has until it checks out."""
    return file.with_suffix(".part")


def _checked_out(part: Path, key: bytes | bytearray, *, pointing: bool = True) -> None:
    """See that a copy is whole, and on the disk; else it is removed."""
    if check(part, key, pointing=pointing):
        part.unlink(missing_ok=True)
        raise StoreDamaged(_("The copy of the store did not check out, so nothing was changed."))
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def check(path: Path, key: bytes | bytearray, *, pointing: bool = True) -> list[str]:
    """What the encrypted file's own checks find wrong; the log is moved in first, or they would raise false alarms.

    Without `pointing` a row may point to one that is not there: in a backup people lie in boxes.
    """
    raw = connect(path, key, guarded=False)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        found = [row[0] for row in raw.execute("PRAGMA cipher_integrity_check")]
        found += [row[0] for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if pointing:
            found += [f"foreign key: {row[0]}" for row in raw.execute("PRAGMA foreign_key_check")]
        if schema_of(raw):
            raw.execute("INSERT INTO search(search, rank) VALUES('integrity-check', 1)")
        return found
    except sqlcipher.DatabaseError as trouble:
        return [str(trouble)]
    finally:
        raw.close()


def _run(raw: Any) -> None:
    """All steps in one transaction: killed midway, the store is what it was."""
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        connection.exec_driver_sql(f"PRAGMA user_version={LATEST}")
