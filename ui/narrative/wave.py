"""Waves under words of a box of one line, which knows no underlines of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.look import current_look

STEP, HEIGHT = 3, 2
"""Pixels of the design."""


class Waves(QWidget):
    """Lies over the box and takes no part in anything: neither keys nor the pointer reach it."""

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box)
        self._box = box
        self._spans: list[tuple[int, int]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.installEventFilter(self)
        box.cursorPositionChanged.connect(self.update)
        self.resize(box.size())

    def show_spans(self, spans: Sequence[tuple[int, int]]) -> None:
        """Draw under these stretches of the text and no others."""
        self._spans = list(spans)
        self.setVisible(bool(spans))
        self.update()

    def spans(self) -> list[tuple[int, int]]:
        """What is underlined."""
        return list(self._spans)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resize(self._box.size())
        elif isinstance(event, QInputMethodEvent) and watched is self._box:
            self.setVisible(bool(self._spans) and not event.preeditString())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = current_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.rect().adjusted(look.px(8), 0, -look.px(8), 0))
        painter.setPen(QPen(QColor(look.palette.warn.text), look.px(1.4)))
        for start, end in self._spans:
            painter.drawPolyline(self._wave(self._x(start), self._x(end)))

    def _x(self, place: int) -> float:
        """Where a place of the text is seen, counted from the cursor, whose place the box tells."""
        cursor: QRect = self._box.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        at, text, metrics = self._box.cursorPosition(), self._box.text(), self._box.fontMetrics()
        return cursor.center().x() + metrics.horizontalAdvance(text[:place]) - metrics.horizontalAdvance(text[:at])

    def _wave(self, left: float, right: float) -> QPolygonF:
        look = current_look()
        step, high = look.px(STEP), look.px(HEIGHT)
        base = self.rect().center().y() + self._box.fontMetrics().height() / 2 + 1
        line = QPolygonF()
        x, up = min(left, right), False
        while x <= max(left, right):
            line.append(QPointF(x, base - high if up else base))
            x, up = x + step, not up
        return line
