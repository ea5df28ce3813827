"""The work a torture interrupts: a folder for each case, and each kind of work, told step by step as it is saved."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from casemgr import app
from casemgr.app import Shift
from casemgr.core.access import Role
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.stretch import Effort
from casemgr.core.vault import Vault
from casemgr.records import attachments
from casemgr.records.attachments import AttachDraft
from casemgr.records.imports import import_contacts
from casemgr.services.backup import back_up, restore
from casemgr.services.hsds.load import import_directory
from casemgr.services.summary.export import Wanted, export_summary
from tests.builders import a_contact, a_neighborhood, a_place
from tests.hsds_reading import EXAMPLES
from tests.imports.conftest import log, said
from tests.stations import ADMIN, ADMIN_PHRASE, SETUP, opened
from tests.stores import make as kept

GO, DONE = "go", "done"
SAVES, FILES, ROWS, REKEYS = 12, 6, 40, 2
ALL = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.OFFICER, Role.RECORDS_CUSTODIAN)
OLD = "v0001"
BEFORE, SINCE = "Before the backup", "Since the backup"


@dataclass(frozen=True)
class Case:
    """One folder to do harm in: its store, an older store, its backups and what it exported."""

    folder: Path

    @property
    def home(self) -> Home:
        return Home(self.folder / "store")

    @property
    def old(self) -> Home:
        return Home(self.folder / "old")

    @property
    def disk(self) -> Path:
        return self.folder / "disk"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def backup(self) -> Path:
        """The backup that was made with the case."""
        return self.folder / "safe"

    def copied(self, to: Path) -> "Case":
        """The same case in a folder of its own."""
        shutil.copytree(self.folder, to)
        return Case(to)


def prepared(folder: Path) -> Case:
    """A case to copy: a small store with a backup older than it, and a store of the first release, cheap to open."""
    case = Case(folder)
    for path in (case.disk, case.out):
        path.mkdir(parents=True)
    shift, _code = app.create(case.home, replace(SETUP, roles=ALL))
    flats = a_neighborhood(shift.desk)
    a_place(shift.desk, BEFORE, neighborhood_id=flats)
    a_contact(shift.desk, flats, headline="Asked about a lamp")
    made = run(back_up(shift.desk, case.home, folder / "first"))
    made.folder.rename(case.backup)
    for keys in (folder / "first").iterdir():
        keys.rename(folder / keys.name)
    a_place(shift.desk, SINCE, neighborhood_id=flats)
    shift.end()
    shutil.copytree(kept.STORES / OLD, case.old.folder)
    keys = Vault.load(case.old.vault, effort=Effort.TEST)
    keys.change_passphrase(kept.ADMIN, kept.PASSPHRASE, ADMIN_PHRASE)
    keys.save(case.old.vault)
    return case


def saving(shift: Shift, _case: Case, tell: Connection) -> None:
    """Log contacts, tidying the file now and then as the window does when nobody types."""
    place = a_neighborhood(shift.desk, "N2", "Mill Hill")
    for number in range(SAVES):
        tell.send((str(a_contact(shift.desk, place, headline=headline(number))), headline(number)))
        if number % 4 == 3:
            shift.desk.store.idle()


def headline(number: int) -> str:
    """What the contact of this number is about."""
    return f"Lamp {number} is dark"


def attaching(shift: Shift, _case: Case, tell: Connection) -> None:
    """Put files on a place."""
    place = a_place(shift.desk, "With files")
    for number in range(FILES):
        draft = AttachDraft(about_kind="places", about_id=place, name=f"note {number}.txt")
        tell.send((str(shift.desk.do(attachments.attach, draft, file_content(number))), number))


def file_content(number: int) -> bytes:
    """What is in the file of this number."""
    return f"Note {number}. ".encode() * 5_000


def older_log(shift: Shift, _case: Case, tell: Connection) -> None:
    """Take an older log over, all of it in one step."""
    text = log(*(f"03/05/2019 14:30,Walk & talk,{ADMIN},N1,Lamp {n} is dark,,,,," for n in range(ROWS)))
    tell.send(str(shift.desk.do(import_contacts, "old.csv", text, said())))


def a_directory(shift: Shift, _case: Case, tell: Connection) -> None:
    """Bring a published directory in."""
    tell.send(str(run(import_directory(shift.desk, EXAMPLES / "3.0")).id))


def backing_up(shift: Shift, case: Case, tell: Connection) -> None:
    """Make a backup."""
    tell.send(run(back_up(shift.desk, case.home, case.disk)).folder.name)


def exporting(shift: Shift, case: Case, tell: Connection) -> None:
    """Save the month as a sealed file."""
    left = run(export_summary(shift.desk, Wanted(f"{shift.desk.store.clock():%Y-%m}"), case.out))
    tell.send((left.path.name, left.passphrase))


def rekeying(shift: Shift, _case: Case, tell: Connection) -> None:
    """Put the store under new keys, and again."""
    for _turn in range(REKEYS):
        shift.rekey()
        tell.send(shift.opened.generation)


SIGNED_IN: dict[str, Callable[[Shift, Case, Connection], None]] = {
    "saving": saving,
    "attaching": attaching,
    "older log": older_log,
    "directory": a_directory,
    "backup": backing_up,
    "export": exporting,
    "rekey": rekeying,
}
KINDS = (*SIGNED_IN, "migration", "restore")


def work(kind: str, folder: Path, tell: Connection) -> None:
    """Do one kind of work in a case: GO is told when it begins, DONE at its end, and in between what is saved."""
    case = Case(folder)
    if kind in SIGNED_IN:
        shift = opened(case.home)
        tell.send(GO)
        SIGNED_IN[kind](shift, case, tell)
        shift.end()
    else:
        tell.send(GO)
        if kind == "migration":
            opened(case.old).end()
        else:
            run(restore(case.backup, case.home))
        tell.send(kind)
    tell.send(DONE)
