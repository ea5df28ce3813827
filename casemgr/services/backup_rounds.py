"""Backups in their round: when one is due, which of them stay, and the drill that brings one back for a try."""

import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from casemgr.core import boxed, engine, migrate, vault
from casemgr.core.access import May
from casemgr.core.audit_reading import last_at
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile, StoreDamaged, Unwritable
from casemgr.core.folder import PEOPLE
from casemgr.core.home import Home
from casemgr.core.jobs import Job, Progress
from casemgr.core.opened import Opened
from casemgr.core.plainly import told_plainly
from casemgr.core.settings import BACKUP_FOLDER, text_setting, threshold
from casemgr.core.store import FILE
from casemgr.core.stretch import Effort
from casemgr.core.tx import Tx
from casemgr.core.vault import Vault
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.services import key_copies
from casemgr.services.backup import MANIFEST, Backup, back_up, note_drill, read_backup

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many days, weeks and months keep their newest backup."""


@dataclass(frozen=True)
class Standing:
    """Where the backups of a store stand; a moment is None for what was never done."""

    folder: str
    last: datetime | None
    due: bool
    last_drill: datetime | None
    drill_due: bool


@query(May.BACK_UP)
def backup_standing(tx: Tx) -> Standing:
    """When the last backup was made and one was last tried out, and whether either is due."""
    last, drill = last_at(tx, "backup"), last_at(tx, "restore_drill")
    return Standing(
        text_setting(tx, BACKUP_FOLDER),
        last,
        last is None or tx.now - last >= timedelta(days=threshold(tx, "backup_days")),
        drill,
        drill is None or tx.now - drill >= timedelta(days=threshold(tx, "drill_days")),
    )


def back_up_if_due(desk: Desk, home: Home) -> Job[Backup | None]:
    """Make the backup that is due, in the agency's folder, and let go of those that have had their time.

    None when none is due or no folder is chosen; Unwritable when the folder or drive is not there.
    """
    standing = desk.ask(backup_standing)
    if not standing.folder or not standing.due:
        return None
    folder = Path(standing.folder)
    if not folder.is_dir():
        raise Unwritable(_("The folder for backups is not there. Plug its drive in, or choose another folder."))
    made = yield from back_up(desk, home, folder)
    rotate(folder, desk.store.id, keep=made.folder)
    return made


def backups_in(folder: Path, store: UUID) -> list[tuple[datetime, Path]]:
    """The backups of a store in a folder, newest first, by what each says of itself."""
    found = []
    for manifest in folder.glob(f"*/{MANIFEST}"):
        try:
            said = json.loads(manifest.read_bytes())
            if said["store"] == str(store):
                found.append((datetime.fromisoformat(said["made_at"]), manifest.parent))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
    return sorted(found, key=lambda one: (one[0].timestamp(), str(one[1])), reverse=True)


def stays(made: Iterable[datetime]) -> set[datetime]:
    """Of moments in any order those whose backup stays: the newest of each of the last days, weeks and months."""
    kept: set[datetime] = set()
    newest_first = sorted(made, reverse=True)
    for period, most in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        newest: dict[str, datetime] = {}
        for moment in newest_first:
            newest.setdefault(moment.strftime(period), moment)
        kept |= set(list(newest.values())[:most])
    return kept


def rotate(folder: Path, store: UUID, *, keep: Path) -> list[Path]:
    """Remove the backups of this store that have had their time, and give their folders; never `keep`."""
    found = backups_in(folder, store)
    stay = stays(moment for moment, _path in found)
    gone = [path for moment, path in found if moment not in stay and path != keep]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return gone


def damaged_backups(desk: Desk) -> Job[list[str]]:
    """The names of the agency's backups whose files are not those that were written; its folder's, where it is gone."""
    folder = desk.ask(backup_standing).folder
    if not folder:
        return []
    if not Path(folder).is_dir():
        return [folder]
    found, damaged = backups_in(Path(folder), desk.store.id), []
    for number, (_moment, path) in enumerate(found):
        yield Progress(number, len(found), _("Checking the backups"))
        try:
            read_backup(path)
        except BadFile:
            damaged.append(path.name)
    return damaged


def drill(desk: Desk, home: Home, opened: Opened, folder: Path, effort: Effort | None = None) -> Job[int]:
    """Bring a backup back into a folder of its own, open it with one's own key, check and count it, and wipe it.

    Gives how many rows it holds. BadFile or StoreDamaged when it does not hold, WrongKey when one's key is not in it.
    """
    desk.require(May.BACK_UP, "backup.drill")
    yield Progress(0, 3, _("Checking the backup"))
    backup = read_backup(folder)
    with told_plainly(), tempfile.TemporaryDirectory(prefix="drill-", dir=home.folder) as beside:
        copy = Path(beside) / FILE
        shutil.copyfile(folder / FILE, copy)
        for number, file in enumerate(key_copies.found(folder, backup.people, home)):
            shutil.copyfile(file, Path(beside) / f"{number}-{PEOPLE}")
        keys = Vault.load(folder / vault.FILE, effort=effort)
        yield Progress(1, 3, _("Opening it"))
        rows = _counted(keys, opened, Home(Path(beside)))
    yield Progress(2, 3, _("Writing it down"))
    desk.do(note_drill, backup.digests[FILE], rows)
    yield Progress(3, 3)
    return rows


def _counted(keys: Vault, opened: Opened, home: Home) -> int:
    then = keys.open_with_key(opened.slot_id, opened.private_key)
    try:
        boxed.bring_home(home, keys.store_id, then.store_keys)
        if migrate.check(home.store, then.store_keys.database):
            raise StoreDamaged(_("The backup opens, but does not check out. Make a new one now."))
        raw = engine.connect(home.store, then.store_keys.database)
        try:
            tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return sum(raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables)
        finally:
            raw.close()
    finally:
        then.forget()
