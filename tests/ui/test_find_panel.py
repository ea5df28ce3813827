"""Find or do anything: tokens with their values offered, saved searches, what was opened last, keys beside deeds."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import searches
from tests.builders import a_follow_up, a_neighborhood, a_place
from tests.conftest import Clock
from tests.ui.typing import type_text
from ui.window import MainWindow

WindowOf = Callable[..., MainWindow]
SAVE, FORGET = "Save this search", "Forget this search"


@pytest.fixture
def window(window_of: WindowOf) -> MainWindow:
    return window_of(Role.OFFICER)


def titles(window: MainWindow) -> list[str]:
    return [row.title for row in window.found.rows()] if window.found.isVisible() else []


def typed(qtbot: QtBot, window: MainWindow, text: str, first: str) -> None:
    """Type into the box, and wait until this row stands first."""
    window.search.setFocus()
    type_text(window.search, text)
    qtbot.waitUntil(lambda: titles(window)[:1] == [first])


def choose(window: MainWindow, title: str) -> None:
    """Touch a row."""
    rows = window.found._rows
    place = next(i for i in range(rows.model().rowCount()) if rows.model().index(i, 0).data() == title)
    index = rows.model().index(place, 0)
    rows.scrollTo(index)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(index).center())


def made_searches(desk_of: Callable[..., Desk]) -> list[tuple[str, int]]:
    return [(row.terms, row.found) for row in desk_of(Role.SUPERVISOR).ask(searches.searches_made).rows]


def test_an_empty_box_offers_deeds_with_their_keys_and_the_tokens(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(titles(window)))
    keys = {row.title: row.end for row in window.found.rows()}
    assert keys["New: Contact"] == "Ctrl+N"
    assert keys["Lock"] == "Ctrl+L"
    assert keys["Cover the screen"] == "F9"
    assert keys["Settings"] == "Ctrl+,"
    assert {"type:", "nbhd:", "officer:", "needs:", "overdue:", "date:"} <= set(keys)
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.found.isVisible()


def test_a_touch_on_the_box_opens_it_and_a_touch_on_a_row_does_it(qtbot: QtBot, window: MainWindow) -> None:
    QTest.mouseClick(window.search, Qt.MouseButton.LeftButton, pos=QPoint(80, 12))
    qtbot.waitUntil(lambda: "date:" in titles(window))
    choose(window, "date:")
    qtbot.waitUntil(lambda: window.search.text() == "date:" and "today" in titles(window))
    choose(window, "today")
    assert window.search.text() == "date:today "


def test_the_values_of_a_token_are_offered_and_narrow_what_is_found(
    qtbot: QtBot, window: MainWindow, desk_of: Callable[..., Desk]
) -> None:
    flats = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    a_place(window.desk.beside(), "Pier 4", neighborhood_id=flats)
    a_place(window.desk.beside(), "Pier 9")
    typed(qtbot, window, "pier nbhd:har", "harbor-flats")
    assert window.found.rows()[0].end == "Harbor Flats"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.search.text() == "pier nbhd:harbor-flats "
    qtbot.waitUntil(lambda: titles(window) == ["Pier 4", SAVE])


def test_a_value_that_means_nothing_is_said_under_the_box(qtbot: QtBot, window: MainWindow) -> None:
    a_place(window.desk.beside(), "Pier 4")
    window.search.setFocus()
    type_text(window.search, "pier overdue:perhaps")
    qtbot.waitUntil(lambda: "neither yes nor no" in window.found.line())
    assert "You can say: yes, no." in window.found.line()
    assert titles(window) == []


def test_a_search_is_saved_found_again_under_the_empty_box_and_forgotten(
    qtbot: QtBot, window: MainWindow, clock: Clock
) -> None:
    desk = window.desk.beside()
    a_follow_up(desk, "places", a_place(desk), what="Call about lights")
    clock.move(days=3)
    typed(qtbot, window, "overdue:yes", "F-2026-TEST-000001")
    choose(window, SAVE)
    qtbot.waitUntil(lambda: FORGET in titles(window))
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    window.begin_finding()
    qtbot.waitUntil(lambda: titles(window)[:1] == ["overdue:yes"])
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(window) == ["F-2026-TEST-000001", FORGET])
    choose(window, FORGET)
    qtbot.waitUntil(lambda: titles(window)[-1] == SAVE)
    window.found.toast.undone.emit()
    qtbot.waitUntil(lambda: titles(window)[-1] == FORGET)


def test_what_was_opened_last_stands_under_the_empty_box(qtbot: QtBot, window: MainWindow) -> None:
    a_place(window.desk.beside(), "Pier 4")
    typed(qtbot, window, "pier", "Pier 4")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.page().title == "Pier 4" and not window.desk.busy)
    window.begin_finding()
    qtbot.waitUntil(lambda: titles(window)[:1] == ["Pier 4"])


def test_a_finished_search_is_written_down_once_and_not_each_letter(
    qtbot: QtBot, window: MainWindow, desk_of: Callable[..., Desk]
) -> None:
    a_place(window.desk.beside(), "Pier 4")
    typed(qtbot, window, "pi", "Pier 4")
    typed(qtbot, window, "er", "Pier 4")
    qtbot.waitUntil(lambda: window.found._typed == "pier")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.busy)
    assert made_searches(desk_of) == [("pier", 1)]


def test_whoever_only_looks_and_pauses_is_written_down_too(
    qtbot: QtBot, window: MainWindow, desk_of: Callable[..., Desk]
) -> None:
    typed(qtbot, window, "hous", "Households")
    qtbot.waitUntil(lambda: made_searches(desk_of) == [("hous", 0)])


def test_deeds_wait_for_no_answer(qtbot: QtBot, window: MainWindow) -> None:
    window.search.setFocus()
    type_text(window.search, "lo")
    assert titles(window)[:1] == ["Log"], "before anything was asked of the store"
    qtbot.waitUntil(lambda: not window.desk.busy)


def test_enter_opens_nothing_once_the_words_are_others(qtbot: QtBot, window: MainWindow) -> None:
    a_place(window.desk.beside(), "Pier 4")
    window.search.setFocus()
    type_text(window.search, "pie")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    type_text(window.search, "r")
    qtbot.waitUntil(lambda: titles(window)[:1] == ["Pier 4"])
    assert window.search.text() == "pier"
    assert window.pages.page().title != "Pier 4"


def test_what_is_found_late_does_not_cover_where_one_went_meanwhile(qtbot: QtBot, window: MainWindow) -> None:
    a_place(window.desk.beside(), "Pier 4")
    window.search.setFocus()
    type_text(window.search, "pier")
    window.log.setFocus()
    qtbot.waitUntil(lambda: window.found._typed == "pier")
    assert not window.found.isVisible()
