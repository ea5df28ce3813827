"""A new laptop: the backup brought back from the welcome, and opened with a passphrase or with the recovery sheet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casemgr import app as program
from casemgr.core import sheets
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.stretch import Effort
from casemgr.services.backup import back_up
from tests.builders import a_neighborhood
from tests.ui.sessions import PASSPHRASE, USER, folder, session_of, set_up_once
from tests.ui.typing import type_text
from ui.recovery import RecoveryStep
from ui.session import Session
from ui.sign_in.bring_back import BringBack
from ui.sign_in.recover import RecoverStep
from ui.unlock import SignIn, Welcome

__all__ = ["folder", "session_of", "set_up_once"]

NEW_PHRASE = "mango trellis octave plain skies"


@pytest.fixture
def spare(folder: Path, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A backup on a drive, and the words of the five sheets that go with it."""
    shift = program.unlock(Home(folder), USER, PASSPHRASE, effort=Effort.TEST)
    words = sheets.split(shift.new_recovery())
    a_neighborhood(shift.desk)
    (tmp_path / "drive").mkdir()
    made = run(back_up(shift.desk, Home(folder), tmp_path / "drive"))
    shift.end()
    return made.folder, words


def brought(qtbot: QtBot, session: Session, backup: Path) -> SignIn:
    back = session.gate.findChild(BringBack)
    assert isinstance(back, BringBack)
    back.bring(backup)
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), SignIn))
    step = session.unlock.step()
    assert isinstance(step, SignIn)
    return step


def accept_gap(qtbot: QtBot, session: Session) -> None:
    trouble = session.gate.trouble
    qtbot.waitUntil(lambda: "accept the gap" in trouble.sentence())
    trouble.acted.emit()


def test_with_the_passphrase_of_then(
    qtbot: QtBot, spare: tuple[Path, tuple[str, ...]], tmp_path: Path, session_of: Callable[..., Session]
) -> None:
    session = session_of(tmp_path / "laptop" / "store")
    step = brought(qtbot, session, spare[0])
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, PASSPHRASE)
    step.button.click()
    with qtbot.waitSignal(session.entered):
        accept_gap(qtbot, session)


def test_with_two_of_the_five_sheets(
    qtbot: QtBot, spare: tuple[Path, tuple[str, ...]], tmp_path: Path, session_of: Callable[..., Session]
) -> None:
    session = session_of(tmp_path / "laptop" / "store")
    brought(qtbot, session, spare[0]).with_sheet.click()
    step = session.unlock.step()
    assert isinstance(step, RecoverStep)
    step.first.edit.setText(spare[1][4])
    step.second.edit.setText(spare[1][0])
    step.user.edit.setText(USER)
    step.passphrase.edit.setText(NEW_PHRASE)
    step.again.edit.setText(NEW_PHRASE)
    step.button.click()
    accept_gap(qtbot, session)
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), RecoveryStep), timeout=60_000)


def test_a_folder_that_is_none_is_told_and_nothing_is_there(
    qtbot: QtBot, tmp_path: Path, session_of: Callable[..., Session]
) -> None:
    session = session_of(tmp_path / "laptop" / "store")
    back = session.gate.findChild(BringBack)
    assert isinstance(back, BringBack)
    back.bring(tmp_path)
    qtbot.waitUntil(lambda: "does not hold a backup" in session.gate.trouble.sentence())
    assert isinstance(session.unlock.step(), Welcome)
    assert not Home(tmp_path / "laptop" / "store").there
