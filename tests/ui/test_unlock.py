"""Signing in and the first run: every refusal in a sentence, typed text kept, the recovery code asked back."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from casemgr import app as program
from casemgr.app import Setup
from casemgr.core.home import Home
from casemgr.core.stretch import Effort
from tests.builders import a_neighborhood
from tests.ui.sessions import PASSPHRASE, ROLES, USER, folder, session_of, set_up_once
from tests.ui.typing import type_text
from ui.demo import DemoStep
from ui.recovery import AskBackStep, RecoveryStep
from ui.session import Session
from ui.setup import PassphraseStep, WhoStep
from ui.unlock import SignIn, Waiting

__all__ = ["folder", "session_of", "set_up_once"]

SLOW = 60_000
"""Making a store takes seconds where others work on the same processors."""

SessionOf = Callable[..., Session]


def step_of(session: Session, kind: type) -> object:
    step = session.unlock.step()
    assert isinstance(step, kind), step
    return step


def sign_in_step(session: Session) -> SignIn:
    step = session.unlock.step()
    assert isinstance(step, SignIn)
    return step


def test_the_right_passphrase_opens_the_window(qtbot: QtBot, folder: Path, session_of: SessionOf) -> None:
    session = session_of(folder)
    step = sign_in_step(session)
    type_text(step.user.edit, USER)
    qtbot.keyClick(step.user.edit, Qt.Key.Key_Return)
    assert step.focusWidget() is step.passphrase.edit
    type_text(step.passphrase.edit, PASSPHRASE)
    with qtbot.waitSignal(session.entered):
        qtbot.keyClick(step.passphrase.edit, Qt.Key.Key_Return)
    assert session.window is not None
    assert session.window.isVisible()
    assert not session.unlock.isVisible()


def test_a_wrong_passphrase_is_said_beside_the_field_and_what_was_typed_stays(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    session = session_of(folder)
    step = sign_in_step(session)
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, "not this one")
    step.button.click()
    qtbot.waitUntil(lambda: step.passphrase.problem() == "The sign-in name or the passphrase is wrong.")
    assert (step.user.text(), step.passphrase.text()) == (USER, "not this one")
    assert step.isEnabled()
    assert session.window is None


def test_nothing_typed_asks_for_it_without_opening_anything(folder: Path, session_of: SessionOf) -> None:
    step = sign_in_step(session_of(folder))
    step.button.click()
    assert step.user.problem() == "Write your sign-in name."
    type_text(step.user.edit, USER)
    step.button.click()
    assert (step.user.problem(), step.passphrase.problem()) == ("", "Write your passphrase.")


def test_the_passphrase_shows_only_while_the_button_is_held(qtbot: QtBot, folder: Path, session_of: SessionOf) -> None:
    passphrase = sign_in_step(session_of(folder)).passphrase
    hidden = passphrase.edit.echoMode()
    peek = passphrase.peek
    assert peek is not None
    qtbot.mousePress(peek, Qt.MouseButton.LeftButton)
    assert passphrase.edit.echoMode() != hidden
    qtbot.mouseRelease(peek, Qt.MouseButton.LeftButton)
    assert passphrase.edit.echoMode() == hidden


def test_what_was_entered_before_everything_was_loaded_counts(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    early = SignIn()
    qtbot.addWidget(early)
    type_text(early.user.edit, USER)
    type_text(early.passphrase.edit, PASSPHRASE)
    early.button.click()
    assert not early.isEnabled()
    session = session_of(folder, first=early)
    qtbot.waitUntil(lambda: session.window is not None)


def test_a_store_in_use_elsewhere_is_told_and_tried_again(qtbot: QtBot, folder: Path, session_of: SessionOf) -> None:
    session, elsewhere = session_of(folder), Home(folder).hold()
    step = sign_in_step(session)
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, PASSPHRASE)
    step.button.click()
    trouble = session.gate.trouble
    qtbot.waitUntil(lambda: "open in another Casemgr window" in trouble.sentence())
    elsewhere.release()
    with qtbot.waitSignal(session.entered):
        trouble.acted.emit()


def test_a_store_that_ends_too_early_opens_only_when_the_gap_is_accepted(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    older = folder.parent / "older.db"
    shutil.copy(folder / "store.db", older)
    shift = program.unlock(Home(folder), USER, PASSPHRASE, effort=Effort.TEST)
    a_neighborhood(shift.desk)
    shift.end()
    shutil.copy(older, folder / "store.db")
    session = session_of(folder)
    step = sign_in_step(session)
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, PASSPHRASE)
    step.button.click()
    trouble = session.gate.trouble
    qtbot.waitUntil(lambda: "The store ends before its last known entry" in trouble.sentence())
    assert session.window is None
    with qtbot.waitSignal(session.entered):
        trouble.acted.emit()


def test_the_first_run_ends_in_a_working_window_with_the_code_put_away(
    qtbot: QtBot, tmp_path: Path, session_of: SessionOf
) -> None:
    session = session_of(tmp_path / "new")
    session.unlock.step().button.click()  # type: ignore[union-attr]
    who = step_of(session, WhoStep)
    assert isinstance(who, WhoStep)
    who.button.click()
    assert who.full_name.problem() == "Write your name as colleagues know it."
    for line, text in ((who.full_name, "Rosa Delgado"), (who.user_name, USER), (who.agency, "Harbor City Police")):
        type_text(line.edit, text)
    who.button.click()
    choose_passphrase(session)
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), RecoveryStep), timeout=SLOW)
    sheet = step_of(session, RecoveryStep)
    assert isinstance(sheet, RecoveryStep)
    groups = sheet.groups()
    assert [len(group) for group in groups] == [4] * 9
    sheet.button.click()
    back = step_of(session, AskBackStep)
    assert isinstance(back, AskBackStep)
    type_text(back.lines[0].edit, "XXXX")
    back.button.click()
    assert back.lines[0].problem() == "This is not what the sheet says. Look again."
    for line, place in zip(back.lines, back.asked, strict=True):
        line.edit.setText(groups[place].lower())
    with qtbot.waitSignal(session.entered):
        back.button.click()
    assert Home(tmp_path / "new").there


def choose_passphrase(session: Session) -> None:
    step = session.unlock.step()
    assert isinstance(step, PassphraseStep)
    type_text(step.first.edit, "marzipan")
    step.button.click()
    assert step.first.problem().startswith("Use at least")
    step.first.edit.clear()
    type_text(step.first.edit, PASSPHRASE)
    type_text(step.again.edit, "something else")
    step.button.click()
    assert step.again.problem() == "This is not the same as above."
    step.again.edit.clear()
    type_text(step.again.edit, PASSPHRASE)
    step.button.click()


def test_a_passphrase_is_judged_as_it_is_typed(qtbot: QtBot) -> None:
    step = PassphraseStep(("Rosa Delgado", USER, "Harbor City Police"))
    qtbot.addWidget(step)
    type_text(step.first.edit, "rosa delgado rosa delgado")
    qtbot.waitUntil(lambda: "too easy to guess" in step.judgment.text())
    step.first.edit.clear()
    type_text(step.first.edit, PASSPHRASE)
    qtbot.waitUntil(lambda: step.judgment.text() == "This will do.")


@dataclass(frozen=True)
class Made:
    user_name: str
    full_name: str
    role: str
    passphrase: str


@pytest.fixture
def toy_demo() -> Callable[[Home, object], Sequence[Made]]:
    """Builds a demo store of one user when there is none."""

    def build(home: Home, _tell: object) -> Sequence[Made]:
        if not home.there:
            setup = Setup("demo", "Demo Officer", "demo", roles=ROLES, effort=Effort.TEST)
            program.create(home, setup)[0].end()
        return [Made("demo", "Demo Officer", "Officer", "demo")]

    return build


def test_the_demo_opens_with_one_click(
    qtbot: QtBot, tmp_path: Path, session_of: SessionOf, toy_demo: Callable[[Home], Sequence[Made]]
) -> None:
    session = session_of(tmp_path / "demo", first=Waiting("", ""), demo=toy_demo)
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), DemoStep), timeout=SLOW)
    step = step_of(session, DemoStep)
    assert isinstance(step, DemoStep)
    assert [button.text() for button in step.buttons()] == ["Demo Officer · Officer"]
    with qtbot.waitSignal(session.entered):
        step.buttons()[0].click()
    with qtbot.waitSignal(session.locked):
        session.lock()
    assert isinstance(session.unlock.step(), DemoStep)
