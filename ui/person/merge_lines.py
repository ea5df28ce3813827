"""Two entries of people line by line: what they say alike, what both keep, and what one chooses between."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.look import current_look
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.chip import Chip
from ui.widgets.tab_order import anchor, chain
from ui.widgets.text import words

FIRST, SECOND = 0, 1
TITLE, MARK = 150, 120
"""Pixels for the title of a line and for its mark, before they grow with the type."""
_STEPS = {Qt.Key.Key_Right: SECOND, Qt.Key.Key_Left: FIRST, Qt.Key.Key_1: FIRST, Qt.Key.Key_2: SECOND}


def breaking(text: str) -> str:
    """The text with places to break in what is long and has no spaces, such as an address of email."""
    return re.sub(r"(?<=[@._/-])(?=\w)", "\u200b", text)


class Line(QWidget):
    """One field of two entries; `turned` tells that the other side was chosen."""

    turned = Signal()
    tone = Tone.NEUTRAL

    def __init__(self, title: str, said: tuple[str, str], mark: str = "") -> None:
        super().__init__()
        self.title = title
        self.said = said
        self.mark = mark
        name = words(title, Text.LABEL, wrap=True)
        name.setFixedWidth(current_look().px(TITLE))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 2, 0, 2)
        self.row.setSpacing(12)
        self.row.addWidget(name)
        self._fill()
        end = QWidget()
        end.setFixedWidth(current_look().px(MARK))
        place = QHBoxLayout(end)
        place.setContentsMargins(0, 0, 0, 0)
        if mark:
            place.addWidget(Badge(mark, self.tone))
        place.addStretch(1)
        self.row.addWidget(end)

    def _fill(self) -> None:
        self._labels = tuple(words("", Text.BODY, wrap=True) for _side in self.said)
        for label in self._labels:
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.row.addWidget(label, 1)
        self.say(self.said)

    def say(self, said: tuple[str, str]) -> None:
        """Show what the two entries say."""
        self.said = said
        for label, text in zip(self._labels, said, strict=True):
            label.setText(breaking(text) or "–")
            label.setAccessibleName(f"{self.title}: {text or _('nothing')}")


class ChoiceLine(Line):
    """A field in which both say something else: one is chosen, by pointer, arrows, or the keys 1 and 2."""

    tone = Tone.WARN

    def _fill(self) -> None:
        self.sides = tuple(Chip(text, value=str(n), parent=self) for n, text in enumerate(self.said))
        stop = anchor(self)
        for chip in self.sides:
            chip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            chip.clicked.connect(self._pressed)
            self.row.addWidget(chip, 1)
        chain(stop, *self.sides)
        self.say(self.said)
        self._mark(FIRST)

    def say(self, said: tuple[str, str]) -> None:
        self.said = said
        for n, (chip, text) in enumerate(zip(self.sides, said, strict=True), start=1):
            chip.setText(text)
            chip.setToolTip(_("{text} – key {digit}").format(text=text, digit=n))
            chip.setAccessibleName(f"{self.title}: {text}")

    @property
    def chosen(self) -> int:
        """The side that was chosen."""
        return SECOND if self.sides[SECOND].isChecked() else FIRST

    def choose(self, side: int) -> None:
        """Choose a side and go there."""
        self.sides[side].setFocus(Qt.FocusReason.TabFocusReason)
        if side != self.chosen:
            self._mark(side)
            self.turned.emit()

    def _pressed(self) -> None:
        pressed = self.sender()
        side = SECOND if pressed is self.sides[SECOND] else FIRST
        self._mark(side)
        self.turned.emit()

    def _mark(self, side: int) -> None:
        for n, chip in enumerate(self.sides):
            chip.setChecked(n == side)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if n == side else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.sides[side])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = _STEPS.get(Qt.Key(event.key()))
        if side is None:
            super().keyPressEvent(event)
        else:
            self.choose(side)


class Lines(QWidget):
    """All lines, one under the other; `turned` tells that a choice changed."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, Line] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def add(self, name: str, line: Line) -> None:
        """Put a line under those there are."""
        self.lines[name] = line
        line.turned.connect(self.turned)
        self._column.addWidget(line)

    def close_up(self) -> None:
        """No line comes any more; what room is left stays under them."""
        self._column.addStretch(1)

    def chosen(self) -> Mapping[str, int]:
        """The side chosen in each field there is a choice in."""
        return {name: line.chosen for name, line in self.lines.items() if isinstance(line, ChoiceLine)}
