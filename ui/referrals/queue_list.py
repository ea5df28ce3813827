"""The referrals of the chosen queue; the queues are chips with their numbers."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.services import referral_queues
from casemgr.services.referral_queues import Count, Queue
from ui.desk import UiDesk
from ui.labels import Labels
from ui.paged_rows import PagedRows
from ui.referrals.rows import EMPTY, QUEUES, row_of
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row


class QueueList(Card):
    """`reached` tells the id of the row one is at, `chosen` that it is to be opened.

    `emptied` tells that there is nothing in the queue.
    """

    reached = Signal(object)
    chosen = Signal(object)
    emptied = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, queues: ChipRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id: UUID | None = None
        self.queues = queues
        self.model = PagedRows(desk, partial(row_of, say_code=labels.code), self)
        self.rows = RowList(_("Referrals"))
        self.rows.setModel(self.model)
        self.empty = EmptyState("waypoints", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        self.box.setContentsMargins(8, 8, 2, 8)
        self.box.addWidget(self._stack)
        self._connect(labels)

    def _connect(self, labels: Labels) -> None:
        self.queues.chosen.connect(self._turned)
        self.rows.reached.connect(self._reached)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self._pressed)
        self.model.came.connect(self._came)
        self.model.refused.connect(self.refused)
        labels.came.connect(self.model.relabel)

    @property
    def queue(self) -> Queue | None:
        """The queue shown."""
        value = self.queues.value()
        return Queue(value) if value else None

    def fetch(self) -> None:
        """Ask for the numbers and the list anew."""
        self._desk.ask(referral_queues.queues, then=self._counted, otherwise=self.refused.emit)

    def turn_to(self, queue: Queue) -> None:
        """Show this queue."""
        self.queues.set_value(queue.value)
        self._turned()

    def choose(self, id: UUID) -> None:
        """Make the row of this referral the current one as soon as it is there; it may be in another queue."""
        self._id = id

    def holds_none(self) -> bool:
        """Whether no referral was chosen by its id, so that an empty queue leaves nothing to show."""
        return self._id is None

    def _counted(self, counts: Iterable[Count]) -> None:
        counts = tuple(counts)
        options = [Option(c.queue.value, f"{_(QUEUES[c.queue])}  {c.n}") for c in counts]
        chips = self.queues.chips()
        if [chip.value for chip in chips] == [option.value for option in options]:
            for chip, option in zip(chips, options, strict=True):
                chip.setText(option.label)
                chip.updateGeometry()
        else:
            self.queues.set_options(options)
            first = next((c.queue for c in counts if c.n and c.queue is not Queue.ENDED), counts[0].queue)
            self.queues.set_value(first.value)
        self._turn()

    def _turned(self) -> None:
        self._id = None
        self._turn()

    def _turn(self) -> None:
        if self.queue is not None:
            self.model.show(referral_queues.lines, self.queue)

    def _came(self) -> None:
        count = self.model.rowCount()
        self._stack.setCurrentWidget(self.rows if count else self.empty)
        if not count:
            self.empty.say(_(EMPTY[self.queue]) if self.queue is not None else "")
            self.emptied.emit()
            return
        place = 0 if self._id is None else self.model.row_of(self._id)
        if place is not None and not self.rows.currentIndex().isValid():
            self.rows.setCurrentIndex(self.model.index(place, 0))

    def _reached(self, row: Row) -> None:
        self._id = row.key.id  # type: ignore[attr-defined]
        self.reached.emit(self._id)

    def _opened(self, row: Row) -> None:
        self.chosen.emit(row.key.id)  # type: ignore[attr-defined]

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self._opened(row)
