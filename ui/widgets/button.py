"""Buttons by their weight on the page: one primary at most, the others secondary or quiet."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.icons import icon
from ui.look import current_look
from ui.tokens import ICON, Ink


class Weight(StrEnum):
    """How loudly a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"
    TAG = "tag"


_GAP = 5
_INKS = {
    Weight.PRIMARY: Ink.ON_ACCENT,
    Weight.SECONDARY: Ink.TEXT,
    Weight.QUIET: Ink.ACCENT,
    Weight.DANGER: Ink.DANGER,
    Weight.TAG: Ink.SELECTED,
}


class Button(QPushButton):
    """A button whose icon keeps its distance from the words."""

    def __init__(self, text: str, weight: Weight, drawing: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("weight", weight.value)
        self.setAutoDefault(False)
        if drawing:
            self.setIcon(icon(drawing, _INKS[weight]))
        self._ringed = weight is Weight.PRIMARY  # An edge of the accent color would not show on it.
        self._fit_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ringed and self.hasFocus():
            look = current_look()
            inset = look.px(4)
            ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.palette.on_accent), 2))
            painter.drawRoundedRect(ring, look.px(5), look.px(5))

    def _fit_icon(self) -> None:
        look = current_look()
        self.setIconSize(QSize(look.px(ICON + _GAP), look.px(ICON)))


def button(
    text: str, weight: Weight = Weight.SECONDARY, drawing: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button with words, and an icon before them when a drawing is named."""
    return Button(text, weight, drawing, parent)


def tool(drawing: str, name: str, parent: QWidget | None = None) -> QToolButton:
    """A quiet button with an icon only; its name is in the tool tip and told to screen readers."""
    made = QToolButton(parent)
    made.setProperty("weight", Weight.QUIET.value)
    made.setIcon(icon(drawing))
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made
