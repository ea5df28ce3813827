"""The left side of Today: whose work, its lines in groups, and what is done at the end of it."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.services.today import Item
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel


class Lines(Card):
    """`reached` tells an Item, `chosen` that it is wanted, `acted` and `ended` what is pressed below."""

    reached = Signal(object)
    chosen = Signal(object)
    acted = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whose = ChipRow(kept=True)
        self.whose.name(_("Whose work"))
        self.rows = RowList(_("What is to be done"))
        self.model = RowModel()
        self.rows.setModel(self.model)
        self.empty = EmptyState("calendar-check", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        self.box.setContentsMargins(8, 8, 2, 8)
        self.whose.setContentsMargins(8, 0, 8, 0)
        self.box.addWidget(self.whose)
        self.box.addWidget(self._stack, 1)
        self.over = button(_("End of shift"), Weight.QUIET, "log-out")
        self.over.clicked.connect(self.ended)
        self.calendar = button(_("Calendar file…"), Weight.QUIET, "calendar-check")
        foot = QHBoxLayout()
        foot.addWidget(self.over, 1)
        foot.addWidget(self.calendar, 1)
        self.box.addLayout(foot)
        self.rows.reached.connect(self._reached)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self._pressed)
        self.empty.acted.connect(self.acted)

    def offer(self, options: list[Option]) -> None:
        """Offer these boards; only their numbers change, as a rule, and a chip that has the focus keeps it."""
        chips = self.whose.chips()
        if [chip.value for chip in chips] != [option.value for option in options]:
            self.whose.set_options(options)
            self.whose.set_value(options[0].value)
            return
        for chip, option in zip(chips, options, strict=True):
            chip.setText(option.label)

    def show_rows(self, rows: list[Row]) -> None:
        """Show these lines, or what there is to say when there are none."""
        self.model.set_rows(rows)
        self._stack.setCurrentWidget(self.rows if rows else self.empty)

    def choose(self, id: object, place: int) -> None:
        """Make the line with this id the current one, else the one that took its place."""
        items = [i for i in range(self.model.rowCount()) if isinstance(self.key_at(i), Item)]
        if not items:
            return
        same = next((i for i in items if self.key_at(i).id == id), None)  # type: ignore[union-attr]
        near = next((i for i in items if i >= place), items[-1])
        self.rows.setCurrentIndex(self.model.index(near if same is None else same, 0))

    def place(self) -> int:
        """The row one is at."""
        return max(0, self.rows.currentIndex().row())

    def key_at(self, row: int) -> object:
        """What stands in a row: an Item, or nothing in a heading."""
        shown = self.model.row_at(self.model.index(row, 0))
        return shown.key if shown is not None else None

    def _reached(self, row: Row) -> None:
        self.reached.emit(row.key)

    def _opened(self, row: Row) -> None:
        self.chosen.emit(row.key)

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and not row.heading:
            self.chosen.emit(row.key)
