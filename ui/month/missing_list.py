"""What is missing from a month, line by line; each opens its record."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal

from casemgr.core.kind import KINDS
from casemgr.i18n import _
from casemgr.services.summary.gaps import DRAFTS, Gap, Line
from ui.look import current_look
from ui.page import Go
from ui.tokens import Text
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.text import words

TALLEST = 300


class MissingList(Card):
    """`go` tells where the record of a line is."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title = words(_("What is missing"), Text.ROW)
        self._none = words(_("Nothing: every record of the month is complete."), wrap=True)
        self.rows = RowList(_("What is missing"), dense=True)
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.box.setContentsMargins(20, 16, 12, 12)
        for each in (self._title, self._none, self.rows):
            self.box.addWidget(each)
        self.rows.clicked.connect(self._open)
        self.rows.activated.connect(self._open)
        self.show_gaps(())

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show these gaps; none says so."""
        rows: list[Row] = []
        for gap in gaps:
            rows.append(Row(gap.label, end=str(gap.n), heading=True))
            rows += [_row(gap, line) for line in gap.lines]
        self._model.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self._none.setVisible(not rows)
        tall = sum(self.rows.sizeHintForRow(place) for place in range(len(rows)))
        self.rows.setFixedHeight(min(tall + 4, current_look().px(TALLEST)))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and isinstance(row.key, Line):
            self.go.emit(Go(row.key.kind, row.key.id))


def _row(gap: Gap, line: Line) -> Row:
    """Anything is told by its name and whose it is; drafts by how many someone has, which they alone open."""
    icon = KINDS[line.kind].icon
    if gap.code == DRAFTS:
        return Row(line.title, icon="user", end=line.owner)
    title, _dot, rest = line.title.partition(" · ")
    return Row(title, rest, icon=icon, end=line.owner, key=line)
