"""Backups in their round: made when due, let go of in time, tried out, and loud when the drive is gone."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.app import Shift
from casemgr.core import settings
from casemgr.core.errors import BadFile, NotAllowed, StoreDamaged, Unwritable
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.store import FILE
from casemgr.services import backup_rounds as rounds
from casemgr.services.backup import Backup, back_up, read_backup
from tests.builders import a_person
from tests.conftest import Clock
from tests.stations import OFFICER, OFFICER_PHRASE, opened

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def begun(home: Home, clock: Clock, folder: Path) -> Shift:
    """An administrator at work, with a folder for backups."""
    folder.mkdir(exist_ok=True)
    shift = opened(home, clock=clock)
    shift.desk.do(settings.set_text, settings.BACKUP_FOLDER, str(folder))
    return shift


def made(shift: Shift) -> Backup | None:
    return run(rounds.back_up_if_due(shift.desk, shift.home))


def test_one_is_made_when_it_is_due_and_not_before(home: Home, clock: Clock, tmp_path: Path) -> None:
    shift = begun(home, clock, tmp_path / "drive")
    assert shift.desk.ask(rounds.backup_standing).last is None
    first = made(shift)
    assert first is not None
    assert read_backup(first.folder) == first
    assert made(shift) is None
    clock.move(days=1)
    assert shift.desk.ask(rounds.backup_standing).due
    assert made(shift) is not None
    assert len(rounds.backups_in(tmp_path / "drive", shift.desk.store.id)) == 2
    shift.end()


def test_a_drive_that_is_gone_is_told_and_stays_due(home: Home, clock: Clock, tmp_path: Path) -> None:
    shift = begun(home, clock, tmp_path / "drive")
    shutil.rmtree(tmp_path / "drive")
    with pytest.raises(Unwritable, match="drive"):
        made(shift)
    assert shift.desk.ask(rounds.backup_standing).due
    shift.end()


def test_without_a_folder_none_is_made_by_itself(home: Home, clock: Clock) -> None:
    shift = opened(home, clock=clock)
    assert made(shift) is None
    shift.end()


def test_what_a_kill_left_half_done_goes_with_the_next(home: Home, clock: Clock, tmp_path: Path) -> None:
    shift = begun(home, clock, tmp_path / "drive")
    left = tmp_path / "drive" / "casemgr-7Q4M-20261122T120000Z.part"
    left.mkdir()
    (left / "store.db").write_bytes(b"half")
    assert made(shift) is not None
    assert not left.exists()
    shift.end()


@given(st.lists(st.integers(0, 500 * 24), min_size=1, max_size=200))
def test_the_newest_stays_and_so_does_one_of_each_day_week_and_month(hours: list[int]) -> None:
    moments = {NOON - timedelta(hours=ago) for ago in hours}
    stay = rounds.stays(moments)
    assert max(moments) in stay
    assert stay <= moments
    assert len(stay) <= rounds.DAYS + rounds.WEEKS + rounds.MONTHS
    for period, most in (("%Y-%m-%d", rounds.DAYS), ("%G-%V", rounds.WEEKS), ("%Y-%m", rounds.MONTHS)):
        named = sorted({moment.strftime(period) for moment in moments}, reverse=True)[:most]
        assert set(named) <= {moment.strftime(period) for moment in stay}


def test_a_backup_that_went_bad_and_a_drive_that_is_gone_are_named(home: Home, clock: Clock, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    shift = begun(home, clock, drive)
    first = made(shift)
    assert first is not None
    assert run(rounds.damaged_backups(shift.desk)) == []
    flipped = bytearray((first.folder / FILE).read_bytes())
    flipped[5000] ^= 1
    (first.folder / FILE).write_bytes(flipped)
    assert run(rounds.damaged_backups(shift.desk)) == [first.folder.name]
    drive.rename(tmp_path / "unplugged")
    assert run(rounds.damaged_backups(shift.desk)) == [str(drive)]
    shift.end()


def test_those_of_other_stores_and_other_files_are_left_alone(home: Home, clock: Clock, tmp_path: Path) -> None:
    shift = begun(home, clock, tmp_path / "drive")
    first = made(shift)
    assert first is not None
    foreign = tmp_path / "drive" / "foreign"
    shutil.copytree(first.folder, foreign)
    manifest = foreign / "backup.json"
    manifest.write_text(manifest.read_text().replace(str(shift.desk.store.id), "another"))
    (tmp_path / "drive" / "letters").mkdir()
    for _day in range(9):
        clock.move(days=1)
        assert made(shift) is not None
    there = {path.name for path in (tmp_path / "drive").iterdir()}
    assert {"foreign", "letters"} <= there
    assert len(rounds.backups_in(tmp_path / "drive", shift.desk.store.id)) < 10
    shift.end()


class TestDrill:
    def test_a_backup_is_brought_back_counted_and_wiped(self, home: Home, clock: Clock, tmp_path: Path) -> None:
        shift = begun(home, clock, tmp_path / "drive")
        a_person(shift.desk, "Quetzal", "Quetzal")
        backup = made(shift)
        assert backup is not None
        shift.rekey()
        rows = run(rounds.drill(shift.desk, home, shift.opened, backup.folder, shift.vault.effort))
        assert rows > 10
        standing = shift.desk.ask(rounds.backup_standing)
        assert not standing.drill_due
        assert not list(home.folder.glob("drill-*"))
        clock.move(days=90)
        assert shift.desk.ask(rounds.backup_standing).drill_due
        shift.end()

    def test_the_store_is_checked_and_opened_after_a_drill_as_before(
        self, home: Home, clock: Clock, tmp_path: Path
    ) -> None:
        shift = begun(home, clock, tmp_path / "drive")
        backup = made(shift)
        assert backup is not None
        run(rounds.drill(shift.desk, home, shift.opened, backup.folder, shift.vault.effort))
        assert run(shift.desk.store.auditing()).broken is None
        shift.end()
        opened(home, clock=clock).end()

    def test_one_that_does_not_hold_is_told_and_not_written_down(
        self, home: Home, clock: Clock, tmp_path: Path
    ) -> None:
        shift = begun(home, clock, tmp_path / "drive")
        backup = made(shift)
        assert backup is not None
        store = backup.folder / "store.db"
        store.write_bytes(store.read_bytes()[:-4096] + bytes(4096))
        with pytest.raises((BadFile, StoreDamaged)):
            run(rounds.drill(shift.desk, home, shift.opened, backup.folder, shift.vault.effort))
        assert shift.desk.ask(rounds.backup_standing).last_drill is None
        shift.end()

    def test_only_who_may_back_up(self, home: Home, clock: Clock, tmp_path: Path) -> None:
        boss = opened(home, clock=clock)
        backup = run(back_up(boss.desk, home, tmp_path / "disk"))
        boss.end()
        shift = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
        with pytest.raises(NotAllowed):
            run(rounds.drill(shift.desk, home, shift.opened, backup.folder, shift.vault.effort))
        shift.end()
