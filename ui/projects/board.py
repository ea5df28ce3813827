"""The board of problem-solving projects: a column for each phase, in each the longest there first."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.codes import Choice
from casemgr.i18n import _, plural
from casemgr.records import problems
from casemgr.records.problems import Card as Project
from casemgr.records.problems import Phase
from ui.desk import UiDesk
from ui.labels import Labels
from ui.tokens import Text
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.text import words
from ui.wording import sentence_case


class Board(QWidget):
    """`chosen` tells the id of a project; left and right go from phase to phase."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._projects: tuple[Project, ...] = ()
        self.columns = {phase: Column(phase) for phase in Phase}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for column in self.columns.values():
            row.addWidget(column, 1)
            column.chosen.connect(self.chosen)
            column.turned.connect(self._turn)
        labels.came.connect(self._show)
        desk.ask(codes.choices, "sara_phase", then=self._name)
        self.reload()

    def reload(self) -> None:
        """Fetch anew what is shown."""
        self._desk.ask(problems.board, then=self._came, otherwise=self.refused.emit)

    def _name(self, choices: Sequence[Choice]) -> None:
        for choice in choices:
            if choice.code in self.columns:
                self.columns[Phase(choice.code)].name(sentence_case(choice.label))

    def _came(self, projects: list[Project]) -> None:
        self._projects = tuple(projects)
        self._show()

    def _show(self) -> None:
        for phase, column in self.columns.items():
            column.show_rows([self._row(one) for one in self._projects if one.phase is phase])

    def _row(self, one: Project) -> Row:
        owner = self._labels.record("staff", one.owner_id) if one.owner_id else ""
        missing = _("Missing: {what}").format(what=one.missing) if one.missing else ""
        days = plural("{n} day", "{n} days", one.days) if one.phase is not Phase.CLOSED else ""
        line = " · ".join(part for part in (days, owner, missing) if part)
        return Row(one.title, line, key=one)

    def _turn(self, phase: Phase, step: int) -> None:
        order = list(self.columns)
        place = order.index(phase) + step
        if 0 <= place < len(order):
            self.columns[order[place]].begin()


class Column(Card):
    """The projects of one phase; `turned` tells that the user goes to the phase before or after."""

    chosen = Signal(object)
    turned = Signal(object, int)

    def __init__(self, phase: Phase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = phase
        self._title = words("", Text.ROW)
        self._name = phase.value
        self.rows = Keys(self._name)
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.box.setContentsMargins(8, 12, 4, 8)
        self.box.addWidget(self._title)
        self.box.addWidget(self.rows, 1)
        self.rows.clicked.connect(self._open)
        self.rows.activated.connect(self._open)
        self.rows.turned.connect(lambda step: self.turned.emit(self._phase, step))

    def name(self, name: str) -> None:
        """Head the column by this name."""
        self._name = name
        self.rows.setAccessibleName(name)
        self.show_rows([row for row in map(self._model.row_at, self._indexes()) if row is not None])

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these projects; the number beside the name is how many."""
        self._title.setText(f"{self._name}  {len(rows)}")
        self._model.set_rows(rows)

    def begin(self) -> None:
        """Go into the column, to its first project."""
        self.rows.setFocus()
        self.rows.setCurrentIndex(self._model.index(0, 0))

    def _indexes(self) -> list[QModelIndex]:
        return [self._model.index(row, 0) for row in range(self._model.rowCount())]

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and isinstance(row.key, Project):
            self.chosen.emit(row.key.id)


class Keys(RowList):
    """A list that tells when left or right is pressed."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.turned.emit(step)
            return
        super().keyPressEvent(event)
