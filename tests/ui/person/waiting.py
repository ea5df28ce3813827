"""Waiting for the people page, and what it shows."""

from uuid import UUID

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from ui.person.page import PeoplePage
from ui.widgets.rows import ROW, Row

WIDE, NARROW = QSize(1234, 570), QSize(880, 570)


def settle(qtbot: QtBot, page: PeoplePage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy)


def opened(qtbot: QtBot, page: PeoplePage, id: UUID) -> PeoplePage:
    page.open(id)
    settle(qtbot, page)
    return page


def events(page: PeoplePage) -> list[Row]:
    model = page.person.timeline.rows.model()
    return [model.index(place, 0).data(ROW) for place in range(model.rowCount())]
