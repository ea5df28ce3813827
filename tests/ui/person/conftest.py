"""The people page at someone's desk."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.builders import a_person
from tests.ui.person.waiting import WIDE, settle
from ui.desk import UiDesk
from ui.person.page import PeoplePage


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def jose(officer: Desk) -> UUID:
    facts: dict[str, object] = {"pronouns": "he/him", "preferred_language": "es", "interpreter_needed": True}
    return a_person(officer, "José", "Núñez Ávila", dob=date(1987, 3, 4), **facts)


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., PeoplePage]:
    """The page at someone's desk, its first questions answered."""

    def make(desk: Desk, size: QSize = WIDE) -> PeoplePage:
        page = PeoplePage(ui_desk_of(desk=desk))
        page.desk.changed.connect(page.refresh)
        open_window(page, size)
        settle(qtbot, page)
        return page

    return make
