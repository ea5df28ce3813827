"""Badges: a state in a word and a color, to be read, not pressed."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.fonts import font
from ui.look import current_look
from ui.tokens import Look, Text, Tone


def badge_size(text: str, look: Look) -> QSize:
    """The room a badge with this word takes."""
    metrics = QFontMetrics(font(look, Text.LABEL))
    return QSize(metrics.horizontalAdvance(text) + look.px(22), look.px(23))


def paint_badge(painter: QPainter, rect: QRect, text: str, tone: Tone, look: Look) -> None:
    """Draw a badge into a rectangle; a word too long for it is cut with an ellipsis."""
    pair = look.palette.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(pair.edge), 1))
    painter.setBrush(QColor(pair.ground))
    shape = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
    painter.setFont(font(look, Text.LABEL))
    painter.setPen(QColor(pair.text))
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    room = rect.width() - look.px(20)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class Badge(QLabel):
    """A badge on a page."""

    def __init__(self, text: str, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tone = tone

    def say(self, text: str, tone: Tone) -> None:
        """Say another state."""
        self._tone = tone
        self.setText(text)
        self.update()

    def tone(self) -> Tone:
        """The tone in force."""
        return self._tone

    def sizeHint(self) -> QSize:
        return badge_size(self.text(), current_look())

    def minimumSizeHint(self) -> QSize:
        look = current_look()
        return QSize(min(look.px(48), self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self.text(), self._tone, current_look())
