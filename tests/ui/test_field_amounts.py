"""Numbers, lengths of time, days and hours: typed as people write them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
)

from tests.ui.typing import type_text
from ui.fields import (
    DateField,
    MinutesField,
    MomentField,
    NumberField,
)
from ui.fields.number import read_minutes, say_minutes
from ui.fields.when import read_day, read_time, say_day, say_time


@pytest.fixture
def locale():
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value", "fault"),
        [
            ("0", 0, None),
            ("1,200", None, "Write a number from 0 to 120."),
            ("-1", None, "Write a number from 0 to 120."),
            ("many", None, "Write a number, such as 3."),
            ("", None, None),
        ],
    )
    def test_limits_are_told(self, qtbot, text, value, fault) -> None:
        field = NumberField(0, 120)
        qtbot.addWidget(field)
        type_text(field.editor(), text)
        assert (field.value(), field.fault()) == (value, fault)

    @pytest.mark.parametrize(
        ("text", "minutes"),
        [("45", 45), ("1:30", 90), ("1 h 30", 90), ("1h30m", 90), ("2h", 120), ("90 min", 90), ("soon", None)],
    )
    def test_a_length_of_time_is_typed_as_one_says_it(self, text, minutes) -> None:
        assert read_minutes(text) == minutes

    @given(minutes=st.integers(0, 100_000))
    def test_what_is_shown_is_understood(self, minutes: int) -> None:
        assert read_minutes(say_minutes(minutes)) == minutes

    def test_minutes_out_of_range_are_told(self, qtbot) -> None:
        field = MinutesField(1, 600)
        qtbot.addWidget(field)
        type_text(field.editor(), "11:00")
        assert field.fault() == "Write at most 600 minutes."


class TestTime:
    @pytest.mark.parametrize("name", ["en_US", "es_US", "es_MX", "de_DE", "en_GB"])
    def test_a_day_is_read_as_it_is_shown(self, locale, name) -> None:
        locale(name)
        for day in (date(1931, 1, 2), date(2026, 11, 22), date(2028, 2, 29)):
            assert read_day(say_day(day)) == day

    @pytest.mark.parametrize("name", ["en_US", "es_US", "de_DE"])
    @given(minute=st.integers(0, 1439))
    def test_a_time_is_read_as_it_is_shown(self, name, minute) -> None:
        before = QLocale()
        QLocale.setDefault(QLocale(name))
        moment = (datetime(2026, 1, 1) + timedelta(minutes=minute)).time()
        shown, read = say_time(moment), read_time(say_time(moment))
        QLocale.setDefault(before)
        assert read == moment, shown

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("3/4/1987", date(1987, 3, 4)),
            ("3/4/87", date(1987, 3, 4)),
            ("2026-11-22", date(2026, 11, 22)),
            ("22 Nov 2026", date(2026, 11, 22)),
            ("2/30/2026", None),
            ("last week", None),
        ],
    )
    def test_days_are_typed_in_several_ways(self, text, day) -> None:
        assert read_day(text) == day

    @pytest.mark.parametrize("text", ["23:58", "2358", "11:58 pm", "11:58 PM"])
    def test_times_are_typed_in_several_ways(self, text) -> None:
        assert read_time(text) == time(23, 58)

    def test_keys_move_a_day(self, show, qtbot) -> None:
        field = DateField()
        show(field)
        field.set_value(date(2026, 2, 28))
        field.setFocus()
        with qtbot.waitSignal(field.changed):
            QTest.keyClick(field.editor(), Qt.Key.Key_Up)
        assert field.value() == date(2026, 3, 1)

    def test_a_day_is_picked_from_the_calendar(self, show, qtbot) -> None:
        field = DateField()
        show(field)
        field.set_value(date(2026, 11, 22))
        QTest.mouseClick(field.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
        calendar = field.findChild(QCalendarWidget)
        assert calendar.isVisible()
        QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Right)
        with qtbot.waitSignal(field.changed):
            QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Return)
        assert field.value() == date(2026, 11, 23)

    def test_what_cannot_be_read_is_told_and_kept(self, qtbot) -> None:
        field = DateField()
        qtbot.addWidget(field)
        type_text(field.editor(), "next week")
        assert field.value() is None
        assert not field.blank()
        assert field.fault().startswith("Write a day, such as ")
        assert field.editor().text() == "next week"

    def test_a_moment_is_in_the_zone_asked_for(self, qtbot) -> None:
        zone = ZoneInfo("America/New_York")
        field = MomentField(zone)
        qtbot.addWidget(field)
        field.set_value(datetime(2026, 7, 1, 3, 30, tzinfo=UTC))
        assert field.editor().text() == say_day(date(2026, 6, 30))
        assert field.value() == datetime(2026, 6, 30, 23, 30, tzinfo=zone)

    def test_a_day_without_its_time_is_told(self, qtbot) -> None:
        field = MomentField()
        qtbot.addWidget(field)
        type_text(field.editor(), "11/22/2026")
        assert field.value() is None
        assert field.fault().startswith("Write the time of day")
