"""The access review on the window: a week begun, each line answered by its letter, then signed; Today leads there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.records import people, searches
from casemgr.services import today
from casemgr.services.access_review import begin_review, review_lines, review_weeks
from casemgr.services.today import Sort
from tests.builders import a_member, a_person
from tests.conftest import Clock
from ui.access_review.page import AccessReviewPage
from ui.desk import UiDesk

DeskOf = Callable[..., Desk]


@pytest.fixture
def reviewer(desk_of: DeskOf, clock: Clock) -> Desk:
    """A reviewer in the week after Rosa searched for herself and opened her cousin's restricted record."""
    administrator = desk_of(Role.ADMINISTRATOR)
    restricted = frozenset({Label.RESTRICTED})
    rosa = desk_of(Role.OFFICER, id=a_member(administrator), extra_labels=restricted)
    id = a_member(administrator, "c.lindqvist", "Carin Lindqvist", roles=[Role.COMMANDER])
    cousin = a_person(desk_of(Role.OFFICER), "Jorge", "Delgado", sensitivity=Label.RESTRICTED)
    rosa.ask(people.person, cousin)
    rosa.do(searches.note_search, "rosa delgado", 1)
    clock.move(days=7)
    return desk_of(Role.COMMANDER, id=id)


@pytest.fixture
def page(
    qtbot: QtBot, reviewer: Desk, ui_desk_of: Callable[..., UiDesk], open_window: Callable[[QWidget], QWidget]
) -> AccessReviewPage:
    page = AccessReviewPage(ui_desk_of(desk=reviewer))
    open_window(page)
    page.resize(1200, 700)
    qtbot.waitUntil(lambda: page.week() is not None)
    return page


def answers(desk: Desk) -> list[tuple[str, str]]:
    [review] = [one.id for one in desk.ask(review_weeks) if one.id]
    return [(line.pattern, line.answer) for line in desk.ask(review_lines, review)]


def test_a_week_from_its_first_line_to_the_signature_by_keys_alone(
    qtbot: QtBot, page: AccessReviewPage, reviewer: Desk
) -> None:
    page.lines.empty.acted.emit()
    qtbot.waitUntil(lambda: len(page.lines.lines) == 3)
    assert page.lines.progress.text() == "0 of 3 answered"
    assert not page.lines.sign.isEnabled()
    first = page.lines.rows.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("Rosa Delgado, Searched for “rosa delgado”")
    qtbot.keyClicks(page.lines.rows, "j")
    qtbot.waitUntil(lambda: page.lines.left == 2)
    qtbot.keyClicks(page.lines.rows, "u")
    assert "few words" in str(page.answering.note.problem())
    note = page.answering.note.field.editor()
    qtbot.waitUntil(note.hasFocus)
    qtbot.keyClicks(note, "Cousin; ask her")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.lines.left == 1)
    qtbot.keyClicks(page.lines.rows, "j")
    qtbot.waitUntil(page.lines.sign.isEnabled)
    assert answers(reviewer) == [("own", "justified"), ("same_surname", "unclear"), ("no_open_work", "justified")]
    page.lines.sign.click()
    qtbot.waitUntil(lambda: page.week() is not None and page.week().signed_at is not None)  # type: ignore[union-attr]
    assert [one.due for one in reviewer.ask(review_weeks)] == [False] * 8


def test_a_note_half_written_is_not_carried_to_the_next_line(qtbot: QtBot, page: AccessReviewPage) -> None:
    page.lines.empty.acted.emit()
    qtbot.waitUntil(lambda: len(page.lines.lines) == 3)
    qtbot.keyClicks(page.answering.note.field.editor(), "about the first")
    qtbot.keyClick(page.lines.rows, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.answering.note.value() is None)


def waiting(desk: Desk) -> list[tuple[Any, Any, int]]:
    board = desk.ask(today.boards)[0]
    return [(item.status, item.group.value, item.days) for item in board.items if item.sort is Sort.ACCESS]


def test_today_shows_the_oldest_week_that_waits_to_those_who_review(
    reviewer: Desk, desk_of: DeskOf, clock: Clock
) -> None:
    assert waiting(reviewer) == [("2026-10-12", "next_seven_days", 0)]
    clock.move(days=7)
    assert waiting(reviewer) == [("2026-10-12", "overdue", 3)]
    for role in (Role.OFFICER, Role.ADMINISTRATOR, Role.LIAISON):
        assert waiting(desk_of(role)) == [], role


def test_reading_the_lines_makes_no_lines_next_week(reviewer: Desk, desk_of: DeskOf, clock: Clock) -> None:
    first = reviewer.do(begin_review, date(2026, 10, 12))
    assert {line.what for line in reviewer.ask(review_lines, first) if line.record_id} == {"Delgado, Jorge"}
    clock.move(days=7)
    other = desk_of(Role.RECORDS_CUSTODIAN)
    assert other.ask(review_lines, other.do(begin_review, date(2026, 10, 19))) == []
