"""The list of a kind: its table, or what a search within it finds."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from casemgr.core import general
from casemgr.core.finding import Hit
from casemgr.core.kind import Kind
from casemgr.i18n import _, plural
from casemgr.services.sheets import Sheet, sheets_of
from ui.columns import columns_of, width_of
from ui.desk import UiDesk
from ui.finding import ListKeys, Search, choose_first, row_of, searchable
from ui.labels import Labels
from ui.look import current_look
from ui.rights import makeable
from ui.table import PagedTable
from ui.table_view import TableView
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.search import SearchBox
from ui.widgets.text import words


class RecordList(Card):
    """`chosen` tells the id of a record that was opened, `wanted` that a new one is, `refused` a CaseError.

    `sheet` tells the Sheet of the whole list that is wanted.
    """

    chosen = Signal(object)
    wanted = Signal()
    sheet = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, kind: Kind, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._makeable = makeable(desk.actor, kind)
        columns = columns_of(kind)
        self.search = SearchBox(_("Find in {kind}").format(kind=_(kind.title)))
        self.new = button(_("New: {kind}").format(kind=_(kind.one)), Weight.SECONDARY, "plus")
        self.sheets = tuple(self._sheet(one) for one in sheets_of(kind.name, desk.actor, of_one=False))
        self.table = PagedTable(desk, columns, labels, self)
        self.view = TableView(_(kind.title), self.table, tuple(width_of(column) for column in columns))
        self.rows = RowList(_("Found"), dense=True)
        self.empty = EmptyState(kind.icon, "")
        self._found = RowModel()
        self._finding = Search(desk, (kind.name,), self)
        self._line = words("", Text.SECOND)
        self._stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self.rows.setModel(self._found)
        self._lay_out()
        self._connect()
        self.table.show(general.listing, kind.name)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        self.search.setMaximumWidth(current_look().px(420))
        top.addWidget(self.search, 3)
        top.addStretch(1)
        for sheet in self.sheets:
            top.addWidget(sheet)
        top.addWidget(self.new)
        for widget in (self.view, self.rows, self.empty):
            self._stack.addWidget(widget)
        self.box.addLayout(top)
        self.box.addWidget(self._stack, 1)
        self.box.addWidget(self._line)
        # Only now: what is shown before it lies in a window opens one of its own for a blink.
        self.search.setVisible(self._kind.searched is not None)
        self.new.setVisible(self._makeable)

    def _connect(self) -> None:
        keys = ListKeys(self.search, self.rows)
        keys.entered.connect(self._enter)
        keys.left.connect(self.search.clear)
        self.search.asked.connect(self._look)
        self.new.clicked.connect(self.wanted)
        self.empty.acted.connect(self.wanted)
        self.view.opened.connect(self.chosen)
        self.rows.clicked.connect(self._open_index)
        self.rows.opened.connect(self._open_row)
        self.table.came.connect(self._say)
        self.table.refused.connect(self.refused)
        self._finding.found.connect(self._show_found)
        self._finding.refused.connect(self.refused)
        self._soon.timeout.connect(self._fetch)

    def _sheet(self, one: Sheet) -> QPushButton:
        made = button(_(one.title), Weight.QUIET, "printer")
        made.clicked.connect(partial(self.sheet.emit, one))
        return made

    def reload(self) -> None:
        """Fetch anew what is shown, once for many changes."""
        self._soon.start()

    def words(self) -> str:
        """What was typed to find; nothing as long as it is too short for that."""
        typed = self.search.text().strip()
        return typed if searchable(typed) else ""

    def line(self) -> str:
        """What stands under the list."""
        return self._line.text()

    def _fetch(self) -> None:
        self.table.reload()
        if self.words():
            self._finding.look(self.words())

    def _look(self, _typed: str) -> None:
        if self.words():
            self._finding.look(self.words())
        else:
            self._say()

    def _say(self) -> None:
        """Show the table, or that there is nothing in it, and how much is shown."""
        if self.words():
            return
        count = self.table.rowCount()
        if not count:
            said = _("Nothing here yet that you may see.")
            self.empty.say(said, self.new.text() if self._makeable else "")
            self._stack.setCurrentWidget(self.empty)
            self._line.setText("")
            return
        self._stack.setCurrentWidget(self.view)
        shown = plural("{n} shown", "{n} shown", count)
        self._line.setText(_("{shown}. Find some words to see less.").format(shown=shown) if self.table.full else shown)

    def _show_found(self, typed: str, hits: list[Hit]) -> None:
        if typed != self.words():
            return
        self._found.set_rows([row_of(hit, kind=False) for hit in hits])
        choose_first(self.rows)
        if hits:
            self._stack.setCurrentWidget(self.rows)
            self._line.setText(plural("{n} found", "{n} found", len(hits)))
        else:
            self.empty.say(_("Nothing found that you may see. Try fewer letters."))
            self._stack.setCurrentWidget(self.empty)
            self._line.setText("")

    def _enter(self) -> None:
        self._open_index(self.rows.currentIndex())

    def _open_index(self, index: QModelIndex) -> None:
        self._open_row(index.data(ROW))

    def _open_row(self, row: object) -> None:
        if isinstance(row, Row) and isinstance(row.key, Hit):
            self.chosen.emit(row.key.id)

    def choose(self, id: UUID) -> None:
        """Make the row of this record the chosen one."""
        self.view.choose(id)
