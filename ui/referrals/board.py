"""The board: referrals in columns by where they stand; moved by dragging, 'Move to…', or the letters of the list."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casemgr.i18n import N_, _
from casemgr.services import referral_queues
from casemgr.services.referral_queues import Column, Line, Stage
from ui.desk import UiDesk
from ui.labels import Labels
from ui.look import current_look
from ui.referrals.review_list import ReviewRows
from ui.referrals.rows import say_days
from ui.tokens import Ink, Text
from ui.widgets.card import Card
from ui.widgets.rows import ROW, Index, Row, RowModel
from ui.widgets.text import words
from ui.wording import sentence_case

STAGE_NAMES = {
    Stage.SENT: N_("Sent"),
    Stage.RECEIVED: N_("Received"),
    Stage.ACCEPTED: N_("Accepted"),
    Stage.IN_PROGRESS: N_("In progress"),
    Stage.ON_HOLD: N_("On hold"),
    Stage.CLOSED: N_("Closed"),
}
LEAST_WIDTH = 180
KIND = "application/x-casemgr-referral"
MOVE = "M"


def card_of(line: Line, stage: Stage, say_code: Callable[[str, str], str]) -> Row:
    """A card: who, where to, how long; the column says where it stands, save at the end."""
    ended = sentence_case(say_code("referral_status", line.status)) if stage is Stage.CLOSED else ""
    place = " · ".join(part for part in (say_days(line.days), ended, line.service_name) if part)
    ink = Ink.DANGER if line.late else Ink.SECOND
    return Row(line.name or line.number, place, key=line, ink=ink)


class _Cards(RowModel):
    """Rows that can be taken up; what leaves with them is the id alone."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if flags else flags

    def mimeTypes(self) -> list[str]:
        return [KIND]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        held = QMimeData()
        row = self.row_at(indexes[0])
        if row is not None and isinstance(row.key, Line):
            held.setData(KIND, str(row.key.id).encode())
        return held


class StageRows(ReviewRows):
    """One column's cards; `dropped` tells the id of what was let go here, `sideways` a step to a neighbor."""

    dropped = Signal(object)
    sideways = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            by = steps[Qt.Key(event.key())]
            self.sideways.emit(-by if self.isRightToLeft() else by)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(KIND) and event.source() is not self:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(KIND):
            event.acceptProposedAction()
            self.dropped.emit(UUID(bytes(event.mimeData().data(KIND).data()).decode()))


class StageColumn(Card):
    """A column under its heading with its number."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.n = 0
        self.heading = words("", Text.ROW)
        self.rows = StageRows(_(STAGE_NAMES[stage]))
        self.model = _Cards()
        self.rows.setModel(self.model)
        self.heading.setContentsMargins(8, 0, 0, 0)
        self.box.setContentsMargins(6, 10, 2, 6)
        self.box.addWidget(self.heading)
        self.box.addWidget(self.rows, 1)
        self.setMinimumWidth(current_look().px(LEAST_WIDTH))

    def show_column(self, column: Column, say_code: Callable[[str, str], str]) -> None:
        """Show these cards; the one that was current stays so."""
        current = self.line()
        place = max(0, self.rows.currentIndex().row())
        self.n = column.n
        self.heading.setText(f"{_(STAGE_NAMES[self.stage])}  {column.n}")
        self.rows.setAccessibleDescription(str(column.n))
        self.model.set_rows([card_of(line, self.stage, say_code) for line in column.lines])
        ids = [line.id for line in column.lines]
        if current is not None and ids:
            here = ids.index(current.id) if current.id in ids else min(place, len(ids) - 1)
            self.rows.setCurrentIndex(self.model.index(here, 0))

    def line(self) -> Line | None:
        """The card one is at."""
        row = self.rows.currentIndex().data(ROW)
        return row.key if isinstance(row, Row) and isinstance(row.key, Line) else None

    def enter(self) -> None:
        """Take the focus, at the first card if none is current."""
        if not self.rows.currentIndex().isValid() and self.model.rowCount():
            self.rows.setCurrentIndex(self.model.index(0, 0))
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)


class Board(QWidget):
    """`chosen` tells an id to open, `moved` an id and the Stage it is to come to, `lettered` an id and a letter.

    `asked` tells an id and where on the screen its 'Move to…' is to open.
    """

    chosen = Signal(object)
    moved = Signal(object, object)
    lettered = Signal(object, str)
    asked = Signal(object, object)
    spaced = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._shown: tuple[Column, ...] = ()
        self.columns = {stage: StageColumn(stage) for stage in Stage}
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        for place, one in enumerate(self.columns.values()):
            row.addWidget(one, 1)
            self._connect(place, one)
        labels.came.connect(self._show)

    def _connect(self, place: int, column: StageColumn) -> None:
        rows = column.rows
        rows.sideways.connect(lambda by: self._step(place + by))
        rows.dropped.connect(lambda id: self.moved.emit(id, column.stage))
        rows.opened.connect(lambda row: self.chosen.emit(row.key.id))
        rows.clicked.connect(lambda index: self.chosen.emit(index.data(ROW).key.id))
        rows.lettered.connect(lambda letter: self._lettered(column, letter))
        rows.spaced.connect(self.spaced)
        rows.customContextMenuRequested.connect(lambda spot: self._ask(column, spot))

    def fetch(self) -> None:
        """Ask for the cards anew."""
        self._desk.ask(referral_queues.board, then=self._came, otherwise=self.refused.emit)

    def begin(self) -> None:
        """Put the focus on the first card there is."""
        first = next((one for one in self.columns.values() if one.model.rowCount()), None)
        if first is not None:
            first.enter()

    def current(self) -> Line | None:
        """The card that has the focus."""
        return next((one.line() for one in self.columns.values() if one.rows.hasFocus()), None)

    def _came(self, columns: Iterable[Column]) -> None:
        self._shown = tuple(columns)
        self._show()

    def _show(self) -> None:
        for column in self._shown:
            self.columns[column.stage].show_column(column, self._labels.code)

    def _step(self, place: int) -> None:
        there = list(self.columns.values())
        if 0 <= place < len(there):
            there[place].enter()
            self._scroll.ensureWidgetVisible(there[place], 8, 0)

    def _lettered(self, column: StageColumn, letter: str) -> None:
        line = column.line()
        if line is None:
            return
        if letter == MOVE:
            spot = column.rows.visualRect(column.rows.currentIndex()).center()
            self.asked.emit(line.id, column.rows.viewport().mapToGlobal(spot))
        else:
            self.lettered.emit(line.id, letter)

    def _ask(self, column: StageColumn, spot: QPoint) -> None:
        row = column.rows.indexAt(spot).data(ROW)
        if isinstance(row, Row) and isinstance(row.key, Line):
            self.asked.emit(row.key.id, column.rows.viewport().mapToGlobal(spot))
