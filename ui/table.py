"""PagedTable: a list of any length, fetched a page at a time; the window never waits for it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from casemgr.core.errors import CaseError
from casemgr.core.page import Page
from ui.columns import ColumnSpec, value_in, words_for
from ui.desk import UiDesk
from ui.labels import Labels

MOST = 20_000
ID = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class PagedTable(QAbstractTableModel):
    """`came` tells that a page arrived, `refused` the CaseError when one could not be had."""

    came = Signal()
    refused = Signal(object)

    def __init__(
        self,
        desk: UiDesk,
        columns: Sequence[ColumnSpec],
        labels: Labels,
        parent: QObject | None = None,
        *,
        most: int = MOST,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._columns = tuple(columns)
        self._labels = labels
        self._most = most
        self._query: Callable[..., Page] | None = None
        self._args: tuple[Any, ...] = ()
        self._options: dict[str, Any] = {}
        self._rows: list[Any] = []
        self._next: tuple[Any, ...] | None = None
        self._turn = 0
        self._asking = False
        labels.came.connect(self._relabel)

    @property
    def full(self) -> bool:
        """Whether it stopped before the end: nobody reads further, so the search is to be refined."""
        return self._next is not None and len(self._rows) >= self._most

    @property
    def loading(self) -> bool:
        """Whether a page is on its way."""
        return self._asking

    def show(self, query: Callable[..., Page], *args: Any, **options: Any) -> None:
        """Show what `query(*args, after=..., **options)` gives, from its first page on."""
        self._query, self._args, self._options = query, args, options
        self.reload()

    def reload(self) -> None:
        """Fetch anew from the first page; what is shown stays until that has come."""
        self._turn += 1
        self._ask(None)

    def id_at(self, row: int) -> UUID | None:
        """The id of the record in a row."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def row_of(self, id: UUID) -> int | None:
        """The row of a record, as far as rows were fetched."""
        return next((place for place, row in enumerate(self._rows) if row.id == id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words_for(value_in(row, column), column, self._labels, self._desk.zone)
        return row.id if role == ID else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if (
            role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            or orientation is not Qt.Orientation.Horizontal
        ):
            return None
        return self._columns[section].title if section < len(self._columns) else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asking and self._next is not None and not self.full

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._next)

    def _ask(self, after: tuple[Any, ...] | None) -> None:
        if self._query is None:
            return
        self._asking = True
        self._desk.ask(
            self._query,
            *self._args,
            **self._options,
            after=after,
            then=partial(self._came, self._turn, after is None),
            otherwise=partial(self._refused, self._turn),
        )

    def _came(self, turn: int, first: bool, page: Page) -> None:  # noqa: FBT001
        if turn != self._turn:
            return
        self._asking = False
        self._next = page.next
        if first:
            self.beginResetModel()
            self._rows = list(page.rows)
            self.endResetModel()
        elif page.rows:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(page.rows) - 1)
            self._rows += page.rows
            self.endInsertRows()
        self.came.emit()

    def _refused(self, turn: int, error: CaseError) -> None:
        if turn == self._turn:
            self._asking = False
            self.refused.emit(error)

    def _relabel(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DisplayRole])
