"""What is opened beside the review stays what it is: over a fresh list, and when keys come faster than answers."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records.referrals import Event
from casemgr.services.review.queues import Sort
from casemgr.services.review.spans import Queue
from tests.builders import a_person, a_referral, a_service
from tests.conftest import Clock
from tests.ui.referrals.conftest import SIZE
from tests.ui.referrals.test_queues import a_sent
from tests.ui.referrals.test_review import at_review
from tests.ui.referrals.waiting import focused, shown
from tests.ui.typing import type_text
from ui.desk import UiDesk
from ui.referrals.head import View
from ui.referrals.page import ReferralsPage

PageOf = Callable[..., ReferralsPage]


def a_draft(desk: Desk, service: UUID) -> UUID:
    """A referral that stands in no queue of the review."""
    return a_referral(desk, service, a_person(desk, "Cleo"), reason="No bed", information_shared=["identity"])


def test_a_referral_gone_to_stays_open_when_the_review_comes(
    qtbot: QtBot,
    officer: Desk,
    shelter: UUID,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[..., QWidget],
) -> None:
    for given in ("Ana", "Ben"):
        last = a_sent(officer, shelter, given)
    page = ReferralsPage(ui_desk_of(Role.SUPERVISOR))
    open_window(page, SIZE)
    page.open(last)
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert shown(page).id == last
    assert page.review.line is not None
    assert page.review.line.id == last
    assert focused() in page.detail.steps.findChildren(QPushButton), "the keys are at its first step"


def test_a_step_being_typed_stays_while_something_else_is_saved(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: PageOf
) -> None:
    a_sent(officer, shelter)
    id = a_draft(officer, shelter)
    page = page_of(Role.SUPERVISOR, Role.OFFICER)
    at_review(qtbot, page)
    page.open(id)
    qtbot.waitUntil(lambda: not page.desk.busy)
    page.detail.steps.press(Event.CANCEL)
    form = page.detail.steps.form
    with qtbot.waitSignal(page.desk.changed):
        a_person(page.desk.beside(), "Dora")
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert shown(page).id == id
    assert page.detail.steps.form is form


def test_the_weekly_sheet_stays_while_something_else_is_saved(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: PageOf
) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR, Role.OFFICER)
    at_review(qtbot, page)
    page.views.head.sheet.click()
    qtbot.waitUntil(lambda: not page.desk.busy)
    type_text(page.views.sheet.note.field.editor(), "Two calls open")
    with qtbot.waitSignal(page.desk.changed):
        a_person(page.desk.beside(), "Dora")
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert page.views.sheet.isVisible()


def test_a_letter_acts_on_the_line_one_is_at_though_it_was_only_just_come_to(
    qtbot: QtBot, desk_of: Callable[..., Desk], shelter: UUID, page_of: PageOf, clock: Clock
) -> None:
    other = a_service(desk_of(Role.SUPERVISOR), "Day Room", "Harbor House")
    clock.move(days=200)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    first, second = page.review.lines()
    assert {first.id, second.id} == {shelter, other}
    assert first.sort is Sort.SERVICE
    qtbot.waitUntil(lambda: not page.desk.busy)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClicks(focused(), "a")
    qtbot.waitUntil(lambda: page.review.count(Queue.DIRECTORY) == 1 and not page.desk.busy)
    assert [line.id for line in page.review.lines()] == [first.id]


def test_enter_on_a_line_comes_to_what_can_be_done_and_stays_there(
    qtbot: QtBot, shelter: UUID, page_of: PageOf, clock: Clock
) -> None:
    clock.move(days=200)
    page = page_of(Role.SUPERVISOR)
    at_review(qtbot, page)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert focused() in page.views.beside.findChildren(QPushButton)
    assert focused().text() == "Checked: it holds"  # type: ignore[attr-defined]


@pytest.mark.parametrize("view", list(View))
def test_enter_on_a_referral_comes_to_its_first_step(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: PageOf, view: View
) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    page.views.turn_to(view)
    qtbot.waitUntil(lambda: not page.desk.busy and not page.list.model.loading)
    page.views.begin()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.desk.busy)
    assert focused() in page.detail.steps.findChildren(QPushButton)
