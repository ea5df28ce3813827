"""The lines of a week under their patterns; letters answer the one that is current."""

from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from casemgr.i18n import _
from casemgr.services.access_review import Line
from ui.access_review.wording import KEYS, rows_of
from ui.desk import UiDesk
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.text import words


class LineRows(RowList):
    """`lettered` tells the answer whose letter was pressed."""

    lettered = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        answer = next((one for one, key in KEYS.items() if key == letter), None)
        if answer is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        else:
            self.lettered.emit(answer)


class Lines(Card):
    """`reached` tells a Line, `chosen` that it is wanted; `signing` and `begun` what is pressed about the week."""

    reached = Signal(object)
    chosen = Signal(object)
    signing = Signal()
    begun = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = desk.zone
        self.lines: list[Line] = []
        self.rows = LineRows(_("Lines of the review"))
        self.model = RowModel()
        self.rows.setModel(self.model)
        self.progress = words("", Text.LABEL, wrap=True)
        self.sign = button(_("Sign the week"), Weight.PRIMARY, "shield-check")
        self.empty = EmptyState("shield-check", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        self.box.setContentsMargins(8, 12, 2, 8)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.sign)
        self.box.addLayout(foot)
        self.box.addWidget(self._stack, 1)
        self.rows.reached.connect(self._reached)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self._pressed)
        self.sign.clicked.connect(self.signing)
        self.empty.acted.connect(self.begun)

    @property
    def left(self) -> int:
        """How many lines have no answer yet."""
        return sum(not line.answer for line in self.lines)

    def say_nothing(self, sentence: str, action: str = "") -> None:
        """Show a sentence instead of lines, and one thing to do."""
        self.lines = []
        self.model.set_rows([])
        self.progress.setText("")
        self.empty.say(sentence, action)
        self._stack.setCurrentWidget(self.empty)

    def show_lines(self, lines: list[Line], current: UUID | None) -> None:
        """Show these; the current one is that of the id, else the first without an answer."""
        self.lines = lines
        done = len(lines) - self.left
        self.progress.setText(_("{done} of {whole} answered").format(done=done, whole=len(lines)))
        self.model.set_rows(rows_of(lines, self._zone))
        self._stack.setCurrentWidget(self.rows)
        wanted = current or next((line.id for line in lines if not line.answer), lines[0].id if lines else None)
        for place in range(self.model.rowCount()):
            line = self._line_at(self.model.index(place, 0))
            if line is not None and line.id == wanted:
                self.rows.setCurrentIndex(self.model.index(place, 0))

    def next_after(self, id: UUID) -> UUID | None:
        """The next line without an answer, in the order shown and from the top again; None when there is none."""
        order = [line.id for line in self.lines]
        place = order.index(id) if id in order else 0
        turned = [*self.lines[place + 1 :], *self.lines[:place]]
        return next((line.id for line in turned if not line.answer), None)

    def _line_at(self, index: QModelIndex) -> Line | None:
        row = index.data(ROW)
        return row.key if isinstance(row, Row) and isinstance(row.key, Line) else None

    def _reached(self, row: Row) -> None:
        self.reached.emit(row.key)

    def _opened(self, row: Row) -> None:
        self.chosen.emit(row.key)

    def _pressed(self, index: QModelIndex) -> None:
        line = self._line_at(index)
        if line is not None:
            self.chosen.emit(line)
