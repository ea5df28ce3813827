"""The board: the same numbers as the lists, the same questions, by keyboard and by dragging."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records.referrals import Event, Status
from casemgr.services.referral_queues import STAGES, Stage
from tests.builders import a_person, a_referral
from tests.ui.referrals.test_queues import a_sent
from tests.ui.referrals.waiting import CTRL, focused, shown
from tests.ui.typing import type_text
from ui.referrals.head import View
from ui.referrals.page import ReferralsPage


def at_board(qtbot: QtBot, page: ReferralsPage) -> None:
    page.views.turn_to(View.BOARD)
    qtbot.waitUntil(lambda: not page.desk.busy)
    page.board.begin()


def test_its_numbers_are_those_of_the_lists(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    for given in ("Ana", "Ben"):
        a_sent(officer, shelter, given)
    a_referral(officer, shelter, a_person(officer, "Dee"))
    page = page_of(Role.SUPERVISOR)
    at_board(qtbot, page)
    numbers = {stage: (one.n, one.model.rowCount()) for stage, one in page.board.columns.items()}
    assert numbers[Stage.SENT] == (2, 2)
    assert sum(n for n, _rows in numbers.values()) == 2
    page.views.turn_to(View.STATES)
    qtbot.waitUntil(lambda: not page.desk.busy)
    counts = {chip.value: int(chip.text().rsplit(maxsplit=1)[-1]) for chip in page.list.queues.chips()}
    assert counts["to_answer"] + counts["sent"] == numbers[Stage.SENT][0] + numbers[Stage.RECEIVED][0]


def test_a_card_is_moved_by_keyboard_with_the_question_of_the_list(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    at_board(qtbot, page)
    QTest.keyClicks(focused(), "m")
    qtbot.waitUntil(lambda: page.moving.menu is not None and page.moving.menu.isVisible())
    menu = page.moving.menu
    assert menu is not None
    said = [action.text() for action in menu.actions()]
    assert said[:2] == ["Received: Acknowledge…", "Accepted: Accept…"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.steps.form is not None)
    type_text(focused(), "10/20/2026")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.board.columns[Stage.ACCEPTED].n == 1)
    assert page.back()
    page.board.columns[Stage.SENT].enter()
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert focused() is page.board.columns[Stage.ACCEPTED].rows
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.isVisible() and shown(page).status is Status.ACCEPTED)


def test_dropping_a_card_asks_what_the_step_asks_and_moves_nothing_by_itself(
    qtbot: QtBot, officer: Desk, shelter: UUID, page_of: Callable[..., ReferralsPage]
) -> None:
    a_sent(officer, shelter)
    page = page_of(Role.SUPERVISOR)
    at_board(qtbot, page)
    drop(page, Stage.SENT, Stage.ACCEPTED)
    qtbot.waitUntil(lambda: page.detail.steps.form is not None and not page.desk.busy)
    assert page.board.columns[Stage.SENT].n == 1
    assert Event.ACCEPT in page.detail.steps.events()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.said) as told:
        drop(page, Stage.SENT, Stage.ON_HOLD)
    assert told.args == ["No step leads from where this referral stands to “On hold”."]


def drop(page: ReferralsPage, source: Stage, target: Stage) -> None:
    """Let the first card of one column go over another."""
    cards, rows = page.board.columns[source].model, page.board.columns[target].rows
    held = cards.mimeData([cards.index(0, 0)])
    spot, none = QPointF(20, 20), Qt.KeyboardModifier.NoModifier
    event = QDropEvent(spot, Qt.DropAction.MoveAction, held, Qt.MouseButton.LeftButton, none)
    rows.dropEvent(event)


def test_every_state_of_a_sent_referral_has_one_column() -> None:
    states = [status for column in STAGES.values() for status in column]
    assert sorted(states) == sorted(set(Status) - {Status.DRAFT})
