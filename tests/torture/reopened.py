"""What must hold of a case opened after harm: clean, nothing acknowledged lost, no half file under a full name."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from pypdf import PdfReader

from casemgr.app import Shift
from casemgr.core import general, migrate
from casemgr.core.errors import StoreGap
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.kept import damaged, kept_files
from casemgr.core.stretch import Effort
from casemgr.records import attachments, contacts, directory, exports, places
from casemgr.services.backup import back_up, read_backup
from casemgr.services.backup_rounds import drill
from tests.builders import a_place
from tests.stations import opened
from tests.torture.work import BEFORE, DONE, ROWS, SINCE, Case, file_content, headline

Told = Sequence[Any]
TABLES = 21
"""So many tables of the directory that is brought in have rows."""


@contextmanager
def signed_in(home: Home, *, accept_gap: bool = False) -> Any:
    """The store opened as its user does, found clean, worked in, and closed."""
    shift = opened(home, accept_gap=accept_gap)
    try:
        yield shift
        a_place(shift.desk, "Written afterwards")
        clean(shift)
    finally:
        shift.end()


def clean(shift: Shift) -> None:
    """The file, the search index, the files on records and the whole audit hold."""
    assert (found := shift.desk.store.problems()) == [], found
    assert run(shift.desk.store.auditing()).broken is None, "the audit is broken"
    assert run(damaged(shift.home.folder, shift.desk.ask(kept_files))) == (), "a kept file is damaged"


def names(shift: Shift) -> set[str]:
    """The places there are."""
    return {row.name for row in shift.desk.ask(places.places).rows}


def check(kind: str, case: Case, told: Told) -> None:
    """See that a case of this kind of work is as it must be; AssertionError says what is not."""
    if kind == "restore":
        _restored(case, told)
    elif kind == "migration":
        _migrated(case)
    else:
        with signed_in(case.home) as shift:
            assert names(shift) >= {BEFORE, SINCE}, "older rows are lost"
            CHECKS[kind](shift, case, [said for said in told if said != DONE])


def _saved(shift: Shift, _case: Case, told: Told) -> None:
    there = {str(row.id): row.headline for row in shift.desk.ask(contacts.contacts).rows}
    assert dict(told).items() <= there.items(), "an acknowledged contact is lost"
    assert sorted(there.values())[1:] == sorted(map(headline, range(len(there) - 1))), "a contact nobody wrote"
    assert len(told) <= len(there) - 1 <= len(told) + 1, "more was saved than was begun"


def _attached(shift: Shift, _case: Case, told: Told) -> None:
    for id, number in told:
        content = shift.desk.ask(attachments.content, UUID(id)).content
        assert content == file_content(number), "an acknowledged file is lost"


def _older_log(shift: Shift, _case: Case, told: Told) -> None:
    taken = len(shift.desk.ask(contacts.contacts).rows) - 1
    assert taken in ((ROWS,) if told else (0, ROWS)), f"{taken} rows of {ROWS} were taken over"


def _directory(shift: Shift, _case: Case, told: Told) -> None:
    filled = sum(bool(rows) for rows in shift.desk.ask(directory.stock).digests.values())
    assert filled in ((TABLES,) if told else (0, TABLES)), f"{filled} tables of {TABLES} are filled"
    assert len(shift.desk.ask(directory.imports)) == bool(filled), "the import is not written down"


def _backed_up(shift: Shift, case: Case, told: Told) -> None:
    made = {path.name for path in case.disk.iterdir() if path.is_dir() and path.suffix != ".part"}
    assert made >= set(told), "an acknowledged backup is gone"
    for name in made:
        assert read_backup(case.disk / name).lost == ()
        assert run(drill(shift.desk, case.home, shift.opened, case.disk / name, Effort.TEST)) > 0
    run(back_up(shift.desk, case.home, case.disk))
    assert not list(case.disk.glob("*.part")), "what a killed backup left is never cleared away"


def _exported(shift: Shift, case: Case, told: Told) -> None:
    files = {path.name: path for path in case.out.iterdir() if not path.name.startswith(".")}
    register = {row.sha256 for row in shift.desk.ask(exports.exports).rows}
    for path in files.values():
        assert hashlib.sha256(path.read_bytes()).hexdigest() in register, "a file left that is half or not written down"
        assert PdfReader(path).is_encrypted, "a file left in the clear"
    for name, passphrase in told:
        assert name in files, "an acknowledged export is gone"
        assert PdfReader(files[name], password=passphrase).pages[0].extract_text(), "an export that does not open"


def _rekeyed(shift: Shift, case: Case, told: Told) -> None:
    assert shift.opened.generation >= max(told, default=1), "acknowledged keys are gone"
    assert shift.opened.pending is None, "a change of keys that nobody settled"
    assert not migrate.unfinished(case.home.store).exists(), "a half copy of the store is left"
    shift.rekey()


CHECKS: dict[str, Callable[[Shift, Case, Told], None]] = {
    "saving": _saved,
    "attaching": _attached,
    "older log": _older_log,
    "directory": _directory,
    "backup": _backed_up,
    "export": _exported,
    "rekey": _rekeyed,
}


def _migrated(case: Case) -> None:
    with signed_in(case.old) as shift:
        assert {hit.kind for hit in shift.desk.ask(general.find, "Harbor")} >= {"places", "people"}, "rows are lost"
        copies = list(case.old.backups.glob("*.db"))
        assert copies, "migrated without a copy"
        for copy in copies:
            assert migrate.check(copy, shift.opened.store_keys.database) == [], "a copy under its name is not whole"


def _restored(case: Case, told: Told) -> None:
    try:
        with signed_in(case.home) as shift:
            assert names(shift) == {BEFORE, SINCE}, "neither the store nor the backup"
        assert not told, "an acknowledged restore did not stay"
    except StoreGap:
        with signed_in(case.home, accept_gap=True) as shift:
            assert names(shift) == {BEFORE}, "neither the store nor the backup"
        for aside in _set_aside(case.home.folder):
            with signed_in(Home(aside)) as shift:
                assert names(shift) == {BEFORE, SINCE}, "what was moved aside is not whole"


def _set_aside(folder: Path) -> list[Path]:
    found = list(folder.parent.glob(f"{folder.name}-before-restore-*"))
    assert found, "what was there before the restore is gone"
    return found
