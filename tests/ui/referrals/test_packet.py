"""A packet leaves and its answer comes back, as officer and liaison do it at the window."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.jobs import run
from casemgr.records import directory, disclosures, people, referrals
from casemgr.services.packet.letter import Answer
from casemgr.services.packet.making import make_packet
from tests.builders import a_consent, a_person, a_referral
from tests.conftest import NOON
from ui.leaving.left import ShowLeft
from ui.referrals.packet import SLIP, PacketDialog
from ui.referrals.page import ReferralsPage
from ui.referrals.reply import ReplyDialog

PageOf = Callable[..., ReferralsPage]


@pytest.fixture
def sent(officer: Desk, shelter: UUID) -> UUID:
    person = a_person(officer, "Ana", "Lima")
    a_consent(officer, person, officer.ask(directory.organizations).rows[0].id)
    facts = {"reason": "Asked", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    id = a_referral(officer, shelter, person, **facts)
    officer.do(referrals.send, id, referrals.SendDraft())
    return id


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def dialog_on(qtbot: QtBot, page: ReferralsPage, sent: UUID) -> PacketDialog:
    page.open(sent)
    qtbot.waitUntil(page.detail.packet.isVisible)
    page.detail.packet.click()
    dialog = page.detail.findChild(PacketDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.save.isEnabled)
    return dialog


def spoken_for(officer: Desk, sent: UUID, out: Path, answer: Answer, detail: str = "") -> str:
    """The code a service reads from the paper of its packet."""
    made = run(make_packet(officer, sent, out))
    reader = PdfReader(made.pdf.path)
    reader.decrypt(made.pdf.passphrase)
    lines = "\n".join(page.extract_text() for page in reader.pages).splitlines()
    wanted = {
        Answer.START: "first service",
        Answer.ACCEPT: "We take them on",
        Answer.ACKNOWLEDGE: "We have it",
        Answer.COMPLETE: "got help",
    }[answer]
    at = next(i for i, line in enumerate(lines) if wanted in line and "partial" not in line)
    return next(line for line in reversed(lines[: at + 1]) if len(line.split()[0]) == 9 and line[4] == "-").split()[0]


def test_the_letter_is_seen_before_it_leaves_and_its_passphrase_once(
    qtbot: QtBot, page_of: PageOf, sent: UUID, out: Path
) -> None:
    page = page_of(Role.OFFICER)
    dialog = dialog_on(qtbot, page, sent)
    assert "Ana Lima" in dialog.preview.document.getAllText(0).text()
    assert not dialog.with_page.isVisible()
    with qtbot.waitSignal(dialog.said):
        dialog.save_into(out)
    [file] = out.iterdir()
    shown = dialog.findChild(ShowLeft)
    assert shown is not None
    assert b"Lima" not in file.read_bytes()
    shown.accept()
    dialog.reject()


def test_the_slip_goes_out_in_the_language_of_the_person(
    qtbot: QtBot, officer: Desk, page_of: PageOf, sent: UUID, tmp_path: Path
) -> None:
    dialog = dialog_on(qtbot, page_of(Role.OFFICER), sent)
    dialog.shown.set_value(SLIP)
    dialog.shown.chosen.emit()
    qtbot.waitUntil(dialog.print.isEnabled)
    said = dialog.preview.document.getAllText(0).text()
    assert "Night Shelter" in said
    assert "Lima" not in said
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "slip.pdf"))
    with qtbot.waitSignal(dialog.said):
        dialog.print_on(printer)
    dialog.reject()
    day, id = officer.store.clock().date(), officer.ask(referrals.referral, sent).person_id
    told = officer.ask(disclosures.disclosures_of, id, day - timedelta(days=1), day + timedelta(days=1))
    assert {one.medium for one in told} == {"referral", "print"}


def test_where_a_call_is_not_safe_the_slip_names_nobody(
    qtbot: QtBot, officer: Desk, page_of: PageOf, sent: UUID
) -> None:
    person = officer.ask(referrals.referral, sent).person_id
    officer.do(people.note_safe_contact, person, "Never call at night")
    dialog = dialog_on(qtbot, page_of(Role.OFFICER), sent)
    dialog.shown.set_value(SLIP)
    dialog.shown.chosen.emit()
    qtbot.waitUntil(dialog.print.isEnabled)
    said = dialog.preview.document.getAllText(0).text()
    for word in ("Night Shelter", "Harbor House", "Lima"):
        assert word not in said
    assert "do not print it" in dialog.warning.sentence()
    dialog.reject()


def test_a_code_is_typed_as_it_is_heard_and_lands_once(
    qtbot: QtBot, officer: Desk, page_of: PageOf, sent: UUID, out: Path
) -> None:
    code = spoken_for(officer, sent, out, Answer.ACCEPT)
    page = page_of(Role.SUPERVISOR)
    page.views.head.reply.click()
    dialog = page.findChild(ReplyDialog)
    assert dialog is not None
    dialog.code.set_value("no such code")
    dialog.code.changed.emit()
    qtbot.waitUntil(lambda: dialog.code.problem() is not None)
    assert dialog.code.value() == "no such code"
    dialog.code.set_value(code.lower())
    dialog.code.changed.emit()
    qtbot.waitUntil(dialog.take.isEnabled)
    assert dialog.on.isVisible()
    dialog.take.click()
    assert dialog.on.problem() is not None
    dialog.on.set_value(date(2026, 10, 20))
    with qtbot.waitSignal(dialog.taken):
        dialog.take.click()
    now = officer.ask(referrals.referral, sent)
    assert (now.status, now.next_step_on) == ("accepted", date(2026, 10, 20))


def test_a_day_that_is_refused_is_mended_without_typing_the_code_again(
    qtbot: QtBot, officer: Desk, page_of: PageOf, sent: UUID, out: Path
) -> None:
    code = spoken_for(officer, sent, out, Answer.START)
    page = page_of(Role.SUPERVISOR)
    dialog = ReplyDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.open()
    line = dialog.code.field.editor()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, code[:6])
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert dialog.code.problem() is None, "nothing is wrong with what is still being typed"
    QTest.keyClicks(line, code[6:])
    qtbot.waitUntil(dialog.take.isEnabled)
    dialog.on.set_value(date(2026, 12, 24))
    dialog.take.click()
    assert not dialog.take.isEnabled()
    qtbot.waitUntil(lambda: dialog.on.problem() is not None)
    assert "future" in (dialog.on.problem() or "")
    dialog.on.set_value(NOON.date())
    with qtbot.waitSignal(dialog.taken):
        dialog.take.click()
    assert officer.ask(referrals.referral, sent).status == "in-progress"


def test_a_code_far_too_long_is_refused_under_its_field(qtbot: QtBot, page_of: PageOf) -> None:
    page = page_of(Role.SUPERVISOR)
    dialog = ReplyDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.open()
    line = dialog.code.field.editor()
    assert isinstance(line, QLineEdit)
    line.setText("K7MT" * 30)
    dialog.code.changed.emit()
    qtbot.waitUntil(lambda: dialog.code.problem() is not None)
    assert not dialog.take.isEnabled()


def test_a_note_of_a_thousand_lines_leaves_the_buttons_on_the_screen(
    qtbot: QtBot, officer: Desk, page_of: PageOf, sent: UUID, out: Path
) -> None:
    page = page_of(Role.SUPERVISOR)
    dialog = ReplyDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.note.say("line\n" * 500)
    assert dialog.note.isVisible()
    assert dialog.sizeHint().height() < 700


def test_help_that_was_given_is_graded_by_what_was_hoped_for(
    qtbot: QtBot, officer: Desk, page_of: PageOf, sent: UUID, out: Path
) -> None:
    code = spoken_for(officer, sent, out, Answer.COMPLETE, "got_help")
    page = page_of(Role.SUPERVISOR)
    page.views.head.reply.click()
    dialog = page.findChild(ReplyDialog)
    assert dialog is not None
    dialog.code.set_value(code)
    dialog.code.changed.emit()
    qtbot.waitUntil(lambda: dialog.achieved is not None)
    assert dialog.achieved is not None
    [hope] = officer.ask(referrals.referral, sent).desired_outcomes
    grade = {"desired_outcome_id": str(hope.id), "achievement": "ACHIEVED", "comment": ""}
    qtbot.waitUntil(lambda: not page.desk.busy)
    dialog.achieved.set_value((grade,))
    with qtbot.waitSignal(dialog.taken):
        dialog.take.click()
    assert officer.ask(referrals.referral, sent).desired_outcomes[0].achievement == "ACHIEVED"


def test_a_file_that_is_no_reply_is_refused_in_words(qtbot: QtBot, page_of: PageOf, tmp_path: Path) -> None:
    page = page_of(Role.SUPERVISOR)
    dialog = ReplyDialog(page.desk, page)
    qtbot.addWidget(dialog)
    for content in (b"", b"{}", b"\xff\xfe", b"x" * 100_000):
        path = tmp_path / "reply.casereply"
        path.write_bytes(content)
        dialog.read_file(path)
        assert not dialog.take.isEnabled()
        assert "not a reply file" in dialog.wrong()
    dialog.read_file(tmp_path / "gone")
    assert "cannot be read" in dialog.wrong()
