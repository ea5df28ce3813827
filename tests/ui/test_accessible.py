"""Every screen of every role: named, labeled, in order, large enough, reachable by keys, and whole at larger words."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from tests.ui.faults import (
    LEAST,
    LEAST_TOUCH,
    clipped,
    disordered,
    lost,
    mouse_only,
    nameless,
    outside,
    said,
    small,
    told,
    unlabeled,
)
from tests.ui.screens import WORKING, a_town, dialogs, screens, settled, town_dialogs, unlock_steps
from ui.desk import UiDesk
from ui.preferences import Preferences
from ui.theme import apply_theme
from ui.tokens import Density, Look
from ui.unlock import UnlockWindow
from ui.window import MainWindow

SMALLEST = (1280, 740)
"""What is left of the smallest screen under its bars, in pixels."""
WindowOf = Callable[..., MainWindow]


@pytest.fixture
def window_of(
    qtbot: QtBot, qapp: QApplication, ui_desk_of: Callable[..., UiDesk], tmp_path: Path
) -> Iterator[WindowOf]:
    """The window of someone who works as this role and sees everything, worn in a look."""
    made: list[MainWindow] = []

    def make(role: Role, look: Look | None = None) -> MainWindow:
        apply_theme(qapp, look or Look())
        desk = ui_desk_of(role, scope=Scope.ALL, idle_ms=0)
        window = MainWindow(desk, Preferences(tmp_path))
        made.append(window)
        window.resize(*SMALLEST)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.open()
        return window

    yield make
    for window in made:
        window.hide()
        window.deleteLater()
    apply_theme(qapp, Look())


def walk(
    qtbot: QtBot, window: MainWindow, desk_of: Callable[..., Desk], check: Callable[[QWidget], Iterator[str]]
) -> list[str]:
    """What a check finds on every screen of a window."""
    found: list[str] = []
    town = a_town(desk_of)
    for screen in screens(window, town):
        screen.show(window)
        settled(qtbot, window)
        found += told(screen.name, check(window))
    return sorted(set(found))


def usable(root: QWidget) -> Iterator[str]:
    """Everything that must hold at the usual look."""
    return chain(nameless(root), unlabeled(root), mouse_only(root), disordered(root), small(root, LEAST), lost(root))


@pytest.mark.parametrize("role", WORKING)
def test_every_screen_can_be_heard_reached_and_hit(
    qtbot: QtBot, window_of: WindowOf, desk_of: Callable[..., Desk], role: Role
) -> None:
    faults = walk(qtbot, window_of(role), desk_of, usable)
    assert not faults, "\n".join(faults)


def test_in_touch_density_every_control_is_large(
    qtbot: QtBot, window_of: WindowOf, desk_of: Callable[..., Desk]
) -> None:
    window = window_of(Role.SUPERVISOR, Look(density=Density.TOUCH))
    faults = walk(qtbot, window, desk_of, lambda root: small(root, LEAST_TOUCH))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("role", "scale"), [(Role.SUPERVISOR, 1.25), (Role.SUPERVISOR, 1.5), (Role.ADMINISTRATOR, 1.5)]
)
def test_no_word_is_cut_at_larger_sizes(
    qtbot: QtBot, window_of: WindowOf, desk_of: Callable[..., Desk], role: Role, scale: float
) -> None:
    window = window_of(role, Look(scale=scale))
    assert window.width() <= SMALLEST[0], "the window fits the screen"
    assert window.height() <= SMALLEST[1]
    faults = walk(qtbot, window, desk_of, lambda root: chain(clipped(root), outside(root)))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_way_in_is_whole_for_everybody(
    qtbot: QtBot, qapp: QApplication, open_window: Callable[..., QWidget], scale: float
) -> None:
    apply_theme(qapp, Look(scale=scale))
    window = UnlockWindow()
    open_window(window, QSize(*SMALLEST))
    faults: list[str] = []
    for step in unlock_steps():
        window.show_step(step)
        step.setFocus()
        settled(qtbot)
        faults += told(type(step).__name__, chain(usable(window), clipped(window), outside(window)))
    apply_theme(qapp, Look())
    assert not faults, "\n".join(faults)


def test_every_dialog_is_whole_for_everybody(qtbot: QtBot, open_window: Callable[..., QWidget]) -> None:
    ground = open_window(QWidget())
    faults: list[str] = []
    for dialog in dialogs(ground):
        with qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        settled(qtbot)
        faults += told(type(dialog).__name__, chain(usable(dialog), clipped(dialog), outside(dialog)))
        dialog.reject()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_every_dialog_about_someone_is_whole_for_everybody(
    qtbot: QtBot, window_of: WindowOf, desk_of: Callable[..., Desk], scale: float
) -> None:
    window = window_of(Role.SUPERVISOR, Look(scale=scale))
    faults: list[str] = []
    for dialog in town_dialogs(window, a_town(desk_of)):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        with qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        settled(qtbot, window)
        faults += told(type(dialog).__name__, chain(usable(dialog), clipped(dialog), outside(dialog)))
        dialog.reject()
    assert not faults, "\n".join(sorted(set(faults)))


class Opened(QObject):
    """Notes every window that is shown beside the ones a test opened."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and not isinstance(watched, MainWindow):
            self.found += [said(watched)] if watched.isWindow() else []
        return False


def test_no_screen_opens_a_window_of_its_own_even_for_a_blink(
    qtbot: QtBot, qapp: QApplication, window_of: WindowOf, desk_of: Callable[..., Desk]
) -> None:
    opened = Opened()
    qapp.installEventFilter(opened)
    window = window_of(Role.SUPERVISOR)
    for screen in screens(window, a_town(desk_of)):
        screen.show(window)
        settled(qtbot, window)
        opened.found = [f"[{screen.name}] {one}" if one[0] != "[" else one for one in opened.found]
    qapp.removeEventFilter(opened)
    assert not opened.found, "\n".join(opened.found)
