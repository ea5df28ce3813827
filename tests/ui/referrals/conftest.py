"""The referrals page at someone's desk."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.builders import a_service
from ui.desk import UiDesk
from ui.referrals.page import ReferralsPage

SIZE = QSize(1150, 640)


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def shelter(desk_of: Callable[..., Desk]) -> UUID:
    return a_service(desk_of(Role.SUPERVISOR), "Night Shelter", "Harbor House", description="A shelter for the night")


@pytest.fixture
def page_of(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> Callable[..., ReferralsPage]:
    """The page of someone, with all it asks for at the start answered."""

    def make(*roles: Role, **facts: object) -> ReferralsPage:
        page = ReferralsPage(ui_desk_of(*roles, **facts))
        page.desk.changed.connect(page.refresh)
        open_window(page, SIZE)
        qtbot.waitUntil(lambda: not page.desk.busy)
        return page

    return make
