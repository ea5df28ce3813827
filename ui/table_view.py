"""A table on the window: whole rows, opened by key, pointer or touch."""

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView, QWidget

from ui.columns import Width
from ui.fonts import font
from ui.look import current_look
from ui.table import ID, PagedTable

ROW_MARGIN = 8
NARROWEST = 72


class TableView(QTableView):
    """`opened` tells the id of the record that was opened; the chosen row stays when the list is fetched anew."""

    opened = Signal(object)

    def __init__(self, name: str, table: PagedTable, widths: tuple[Width, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._widths = widths
        self._kept: UUID | None = None
        self.setModel(table)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        table.modelAboutToBeReset.connect(self._remember)
        table.modelReset.connect(self._recall)
        self.doubleClicked.connect(self._open)
        self._measure()

    def choose(self, id: UUID) -> None:
        """Make the row of this record the chosen one, now or when the list has come."""
        self._kept = id
        self._recall()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()

    def _measure(self) -> None:
        look = current_look()
        self.verticalHeader().setDefaultSectionSize(look.control + look.px(ROW_MARGIN))
        self._share_width()

    def _share_width(self) -> None:
        """Give firm columns what they ask for, and share the rest among the others."""
        look = current_look()
        digit = QFontMetrics(font(look)).horizontalAdvance("0")
        wished = [width.digits * digit + look.px(24) for width in self._widths]
        firm = sum(wish for wish, width in zip(wished, self._widths, strict=True) if width.firm)
        share = max(0, self.viewport().width() - firm) / max(1, sum(wished) - firm)
        for place, (wish, width) in enumerate(zip(wished, self._widths, strict=True)):
            self.setColumnWidth(place, wish if width.firm else max(look.px(NARROWEST), int(wish * share)))

    def _open(self, index: QModelIndex) -> None:
        id = index.data(ID)
        if isinstance(id, UUID):
            self.opened.emit(id)

    def _remember(self) -> None:
        id = self.currentIndex().data(ID)
        self._kept = id if isinstance(id, UUID) else self._kept

    def _recall(self) -> None:
        row = self._table.row_of(self._kept) if self._kept is not None else None
        if row is not None:
            self.setCurrentIndex(self._table.index(row, 0))
