"""The review on the window: worked through by keys alone, with a way back, and the weekly sheet signed."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import followups
from casemgr.records.referrals import Event, Status
from casemgr.services.review.queues import Sort
from casemgr.services.review.spans import Queue
from tests.conftest import Clock
from tests.ui.referrals.test_queues import a_sent
from tests.ui.referrals.waiting import CTRL, focused, shown
from tests.ui.typing import type_text
from ui.referrals.page import ReferralsPage

OTHERS = (Qt.Key.Key_Tab, Qt.Key.Key_Space)


def at_review(qtbot: QtBot, page: ReferralsPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy and page.review.line is not None)
    page.review.rows.setFocus()


def asked(qtbot: QtBot, page: ReferralsPage, event: Event) -> None:
    qtbot.waitUntil(lambda: page.detail.steps.form is not None and not page.desk.busy)
    assert event in page.detail.steps.events()


def test_each_number_is_the_length_of_its_list(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage], clock: Clock
) -> None:
    for given in ("Ana", "Ben"):
        a_sent(officer, shelter, given)
    clock.move(days=200)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    total = 0
    for queue in Queue:
        page.review.turn_to(queue)
        assert page.review.count(queue) == len(page.review.lines()), queue
        total += page.review.count(queue)
    page.review.turn_to(None)
    assert total == len(page.review.lines()) == 5


def test_a_letter_begins_a_step_and_what_was_done_can_be_taken_back(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    for given in ("Ana", "Ben"):
        a_sent(officer, shelter, given)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.detail.steps.events()))
    QTest.keyClicks(focused(), "k")
    asked(qtbot, page, Event.ACKNOWLEDGE)
    type_text(focused(), "M. Ortiz")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.toast.sentence().startswith("Acknowledge"))
    qtbot.waitUntil(lambda: not page.desk.busy and shown(page).status is Status.RECEIVED)
    assert focused() is page.review.rows
    QTest.keyClick(focused(), Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown(page).status is Status.REQUESTED)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not page.desk.busy)
    QTest.keyClicks(focused(), "d")
    asked(qtbot, page, Event.DECLINE)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.detail.steps.form is None)


def test_the_space_bar_closes_and_opens_the_preview(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    assert page.detail.isVisible()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert not page.detail.isVisible()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert page.detail.isVisible()
    assert focused() is page.review.rows


def test_the_script_says_the_name_only_while_consent_stands(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage], clock: Clock
) -> None:
    a_sent(officer, shelter, "Ana")
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    qtbot.waitUntil(lambda: page.detail.script.isVisible())
    assert "Ana" in page.detail.script.said()
    assert "no number is known" in page.detail.script.said()
    clock.move(days=181)
    page.detail.open(shown(page).id)
    qtbot.waitUntil(lambda: "name nobody" in page.detail.script.said())
    assert "Ana" not in page.detail.script.said()


def test_a_question_reaches_the_officer_who_answers_it(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    id = a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.detail.steps.events()))
    QTest.keyClicks(focused(), "b")
    asked(qtbot, page, Event.ASK_BACK)
    form = page.detail.steps.form
    assert form is not None
    form.fields.field("question").set_value("contact_details")
    form.save()
    qtbot.waitUntil(lambda: shown(page).question == "contact_details")
    assert [row.what for row in officer.ask(followups.due).next_seven_days][:1] == [
        "Answer a question of Night Shelter"
    ]
    theirs = page_of(desk=officer)
    theirs.open(id)
    qtbot.waitUntil(lambda: Event.ANSWER_BACK in theirs.detail.steps.events())
    theirs.detail.steps.press(Event.ANSWER_BACK)
    asked(qtbot, theirs, Event.ANSWER_BACK)
    type_text(focused(), "Call her sister")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shown(theirs).question == "")


def test_an_entry_of_the_directory_is_checked_from_the_list(
    qtbot: QtBot, shelter: UUID, page_of: Callable[..., ReferralsPage], clock: Clock
) -> None:
    clock.move(days=200)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    line = page.review.line
    assert line is not None
    assert line.sort is Sort.SERVICE
    QTest.keyClicks(focused(), "a")
    qtbot.waitUntil(lambda: page.review.count(Queue.DIRECTORY) == 0 and not page.desk.busy)


def test_the_week_is_signed(qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    page.views.head.sheet.click()
    sheet = page.views.sheet
    qtbot.waitUntil(lambda: sheet.sheet is not None and not page.desk.busy)
    assert sheet.check.text() == "Adds up"
    QTest.keyClick(sheet.sign, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: sheet.sheet is not None and sheet.sheet.signed_at is not None)
    assert not sheet.sign.isEnabled()


def test_a_note_of_the_sheet_stays_with_its_week(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    page.views.head.sheet.click()
    sheet = page.views.sheet
    qtbot.waitUntil(lambda: sheet.sheet is not None and not page.desk.busy)
    type_text(sheet.note.field.editor(), "Two calls open")
    sheet.back.click()
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert not sheet.note.value()
    sheet.on.click()
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert sheet.note.value() == "Two calls open"
