"""Fields for amounts: a number, a length of time."""

import re

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from casemgr.i18n import _
from ui.fields.text import TextField

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_SPOKEN = re.compile(r"(?:(\d+)\s*h(?:\s*|$))?(?:(\d+)\s*(?:m(?:in)?)?)?")


class NumberField(TextField):
    """A number within limits; nothing typed is ever refused a key, only told on leaving."""

    def __init__(
        self, minimum: float | None = None, maximum: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._minimum = minimum
        self._maximum = maximum
        self.editor().setMaximumWidth(200)

    def value(self) -> int | float | None:  # type: ignore[override]
        number = self._read()
        return number if self._within(number) else None

    def blank(self) -> bool:
        return not self.editor().text().strip()

    def set_value(self, value: object) -> None:
        if isinstance(value, int | float):
            whole = int(value) if float(value).is_integer() else value
            self.editor().setText(QLocale().toString(whole))
        else:
            super().set_value(value)

    def fault(self) -> str | None:
        number = self._read()
        if self.blank() or self._within(number):
            return None
        if number is None:
            return _("Write a number, such as 3.")
        if self._minimum is not None and self._maximum is not None:
            return _("Write a number from {low} to {high}.").format(
                low=_plain(self._minimum), high=_plain(self._maximum)
            )
        if self._minimum is not None and number < self._minimum:
            return _("Write a number of at least {low}.").format(low=_plain(self._minimum))
        return _("Write a number of at most {high}.").format(high=_plain(self._maximum or 0))

    def _read(self) -> int | float | None:
        number, good = QLocale().toDouble(self.editor().text().strip())
        if not good:
            return None
        return int(number) if number.is_integer() else number

    def _within(self, number: float | None) -> bool:
        if number is None:
            return False
        low = self._minimum is None or number >= self._minimum
        return low and (self._maximum is None or number <= self._maximum)


def _plain(number: float) -> str:
    return QLocale().toString(int(number) if float(number).is_integer() else number)


class MinutesField(TextField):
    """A length of time in minutes, typed as 45, 1:30, 1 h 30 or 2h."""

    def __init__(
        self, minimum: float | None = None, maximum: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(hint=_("45 or 1:30"), parent=parent)
        self._minimum = minimum or 0
        self._maximum = maximum
        self.editor().setMaximumWidth(200)
        self.left.connect(self._tidy)

    def value(self) -> int | None:  # type: ignore[override]
        minutes = read_minutes(self.editor().text())
        return minutes if self._within(minutes) else None

    def blank(self) -> bool:
        return not self.editor().text().strip()

    def set_value(self, value: object) -> None:
        self.editor().setText(say_minutes(value) if isinstance(value, int) else "")

    def fault(self) -> str | None:
        minutes = read_minutes(self.editor().text())
        if self.blank() or self._within(minutes):
            return None
        if minutes is None:
            return _("Write minutes, such as 45, or hours and minutes, such as 1:30.")
        if minutes < self._minimum:
            return _("Write at least {minutes} minutes.").format(minutes=_plain(self._minimum))
        return _("Write at most {minutes} minutes.").format(minutes=_plain(self._maximum or 0))

    def _within(self, minutes: int | None) -> bool:
        if minutes is None or minutes < self._minimum:
            return False
        return self._maximum is None or minutes <= self._maximum

    def _tidy(self) -> None:
        if (minutes := self.value()) is not None:
            self.set_value(minutes)


def read_minutes(text: str) -> int | None:
    """The minutes a user meant, or None when it cannot be told."""
    text = text.strip().lower()
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60 + int(clock[2])
    spoken = _SPOKEN.fullmatch(text)
    if not text or spoken is None:
        return None
    return int(spoken[1] or 0) * 60 + int(spoken[2] or 0)


def say_minutes(minutes: int) -> str:
    """Minutes in the words MinutesField reads back."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest) if rest else f"{hours} h"
