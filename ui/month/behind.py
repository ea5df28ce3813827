"""The records behind one figure of the month; each opens."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from casemgr.core.kind import KINDS
from casemgr.i18n import _, plural
from casemgr.services.summary.figures import Figure
from casemgr.services.summary.gaps import Line
from ui.page import Go
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.text import words

SIZE = QSize(640, 520)


class BehindFigure(QDialog):
    """`go` tells where a record is; `figure` is as it was counted, its lines those the reader may see now."""

    go = Signal(object)

    def __init__(self, figure: Figure, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.rows = RowList(figure.label, dense=True)
        self._model = RowModel([_row(line) for line in lines])
        self.rows.setModel(self._model)
        shown = plural("{n} record", "{n} records", len(figure.behind))
        rest = _(", of which {n} are shown").format(n=len(lines)) if len(lines) < len(figure.behind) else ""
        close = button(_("Close"), Weight.SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(words(figure.label, Text.ROW, wrap=True))
        column.addWidget(words(shown + rest, Text.SECOND))
        column.addWidget(self.rows, 1)
        column.addWidget(close)
        close.clicked.connect(self.reject)
        self.rows.clicked.connect(self._open)
        self.rows.activated.connect(self._open)
        self.resize(SIZE.boundedTo(parent.window().size()))
        self.rows.setFocus()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and isinstance(row.key, Line):
            self.accept()
            self.go.emit(Go(row.key.kind, row.key.id))


def _row(line: Line) -> Row:
    title, _dot, rest = line.title.partition(" · ")
    return Row(title, rest, icon=KINDS[line.kind].icon, end=line.owner, key=line)
