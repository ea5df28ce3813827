"""How a row is drawn: icon, title, second line, and a badge or a date at the far edge."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.fonts import font
from ui.icons import drawn
from ui.look import current_look
from ui.tokens import ICON, Look, Text
from ui.widgets.badge import badge_size, paint_badge
from ui.widgets.rows import ROW, Index, Row

_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


MOST_PIXELS = 2_500_000
"""So much of what was drawn last is kept: ten megabytes, some pages of rows."""


class RowDelegate(QStyledItemDelegate):
    """Draws the Row a model gives under the role ROW; mirrored in right-to-left windows.

    A row drawn once is kept as a picture: a repaint for a moved selection draws two rows anew, not the page.
    """

    def __init__(self, parent: QObject | None = None, *, dense: bool = False) -> None:
        super().__init__(parent)
        self._dense = dense
        self._drawn: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._pixels = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = current_look()
        row = index.data(ROW)
        if isinstance(row, Row) and row.heading:
            return QSize(0, look.px(36))
        return QSize(0, look.px(52) if self._dense else look.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        direction: Qt.LayoutDirection = option.direction  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ratio, look = painter.device().devicePixelRatioF(), current_look()
        shown = (row.title, row.line, row.icon, row.chip, row.tone, row.end, row.heading, row.ink)
        key = (shown, rect.width(), rect.height(), selected, hovered, direction, ratio, look)
        picture = self._drawn.get(key)
        if picture is None:
            picture = QPixmap(rect.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            _draw(picture, row, _Place(QRect(QPoint(), rect.size()), direction, selected, hovered), look)
            self._keep(key, picture)
        self._drawn.move_to_end(key)
        painter.drawPixmap(rect.topLeft(), picture)

    def _keep(self, key: Hashable, picture: QPixmap) -> None:
        self._drawn[key] = picture
        self._pixels += picture.width() * picture.height()
        while self._pixels > MOST_PIXELS and len(self._drawn) > 1:
            _oldest, gone = self._drawn.popitem(last=False)
            self._pixels -= gone.width() * gone.height()


@dataclass(frozen=True)
class _Place:
    """Where a row is drawn, and how it stands there."""

    rect: QRect
    direction: Qt.LayoutDirection
    selected: bool
    hovered: bool


def _draw(picture: QPixmap, row: Row, place: _Place, look: Look) -> None:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = _Pen(painter, place, look)
    if row.heading:
        pen.heading(row)
    else:
        pen.ground()
        pen.row(row)
    painter.end()


class _Pen:
    """One stroke of the delegate: a row at a place, mirrored where the window is."""

    def __init__(self, painter: QPainter, place: _Place, look: Look) -> None:
        self._painter = painter
        self._look = look
        self._rect = place.rect
        self._direction = place.direction
        self._selected = place.selected
        self._hovered = place.hovered
        self._ratio = painter.device().devicePixelRatioF()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

    def heading(self, row: Row) -> None:
        """A title over the rows that follow, with its count."""
        px = self._look.px
        line = self._rect.adjusted(px(10), px(8), -px(12), 0)
        self._words(line, row.title, Text.LABEL, self._look.palette.text2, _START)
        self._words(line, row.end, Text.LABEL, self._look.palette.text2, _END)

    def ground(self) -> None:
        """The ground of a row that is chosen or under the pointer, and the bar of a chosen one."""
        colors, px = self._look.palette, self._look.px
        if not (self._selected or self._hovered):
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colors.selection if self._selected else colors.hover))
        self._painter.drawRoundedRect(QRectF(self._rect.adjusted(0, px(2), 0, -px(2))), px(8), px(8))
        if self._selected:
            bar = self._rect.adjusted(0, px(12), 0, -px(12))
            bar.setWidth(px(4))
            self._painter.setBrush(QColor(colors.selection_bar))
            self._painter.drawRoundedRect(QRectF(self._mirrored(bar)), px(2), px(2))

    def row(self, row: Row) -> None:
        """Icon, title, line, badge and end."""
        colors, px = self._look.palette, self._look.px
        room = self._rect.adjusted(px(14), px(8), -px(12), -px(8))
        if row.icon:
            self._icon(room, row)
            room.setLeft(room.left() + px(34))
        first = QRect(room)
        if row.line:
            first.setHeight(room.height() // 2)
        reserved = self._at_end(first, row)
        title = first.adjusted(0, 0, -reserved, 0)
        self._words(title, row.title, Text.ROW, colors.on_selection if self._selected else colors.text, _START)
        if row.line:
            line = QRect(room)
            line.setTop(first.bottom() + 1)
            self._words(line, row.line, Text.SECOND, self._second(), _START)

    def _second(self) -> str:
        colors = self._look.palette
        return colors.selection2 if self._selected else colors.text2

    def _icon(self, room: QRect, row: Row) -> None:
        side = self._look.px(ICON + 2)
        square = QRect(room.left(), room.center().y() - side // 2, side, side)
        colors = self._look.palette
        color = colors.on_selection if self._selected else colors.ink(row.ink)
        self._painter.drawPixmap(self._mirrored(square), drawn(row.icon, color, side, self._ratio))

    def _at_end(self, first: QRect, row: Row) -> int:
        """Draw what stands at the far edge; the width it took, in pixels."""
        px = self._look.px
        width = 0
        if row.end:
            self._words(first, row.end, Text.SECOND, self._second(), _END)
            self._painter.setFont(font(self._look, Text.SECOND))
            width += self._painter.fontMetrics().horizontalAdvance(row.end) + px(8)
        if row.chip:
            size = badge_size(row.chip, self._look)
            size.setWidth(min(size.width(), first.width() * 3 // 5))
            badge = QRect(first.right() + 1 - width - size.width(), 0, size.width(), size.height())
            badge.moveTop(first.center().y() - size.height() // 2)
            paint_badge(self._painter, self._mirrored(badge), row.chip, row.tone, self._look)
            width += size.width() + px(8)
        return width

    def _words(self, rect: QRect, text: str, kind: Text, color: str, place: Qt.AlignmentFlag) -> None:
        self._painter.setFont(font(self._look, kind))
        self._painter.setPen(QColor(color))
        where = self._mirrored(rect)
        shown = self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        flags = QStyle.visualAlignment(self._direction, place) | Qt.AlignmentFlag.AlignAbsolute
        self._painter.drawText(where, flags, shown)

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._rect, rect)
