"""All who may be one person, two by two; the pair one presses is compared."""

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.records import people
from casemgr.records.people import Pair, Pairs
from ui.desk import UiDesk
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.text import HINT, words

SIZE = QSize(860, 560)
MOST = 100


class PairsDialog(QDialog):
    """`compared` tells the two of a pair, `refused` a CaseError."""

    compared = Signal(object, object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self._model = RowModel()
        self.rows = RowList(_("Who may be one person"))
        self.rows.setModel(self._model)
        self.rows.clicked.connect(self._pressed)
        self.rows.opened.connect(self._opened)
        self._more = words(_("There are more; they come when these are decided."), HINT)
        self._more.hide()
        self._empty = EmptyState("users", _("Nobody you may see looks like somebody else."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._empty)
        leave = button(_("Leave"), Weight.SECONDARY)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._more, 1)
        foot.addStretch(1)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(words(_("Who may be one person"), Text.RECORD))
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        self.resize(SIZE.boundedTo(parent.window().size()))
        desk.ask(people.same_people, size=MOST, then=self._came, otherwise=self._refuse)

    def _came(self, found: Pairs) -> None:
        self._model.set_rows([_row(pair) for pair in found.pairs])
        self._more.setVisible(found.next is not None)
        self._stack.setCurrentWidget(self.rows if found.pairs else self._empty)
        if found.pairs:
            self.rows.setCurrentIndex(self._model.index(0, 0))
            self.rows.setFocus()

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self._opened(row)

    def _opened(self, row: Row) -> None:
        if isinstance(row.key, Pair):
            self.accept()
            self.compared.emit(row.key.first.id, row.key.second.id)

    def _refuse(self, error: CaseError) -> None:
        self.refused.emit(error)
        self.reject()


def _row(pair: Pair) -> Row:
    one, other = pair.first, pair.second
    title = one.name if one.name == other.name else f"{one.name} · {other.name}"
    return Row(title, f"{pair.why} · {one.number} · {other.number}", icon="users", key=pair)
