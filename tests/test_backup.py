"""Backups: whole and checked when made, refused when touched, and put back without losing anything."""

import json
import shutil
from pathlib import Path
from uuid import UUID

import pytest

from casemgr.core import audit_reading
from casemgr.core.errors import BadFile, CaseError, NotAllowed, StoreBusy, StoreGap, Unwritable
from casemgr.core.folder import restored
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.kept import FOLDER
from casemgr.records import attachments, places
from casemgr.records.attachments import AttachDraft
from casemgr.services.backup import Backup, back_up, read_backup, restore
from tests.builders import a_person, a_place
from tests.stations import OFFICER, OFFICER_PHRASE, contents, opened

WORD = "Quetzalcoatl"


def names(home: Home, *, accept_gap: bool = False) -> list[str]:
    shift = opened(home, accept_gap=accept_gap)
    try:
        assert run(shift.desk.store.auditing()).broken is None
        return [row.name for row in shift.desk.ask(places.places).rows]
    finally:
        shift.end()


def backed_up(home: Home, to: Path) -> Backup:
    """A backup of a store with one place and one person in it."""
    shift = opened(home)
    a_place(shift.desk, "Before")
    a_person(shift.desk, WORD, WORD)
    made = run(back_up(shift.desk, home, to))
    a_place(shift.desk, "Since then")
    shift.end()
    return made


class TestMaking:
    def test_a_backup_is_whole_and_sealed(self, home: Home, tmp_path: Path) -> None:
        made = backed_up(home, tmp_path / "disk")
        assert read_backup(made.folder) == made
        assert {path.name for path in made.folder.iterdir()} == {"store.db", "vault.json", "backup.json"}
        beside = [path.name for path in (tmp_path / "disk").iterdir() if path != made.folder]
        assert len(beside) == 1
        assert beside[0].startswith("casemgr-7Q4M-people-")
        for path in made.folder.iterdir():
            assert WORD.encode() not in path.read_bytes()

    def test_a_backup_is_written_down_by_its_digest(self, home: Home, tmp_path: Path) -> None:
        backed_up(home, tmp_path / "disk")
        shift = opened(home)
        said = shift.desk.ask(audit_reading.audit_entries, size=1000).entries
        assert [entry.outcome for entry in said if entry.action == "backup"] == ["success"]
        shift.end()

    def test_two_backups_within_a_second_are_two(self, home: Home, tmp_path: Path) -> None:
        shift = opened(home)
        first, second = (run(back_up(shift.desk, home, tmp_path / "disk")) for _each in range(2))
        shift.end()
        assert first.folder != second.folder
        assert read_backup(first.folder) == first
        assert read_backup(second.folder) == second

    def test_only_those_who_may_make_one(self, home: Home, tmp_path: Path) -> None:
        shift = opened(home, OFFICER, OFFICER_PHRASE)
        with pytest.raises(NotAllowed):
            run(back_up(shift.desk, home, tmp_path / "disk"))
        shift.end()
        assert not (tmp_path / "disk").exists()
        shift = opened(home)
        said = shift.desk.ask(audit_reading.audit_entries, size=1000).entries
        assert [entry.reason for entry in said if entry.action == "refused"] == ["backup.back_up"]
        shift.end()

    def test_where_it_cannot_be_written_that_is_a_sentence(self, home: Home, tmp_path: Path) -> None:
        (tmp_path / "disk").write_text("a file where a folder should be")
        shift = opened(home)
        with pytest.raises(Unwritable):
            run(back_up(shift.desk, home, tmp_path / "disk"))
        shift.end()

    def test_one_that_is_cancelled_leaves_nothing(self, home: Home, tmp_path: Path) -> None:
        shift = opened(home)
        for steps in (1, 2, 3):
            job = back_up(shift.desk, home, tmp_path / "disk")
            for _step in range(steps):
                next(job)
            job.close()
        shift.end()
        assert list((tmp_path / "disk").iterdir()) == []


class TestRestoring:
    def test_what_was_backed_up_is_back_and_what_was_there_is_kept_aside(self, home: Home, tmp_path: Path) -> None:
        made = backed_up(home, tmp_path / "disk")
        there = contents(home.folder)
        run(restore(made.folder, home))
        (aside,) = home.folder.parent.glob("store-before-restore-*")
        assert contents(aside) == there
        with pytest.raises(StoreGap):
            names(home)
        assert names(home, accept_gap=True) == ["Before"]
        assert names(home) == ["Before"]

    def test_one_cut_short_as_it_changed_folders_ends_when_the_store_is_next_opened(
        self, home: Home, tmp_path: Path
    ) -> None:
        """Killed when the store was moved aside, and the backup had not yet its place."""
        made = backed_up(home, tmp_path / "disk")
        run(restore(made.folder, home))
        home.folder.rename(restored(home.folder))
        assert home.there
        assert names(home, accept_gap=True) == ["Before"]
        assert not restored(home.folder).exists()

    def test_on_a_new_computer(self, home: Home, tmp_path: Path) -> None:
        made = backed_up(home, tmp_path / "disk")
        shutil.rmtree(home.folder)
        fresh = Home(tmp_path / "new" / "place")
        run(restore(made.folder, fresh))
        assert names(fresh, accept_gap=True) == ["Before"]

    def test_not_while_the_store_is_open(self, home: Home, tmp_path: Path) -> None:
        made = backed_up(home, tmp_path / "disk")
        shift = opened(home)
        with pytest.raises(StoreBusy):
            run(restore(made.folder, home))
        shift.end()
        assert names(home) == ["Before", "Since then"]

    def test_not_from_inside_the_store_it_would_replace(self, home: Home) -> None:
        made = backed_up(home, home.backups)
        with pytest.raises(CaseError, match="out of the store"):
            run(restore(made.folder, home))
        assert names(home) == ["Before", "Since then"]

    @pytest.mark.parametrize("name", ["store.db", "vault.json", "backup.json"])
    @pytest.mark.parametrize("how", ["missing", "changed", "cut"])
    def test_a_damaged_backup_is_refused_and_nothing_touched(
        self, home: Home, tmp_path: Path, name: str, how: str
    ) -> None:
        made = backed_up(home, tmp_path / "disk")
        before = contents(home.folder)
        file = made.folder / name
        content = bytearray(file.read_bytes())
        if how == "missing":
            file.unlink()
        elif how == "cut":
            file.write_bytes(content[: len(content) // 2])
        else:
            place = content.index(b'"store.db"') + 15 if name == "backup.json" else len(content) // 2
            content[place] ^= 1
            file.write_bytes(content)
        with pytest.raises(BadFile):
            run(restore(made.folder, home))
        assert contents(home.folder) == before
        assert not list(home.folder.parent.glob("store?*"))

    @pytest.mark.parametrize("said", ["", "[]", "{}", '{"files": 3}', '{"files": {}, "made_at": 1}', "\0", "[" * 9999])
    def test_a_folder_that_is_no_backup(self, home: Home, tmp_path: Path, said: str) -> None:
        (tmp_path / "disk").mkdir()
        with pytest.raises(BadFile):
            run(restore(tmp_path / "disk", home))
        (tmp_path / "disk" / "backup.json").write_text(said)
        with pytest.raises(BadFile):
            run(restore(tmp_path / "disk", home))

    def test_a_manifest_names_no_file_elsewhere(self, home: Home, tmp_path: Path) -> None:
        """Only the two files of a store are ever read, whatever a manifest says."""
        made = backed_up(home, tmp_path / "disk")
        manifest = json.loads((made.folder / "backup.json").read_text())
        manifest["files"]["../../store/vault.json"] = "0" * 64
        (made.folder / "backup.json").write_text(json.dumps(manifest))
        run(restore(made.folder, home))
        assert names(home, accept_gap=True) == ["Before"]


class TestFilesOnRecords:
    def attached(self, home: Home, to: Path) -> tuple[Backup, UUID]:
        """A backup of a store with a file on a place."""
        shift = opened(home)
        place = a_place(shift.desk)
        draft = AttachDraft(about_kind="places", about_id=place, name="note.txt")
        file = shift.desk.do(attachments.attach, draft, WORD.encode())
        made = run(back_up(shift.desk, home, to))
        shift.end()
        return made, file

    def test_they_come_back_with_the_store(self, home: Home, tmp_path: Path) -> None:
        made, file = self.attached(home, tmp_path / "disk")
        assert not any(WORD.encode() in path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
        elsewhere = Home(tmp_path / "new laptop" / "store")
        elsewhere.folder.parent.mkdir()
        run(restore(made.folder, elsewhere))
        shift = opened(elsewhere, accept_gap=True)
        assert shift.desk.ask(attachments.content, file).content == WORD.encode()
        shift.end()

    def test_a_backup_without_one_of_them_is_refused(self, home: Home, tmp_path: Path) -> None:
        made, _file = self.attached(home, tmp_path / "disk")
        (made.folder / FOLDER / made.kept[0].name).write_bytes(b"something else")
        with pytest.raises(BadFile, match="a record keeps"):
            read_backup(made.folder)

    def test_one_that_is_lost_already_is_named_and_the_rest_is_saved(self, home: Home, tmp_path: Path) -> None:
        made, _file = self.attached(home, tmp_path / "disk")
        (home.folder / FOLDER / made.kept[0].name).unlink()
        shift = opened(home)
        again = run(back_up(shift.desk, home, tmp_path / "disk"))
        shift.end()
        assert (again.kept, again.lost) == ((), (made.kept[0].name,))
        assert read_backup(again.folder) == again

    def test_a_name_that_leads_elsewhere_is_no_backup(self, home: Home, tmp_path: Path) -> None:
        made, _file = self.attached(home, tmp_path / "disk")
        manifest = made.folder / "backup.json"
        said = json.loads(manifest.read_bytes())
        manifest.write_text(json.dumps(said | {"kept": {"../../vault.json": "0" * 64}}))
        with pytest.raises(BadFile):
            read_backup(made.folder)
