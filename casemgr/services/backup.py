"""Backups: a verified copy of the store with its keys file, and the way back from one."""

import hashlib
import json
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from uuid import UUID

from casemgr.core import vault
from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.desk import Desk
from casemgr.core.durable import replace_whole, sync_folder, write_synced
from casemgr.core.errors import BadFile, CaseError, Unwritable
from casemgr.core.folder import PEOPLE, restored
from casemgr.core.home import Home
from casemgr.core.jobs import Job, Progress, run
from casemgr.core.kept import Kept, copy_kept, damaged, kept_files
from casemgr.core.plainly import told_plainly
from casemgr.core.store import FILE
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.services import key_copies

MANIFEST = "backup.json"
FORMAT = 1


@dataclass(frozen=True)
class Backup:
    """A backup made or found: its folder, the digests of its files, and of the files its records keep.

    `lost` are kept files that were missing or spoiled in the store already when it was made; `people` names the keys
    its people are boxed under, which lie beside the backups and never in one.
    """

    folder: Path
    digests: dict[str, str]
    made_at: str
    kept: tuple[Kept, ...] = ()
    lost: tuple[str, ...] = ()
    people: str = ""


@command(May.BACK_UP)
def note_drill(tx: Tx, digest: str, rows: int) -> None:
    """Write down that a backup was brought back for a try, opened and counted."""
    tx.say(Happened("restore_drill", payload={"sha256": digest, "counted": rows}))


@command(May.BACK_UP)
def note_backup(tx: Tx, digest: str) -> None:
    """Write down that a backup was made, by the digest of its store file."""
    tx.say(Happened("backup", payload={"sha256": digest}))


def back_up(desk: Desk, home: Home, to: Path) -> Job[Backup]:
    """Copy the store and its keys file into a new folder under `to`; the copy is opened and checked first."""
    desk.require(May.BACK_UP, "backup.back_up")
    yield Progress(0, 3, _("Copying the store"))
    now = desk.store.clock()
    folder = _free(to / f"casemgr-{desk.store.code}-{now:%Y%m%dT%H%M%SZ}")
    part = folder.with_name(folder.name + ".part")
    for left in to.glob(f"casemgr-{desk.store.code}-*.part"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        part.mkdir(parents=True, mode=0o700)
        with told_plainly():
            desk.store.back_up(part / FILE)
        files = desk.ask(kept_files)
        lost = tuple(one.name for one in (yield from copy_kept(home.folder, part, files)))
        yield Progress(1, 3, _("Checking the copy"))
        write_synced(part / vault.FILE, home.vault.read_bytes())
        digests = {name: digest_of_file(part / name) for name in (FILE, vault.FILE)}
        whole = tuple(one for one in files if one.name not in lost)
        made = Backup(folder, digests, now.isoformat(), whole, lost, desk.store.people.id)
        replace_whole(part / MANIFEST, _manifest(made, desk.store.id))
        key_copies.put_copy(desk.store, to)
        os.replace(part, folder)
        sync_folder(to)
        yield Progress(2, 3, _("Writing it down"))
        desk.do(note_backup, digests[FILE])
    except OSError as error:
        raise Unwritable(_("The backup could not be written there: the disk is full, read-only or gone.")) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    yield Progress(3, 3)
    return made


def _manifest(made: Backup, store: UUID) -> bytes:
    said = {"format": FORMAT, "store": str(store), "made_at": made.made_at, "files": made.digests}
    kept = {one.name: one.sha256 for one in made.kept}
    return json.dumps(said | {"kept": kept, "lost": made.lost, "people": made.people}, indent=1).encode()


def _free(folder: Path) -> Path:
    """This folder, or one numbered after it where there is such a one already."""
    taken = (folder.with_name(f"{folder.name}-{number}") for number in count(2))
    return next(free for free in chain([folder], taken) if not free.exists())


def read_backup(folder: Path) -> Backup:
    """A backup whose files are those that were written; BadFile when one is missing or changed."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        digests = {str(name): str(digest) for name, digest in said["files"].items()}
        kept = tuple(Kept(_digest(name), _digest(sha256)) for name, sha256 in said.get("kept", {}).items())
        lost = tuple(map(str, said.get("lost", ())))
        found = Backup(folder, digests, str(said["made_at"]), kept, lost, str(said.get("people", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadFile(_("This folder does not hold a backup of a store.")) from error
    for name in (FILE, vault.FILE):
        file = folder / name
        if not file.is_file() or digest_of_file(file) != digests.get(name):
            raise BadFile(_("The backup is damaged: its file {name} is missing or was changed.").format(name=name))
    if run(damaged(folder, kept)):
        raise BadFile(_("The backup is damaged: a file that a record keeps is missing or was changed."))
    return found


def _digest(said: object) -> str:
    """A digest in hex; ValueError for anything else: it becomes the name of a file."""
    if not isinstance(said, str) or not re.fullmatch("[0-9a-f]{64}", said):
        raise ValueError("not a digest")
    return said


def restore(folder: Path, home: Home) -> Job[Home]:
    """Put a checked backup in the place of `home`; what was there is moved aside, never deleted.

    The restored store ends before the mark of the one it replaces, so the next sign-in has to accept the gap.
    """
    yield Progress(0, 2, _("Checking the backup"))
    backup = read_backup(folder)
    if home.folder.resolve() in folder.resolve().parents:
        raise CaseError(_("Copy the backup out of the store's own folder first."))
    keys = key_copies.found(folder, backup.people, home)
    yield Progress(1, 2, _("Putting it in place"))
    if home.folder.exists():
        home.hold().release()
    fresh, whole = home.folder.with_name(home.folder.name + ".restoring"), restored(home.folder)
    try:
        for left in (fresh, whole):
            shutil.rmtree(left, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        for name in (FILE, vault.FILE):
            shutil.copyfile(folder / name, fresh / name)
            _synced(fresh / name)
        for number, file in enumerate(keys):
            write_synced(fresh / f"{number}-{PEOPLE}", file.read_bytes())
        yield from copy_kept(folder, fresh, backup.kept)
        sync_folder(fresh)
        os.replace(fresh, whole)
        _swap(whole, home.folder)
    except OSError as error:
        raise Unwritable(_("The backup could not be put in place; the store is as it was.")) from error
    finally:
        for left in (fresh, whole):
            shutil.rmtree(left, ignore_errors=True)
    yield Progress(2, 2)
    return home


def _swap(fresh: Path, folder: Path) -> None:
    """Put a folder in the place of another, which is moved aside; on a refusal the other is put back."""
    aside = folder.with_name(f"{folder.name}-before-restore-{secrets.token_hex(4)}")
    there = folder.exists()
    if there:
        os.replace(folder, aside)
    try:
        os.replace(fresh, folder)
    except OSError:
        if there:
            os.replace(aside, folder)
        raise
    sync_folder(folder.parent)


def _synced(path: Path) -> None:
    """Have a copied file on the disk, whatever comes next."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
