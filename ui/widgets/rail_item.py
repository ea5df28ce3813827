"""One place on the rail: an icon over its label, and how many wait there."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from casemgr.i18n import _
from ui.fonts import font
from ui.icons import drawn
from ui.look import current_look
from ui.tokens import RAIL_WIDTH, Look, Text

LEAST_HEIGHT = 48
"""Icon and label with nothing round them, in pixels of the design."""
_FAR = 1000
_KEYS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


class RailItem(QAbstractButton):
    """A button of the rail; checkable when it leads to a page."""

    reached = Signal()
    walked = Signal(int)

    def __init__(self, key: str, label: str, drawing: str, *, page: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._drawing = drawing
        self._waiting = 0
        self.setText(label)
        self.setToolTip(label)
        self.setAccessibleName(label)
        self.setCheckable(page)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_waiting(self, count: int) -> None:
        """Show how many things wait there; none hides the mark."""
        self._waiting = count
        self.setAccessibleDescription(_("{count} waiting").format(count=count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(look.px(RAIL_WIDTH - 12), look.px(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), current_look().px(LEAST_HEIGHT))

    def nextCheckState(self) -> None:
        """The rail says which page is open; a press alone does not."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.walked.emit(_KEYS[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = current_look()
        colors = look.palette
        on = self.isChecked()
        color = colors.on_rail_active if on else colors.rail_text
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if on:
            painter.setBrush(QColor(colors.rail_active))
            painter.drawRoundedRect(QRectF(self.rect()), look.px(10), look.px(10))
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            focus = colors.on_rail_active if on else colors.rail_focus
            painter.setPen(QPen(QColor(focus), 2) if self.hasFocus() else QPen(QColor(color), 1))
            inset = look.px(3) if on else 0  # A ring at the edge of a bright ground would not show.
            painter.drawRoundedRect(shape.adjusted(inset, inset, -inset, -inset), look.px(8), look.px(8))
        self._paint_words(painter, look, color, bold=on)
        if self._waiting:
            self._paint_waiting(painter, look)

    def _paint_words(self, painter: QPainter, look: Look, color: str, *, bold: bool) -> None:
        side = look.px(24)
        top = (self.height() - look.px(LEAST_HEIGHT)) // 2 + 1
        square = QRect((self.width() - side) // 2, top, side, side)
        painter.drawPixmap(square, drawn(self._drawing, color, side, self.devicePixelRatioF()))
        painter.setFont(font(look, Text.RAIL, 600 if bold else 400))
        painter.setPen(QColor(color))
        room = QRect(2, square.bottom() + look.px(4), self.width() - 4, look.px(18))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_waiting(self, painter: QPainter, look: Look) -> None:
        """A pill at the icon's upper outer corner."""
        pair = look.palette.warn
        text = str(self._waiting) if self._waiting < 100 else "99+"
        painter.setFont(font(look, Text.RAIL, 700))
        width = max(look.px(18), painter.fontMetrics().horizontalAdvance(text) + look.px(10))
        x = self.width() // 2 + look.px(6)
        if self.isRightToLeft():
            x = self.width() - x - width
        pill = QRect(x, look.px(4), width, look.px(18))
        painter.setPen(QPen(QColor(pair.edge), 1))
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(QRectF(pill), pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(pair.text))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
