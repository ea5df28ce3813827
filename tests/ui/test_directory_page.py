"""The directory page: services are found, trusted as far as they may be, kept current, and brought in."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.jobs import run
from casemgr.records import directory
from casemgr.services.hsds.load import import_directory
from tests.builders import a_service
from tests.conftest import Clock
from tests.hsds_reading import EXAMPLES
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.directory.importing import CHANGES, LEFT_OUT
from ui.directory.page import DirectoryPage
from ui.page import Go

WORKDAYS = ["MO", "TU", "WE", "TH", "FR"]


@pytest.fixture
def supervisor(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.SUPERVISOR)


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., DirectoryPage]:
    """The page of someone, with all it asks for at the start answered."""

    def make(*roles: Role, **facts: object) -> DirectoryPage:
        page = DirectoryPage(ui_desk_of(*roles, **facts))
        page.desk.changed.connect(page.refresh)
        open_window(page, QSize(1150, 640))
        settle(qtbot, page)
        return page

    return make


def settle(qtbot: QtBot, page: DirectoryPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy and not page.list.model.loading)


def names(page: DirectoryPage) -> list[str]:
    return [one.name for one in page.list.model.things()]


def opened(qtbot: QtBot, page: DirectoryPage, id: UUID) -> dict[str, str]:
    page.open(id)
    qtbot.waitUntil(lambda: page.detail.id == id and not page.desk.busy)
    return page.detail.facts.said()


def test_a_service_is_found_by_words_and_by_need(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage]
) -> None:
    a_service(supervisor, "Night Shelter", "Harbor House", description="A homeless shelter")
    a_service(supervisor, "Food Pantry", "St. Anne")
    page = page_of(Role.OFFICER)
    assert names(page) == ["Food Pantry", "Night Shelter"]
    type_text(page.list.search, "pant")
    qtbot.waitUntil(lambda: names(page) == ["Food Pantry"])
    page.list.search.clear()
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    page.list.need.set_value("homelessness")
    page.list.look()
    qtbot.waitUntil(lambda: names(page) == ["Night Shelter"])


def test_open_now_leaves_only_what_is_open_and_drop_offs_only_who_takes_them(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage]
) -> None:
    a_service(supervisor, "Day Room", opens="09:00", closes="17:00", days=WORKDAYS)
    a_service(supervisor, "Evening Room", opens="18:00", closes="22:00", days=WORKDAYS)
    a_service(supervisor, "Crisis Center", local={"open_24_7": True, "accepts_police_dropoff": True})
    page = page_of(Role.OFFICER)
    page.list.only.choose(1)
    qtbot.waitUntil(lambda: names(page) == ["Crisis Center", "Day Room"])
    page.list.only.choose(2)
    qtbot.waitUntil(lambda: names(page) == ["Crisis Center"])


def test_the_card_says_whether_it_is_open_how_to_reach_it_and_how_old_the_entry_is(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage], clock: Clock
) -> None:
    hours = {"opens": "09:00", "closes": "17:00", "days": WORKDAYS}
    id = a_service(supervisor, "Day Room", phone="555-0100", address_1="1 Elm St", city="Harbor", **hours)
    supervisor.do(directory.mark_checked, id)
    clock.move(days=12)
    page = page_of(Role.OFFICER)
    said = opened(qtbot, page, id)
    assert page.detail.open_state.text() == "Open until 5:00\u202fPM"
    assert page.detail.fresh.text() == "Checked 12 days ago"
    assert (said["Phone"], said["Address"]) == ("555-0100", "1 Elm St, Harbor")
    assert said["Monday to Friday"].startswith("9:00")


def test_an_officer_refers_from_the_card_and_changes_nothing(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage]
) -> None:
    id = a_service(supervisor)
    page = page_of(Role.OFFICER)
    opened(qtbot, page, id)
    assert not page.detail.edit.isVisible()
    assert not page.list.bring.isVisible()
    with qtbot.waitSignal(page.go) as gone:
        page.detail.refer.click()
    assert gone.args == [Go("referrals", new=True, start={"service_id": id})]


def test_local_facts_are_edited_and_the_entry_marked_as_checked(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage], clock: Clock
) -> None:
    id = a_service(supervisor, local={"walk_in": True})
    clock.move(days=40)
    page = page_of(desk=supervisor)
    opened(qtbot, page, id)
    page.detail.edit.click()
    form = page.detail.form
    assert form is not None
    settle(qtbot, page)
    assert form.fields.field("walk_in").value() is True
    editor = form.fields.field("quick_card").field.editor()
    type_text(editor, "Ring twice")
    with qtbot.waitSignal(page.said):
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.detail.facts.said().get("In short, for officers") == "Ring twice")
    assert page.detail.fresh.text() == "Checked 40 days ago"
    page.detail.check.click()
    qtbot.waitUntil(lambda: page.detail.fresh.text() == "Checked today")


def test_an_import_shows_what_it_would_do_before_it_does_it(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage], tmp_path: Path
) -> None:
    (tmp_path / "organizations.csv").write_text("id,name,description\no1,Harbor House,Help\n")
    (tmp_path / "services.csv").write_text(
        "id,organization_id,name,status\ns1,o1,Night Shelter,active\ns2,nowhere,Ghost,active\n"
    )
    page = page_of(desk=supervisor)
    page.begin_import()
    page.importing.compare(tmp_path)
    qtbot.waitUntil(page.importing.bring.isEnabled)
    parts = {chip.value: chip.text() for chip in page.importing.parts.chips()}
    assert parts[CHANGES].endswith("  3" if LEFT_OUT not in parts else "  2")
    assert supervisor.ask(directory.services).rows == (), "nothing is written before one says so"
    with qtbot.waitSignal(page.importing.brought):
        page.importing.bring.click()
    assert "Night Shelter" in [row.name for row in supervisor.ask(directory.services).rows]
    assert page.back()
    qtbot.waitUntil(lambda: "Night Shelter" in names(page))


def test_what_cannot_be_read_is_refused_in_words(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK nothing")
    page = page_of(desk=supervisor)
    page.begin_import()
    page.importing.compare(broken)
    qtbot.waitUntil(lambda: bool(page.importing.trouble.sentence()))
    assert page.importing.file.isEnabled()


def test_the_same_directory_again_has_nothing_to_bring_in(
    qtbot: QtBot, supervisor: Desk, page_of: Callable[..., DirectoryPage]
) -> None:
    example = next(path for path in sorted((EXAMPLES / "3.0").iterdir()))
    run(import_directory(supervisor, example))
    page = page_of(desk=supervisor)
    page.begin_import()
    page.importing.compare(example)
    qtbot.waitUntil(lambda: "nothing to change" in page.importing.line())
    assert not page.importing.bring.isEnabled()
