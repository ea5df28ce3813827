"""A chip: one choice in a word, pressed to choose it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.fonts import font
from ui.look import current_look
from ui.tokens import Look, Tone, contrast

_MOVES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Chip(QAbstractButton):
    """A pill that is on or off; its border changes with the state, never its weight, so no word is cut."""

    reached = Signal()

    def __init__(self, text: str, *, value: str = "", tone: Tone | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value or text
        self._tone = tone
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = current_look()
        width = QFontMetrics(font(look)).horizontalAdvance(self.text()) + look.px(30)
        return QSize(max(width, look.control), look.control)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().control, current_look().control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            event.ignore()  # The row moves between its chips.
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = current_look()
        text, ground, edge = self._colors(look)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._pill(painter, edge, ground, look.px(2) if self.isChecked() else 1, inset=0)
        if self.hasFocus():
            focus = look.palette.focus
            ring = focus if contrast(focus, ground) >= 3 else text
            self._pill(painter, ring, None, 2, inset=look.px(4))
        painter.setFont(font(look))
        painter.setPen(QColor(text))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        room = self.rect().adjusted(look.px(12), 0, -look.px(12), 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    def _colors(self, look: Look) -> tuple[str, str, str]:
        """Text, ground and edge in the state it is in."""
        colors = look.palette
        if not self.isEnabled():
            return colors.faint, colors.raised, colors.line
        if self.isChecked() and self._tone is not None:
            pair = colors.tone(self._tone)
            return pair.text, pair.ground, pair.text
        if self.isChecked():
            return colors.on_selection, colors.selection, colors.accent
        return colors.text, colors.hover if self.underMouse() else colors.surface, colors.border

    def _pill(self, painter: QPainter, edge: str, ground: str | None, width: int, inset: int) -> None:
        look = current_look()
        half = width / 2 + inset
        edge_room = (look.control - look.chip) / 2
        shape = QRectF(self.rect()).adjusted(half, half + edge_room, -half, -half - edge_room)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
