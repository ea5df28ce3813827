"""A list of rows: keyboard, pointer and touch alike."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QScroller, QWidget

from ui.widgets.row_delegate import RowDelegate
from ui.widgets.rows import ROW, Index, Row


class RowList(QListView):
    """Tells the Row that was come to (`reached`) and the one that was opened (`opened`)."""

    reached = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, dense: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("rows", "true")
        self.setItemDelegate(RowDelegate(self, dense=dense))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.activated.connect(self._opened)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = current.data(ROW)
        if isinstance(row, Row) and not row.heading:
            self.reached.emit(row)

    def _opened(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and not row.heading:
            self.opened.emit(row)
