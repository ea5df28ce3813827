"""The keys of the quick log, and what was logged and kept."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import unsent
from casemgr.core.desk import Desk
from casemgr.records import contacts
from casemgr.records.contacts import ContactCard
from ui.log.page import LogPage

SIZE, TOUCH_SIZE = QSize(1234, 571), QSize(1148, 622)
CTRL = Qt.KeyboardModifier.ControlModifier


def settle(qtbot: QtBot, page: LogPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy and not page.saving.busy)


def at() -> QWidget:
    """Where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key | str) -> None:
    """Keys one after another, each to where the focus is then."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(at(), key)
        else:
            QTest.keyClick(at(), key)


def save() -> None:
    QTest.keyClick(at(), Qt.Key.Key_Return, CTRL)


def logged(desk: Desk) -> list[ContactCard]:
    return [desk.ask(contacts.contact, row.id) for row in desk.ask(contacts.contacts).rows]


def kept(desk: Desk) -> list[unsent.Kept]:
    return desk.ask(unsent.kept, "log")
