"""A single icon on the window, repainted in the theme's own color."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import drawn
from ui.look import current_look
from ui.tokens import ICON, Ink


class Picture(QWidget):
    """An icon that stands beside words; by itself it says nothing to a screen reader."""

    def __init__(self, name: str, ink: Ink = Ink.TEXT, size: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._ink = ink
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, ink: Ink) -> None:
        """Show another icon."""
        self._name = name
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        side = current_look().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = current_look()
        side = look.px(self._size)
        square = QRect(0, 0, side, side)
        square.moveCenter(self.rect().center())
        color = look.palette.ink(self._ink)
        QPainter(self).drawPixmap(square, drawn(self._name, color, side, self.devicePixelRatioF()))
