"""The general widgets: by pointer, by keys, in both directions of writing, and as a screen reader has them."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QVBoxLayout, QWidget

from casemgr.core.fields import Option
from tests.ui.typing import type_text
from ui.look import current_look
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button, tool
from ui.widgets.chip import Chip
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.header import PageHeader
from ui.widgets.search import SearchBox
from ui.widgets.status import Place, StatusLine
from ui.widgets.text import Elided, words
from ui.widgets.toast import Toast

NEEDS = (Option("housing", "Housing"), Option("food", "Food"), Option("health", "Mental health"))


def pressed(widget: QWidget, name: str) -> None:
    """Press the button of this name or tool tip."""
    buttons = [*widget.findChildren(QPushButton), *widget.findChildren(QToolButton)]
    found = [b for b in buttons if name in (b.text(), b.accessibleName()) and b.isVisible()]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


class TestChips:
    def test_one_is_chosen_by_pointer_and_pressed_again_none(self, open_window, qtbot) -> None:
        row = open_window(ChipRow(NEEDS))
        for chip, value in ((0, "housing"), (1, "food"), (1, None)):
            with qtbot.waitSignal(row.chosen):
                QTest.mouseClick(row.chips()[chip], Qt.MouseButton.LeftButton)
            assert row.value() == value

    def test_digits_choose(self, open_window) -> None:
        row = open_window(ChipRow(NEEDS, multiple=True))
        row.setFocus()
        QTest.keyClicks(QApplication.focusWidget(), "3")
        QTest.keyClicks(QApplication.focusWidget(), "1")
        assert row.values() == ("housing", "health")
        QTest.keyClicks(QApplication.focusWidget(), "9")
        assert row.values() == ("housing", "health")

    def test_a_choice_that_must_be_kept_stays(self, open_window, qtbot) -> None:
        row = open_window(ChipRow(NEEDS, kept=True))
        row.set_value("food")
        with qtbot.assertNotEmitted(row.chosen):
            QTest.mouseClick(row.chips()[1], Qt.MouseButton.LeftButton)
        assert row.value() == "food"

    @pytest.mark.parametrize(
        ("direction", "onward"),
        [
            (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Right),
            (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Left),
        ],
    )
    def test_arrows_move_as_the_chips_lie(self, open_window, direction, onward) -> None:
        row = ChipRow(NEEDS)
        row.setLayoutDirection(direction)
        open_window(row)
        row.setFocus()
        QTest.keyClick(QApplication.focusWidget(), onward)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert row.value() == "food"

    def test_the_tab_key_stops_once(self, open_window) -> None:
        window = QWidget()
        column = QVBoxLayout(window)
        row, after = ChipRow(NEEDS), button("After")
        column.addWidget(row)
        column.addWidget(after)
        open_window(window)
        row.setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert after.hasFocus()

    def test_what_is_chosen_survives_other_options(self, open_window) -> None:
        row = open_window(ChipRow(NEEDS, multiple=True))
        row.set_values(["food", "housing"])
        row.set_options([*NEEDS[1:], Option("work", "Work")])
        assert row.values() == ("food",)

    def test_setting_is_not_choosing(self, open_window, qtbot) -> None:
        row = open_window(ChipRow(NEEDS))
        with qtbot.assertNotEmitted(row.chosen):
            row.set_value("food")

    def test_being_chosen_does_not_change_the_width(self, qapp: QApplication) -> None:
        chip = Chip("Mental health")
        before = chip.sizeHint()
        chip.setChecked(True)
        assert chip.sizeHint() == before

    def test_a_screen_reader_hears_word_state_and_question(self, open_window) -> None:
        row = ChipRow(NEEDS)
        row.name("Needs seen")
        open_window(row)
        row.set_value("food")
        heard = QAccessible.queryAccessibleInterface(row.chips()[1])
        assert heard.text(QAccessible.Text.Name) == "Food"
        assert heard.text(QAccessible.Text.Description) == "Needs seen"
        assert heard.state().checked


class TestFlow:
    def test_a_narrow_row_goes_on_below(self, open_window) -> None:
        row = open_window(ChipRow(NEEDS), QSize(500, 60))
        layout = row.layout()
        assert isinstance(layout, FlowLayout)
        assert layout.heightForWidth(500) == current_look().control
        assert layout.heightForWidth(150) > 2 * current_look().chip

    def test_it_begins_at_the_right_in_right_to_left_windows(self, open_window) -> None:
        row = ChipRow(NEEDS)
        row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        open_window(row, QSize(500, 60))
        places = [chip.geometry().right() for chip in row.chips()]
        assert places == sorted(places, reverse=True)
        assert places[0] == row.rect().right()


class TestBannerAndToast:
    def test_a_banner_says_offers_and_goes(self, open_window, qtbot) -> None:
        window = QWidget()
        banner = Banner(window)
        open_window(window, QSize(700, 100))
        assert banner.sentence() == ""
        banner.tell(Tone.DANGER, "The disk is full. Nothing was lost.", "Try again")
        assert banner.accessibleName() == banner.sentence() == "The disk is full. Nothing was lost."
        with qtbot.waitSignal(banner.acted):
            pressed(banner, "Try again")
        with qtbot.waitSignal(banner.dismissed):
            pressed(banner, "Dismiss")
        assert banner.sentence() == ""

    def test_a_banner_without_action_has_no_button_for_it(self, open_window) -> None:
        window = QWidget()
        banner = Banner(window)
        open_window(window, QSize(700, 100))
        banner.tell(Tone.INFO, "Kept as a draft.")
        assert [b for b in banner.findChildren(QPushButton) if b.isVisible()] == []

    def test_undo_takes_the_toast_away(self, open_window, qtbot) -> None:
        window = open_window(QWidget(), QSize(700, 300))
        toast = Toast(window)
        toast.say("Contact saved.", undo=True)
        assert window.rect().contains(toast.geometry())
        with qtbot.waitSignals([toast.gone, toast.undone]):
            pressed(toast, "Undo")
        assert toast.sentence() == ""

    def test_a_toast_keeps_to_the_foot_of_its_window(self, open_window) -> None:
        window = open_window(QWidget(), QSize(700, 300))
        toast = Toast(window)
        toast.say("Contact saved.")
        window.resize(500, 600)
        assert toast.geometry().bottom() > 500
        toast.go()


class TestSearch:
    def test_it_asks_once_after_a_pause(self, open_window, qtbot) -> None:
        box = open_window(SearchBox("Find people"))
        asked = []
        box.asked.connect(asked.append)
        type_text(box, "nuñez ")
        with qtbot.waitSignal(box.asked):
            pass
        assert asked == ["nuñez"]

    def test_enter_and_clearing_ask_at_once(self, open_window, qtbot) -> None:
        box = open_window(SearchBox("Find people"))
        asked = []
        box.asked.connect(asked.append)
        type_text(box, "jo")
        QTest.keyClick(box, Qt.Key.Key_Return)
        box.clear()
        assert asked == ["jo", ""]


class TestWords:
    def test_markup_in_a_name_is_shown_not_followed(self, qapp: QApplication) -> None:
        label = words("<b>Zoë</b> & <img src='x'>")
        assert label.textFormat() is Qt.TextFormat.PlainText

    def test_a_long_line_gives_way_and_is_whole_in_its_tool_tip(self, open_window) -> None:
        line = open_window(Elided("A very long line that does not fit", Text.RECORD), QSize(120, 30))
        assert line.width() == 120
        line.grab()
        assert line.toolTip() == "A very long line that does not fit"

    def test_a_header_shows_its_way_back_when_asked(self, open_window, qtbot) -> None:
        header = open_window(PageHeader("People", "412 seen this month"), QSize(600, 60))
        header.offer_back(offered=True)
        with qtbot.waitSignal(header.went_back):
            pressed(header, "Back")

    def test_an_empty_page_has_its_one_button(self, open_window, qtbot) -> None:
        empty = open_window(EmptyState("users", "Nobody is here yet.", "Add a person"), QSize(500, 400))
        with qtbot.waitSignal(empty.acted):
            pressed(empty, "Add a person")

    def test_the_status_line_shows_what_is_said(self, open_window) -> None:
        line = open_window(StatusLine(), QSize(900, 40))
        line.say(Place.LOCK, "Encrypted · locks in 4 min")
        assert line.said(Place.LOCK) == "Encrypted · locks in 4 min"
        assert line.said(Place.SAVED) == ""

    def test_a_badge_can_be_given_another_state(self, open_window) -> None:
        badge = open_window(Badge("Draft"))
        narrow = badge.sizeHint().width()
        badge.say("Accepted by Harbor Shelter", Tone.OK)
        assert badge.sizeHint().width() > narrow
        assert badge.tone() is Tone.OK

    def test_buttons_are_large_enough_to_hit(self, open_window) -> None:
        for made in (button("Save", Weight.PRIMARY), tool("x", "Dismiss")):
            open_window(made)
            assert min(made.height(), made.width()) >= 24
            assert made.childAt(QPoint(2, 2)) is None
