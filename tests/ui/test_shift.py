"""The end of a shift on the screen: by keyboard from Today to the lock."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import contacts
from tests.builders import a_contact, a_neighborhood
from ui.desk import UiDesk
from ui.page import Go
from ui.shift.page import ShiftPage
from ui.widgets.rows import ROW, Row


@pytest.fixture
def here(desk_of: Callable[..., Desk]) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: Callable[..., Desk], here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


@pytest.fixture
def open_page(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget], officer: Desk
) -> Callable[[], ShiftPage]:
    def make() -> ShiftPage:
        page = ShiftPage(ui_desk_of(desk=officer))
        page.desk.changed.connect(page.refresh)
        open_window(page, QSize(1234, 570))
        qtbot.waitUntil(lambda: not page.desk.busy)
        return page

    return make


def rows(page: ShiftPage) -> list[Row]:
    return [page.model.index(n, 0).data(ROW) for n in range(page.model.rowCount())]


def test_each_number_is_the_length_of_what_stands_under_it(officer: Desk, here: UUID, open_page) -> None:
    for n in range(3):
        a_contact(officer, here, headline=f"Talk {n}", follow_up_in_days=n)
    a_contact(officer, here, headline="Half", as_draft=True)
    shown = rows(open_page())
    counts = {row.title: int(row.end) for row in shown if row.heading}
    assert counts == {
        "Not saved yet": 1,
        "No word about the camera": 3,
        "Promised in this shift": 3,
        "Logged in this shift": 3,
    }
    assert len(shown) == sum(counts.values()) + len(counts)


def test_every_draft_that_is_ready_is_sealed_and_the_other_says_why_not(
    qtbot: QtBot, officer: Desk, here: UUID, open_page
) -> None:
    ready = a_contact(officer, here, headline="Ready", as_draft=True)
    stop = a_contact(officer, here, headline="Was it a stop", as_draft=True, search_made=True)
    page = open_page()
    page.seal.click()
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert officer.ask(contacts.contact, ready).status == "sealed"
    assert officer.ask(contacts.contact, stop).status == "draft"
    (left,) = [row for row in rows(page) if row.chip == "Not saved"]
    assert "detention or search" in left.line
    with qtbot.waitSignal(page.go) as went:
        page.rows.setCurrentIndex(page.model.index(rows(page).index(left), 0))
        QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert went.args == [Go("log", stop)]


def test_signing_off_locks(qtbot: QtBot, officer: Desk, open_page) -> None:
    page = open_page()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.locking):
        page.off.click()
