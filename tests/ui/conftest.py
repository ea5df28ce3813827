"""For the window's tests: no display needed, our own font and look, and no window left open."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QSize, Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.ui.toys import ToyFinder
from ui.desk import UiDesk
from ui.garbage import Garbage
from ui.page import Go
from ui.preferences import Preferences
from ui.theme import apply_theme
from ui.tokens import Look
from ui.window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent
OURS = {"Worker", "Errand", "_Run"}
PATIENCE_MS = 30_000
"""How long anything may take on a machine that does other work, too; no test waits longer than its answer."""


class PatientBot(QtBot):
    """Waits as long as a busy machine needs."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen platform warns of what only real displays have; nothing is wrong."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    QLocale.setDefault(QLocale("en_US"))
    apply_theme(qapp, Look())
    Garbage(qapp)
    return qapp


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def garbage_by_the_window(qapp: QApplication) -> Iterator[None]:
    """As in the program, nothing is collected beside the window's thread while a test of it runs."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def plain_window(qapp: QApplication, qtbot: object) -> Iterator[None]:
    """Each test ends with the usual look and with nothing left open."""
    yield
    left = [w for w in qapp.topLevelWidgets() if w.isVisible()]
    for window in left:
        window.close()
    if qapp.layoutDirection() != Qt.LayoutDirection.LeftToRight:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert not left, f"left open: {left}"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Whatever a test started on a thread of ours has ended with it (told by name, where the system keeps names)."""
    yield
    left = _threads() & OURS
    assert not left, f"still running: {left}"


@pytest.fixture
def ui_desk_of(desk_of: Callable[..., Desk], qapp: QApplication) -> Iterator[Callable[..., UiDesk]]:
    """A desk of the window for someone who works as these roles, or round a `desk` there is."""
    made: list[UiDesk] = []

    def make(*roles: Role, **facts: Any) -> UiDesk:
        idle_ms = facts.pop("idle_ms", 60_000)
        made.append(UiDesk(facts.pop("desk", None) or desk_of(*roles, **facts), idle_ms=idle_ms))
        return made[-1]

    yield make
    for desk in made:
        desk.end()
        desk.wait()


def _threads() -> set[str]:
    tasks = Path("/proc/self/task")
    names = set()
    for task in tasks.iterdir() if tasks.exists() else ():
        with suppress(OSError):  # It may end between being listed and being read.
            names.add((task / "comm").read_text().strip())
    return names


@pytest.fixture
def finder() -> ToyFinder:
    return ToyFinder()


@pytest.fixture
def show(qtbot):
    """Show widgets in a window with another field after them; gives that one back."""
    kept: list[QWidget] = []

    def shown(*widgets: QWidget) -> QLineEdit:
        window, after = QWidget(), QLineEdit()
        kept.append(window)
        after.setAccessibleName("After")
        column = QVBoxLayout(window)
        for widget in (*widgets, after):
            column.addWidget(widget)
        qtbot.addWidget(window)
        window.resize(QSize(600, 400))
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return after

    return shown


@pytest.fixture
def open_window(qtbot):
    """Show a widget in a window of its own, ready for keys, and hold it to the test's end."""
    kept: list[QWidget] = []

    def show(widget: QWidget, size: QSize | None = None) -> QWidget:
        kept.append(widget)
        qtbot.addWidget(widget)
        if size is not None:
            widget.resize(size)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


@pytest.fixture
def window_of(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """The whole window of someone who works as these roles, at a quiet page."""
    made: list[MainWindow] = []

    def make(*roles: Role) -> MainWindow:
        window = MainWindow(ui_desk_of(*roles), Preferences(tmp_path))
        made.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.go(Go("places"))
        qtbot.waitUntil(lambda: not window.desk.busy)
        return window

    yield make
    for window in made:
        window.hide()
        window.deleteLater()
