"""The privacy shade: one key covers everything at once, loses nothing, and lets no key through."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from casemgr.core.access import Role
from tests.ui.typing import type_text
from ui.window import MainWindow


@pytest.fixture
def window(window_of: Callable[..., MainWindow]) -> MainWindow:
    return window_of(Role.OFFICER)


def press(window: MainWindow, *keys: Qt.Key) -> None:
    """Keys as the window system brings them, to whatever has the focus."""
    for key in keys:
        QTest.keyClick(window.windowHandle(), key)


def lift(qtbot: QtBot, window: MainWindow, key: Qt.Key = Qt.Key.Key_F9) -> None:
    """Press until it is lifted: at first no key does."""
    press(window, key)
    assert covered(window), "whoever hammers on the key means to cover"

    def lifted() -> bool:
        press(window, key)
        return not covered(window)

    qtbot.waitUntil(lifted)


def covered(window: MainWindow) -> bool:
    return window.shade.isVisible() and not window.header.isVisible()


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F9,), (Qt.Key.Key_Escape, Qt.Key.Key_Escape)])
def test_keys_cover_the_screen_and_one_shows_it_again_as_it_was(
    qtbot: QtBot, window: MainWindow, keys: tuple[Qt.Key, ...]
) -> None:
    window.begin_finding()
    type_text(window.search, "lau")
    press(window, *keys)
    assert covered(window)
    assert window.shade.geometry() == window.rect()
    lift(qtbot, window, Qt.Key.Key_Return)
    assert window.search.hasFocus()


def test_one_escape_covers_nothing(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Escape)
    assert not covered(window)
    press(window, Qt.Key.Key_A, Qt.Key.Key_Escape)
    assert not covered(window), "two with another key between are no pair"


@pytest.mark.parametrize(("apart_ms", "covers"), [(300, True), (3_000, False)])
def test_a_pair_is_as_quick_as_it_was_pressed_not_as_it_was_heard(
    window: MainWindow, *, apart_ms: int, covers: bool
) -> None:
    for moment in (10_000, 10_000 + apart_ms):
        escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        escape.setTimestamp(moment)
        QApplication.sendEvent(window.windowHandle(), escape)
    assert covered(window) is covers


def test_no_key_reaches_what_is_covered(qtbot: QtBot, window: MainWindow) -> None:
    window.begin_finding()
    press(window, Qt.Key.Key_F9)
    for keys in ("Ctrl+N", "Ctrl+,"):
        QTest.keySequence(window.windowHandle(), keys)
    press(window, Qt.Key.Key_A, Qt.Key.Key_Tab)
    assert covered(window)
    assert window.pages.key == "places"
    lift(qtbot, window)
    assert window.search.text() == ""


def test_menus_close_and_dialogs_hide_until_it_is_lifted(qtbot: QtBot, window: MainWindow) -> None:
    dialog = QDialog(window)
    field = QLineEdit(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() == dialog.windowHandle())
    type_text(field, "half a name")
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F9)
    assert covered(window)
    assert dialog.isHidden()
    lift(qtbot, window)
    assert dialog.isVisible()
    assert field.text() == "half a name"
    dialog.close()
    with qtbot.waitActive(window):
        window.activateWindow()
    menu = QMenu(window)
    menu.addAction("Something")
    menu.popup(window.pos())
    window.rail.chosen.emit("cover")
    assert covered(window)
    assert QApplication.activePopupWidget() is None
    window.shade.empty.acted.emit()
    assert not covered(window)


def test_it_is_lifted_though_what_had_the_focus_is_gone_meanwhile(window: MainWindow) -> None:
    field, other = QLineEdit(window.centralWidget()), QDialog(window)
    field.show()
    field.setFocus()
    other.show()
    window.shade.cover()
    for gone in (field, other):
        delete(gone)
    window.shade.empty.acted.emit()
    assert not covered(window)
