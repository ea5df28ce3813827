"""A store erased from the window: named by its code, the record saved, then nothing of it opens any more."""

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from casemgr.core.home import Home
from tests.ui.sessions import PASSPHRASE, USER, folder, session_of, set_up_once
from tests.ui.typing import type_text
from ui.admin.erasing import Erasing
from ui.admin.page import KEYS, AdminPage
from ui.page import Go
from ui.session import Session
from ui.unlock import SignIn, Welcome

__all__ = ["folder", "session_of", "set_up_once"]

SessionOf = Callable[..., Session]


def page_in(qtbot: QtBot, session: Session) -> AdminPage:
    """The page at its section of keys, for whoever signed in."""
    step = session.unlock.step()
    assert isinstance(step, SignIn)
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, PASSPHRASE)
    with qtbot.waitSignal(session.entered):
        step.button.click()
    assert session.window is not None
    session.window.go(Go("admin"))
    qtbot.waitUntil(lambda: bool(session.window and session.window.findChildren(AdminPage)))
    page = session.window.findChildren(AdminPage)[0]
    page.turn_to(KEYS)
    return page


def answer(qtbot: QtBot, name: str) -> QTimer:
    """Type a name into the dialog that asks where to save, or leave it; the timer stops as that is done."""
    timer = QTimer(QApplication.instance(), interval=20)

    def look() -> None:
        for dialog in (one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog)):
            line = dialog.findChildren(QLineEdit)[0]
            line.setText(name)
            qtbot.keyClick(line, Qt.Key.Key_Return if name else Qt.Key.Key_Escape)
            timer.stop()

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_it_is_erased_once_its_record_is_saved(
    qtbot: QtBot, folder: Path, session_of: SessionOf, tmp_path: Path
) -> None:
    session, record = session_of(folder), tmp_path / "record.pdf"
    page = page_in(qtbot, session)
    erasing, shift = page.findChildren(Erasing)[0], page.desk.shift
    assert shift is not None
    type_text(erasing.code.edit, "NOPE")
    erasing.erase.click()
    qtbot.waitUntil(lambda: "not the code" in erasing.code.problem())
    erasing.code.edit.setText(shift.desk.store.code)
    left = answer(qtbot, "")
    erasing.erase.click()
    qtbot.waitUntil(lambda: not left.isActive())
    assert Home(folder).there
    answer(qtbot, str(record))
    with qtbot.waitSignal(session.locked):
        erasing.erase.click()
    assert "A store erased from a computer" in PdfReader(record).pages[0].extract_text()
    assert not Home(folder).there
    assert not Home(folder).store.exists()
    assert isinstance(session.unlock.step(), Welcome)
