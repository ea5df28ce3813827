"""What belongs to an open record beside its own answers: its parts, and the records that stand on it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from casemgr.core.kind import KINDS, Line, Section
from casemgr.i18n import _
from ui.page import Go
from ui.tokens import Text
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.text import words


class RecordSections(Card):
    """`go` tells where the record of a line is."""

    go = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowList(_("What belongs to it"), dense=True)
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.whole = words("", Text.BODY, wrap=True)
        self.box.addWidget(self.rows, 1)
        self.box.addWidget(self.whole)
        self.whole.hide()
        self.rows.reached.connect(self._show_whole)
        self.rows.clicked.connect(self._open)
        self.rows.activated.connect(self._open)
        self.hide()

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these; none hides the whole."""
        rows: list[Row] = []
        for section in sections:
            rows.append(Row(section.title, end=str(len(section.lines)), heading=True))
            rows += [_row(line) for line in section.lines]
        self._model.set_rows(rows)
        self.whole.hide()
        self.setVisible(bool(rows))

    def _show_whole(self, row: Row) -> None:
        """A line too long for its row is read whole under the list."""
        self.whole.setText("\n".join(part for part in (row.title, row.line) if part))
        self.whole.setVisible(bool(row.line))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and isinstance(row.key, Line) and row.key.id is not None:
            self.go.emit(Go(row.key.kind, row.key.id))


def _row(line: Line) -> Row:
    icon = KINDS[line.kind].icon if line.kind in KINDS else ""
    return Row(line.title, line.detail, icon=icon, key=line)
