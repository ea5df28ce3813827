"""A plain drawing of boundaries: no map, no ground under it; the chosen one has a thick edge and hatching."""

from collections.abc import Sequence
from math import cos, radians
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from casemgr.i18n import _
from casemgr.services.neighborhood_faces import NeighborhoodFace
from ui.fonts import font
from ui.look import current_look
from ui.tokens import Text

EDGE = 24


class Drawing(QWidget):
    """`pressed` tells the id of a neighborhood that was pressed; the list beside it is the way by keyboard."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces: tuple[NeighborhoodFace, ...] = ()
        self._chosen: UUID | None = None
        self.setMinimumHeight(current_look().px(200))
        self.setAccessibleName(_("Drawing of the neighborhoods"))

    def show_faces(self, faces: Sequence[NeighborhoodFace], chosen: UUID | None) -> None:
        """Draw these, one of them as chosen."""
        self._faces, self._chosen = tuple(faces), chosen
        drawn = ", ".join(face.name for face in self._faces if face.rings)
        self.setAccessibleDescription(drawn or _("No boundary is on record yet."))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = current_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(look, Text.LABEL))
        paths = self._paths()
        if not paths:
            painter.setPen(QColor(look.palette.text2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("No boundary is on record yet."))
        for face, path in sorted(paths, key=lambda one: one[0].id == self._chosen):
            chosen = face.id == self._chosen
            painter.setPen(QPen(QColor(look.palette.accent if chosen else look.palette.border), 3.5 if chosen else 1.5))
            painter.setBrush(QColor(look.palette.bg))
            painter.drawPath(path)
            if chosen:
                painter.fillPath(path, QBrush(QColor(look.palette.accent), Qt.BrushStyle.BDiagPattern))
            self._label(painter, face.name, path.boundingRect())
        painter.end()

    def _label(self, painter: QPainter, name: str, within: QRectF) -> None:
        """A name on a ground of its own, so that hatching never runs through it."""
        look = current_look()
        room = painter.fontMetrics().boundingRect(name).adjusted(-8, -4, 8, 4)
        spot = QRectF(room)
        spot.moveCenter(within.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.palette.raised))
        painter.drawRoundedRect(spot, 4, 4)
        painter.setPen(QColor(look.palette.text))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for face, path in self._paths():
            if path.contains(event.position()):
                self.pressed.emit(face.id)

    def _paths(self) -> list[tuple[NeighborhoodFace, QPainterPath]]:
        """The outline of each neighborhood that has one, north up, all in one scale."""
        points = [point for face in self._faces for ring in face.rings for point in ring]
        if not points:
            return []
        west, east = min(x for x, _y in points), max(x for x, _y in points)
        south, north = min(y for _x, y in points), max(y for _x, y in points)
        narrow = cos(radians((south + north) / 2))  # A degree east is shorter the farther north it lies.
        wide, tall = (east - west) * narrow or 1e-9, north - south or 1e-9
        scale = min((self.width() - 2 * EDGE) / wide, (self.height() - 2 * EDGE) / tall)
        left, top = (self.width() - wide * scale) / 2, (self.height() - tall * scale) / 2

        def spot(x: float, y: float) -> QPointF:
            return QPointF(left + (x - west) * narrow * scale, top + (north - y) * scale)

        return [
            (face, _path([[spot(*point) for point in ring] for ring in face.rings]))
            for face in self._faces
            if face.rings
        ]


def _path(rings: list[list[QPointF]]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.moveTo(ring[0])
        for point in ring[1:]:
            path.lineTo(point)
        path.closeSubpath()
    return path
