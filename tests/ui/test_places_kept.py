"""Where the window is and how its parts are laid out comes back, after a lock and after a start."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from tests.ui.screens import settled
from tests.ui.sessions import folder, session_of, set_up_once, sign_in
from ui.desk import UiDesk
from ui.page import Go
from ui.preferences import Preferences
from ui.session import Session
from ui.window import MainWindow

__all__ = ["folder", "session_of", "set_up_once"]


def signed_in(qtbot: QtBot, session: Session) -> MainWindow:
    sign_in(qtbot, session)
    assert session.window is not None
    return session.window


def test_after_a_lock_the_window_is_where_it_was(
    qtbot: QtBot, folder: Path, session_of: Callable[..., Session]
) -> None:
    session = session_of(folder)
    window = signed_in(qtbot, session)
    window.setGeometry(30, 40, 760, 700)
    for _turn in range(2):
        with qtbot.waitSignal(session.locked):
            session.lock()
        window = signed_in(qtbot, session)
        assert window.geometry().getRect() == (30, 40, 760, 700)


def test_a_splitter_stays_where_it_was_pulled(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], tmp_path: Path) -> None:
    sizes: list[list[int]] = []
    for _turn in range(2):
        window = MainWindow(ui_desk_of(Role.SUPERVISOR), Preferences(tmp_path))
        with qtbot.waitExposed(window):
            window.show()
        window.go(Go("reports"))
        settled(qtbot, window)
        split = next(s for s in window.findChildren(QSplitter) if s.objectName() == "month")
        if not sizes:
            split.setSizes([700, split.width() - 700])
        sizes.append(split.sizes())
        window.remember()
        window.hide()
        window.deleteLater()
    before, after = (left / (left + right) for left, right in sizes)
    assert after == pytest.approx(before, abs=0.01)
