"""The board of projects: a column for each phase, walked by keys, and what a step changes in it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.records import problems
from casemgr.records.problems import Phase
from tests.samples import made
from ui.desk import UiDesk
from ui.projects.page import ProjectsPage


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def project(officer: Desk) -> UUID:
    return made(officer, "problems", title="Trucks at the school", harm="", hypothesis="")


@pytest.fixture
def page(
    qtbot: QtBot,
    officer: Desk,
    project: UUID,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[[QWidget], QWidget],
) -> ProjectsPage:
    desk = ui_desk_of(desk=officer)
    page = ProjectsPage(desk)
    desk.changed.connect(page.refresh)
    open_window(page)
    qtbot.waitUntil(lambda: titles(page, Phase.SCANNING) == ["Trucks at the school"])
    return page


def titles(page: ProjectsPage, phase: Phase) -> list[str]:
    model = page.board.columns[phase].rows.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_step_moves_a_project_to_the_next_column_with_what_it_lacks(
    qtbot: QtBot, officer: Desk, project: UUID, page: ProjectsPage
) -> None:
    officer.do(problems.begin_analysis, project, Nothing())
    qtbot.waitUntil(lambda: titles(page, Phase.ANALYSIS) == ["Trucks at the school"])
    assert titles(page, Phase.SCANNING) == []
    row = page.board.columns[Phase.ANALYSIS].rows.model().index(0, 0)
    said = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Missing: what harm it does" in said


def test_the_board_is_walked_and_a_project_opened_by_keys(qtbot: QtBot, page: ProjectsPage) -> None:
    last = page.board.columns[Phase.ANALYSIS].rows
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Left)
    rows = page.board.columns[Phase.SCANNING].rows
    assert rows.hasFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.waitUntil(page.can_go_back)
    assert page.title == "Trucks at the school"
    assert page.back()
    assert page.board.isVisible()
