"""PagedRows: a list of rows of any length, fetched a page at a time; the window never waits for it."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from casemgr.core.errors import CaseError
from ui.desk import UiDesk
from ui.widgets.rows import Index, Row, row_data


class PagedRows(QAbstractListModel):
    """`came` tells that a page arrived, `refused` the CaseError when one could not be had.

    `worded` makes a Row of each thing a page holds; `place` is the name by which the query takes where to go on.
    """

    came = Signal()
    refused = Signal(object)

    def __init__(
        self,
        desk: UiDesk,
        worded: Callable[[Any], Row],
        parent: QObject | None = None,
        *,
        of: str = "rows",
        place: str = "after",
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._worded = worded
        self._of: Callable[[Any], Sequence[Any]] = attrgetter(of)
        self._place = place
        self._query: Callable[..., Any] | None = None
        self._args: tuple[Any, ...] = ()
        self._things: list[Any] = []
        self._rows: list[Row] = []
        self._next: object = None
        self._turn = 0
        self._asking = False

    @property
    def loading(self) -> bool:
        """Whether a page is on its way."""
        return self._asking

    @property
    def whole(self) -> bool:
        """Whether the end is shown."""
        return self._next is None

    def show(self, query: Callable[..., Any], *args: Any) -> None:
        """Show what the query gives, from its first page on."""
        self._query, self._args = query, args
        self.reload()

    def reload(self) -> None:
        """Fetch anew from the first page; what is shown stays until that has come."""
        self._turn += 1
        self._ask(None)

    def relabel(self) -> None:
        """Word every row anew."""
        self._rows = [self._worded(thing) for thing in self._things]
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def things(self) -> tuple[Any, ...]:
        """What is shown so far."""
        return tuple(self._things)

    def row_of(self, id: UUID | None) -> int | None:
        """The row of a thing by its id, as far as rows were fetched."""
        return next((place for place, thing in enumerate(self._things) if thing.id == id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return row_data(self._rows[index.row()], role) if index.isValid() else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asking and self._next is not None

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._next)

    def _ask(self, after: object) -> None:
        if self._query is None:
            return
        self._asking = True
        came = partial(self._came, self._turn, after)
        refused = partial(self._refused, self._turn)
        self._desk.ask(self._query, *self._args, **{self._place: after}, then=came, otherwise=refused)

    def _came(self, turn: int, after: object, page: Any) -> None:
        if turn != self._turn:
            return
        self._asking = False
        self._next = page.next
        fresh = self._of(page)
        if after is None:
            self._begin(fresh)
        elif fresh:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(fresh) - 1)
            self._things += fresh
            self._rows += [self._worded(thing) for thing in fresh]
            self.endInsertRows()
        self.came.emit()

    def _begin(self, things: Sequence[Any]) -> None:
        self.beginResetModel()
        self._things = list(things)
        self._rows = [self._worded(thing) for thing in things]
        self.endResetModel()

    def _refused(self, turn: int, error: CaseError) -> None:
        if turn == self._turn:
            self._asking = False
            self.refused.emit(error)
