"""The other ways in at the unlock window: the phone's code, a code by phone, and the recovery sheet."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pyotp.totp import TOTP
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from casemgr import app as program
from casemgr.core import recovery, second_factor, sheets
from casemgr.core.days import utc_now
from casemgr.core.device import ToyKeyring
from casemgr.core.folder import notice_in
from casemgr.core.home import Home
from casemgr.core.release_codes import ReleaseCodes
from casemgr.core.second_factor import STEP_SECONDS
from casemgr.core.settings import EVERYONE, PHONE_FOR, set_text
from casemgr.core.sign_in_notice import write_notice
from casemgr.core.stretch import Effort
from casemgr.services import accounts
from tests.ui.sessions import PASSPHRASE, USER, folder, session_of, set_up_once
from tests.ui.typing import type_text
from ui.recovery import AskBackStep, RecoveryStep
from ui.session import Session
from ui.sign_in.for_phone import ForPhone
from ui.sign_in.own import OwnSignIn
from ui.sign_in.recover import RecoverStep
from ui.sign_in.steps import CodeStep
from ui.unlock import SignIn

__all__ = ["folder", "session_of", "set_up_once"]

SessionOf = Callable[..., Session]
NEW_PHRASE = "mango trellis octave plain skies"


def sign_in(session: Session, phrase: str = PASSPHRASE) -> SignIn:
    step = session.unlock.step()
    assert isinstance(step, SignIn)
    for line, text in ((step.user, USER), (step.passphrase, phrase)):
        line.edit.clear()
        type_text(line.edit, text)
    step.button.click()
    return step


def code_step(qtbot: QtBot, session: Session) -> CodeStep:
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), CodeStep))
    step = session.unlock.step()
    assert isinstance(step, CodeStep)
    return step


def test_after_the_passphrase_the_phone_is_asked_for(qtbot: QtBot, folder: Path, session_of: SessionOf) -> None:
    shift = program.unlock(Home(folder), USER, PASSPHRASE, effort=Effort.TEST)
    made = second_factor.enrollment(USER, "")
    before = utc_now().timestamp() - STEP_SECONDS
    code = TOTP(made.secret).at(datetime.fromtimestamp(before))
    accounts.turn_on_second_factor(shift.desk, shift.opened, made, code)
    shift.end()
    session = session_of(folder)
    sign_in(session)
    step = code_step(qtbot, session)
    type_text(step.line.edit, "000000")
    step.button.click()
    qtbot.waitUntil(lambda: "does not fit" in step.line.problem())
    assert step.line.text() == "000000"
    step.line.edit.clear()
    type_text(step.line.edit, TOTP(made.secret).at(utc_now()))
    with qtbot.waitSignal(session.entered):
        step.button.click()


def test_a_phone_the_agency_asks_for_is_set_up_at_the_sign_in(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    shift = program.unlock(Home(folder), USER, PASSPHRASE, effort=Effort.TEST)
    shift.desk.do(set_text, PHONE_FOR, EVERYONE)
    shift.end()
    session = session_of(folder)
    sign_in(session)
    step = code_step(qtbot, session)
    shown = step.findChildren(ForPhone)[0].secret.text()
    secret = "".join(shown.partition(":")[2].split())
    type_text(step.line.edit, "000000")
    step.button.click()
    qtbot.waitUntil(lambda: "does not fit" in step.line.problem())
    assert step.isEnabled()
    step.line.edit.clear()
    type_text(step.line.edit, TOTP(secret).at(utc_now()))
    with qtbot.waitSignal(session.entered):
        step.button.click()
    with qtbot.waitSignal(session.locked):
        session.lock()
    sign_in(session)
    again = code_step(qtbot, session)
    assert not again.findChildren(ForPhone)


def test_a_gap_is_accepted_by_someone_with_a_phone_too(qtbot: QtBot, folder: Path, session_of: SessionOf) -> None:
    shift = program.unlock(Home(folder), USER, PASSPHRASE, effort=Effort.TEST)
    made = second_factor.enrollment(USER, "")
    code = TOTP(made.secret).at(datetime.fromtimestamp(utc_now().timestamp() - STEP_SECONDS))
    accounts.turn_on_second_factor(shift.desk, shift.opened, made, code)
    shift.end()
    Home(folder).mark.unlink()
    session = session_of(folder)
    sign_in(session)
    trouble = session.gate.trouble
    qtbot.waitUntil(lambda: "last known entry" in trouble.sentence())
    trouble.acted.emit()
    step = code_step(qtbot, session)
    type_text(step.line.edit, TOTP(made.secret).at(utc_now()))
    with qtbot.waitSignal(session.entered):
        step.button.click()


def test_a_locked_sign_in_is_opened_again_by_a_code_by_phone(qtbot: QtBot, folder: Path, session_of: SessionOf) -> None:
    codes = ReleaseCodes(Home(folder).release_codes).renew()
    session = session_of(folder)
    for _try in range(5):
        step = sign_in(session, "not this one")
        qtbot.waitUntil(lambda step=step: bool(step.passphrase.problem()) and step.isEnabled())
    sign_in(session)
    trouble = session.gate.trouble
    qtbot.waitUntil(lambda: "locked until" in trouble.sentence())
    trouble.acted.emit()
    asked = code_step(qtbot, session)
    type_text(asked.line.edit, codes[3])
    asked.button.click()
    assert "not the code" in asked.line.problem()
    asked.line.edit.clear()
    type_text(asked.line.edit, codes[0])
    asked.button.click()
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), SignIn))
    with qtbot.waitSignal(session.entered):
        sign_in(session)


def test_the_recovery_sheet_opens_the_store_and_a_new_one_is_put_away(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    shift = program.unlock(Home(folder), USER, PASSPHRASE, effort=Effort.TEST)
    two = sheets.split(shift.new_recovery())[1:3]
    shift.end()
    session = session_of(folder)
    first = session.unlock.step()
    assert isinstance(first, SignIn)
    first.with_sheet.click()
    step = session.unlock.step()
    assert isinstance(step, RecoverStep)
    step.first.edit.setText(two[0])
    step.second.edit.setText(two[1].replace(two[1].split()[4], "harbor"))
    step.button.click()
    assert "Compare it with the sheet" in step.second.problem()
    step.second.edit.setText(two[1])
    step.user.edit.setText(USER)
    step.passphrase.edit.setText(NEW_PHRASE)
    step.again.edit.setText(NEW_PHRASE)
    step.button.click()
    qtbot.waitUntil(lambda: isinstance(session.unlock.step(), RecoveryStep), timeout=60_000)
    sheet = session.unlock.step()
    assert isinstance(sheet, RecoveryStep)
    groups = sheet.groups()
    recovery.read("-".join(groups))
    sheet.button.click()
    back = session.unlock.step()
    assert isinstance(back, AskBackStep)
    for line, place in zip(back.lines, back.asked, strict=True):
        line.edit.setText(groups[place])
    with qtbot.waitSignal(session.entered):
        back.button.click()


def test_a_short_code_opens_the_locked_window_until_the_program_is_closed(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    session = session_of(folder, keyring=ToyKeyring())
    with qtbot.waitSignal(session.entered):
        sign_in(session)
    window = session.window
    assert window is not None
    window.open_settings()
    own = window.findChildren(OwnSignIn)[0]
    type_text(own.short.edit, "111111")
    own.set_short.click()
    qtbot.waitUntil(lambda: "guessed first" in own.short.problem())
    own.short.edit.setText("730265")
    with qtbot.waitSignal(own.did):
        own.set_short.click()
    with qtbot.waitSignal(session.locked):
        session.lock()
    step = code_step(qtbot, session)
    type_text(step.line.edit, "730266")
    step.button.click()
    qtbot.waitUntil(lambda: "4 tries left" in step.line.problem())
    step.line.edit.setText("730265")
    with qtbot.waitSignal(session.entered):
        step.button.click()
    with qtbot.waitSignal(session.unlock.gone):
        session.leave()
    assert not Home(folder).quick.exists()


def test_the_notice_is_agreed_to_before_anything_can_be_typed(
    qtbot: QtBot, folder: Path, session_of: SessionOf
) -> None:
    write_notice(folder, "Its use is recorded.")
    session = session_of(folder, first=SignIn(notice_in(folder)))
    step = session.unlock.step()
    assert isinstance(step, SignIn)
    assert step.focusWidget() is step.agree
    assert not any(each.isEnabled() for each in (step.user, step.passphrase, step.button, step.with_sheet))
    qtbot.keyClick(step.agree, Qt.Key.Key_Space)
    with qtbot.waitSignal(session.entered):
        sign_in(session)
    write_notice(folder, "Other words.")
    with qtbot.waitSignal(session.locked):
        session.lock()
    again = session.unlock.step()
    assert isinstance(again, SignIn)
    assert again.notice == "Other words."
    write_notice(folder, "And others still.")
    again.agree.click()
    sign_in(session)
    qtbot.waitUntil(lambda: session.unlock.step() is not again)
    newest = session.unlock.step()
    assert isinstance(newest, SignIn)
    assert newest.notice == "And others still."
