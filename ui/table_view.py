"""A table on the window: whole rows, opened by key, pointer or touch."""

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView, QWidget

from ui.fonts import font
from ui.look import current_look
from ui.table import ID, PagedTable

ROW_MARGIN = 8
WIDEST = 420


class TableView(QTableView):
    """`opened` tells the id of the record that was opened; the chosen row stays when the list is fetched anew."""

    opened = Signal(object)

    def __init__(self, name: str, table: PagedTable, widths: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._letters = widths
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

    def _measure(self) -> None:
        look = current_look()
        letter = QFontMetrics(font(look)).averageCharWidth()
        self.verticalHeader().setDefaultSectionSize(look.control + look.px(ROW_MARGIN))
        for place, letters in enumerate(self._letters):
            self.setColumnWidth(place, min(letters * letter + look.px(24), look.px(WIDEST)))

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
