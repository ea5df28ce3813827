"""The quick log at an officer's desk."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.builders import a_neighborhood
from tests.ui.log.keys import SIZE, settle
from ui.desk import UiDesk
from ui.log.page import LogPage, log_page


@pytest.fixture
def here(desk_of: Callable[..., Desk]) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: Callable[..., Desk], here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., LogPage]:
    """The page at someone's desk, ready for the first key."""

    def make(desk: Desk, size: QSize = SIZE) -> LogPage:
        page = log_page(ui_desk_of(desk=desk))
        assert isinstance(page, LogPage)
        page.desk.changed.connect(page.refresh)
        open_window(page, size)
        settle(qtbot, page)
        qtbot.waitUntil(lambda: page.form.strip.kind.row.isAncestorOf(QApplication.focusWidget() or page))
        return page

    return make


@pytest.fixture
def page(officer: Desk, page_of: Callable[..., LogPage]) -> LogPage:
    return page_of(officer)
