"""The month that drops down under a date field."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from casemgr.i18n import _
from ui.fields.field import Field
from ui.icons import icon
from ui.look import current_look


def open_calendar(field: Field, day: date | None, chosen: Callable[[date], None]) -> QCalendarWidget:
    """A calendar over the window with this day chosen; it goes away once another is."""
    calendar = QCalendarWidget(field)
    calendar.setWindowFlags(Qt.WindowType.Popup)
    calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar.setAccessibleName(_("Calendar"))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekend, QTextCharFormat())  # Qt's own red says nothing here.
    _arrows(calendar)
    look = current_look()
    calendar.setMinimumSize(look.control * 8, look.control * 8)
    if day is not None:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def settle(picked: QDate) -> None:
        calendar.close()
        chosen(date(picked.year(), picked.month(), picked.day()))

    calendar.activated.connect(settle)
    calendar.clicked.connect(settle)
    return calendar


def _arrows(calendar: QCalendarWidget) -> None:
    for name, drawing, says in (
        ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
        ("qt_calendar_nextmonth", "chevron-right", _("Next month")),
    ):
        arrow = calendar.findChild(QToolButton, name)
        if isinstance(arrow, QToolButton):
            arrow.setIcon(icon(drawing))
            arrow.setAccessibleName(says)
