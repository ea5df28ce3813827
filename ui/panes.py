"""Panes: a list and what is opened from it, side by side or one over the other; and one that scrolls."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.look import current_look
from ui.tall import Tall

NARROW = 1000
"""Less room than this, in pixels of the design, and only one pane is shown; the rail takes the rest of 1100."""
LIST_WIDTH = 410
LIST_SHARE = 0.345
ASIDE_WIDTH = 560
ASIDE_SHARE = 0.46


class TwoPanes(QWidget):
    """`turned` tells that another pane is on top, or that there is room for both again."""

    turned = Signal()

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self._second = second
        self._deep = False
        self._alone = False
        self._narrow = False
        self._favored = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(first)
        self._row.addWidget(second, 1)

    @property
    def narrow(self) -> bool:
        """Whether only one pane is shown at a time."""
        return self._narrow

    def show_second(self) -> None:
        """Go on to the second pane; seen only where it was hidden."""
        self._turn(deep=True)

    def back(self) -> bool:
        """Return to the first pane; False when it is in sight already."""
        if not self.can_go_back():
            return False
        self._turn(deep=False)
        return True

    def can_go_back(self) -> bool:
        """Whether the first pane is hidden behind the second."""
        return self._narrow and self._deep and not self._alone

    def leave_alone(self, *, alone: bool) -> None:
        """Show the first pane only, as wide as there is room: nothing can be opened from it."""
        self._alone = alone
        self._arrange()

    @property
    def alone(self) -> bool:
        """Whether only the first pane is shown because nothing is opened from it."""
        return self._alone

    def favor_first(self, *, favored: bool) -> None:
        """Give the first pane the room that is left, and the second a width of its own."""
        self._favored = favored
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was = self._narrow
        self._narrow = self.width() < current_look().px(NARROW)
        self._arrange()
        if was != self._narrow:
            self.turned.emit()

    def _turn(self, *, deep: bool) -> None:
        changed = deep != self._deep
        self._deep = deep
        self._arrange()
        if changed:
            self.turned.emit()

    def _arrange(self) -> None:
        both = not (self._narrow or self._alone)
        width = min(current_look().px(LIST_WIDTH), round(self.width() * LIST_SHARE))
        fixed = both and not self._favored
        self._first.setMinimumWidth(width if fixed else 0)
        self._first.setMaximumWidth(width if fixed else 16_777_215)
        aside = min(current_look().px(ASIDE_WIDTH), round(self.width() * ASIDE_SHARE))
        beside = both and self._favored
        self._second.setMinimumWidth(aside if beside else 0)
        self._second.setMaximumWidth(aside if beside else 16_777_215)
        self._row.setStretch(0, 0 if fixed else 1)
        self._row.setStretch(1, 0 if beside else 1)
        deep = self.can_go_back()
        self._second.setVisible(both or deep)
        self._first.setVisible(not deep)


class Scrolled(QScrollArea):
    """A column of widgets that scrolls once it is higher than its room. Fill its `column`."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 12) -> None:
        super().__init__(parent)
        inside = Tall()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(spacing)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def reveal(self, widget: QWidget) -> None:
        """Bring a widget into sight, once the room it takes is known."""
        QTimer.singleShot(0, self, partial(self._reveal, widget))

    def _reveal(self, widget: QWidget) -> None:
        if isValid(widget) and self.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, 8)
