"""A signature: drawn with mouse, finger or pen as strokes, or a name typed; and the picture of one that is kept."""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casemgr.i18n import _
from casemgr.records.consents import Point, Signature
from ui.look import current_look
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import words

ROOM = QSize(420, 130)
LINE = 0.78
"""Where the line to sign on lies, of the height."""
PEN = 2.2

Strokes = tuple[tuple[Point, ...], ...]


def path_of(strokes: Iterable[Iterable[Point]], room: QRectF) -> QPainterPath:
    """The strokes as a path into a rectangle."""
    path = QPainterPath()
    for stroke in strokes:
        spots = [QPointF(room.x() + p.x * room.width(), room.y() + p.y * room.height()) for p in stroke]
        if not spots:
            continue
        path.moveTo(spots[0])
        for spot in spots[1:] or [spots[0] + QPointF(0.5, 0)]:
            path.lineTo(spot)
    return path


def _paint(painter: QPainter, strokes: Strokes, room: QRectF) -> None:
    look = current_look()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.palette.border), 1))
    painter.setBrush(QColor(look.palette.surface))
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), look.px(8), look.px(8))
    foot = room.y() + room.height() * LINE
    painter.drawLine(QPointF(room.x() + look.px(16), foot), QPointF(room.right() - look.px(16), foot))
    pen = QPen(QColor(look.palette.text), look.px(PEN))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path_of(strokes, room))


class SignaturePad(QWidget):
    """The box one draws in; `drawn` tells after each stroke."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[Point]] = []
        self._clock = QElapsedTimer()
        self._down = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Sign here with mouse, finger or pen"))
        self.setAccessibleDescription(_("By keyboard, type the name in the field below instead."))

    def strokes(self) -> Strokes:
        """What was drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def clear(self) -> None:
        """Forget what was drawn."""
        self._strokes = []
        self._down = False
        self.update()
        self.drawn.emit()

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(look.px(ROOM.width()), look.px(ROOM.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(QPainter(self), self.strokes(), QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        deeds = {QEvent.Type.TabletPress: self._begin, QEvent.Type.TabletMove: self._go_on}
        if event.type() in deeds:
            deeds[event.type()](event.position())
        else:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd):
            spot = event.points()[0].position()  # type: ignore[attr-defined]
            if event.type() == QEvent.Type.TouchBegin:
                self._begin(spot)
            elif event.type() == QEvent.Type.TouchUpdate:
                self._go_on(spot)
            else:
                self._end()
            event.accept()
            return True
        return super().event(event)

    def _begin(self, spot: QPointF) -> None:
        if not self._strokes:
            self._clock.start()
        self._down = True
        self._strokes.append([self._point(spot)])
        self.update()

    def _go_on(self, spot: QPointF) -> None:
        if self._down:
            self._strokes[-1].append(self._point(spot))
            self.update()

    def _end(self) -> None:
        if self._down:
            self._down = False
            self.drawn.emit()

    def _point(self, spot: QPointF) -> Point:
        x, y = spot.x() / max(1, self.width()), spot.y() / max(1, self.height())
        return Point(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)), int(self._clock.elapsed()))


class SignatureBox(QWidget):
    """The pad with its heading and the button that clears it."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pad = SignaturePad()
        self.again = button(_("Clear the signature"), Weight.QUIET, "rotate-ccw")
        self.again.setEnabled(False)
        self._heading = words(_("Signature"), Text.LABEL)
        self._heading.setBuddy(self.pad)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.pad)
        self.pad.drawn.connect(self._drawn)
        self.again.clicked.connect(self.pad.clear)

    def strokes(self) -> Strokes:
        """What was drawn."""
        return self.pad.strokes()

    def _drawn(self) -> None:
        self.again.setEnabled(bool(self.strokes()))
        self.drawn.emit()


class SignaturePicture(QWidget):
    """A kept signature, to be looked at; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signature: Signature | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_signature(self, signature: Signature | None) -> None:
        """Show this one, or none."""
        self._signature = signature
        self.setVisible(signature is not None)
        name = signature.typed_name if signature is not None else ""
        said = _("Signed by {name}").format(name=name) if name else _("Signature drawn on the screen")
        self.setAccessibleName(said if signature is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(look.px(ROOM.width()), look.px(ROOM.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._signature is None:
            return
        look = current_look()
        painter = QPainter(self)
        room = QRectF(0, 0, min(self.width(), look.px(ROOM.width())), self.height())
        _paint(painter, self._signature.strokes, room)
        if self._signature.typed_name:
            painter.drawText(room.adjusted(16, 0, -16, -6), Qt.AlignmentFlag.AlignBottom, self._signature.typed_name)
