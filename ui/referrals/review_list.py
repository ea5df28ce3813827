"""The review as one list worked through by keys: queues under their headings, or one of them alone."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.services.review.queues import Line, Listing, review
from casemgr.services.review.spans import QUEUE_NAMES, Queue
from ui.desk import UiDesk
from ui.labels import Labels
from ui.referrals.review_rows import NOTHING, rows_of
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel

ALL = "all"


class ReviewRows(RowList):
    """A list of rows that takes letters for deeds, and the space bar for the preview."""

    lettered = Signal(str)
    spaced = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        letter = event.text().upper()
        if plain and event.key() == Qt.Key.Key_Space:
            self.spaced.emit()
        elif plain and len(letter) == 1 and letter.isalpha():
            self.lettered.emit(letter)
        else:
            super().keyPressEvent(event)


class ReviewList(Card):
    """`reached` tells the Line one is at, `chosen` that it is to be opened, `lettered` it and the letter pressed.

    `again` tells the Line one is at once it was read anew.
    """

    reached = Signal(object)
    again = Signal(object)
    chosen = Signal(object)
    lettered = Signal(object, str)
    spaced = Signal()
    emptied = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, queues: ChipRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self.queues = queues
        self._listings: tuple[Listing, ...] = ()
        self._at: Line | None = None
        self._place = 0
        self._wanted: UUID | None = None
        self.queues.set_options(
            [Option(ALL, _("All")), *(Option(queue.value, _(QUEUE_NAMES[queue])) for queue in Queue)]
        )
        self.queues.set_value(ALL)
        self.rows = ReviewRows(_("To review"))
        self.model = RowModel()
        self.rows.setModel(self.model)
        self.empty = EmptyState("circle-check", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        self.box.setContentsMargins(8, 8, 2, 8)
        self.box.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.queues.chosen.connect(self._turned)
        self.rows.reached.connect(self._reached)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self._pressed)
        self.rows.lettered.connect(self._lettered)
        self.rows.spaced.connect(self.spaced)
        self._labels.came.connect(self._show)

    @property
    def line(self) -> Line | None:
        """The line one is at."""
        return self._at

    @property
    def fetched(self) -> bool:
        """Whether the queues were ever read."""
        return bool(self._listings)

    def lines(self) -> tuple[Line, ...]:
        """What is shown, in order."""
        rows = (self.model.row_at(self.model.index(i, 0)) for i in range(self.model.rowCount()))
        return tuple(row.key for row in rows if row is not None and isinstance(row.key, Line))

    def count(self, queue: Queue) -> int:
        """How many the chip of a queue says."""
        return next((one.n for one in self._listings if one.queue is queue), 0)

    def fetch(self) -> None:
        """Ask for the queues anew."""
        self._desk.ask(review, then=self._came, otherwise=self.refused.emit)

    def turn_to(self, queue: Queue | None) -> None:
        """Show this queue alone, or all."""
        self.queues.set_value(queue.value if queue is not None else ALL)
        self._turned()

    def choose(self, id: UUID) -> None:
        """Make the first line about this record the current one as soon as it is there; without one, none is."""
        self._wanted = id
        self._show()

    def _came(self, listings: Iterable[Listing]) -> None:
        self._listings = tuple(listings)
        total = sum(one.n for one in self._listings)
        options = [Option(ALL, f"{_('All')}  {total}")]
        options += [Option(one.queue.value, f"{_(QUEUE_NAMES[one.queue])}  {one.n}") for one in self._listings]
        chips = self.queues.chips()
        if [chip.value for chip in chips] == [option.value for option in options]:
            for chip, option in zip(chips, options, strict=True):
                chip.setText(option.label)
                chip.updateGeometry()
        else:
            self.queues.set_options(options)
            self.queues.set_value(ALL)
        self._show()

    def _turned(self) -> None:
        self._at, self._place, self._wanted = None, 0, None
        self._show()

    def _show(self) -> None:
        if not self._listings:
            return
        before, place = self._at, self._place
        wanted = self.queues.value()
        shown = [one for one in self._listings if wanted in (ALL, one.queue.value)]
        self.model.set_rows(tuple(rows_of(shown, self._labels.code)))
        there = bool(self.lines())
        self._stack.setCurrentWidget(self.rows if there else self.empty)
        if not there:
            all_done = _("Everything is looked at. The weekly sheet can be signed.")
            self.empty.say(all_done if wanted == ALL else _(NOTHING[Queue(wanted)]) if wanted else "")
            self._at = None
            if self._wanted is None:
                self.emptied.emit()
            return
        row = self._row_for(before, place)
        if row is None:
            self._at = None
        else:
            self.rows.setCurrentIndex(self.model.index(row, 0))

    def _row_for(self, before: Line | None, place: int) -> int | None:
        """The row of what is wanted; else of the line one was at, the one that took its place, or the last."""
        keys = [self.model.row_at(self.model.index(i, 0)) for i in range(self.model.rowCount())]
        lines = {i: row.key for i, row in enumerate(keys) if row is not None and isinstance(row.key, Line)}
        if self._wanted is not None:
            return next((i for i, key in lines.items() if key.id == self._wanted), None)
        if before is not None:
            same = next((i for i, key in lines.items() if (key.id, key.queue) == (before.id, before.queue)), None)
            if same is not None:
                return same
        return next((i for i in lines if i >= place), max(lines))

    def _reached(self, row: Row) -> None:
        if isinstance(row.key, Line):
            before, self._at = self._at, row.key
            self._place, self._wanted = self.rows.currentIndex().row(), None
            same = before is not None and (before.id, before.queue) == (row.key.id, row.key.queue)
            (self.again if same else self.reached).emit(row.key)

    def _opened(self, row: Row) -> None:
        if isinstance(row.key, Line):
            self.chosen.emit(row.key)

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and not row.heading:
            self._opened(row)

    def _lettered(self, letter: str) -> None:
        if self._at is not None:
            self.lettered.emit(self._at, letter)
