"""Icons: shipped drawings, tinted when painted, so they follow the theme and stay sharp on every screen."""

from typing import ClassVar

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from casemgr.i18n import RESOURCES
from ui.look import current_look
from ui.tokens import Ink

MIRRORED = frozenset({"arrow-left", "chevron-left", "chevron-right", "send", "log-out", "list", "rotate-ccw"})


def icon(name: str, ink: Ink = Ink.TEXT) -> QIcon:
    """The icon of this name in the color that `ink` has in the theme in force, then and later."""
    return QIcon(_Tinted(name, ink))


def drawn(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in one color, `size` pixels wide at a screen of this pixel ratio; kept for the next time."""
    mirrored = name in MIRRORED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    key = f"{name}/{color}/{size}/{ratio}/{mirrored}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(drawing(name, color))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def drawing(name: str, color: str) -> bytes:
    """The icon as SVG in one color."""
    return (RESOURCES / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", color.encode())


class _Tinted(QIconEngine):
    """Draws one icon in the color its ink has now."""

    # Qt owns only the C++ half of a copy; unless kept here, Python frees the other half too early.
    _copies: ClassVar[list["_Tinted"]] = []

    def __init__(self, name: str, ink: Ink) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def clone(self) -> QIconEngine:
        copy = _Tinted(self._name, self._ink)
        self._copies.append(copy)
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self._pixmap(rect.size(), mode, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._pixmap(size, mode, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._pixmap(size, mode, scale)

    def _pixmap(self, size: QSize, mode: QIcon.Mode, ratio: float) -> QPixmap:
        """The icon, at the start of a longer room, in the middle of a higher one."""
        ink = Ink.FAINT if mode == QIcon.Mode.Disabled else self._ink
        side = min(size.width(), size.height())
        small = drawn(self._name, current_look().palette.ink(ink), side, ratio)
        if size.width() == size.height():
            return small
        room = QPixmap(size * ratio)
        room.setDevicePixelRatio(ratio)
        room.fill(Qt.GlobalColor.transparent)
        x = 0 if QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight else size.width() - side
        painter = QPainter(room)
        painter.drawPixmap(x, (size.height() - side) // 2, small)
        painter.end()
        return room
