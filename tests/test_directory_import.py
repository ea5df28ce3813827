"""Importing a published directory: all of it or nothing, what changes shown first, what we know ourselves kept."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile, Conflict, Invalid, NotAllowed
from casemgr.core.jobs import run
from casemgr.core.store import FILE
from casemgr.records import directory
from casemgr.services.hsds.load import compare_directory, import_directory, load_compared
from casemgr.services.hsds.report import How, ImportReport
from tests.builders import a_service
from tests.hsds_reading import EXAMPLES, MIAMI, SAMPLE, package
from tests.importing import desk_at

WORKDAYS = ("MO", "TU", "WE", "TH", "FR")
Desks = Callable[..., Desk]
ORGANIZATIONS = "id,name,description\no1,Harbor House,Shelter for all\no2,Food Bank,Food\n"
SERVICES = (
    "id,organization_id,name,status,description\n"
    "s1,o1,Night Shelter,active,Beds\ns2,o1,Day Room,active,Coffee\ns3,o2,Pantry,active,Food\n"
)
NONE = "id,service_id\n"
PHONES = "id,service_id,number\np1,s1,305 555 0100\np2,s3,\n"
SCHEDULES = "id,service_id,freq,byday,opens_at,closes_at\nh1,s1,WEEKLY,SU,01:00,05:00\n"


@pytest.fixture
def supervisor(desk_of: Desks) -> Desk:
    return desk_of(Role.SUPERVISOR)


def published(folder: Path, **changed: str) -> Path:
    folder.mkdir(exist_ok=True)
    tables = {"organizations": ORGANIZATIONS, "services": SERVICES, "phones": PHONES, "schedules": SCHEDULES}
    return package(folder, **tables | changed)


def brought_in(desk: Desk, path: Path, **options: object) -> ImportReport:
    """Import it, and check what holds for every import."""
    report = run(import_directory(desk, path, **options))  # type: ignore[arg-type]
    for t in report.tables:
        assert t.read == t.folded + t.added + t.changed + t.unchanged + t.rejected
    for file in report.files:
        assert file.read == file.kept + file.folded + file.rejected
    assert sum(t.read for t in report.tables) == sum(f.read for f in report.files)
    assert sum(t.rejected for t in report.tables) == len(report.rejected)
    return report


def counts(report: ImportReport, table: str) -> tuple[int, int, int, int]:
    (found,) = (t for t in report.tables if t.table == table)
    return found.added, found.changed, found.unchanged, found.removed


def in_stock(desk: Desk) -> dict[str, int]:
    return {name: len(rows) for name, rows in desk.ask(directory.stock).digests.items() if rows}


def named(desk: Desk, name: str) -> UUID:
    (id,) = (row.id for row in desk.ask(directory.services).rows if row.name == name)
    return id


class TestWhole:
    def test_every_table_of_hsds_is_kept_and_the_second_time_nothing_changes(self, supervisor: Desk) -> None:
        first = brought_in(supervisor, EXAMPLES / "3.0")
        assert not first.rejected
        assert len(in_stock(supervisor)) == 21
        second = brought_in(supervisor, EXAMPLES / "3.0")
        assert (second.changes, second.entries) == (0, ())
        assert [i.id for i in supervisor.ask(directory.imports)] == [second.id, first.id]

    def test_a_nested_document_fills_the_same_card(self, supervisor: Desk) -> None:
        brought_in(supervisor, EXAMPLES / "service_full.json")
        (row,) = supervisor.ask(directory.services).rows
        card = supervisor.ask(directory.service, row.id)
        assert card.imported
        assert card.organization
        assert card.places
        assert card.languages
        assert card.documents
        assert card.costs
        assert card.terms
        assert card.hours[0].opens_at == "10:00"

    @pytest.mark.skipif(not SAMPLE.exists(), reason="the published sample is not beside the project")
    def test_the_sample_of_1_1_is_in_whole(self, supervisor: Desk) -> None:
        report = brought_in(supervisor, SAMPLE)
        assert not report.rejected
        assert counts(report, "service") == (13, 0, 0, 0)
        assert brought_in(supervisor, SAMPLE).changes == 0

    def test_what_is_left_out_is_named_with_its_reason(self, supervisor: Desk, tmp_path: Path) -> None:
        report = brought_in(supervisor, published(tmp_path / "d"))
        (left_out,) = report.rejected
        assert (left_out.table, left_out.line, left_out.reason) == ("phone", 3, "It has no number.")
        assert supervisor.ask(directory.imports)[0].rejected == 1


class TestChanged:
    def test_a_dry_run_tells_and_changes_nothing(self, supervisor: Desk, tmp_path: Path) -> None:
        report = brought_in(supervisor, published(tmp_path / "d"), dry_run=True)
        assert report.id is None
        assert counts(report, "service") == (3, 0, 0, 0)
        assert in_stock(supervisor) == {}
        assert supervisor.ask(directory.imports) == []

    def test_what_comes_changes_and_goes_is_told_by_name(self, supervisor: Desk, tmp_path: Path) -> None:
        brought_in(supervisor, published(tmp_path / "d"))
        services = SERVICES.replace("Night Shelter", "Night Haven").replace(
            "s2,o1,Day Room,active,Coffee", "s4,o2,Soup,,"
        )
        report = brought_in(supervisor, published(tmp_path / "d", services=services), dry_run=True)
        assert counts(report, "service") == (1, 1, 1, 1)
        told = {(e.how, e.name, e.fields) for e in report.entries}
        assert told == {
            (How.ADDED, "Soup", ()),
            (How.CHANGED, "Night Haven", ("name",)),
            (How.REMOVED, "Day Room", ()),
        }

    def test_what_we_know_ourselves_is_kept(self, supervisor: Desk, tmp_path: Path) -> None:
        brought_in(supervisor, published(tmp_path / "d"))
        id = named(supervisor, "Night Shelter")
        supervisor.do(directory.set_local, id, directory.LocalDraft(capacity_status="waitlist", vawa_provider=True))
        supervisor.do(directory.mark_checked, id)
        brought_in(supervisor, published(tmp_path / "d", services=SERVICES.replace("Night Shelter", "Night Haven")))
        card = supervisor.ask(directory.service, id)
        assert (card.name, card.local.capacity_status, card.local.vawa_provider) == ("Night Haven", "waitlist", True)
        assert card.assured_date == card.local.checked_on == datetime(2026, 10, 14, tzinfo=UTC).date()

    def test_what_was_entered_by_hand_stays(self, supervisor: Desk, tmp_path: Path) -> None:
        ours = a_service(supervisor, "Ours", "Harbor House", phone="305 555 0111")
        brought_in(supervisor, published(tmp_path / "d"))
        brought_in(supervisor, published(tmp_path / "d", services="id,name\ns9,Other\n", phones=NONE, schedules=NONE))
        assert {row.name for row in supervisor.ask(directory.services).rows} == {"Ours", "Other"}
        assert supervisor.ask(directory.service, ours).phones[0].number == "305 555 0111"

    def test_an_imported_entry_is_not_amended_by_hand(self, supervisor: Desk, tmp_path: Path) -> None:
        brought_in(supervisor, published(tmp_path / "d"))
        draft = directory.ServiceDraft(name="Another", organization="Harbor House")
        with pytest.raises(Invalid):
            supervisor.do(directory.amend_service, named(supervisor, "Pantry"), draft)

    def test_search_follows_the_import(self, supervisor: Desk, tmp_path: Path) -> None:
        brought_in(supervisor, published(tmp_path / "d"))
        found = supervisor.ask(general.find, "harbor", ["services"])
        assert {hit.title for hit in found} == {"Day Room", "Night Shelter"}
        renamed = ORGANIZATIONS.replace("Harbor House", "Mill House")
        brought_in(supervisor, published(tmp_path / "d", organizations=renamed))
        assert supervisor.ask(general.find, "harbor") == []
        assert len(supervisor.ask(general.find, "mill", ["services"])) == 2

    def test_hours_are_read_in_the_zone_that_is_given(self, supervisor: Desk, tmp_path: Path) -> None:
        path = published(tmp_path / "d")
        brought_in(supervisor, path)
        id, noon = named(supervisor, "Night Shelter"), datetime(2026, 10, 18, 5, 30, tzinfo=UTC)
        assert supervisor.ask(directory.open_now, id, noon).open is True
        report = brought_in(supervisor, path, zone="America/Los_Angeles")
        assert counts(report, "schedule") == (0, 1, 0, 0)
        assert supervisor.ask(directory.open_now, id, noon).open is False
        with pytest.raises(Invalid) as refused:
            brought_in(supervisor, path, zone="Mars/Olympus")
        assert refused.value.problems[0].field == "zone"


class TestGone:
    def test_a_service_that_left_is_hidden_but_still_there(self, supervisor: Desk, tmp_path: Path) -> None:
        brought_in(supervisor, published(tmp_path / "d"))
        id = named(supervisor, "Night Shelter")
        supervisor.do(directory.set_local, id, directory.LocalDraft(quick_card="Ring twice."))
        without = "".join(line for line in SERVICES.splitlines(keepends=True) if not line.startswith("s1"))
        report = brought_in(supervisor, published(tmp_path / "d", services=without))
        assert counts(report, "service") == (0, 0, 2, 1)
        assert {row.name for row in supervisor.ask(directory.services).rows} == {"Day Room", "Pantry"}
        assert supervisor.ask(general.find, "night") == []
        assert supervisor.ask(directory.services_for, "", "beds") == []
        card = supervisor.ask(directory.service, id)
        assert (card.gone, card.active, card.phones, card.local.quick_card) == (True, False, (), "Ring twice.")
        with pytest.raises(Invalid):
            supervisor.do(directory.mark_checked, id)

    def test_and_comes_back_as_the_same_one(self, supervisor: Desk, tmp_path: Path) -> None:
        brought_in(supervisor, published(tmp_path / "d"))
        id = named(supervisor, "Pantry")
        brought_in(supervisor, published(tmp_path / "d", services="id,name\ns9,Other\n"))
        report = brought_in(supervisor, published(tmp_path / "d"))
        assert counts(report, "service") == (3, 0, 0, 1)
        assert named(supervisor, "Pantry") == id
        assert supervisor.ask(directory.service, id).organization == "Food Bank"
        assert brought_in(supervisor, tmp_path / "d").changes == 0


class TestStopped:
    def test_an_import_stopped_on_the_way_leaves_all_as_it_was(self, supervisor: Desk, tmp_path: Path) -> None:
        brought_in(supervisor, published(tmp_path / "d"))
        before = supervisor.ask(directory.stock)
        changed = published(tmp_path / "d", services="id,name\ns9,Other\n")
        steps = len(list(import_directory(supervisor, changed, dry_run=True))) + 1
        for step in range(1, steps + 1):
            job = import_directory(supervisor, changed)
            for _ in range(step):
                next(job)
            job.close()
            assert supervisor.ask(directory.stock) == before

    def test_a_file_that_breaks_off_changes_nothing(self, supervisor: Desk, tmp_path: Path) -> None:
        path = published(tmp_path / "d", phones='id,service_id,number\np1,s1,"305')
        with pytest.raises(BadFile):
            brought_in(supervisor, path)
        assert in_stock(supervisor) == {}

    def test_another_import_in_between_is_not_written_over(self, supervisor: Desk, tmp_path: Path) -> None:
        path = published(tmp_path / "d")
        comparison = run(compare_directory(supervisor, path))
        brought_in(supervisor, path)
        with pytest.raises(Conflict):
            run(load_compared(supervisor, comparison))

    def test_rows_that_are_not_whole_are_refused(self, supervisor: Desk) -> None:
        for change in (directory.Change("person"), directory.Change("service", added=[{"name": "Half"}])):
            with pytest.raises(Invalid):
                supervisor.do(directory.load_rows, directory.Load(None, "f", "", "UTC", [change]))
        assert in_stock(supervisor) == {}

    def test_it_needs_the_right(self, desk_of: Desks, tmp_path: Path) -> None:
        with pytest.raises(NotAllowed):
            brought_in(desk_of(Role.OFFICER), published(tmp_path / "d"), dry_run=True)

    def test_a_killed_import_leaves_a_sound_store(self, blank_store: Path, tmp_path: Path) -> None:
        shutil.copy(blank_store / FILE, tmp_path / FILE)
        rows = "".join(f"s{n},Service {n},A place of many words number {n}\n" for n in range(800))
        path = published(tmp_path / "d", services="id,name,description\n" + rows, phones=NONE, schedules=NONE)
        child = [sys.executable, "-m", "tests.importing", str(tmp_path), str(path)]
        here = Path(__file__).parents[1]
        environment = os.environ | {"PYTHONPATH": str(here)}
        with subprocess.Popen(child, stdout=subprocess.PIPE, text=True, cwd=here, env=environment) as process:
            assert process.stdout is not None
            assert any(line.strip() == "Writing" for line in process.stdout)
            process.kill()
        desk = desk_at(tmp_path)
        try:
            assert desk.store.problems() == []
            assert in_stock(desk).get("service", 0) in (0, 800)
            assert sum(in_stock(desk).values()) in (0, 802)
        finally:
            desk.store.close()


@pytest.mark.skipif(not MIAMI.exists(), reason="the published directory is not beside the project")
def test_miami_is_in_whole(supervisor: Desk) -> None:
    report = brought_in(supervisor, MIAMI)
    assert counts(report, "service") == (4089, 0, 0, 0)
    assert counts(report, "organization") == (1074, 0, 0, 0)
    assert sum(t.read for t in report.tables) == 80908
    assert len(report.rejected) == 4807
    assert brought_in(supervisor, MIAMI).changes == 0
    found = supervisor.ask(directory.services_for, "food-insecurity", size=50)
    assert len(found) == 50
    _check_hours_across_the_clock_change(supervisor)


def _check_hours_across_the_clock_change(desk: Desk) -> None:
    """A service open from nine to five on weekdays, on the Friday before the clocks go back and the Monday after."""
    eastern = ZoneInfo("America/New_York")
    id = directory.directory_id("service", "136")
    hours = desk.ask(directory.service, id).hours
    assert [(h.days, h.opens_at, h.closes_at) for h in hours] == [(day, "09:00", "17:00") for day in WORKDAYS]
    friday = desk.ask(directory.open_now, id, datetime(2026, 10, 30, 16, 30, tzinfo=eastern))
    assert friday.until == datetime(2026, 10, 30, 21, 0, tzinfo=UTC)
    weekend = desk.ask(directory.open_now, id, datetime(2026, 10, 31, 12, 0, tzinfo=eastern))
    assert (weekend.open, weekend.next_open) == (False, datetime(2026, 11, 2, 14, 0, tzinfo=UTC))
    monday = [
        desk.ask(directory.open_now, id, datetime(2026, 11, 2, hour, 30, tzinfo=UTC)).open for hour in (13, 14, 21, 22)
    ]
    assert monday == [False, True, True, False]
