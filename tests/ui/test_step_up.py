"""The passphrase once more, over the window: what was asked goes on with it, and is refused without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from casemgr import app as program
from casemgr.core import account_use
from casemgr.core.access import Role
from casemgr.core.errors import CaseError, NeedsPassphrase
from casemgr.core.home import Home
from casemgr.core.presence import Presence
from casemgr.core.stretch import Effort
from casemgr.records import staff
from casemgr.records.staff import StaffDraft
from tests.ui.sessions import PASSPHRASE, USER, folder, session_of, set_up_once
from tests.ui.typing import type_text
from ui.admin.jobs import adding_user
from ui.session import Session
from ui.sign_in.rules import RulesStep
from ui.step_up import AskAnew, StepUp
from ui.unlock import SignIn

__all__ = ["folder", "session_of", "set_up_once"]

SessionOf = Callable[..., Session]
NEW = StaffDraft(user_name="l.okafor", full_name="Lena Okafor", roles=[Role.OFFICER], unit="North")
RULES = "I look up nobody out of curiosity."


def sign_in(session: Session) -> None:
    step = session.unlock.step()
    assert isinstance(step, SignIn)
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, PASSPHRASE)
    step.button.click()


@pytest.fixture
def rested(qtbot: QtBot, folder: Path, session_of: SessionOf) -> Session:
    """Signed in, the passphrase given too long ago to speak for anything."""
    session = session_of(folder)
    with qtbot.waitSignal(session.entered):
        sign_in(session)
    assert session.window is not None
    desk = session.window.desk
    assert desk.shift is not None
    desk.shift.desk.presence = Presence(proved=False)
    return session


def asked_anew(qtbot: QtBot, session: Session) -> AskAnew:
    assert session.window is not None
    step_up = session.window.findChild(StepUp)
    assert isinstance(step_up, StepUp)
    qtbot.waitUntil(lambda: step_up.dialog is not None)
    assert step_up.dialog is not None
    return step_up.dialog


def test_it_is_asked_for_once_and_then_everything_goes_on(qtbot: QtBot, rested: Session) -> None:
    assert rested.window is not None
    desk = rested.window.desk
    answers: list[object] = []
    desk.do(staff.add_staff, NEW, then=answers.append, otherwise=answers.append)
    other = StaffDraft(user_name="k.tanaka", full_name="Ken Tanaka", roles=[Role.OFFICER], unit="North")
    desk.jobs.start("Adding", adding_user, desk.shift, other, "cedar gravel humming tall orbits", then=answers.append)
    dialog = asked_anew(qtbot, rested)
    dialog.go.click()
    assert "Write your passphrase" in dialog.line.problem()
    type_text(dialog.line.edit, "not this one")
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.isEnabled() and "is wrong" in dialog.line.problem())
    assert not answers
    dialog.line.edit.clear()
    type_text(dialog.line.edit, PASSPHRASE)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert not [answer for answer in answers if isinstance(answer, CaseError)]


def test_whoever_leaves_it_is_refused_and_nothing_was_done(qtbot: QtBot, rested: Session) -> None:
    assert rested.window is not None
    desk = rested.window.desk
    answers: list[object] = []
    desk.do(staff.add_staff, NEW, then=answers.append, otherwise=answers.append)
    dialog = asked_anew(qtbot, rested)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(answers))
    assert isinstance(answers[0], NeedsPassphrase)


def test_locking_takes_the_question_away(qtbot: QtBot, rested: Session) -> None:
    assert rested.window is not None
    rested.window.desk.do(staff.add_staff, NEW)
    asked_anew(qtbot, rested)
    with qtbot.waitSignal(rested.locked):
        rested.lock()
    assert not [shown for shown in QApplication.topLevelWidgets() if isinstance(shown, QDialog) and shown.isVisible()]


def test_rules_are_read_and_agreed_to_before_the_window_is_there(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    shift = program.unlock(Home(folder), USER, PASSPHRASE, effort=Effort.TEST)
    shift.desk.do(account_use.set_rules, RULES)
    shift.end()
    session = session_of(folder)
    sign_in(session)
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), RulesStep))
    step = session.unlock.step()
    assert isinstance(step, RulesStep)
    assert step.text.toPlainText() == RULES
    step.leave.click()
    assert isinstance(session.unlock.step(), SignIn)
    sign_in(session)
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), RulesStep))
    again = session.unlock.step()
    assert isinstance(again, RulesStep)
    with qtbot.waitSignal(session.entered):
        qtbot.keyClick(again.button, Qt.Key.Key_Space)
