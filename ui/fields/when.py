"""Fields for time: a day, a day and an hour."""

from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QWidget

from casemgr.i18n import _
from ui.fields.calendar import open_calendar
from ui.fields.field import Field
from ui.widgets.button import Weight, button, tool

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_YEARS_BACK = 80


def day_format() -> str:
    """How days are written here, with the whole year."""
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def read_day(text: str) -> date | None:
    """The day a user meant, or None when it cannot be told; two digits of a year reach 80 years back."""
    text, locale = text.strip(), QLocale()
    base = QDate.currentDate().year() - _YEARS_BACK
    for pattern in (day_format(), day_format().replace("yyyy", "yy"), "yyyy-MM-dd", "d MMM yyyy"):
        day = locale.toDate(text, pattern, base)
        if day.isValid() and day.year() >= 1000:
            return date(day.year(), day.month(), day.day())
    return None


def read_time(text: str) -> time | None:
    """The time of day a user meant: 23:58, 2358, 11:58 pm."""
    text, locale = text.strip().upper(), QLocale()
    short = locale.timeFormat(QLocale.FormatType.ShortFormat)
    for pattern in (short, "H:mm", "HHmm", "h:mm AP", "h AP"):
        moment = locale.toTime(text, pattern)
        if not moment.isValid():
            moment = QTime.fromString(text, pattern)
        if moment.isValid():
            return time(moment.hour(), moment.minute())
    return None


def say_day(day: date) -> str:
    """A day as it is written here."""
    return QLocale().toString(QDate(day.year, day.month, day.day), day_format())


def say_time(moment: time) -> str:
    """A time of day as it is written here."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


class DateField(Field):
    """A day, typed or picked from a calendar; the up and down keys move it by one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(placeholderText=_pattern())
        self._line.setMinimumWidth(120)
        self._line.setMaximumWidth(240)
        self._pick = tool("calendar", _("Pick a day"))
        self._line.textEdited.connect(self.changed)
        self._pick.clicked.connect(self._open)
        self.left.connect(self._tidy)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._line, 1)
        self._row.addWidget(self._pick)
        self._row.addStretch()
        self.setFocusProxy(self._line)

    def value(self) -> date | None:
        return read_day(self._line.text())

    def blank(self) -> bool:
        return not self._line.text().strip()

    def set_value(self, value: object) -> None:
        self._line.setText(say_day(value) if isinstance(value, date) else "")

    def editor(self) -> QLineEdit:
        return self._line

    def name(self, title: str) -> None:
        super().name(title)
        self._pick.setAccessibleName(_("{title}: pick a day").format(title=title))

    def fault(self) -> str | None:
        if self.blank() or self.value() is not None:
            return None
        return _("Write a day, such as {example}.").format(example=say_day(date.today()))

    def choose(self, day: date) -> None:
        """Answer with this day, as the user's own change."""
        self.set_value(day)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and self._line.hasFocus():
            self._step(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        day = self.value()
        there = QDate.currentDate() if day is None else QDate(day.year, day.month, day.day).addDays(by)
        self.choose(date(there.year(), there.month(), there.day()))

    def _tidy(self) -> None:
        if (day := self.value()) is not None:
            self.set_value(day)

    def _open(self) -> None:
        calendar: QCalendarWidget = open_calendar(self, self.value(), self.choose)
        calendar.move(self._line.mapToGlobal(QPoint(0, self._line.height() + 4)))
        calendar.show()
        calendar.setFocus()


class MomentField(Field):
    """A day and a time of day in a time zone, else the laptop's own; None until both can be read."""

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._day = DateField()
        self._time = QLineEdit(placeholderText=say_time(time(14, 30)))
        self._time.setMaximumWidth(140)
        self._time.setMinimumWidth(90)
        now = button(_("Now"), Weight.SECONDARY, "clock")
        self._day.changed.connect(self.changed)
        self._time.textEdited.connect(self.changed)
        now.clicked.connect(self._set_now)
        self.left.connect(self._tidy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._day)
        row.addWidget(self._time)
        row.addWidget(now)
        row.addStretch(1)
        self.setFocusProxy(self._day)

    def value(self) -> datetime | None:
        day, moment = self._day.value(), read_time(self._time.text())
        if day is None or moment is None:
            return None
        meant = datetime.combine(day, moment, self._zone)
        return meant if self._zone is not None else meant.astimezone()

    def blank(self) -> bool:
        return self._day.blank() and not self._time.text().strip()

    def set_value(self, value: object) -> None:
        local = value.astimezone(self._zone) if isinstance(value, datetime) else None
        self._day.set_value(local.date() if local else None)
        self._time.setText(say_time(local.time()) if local else "")

    def editor(self) -> QLineEdit:
        return self._day.editor()

    def name(self, title: str) -> None:
        self._day.name(title)
        self._time.setAccessibleName(_("{title}: time").format(title=title))

    def fault(self) -> str | None:
        if self.blank() or self.value() is not None:
            return None
        if self._day.blank():
            return _("Add the day.")
        if self._day.fault():
            return self._day.fault()
        return _("Write the time of day, such as {example}.").format(example=say_time(time(14, 30)))

    def _set_now(self) -> None:
        self.set_value(datetime.now(self._zone).astimezone(self._zone))
        self.changed.emit()

    def _tidy(self) -> None:
        if (moment := self.value()) is not None:
            self.set_value(moment)


def _pattern() -> str:
    """The order of day, month and year here, as a hint of letters."""
    return say_day(date(2026, 11, 22))
