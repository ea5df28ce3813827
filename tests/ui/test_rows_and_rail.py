"""The rail and lists of rows: by pointer, by keys, mirrored, and as a screen reader has them."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.tokens import PALETTES, Theme, Tone
from ui.widgets.rail import Rail
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel


class TestRail:
    @pytest.fixture
    def rail(self, open_window) -> Rail:
        rail = Rail()
        for key, label in (("today", "Today"), ("log", "Log"), ("people", "People")):
            rail.add_page(key, label, "users")
        rail.add_action("lock", "Lock", "lock")
        rail.set_current("today")
        return open_window(rail, QSize(92, 600))

    def test_a_press_asks_and_the_window_decides(self, rail: Rail, qtbot) -> None:
        with qtbot.waitSignal(rail.chosen) as heard:
            QTest.mouseClick(rail.items()[1], Qt.MouseButton.LeftButton)
        assert heard.args == ["log"]
        assert [item.isChecked() for item in rail.items()] == [True, False, False, False]
        rail.set_current("log")
        assert [item.isChecked() for item in rail.items()] == [False, True, False, False]

    def test_keys_walk_it(self, rail: Rail, qtbot) -> None:
        rail.setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert rail.items()[1].hasFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
        with qtbot.waitSignal(rail.chosen) as heard:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert heard.args == ["lock"]

    def test_what_waits_is_told(self, rail: Rail) -> None:
        rail.set_waiting("people", 4)
        heard = QAccessible.queryAccessibleInterface(rail.items()[2])
        assert heard.text(QAccessible.Text.Name) == "People"
        assert heard.text(QAccessible.Text.Description) == "4 waiting"


class TestRows:
    ROWS = (
        Row("Overdue", end="1", heading=True),
        Row("Núñez Ávila, José", "Check housing intake", "phone", "3 d overdue", Tone.DANGER, key=1),
        Row("Today", end="1", heading=True),
        Row("Ramírez, Lucía", "Call before 16:00", "phone", "Due 16:00", Tone.WARN, key=2),
    )

    @pytest.fixture
    def rows(self, open_window, qtbot, qtmodeltester) -> RowList:
        model = RowModel(self.ROWS)
        qtmodeltester.check(model)
        view = RowList("Today")
        model.setParent(view)
        view.setModel(model)
        return open_window(view, QSize(400, 400))

    def test_keys_pass_over_headings(self, rows: RowList, qtbot) -> None:
        rows.setFocus()
        rows.setCurrentIndex(rows.model().index(1, 0))
        with qtbot.waitSignal(rows.reached) as heard:
            QTest.keyClick(rows, Qt.Key.Key_Down)
        assert heard.args[0].key == 2

    def test_enter_opens(self, rows: RowList, qtbot) -> None:
        rows.setCurrentIndex(rows.model().index(1, 0))
        with qtbot.waitSignal(rows.opened) as heard:
            QTest.keyClick(rows, Qt.Key.Key_Return)
        assert heard.args[0].key == 1

    def test_a_screen_reader_hears_the_whole_row(self, rows: RowList) -> None:
        heard = rows.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert heard == "Núñez Ávila, José, 3 d overdue, Check housing intake"

    @pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
    def test_the_bar_of_the_chosen_row_is_where_reading_begins(self, rows: RowList, direction) -> None:
        rows.setLayoutDirection(direction)
        index = rows.model().index(1, 0)
        rows.setCurrentIndex(index)
        row = rows.visualRect(index)
        shot = rows.viewport().grab().toImage()
        inside = 2 if direction == Qt.LayoutDirection.LeftToRight else row.width() - 3
        across = row.width() - inside
        middle = row.center().y()
        bar = PALETTES[Theme.LIGHT].selection_bar
        assert shot.pixelColor(row.left() + inside, middle).name().upper() == bar
        assert shot.pixelColor(row.left() + across, middle).name().upper() != bar
