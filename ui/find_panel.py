"""Find or do anything: the box in the header and what drops down under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.finding import Hit
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.fields.choice_box import folded
from ui.finding import ListKeys, Search, choose_first, row_of, searchable
from ui.look import current_look
from ui.page import Go
from ui.tokens import Text
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.search import SearchBox
from ui.widgets.text import words

WIDTH, HEIGHT = 560, 480
MOST_DEEDS = 4


@dataclass(frozen=True)
class Deed:
    """Something to do by name: a place to go to, or an action of the window by its key."""

    label: str
    icon: str
    go: Go | None = None
    key: str = ""


class FindPanel(QFrame):
    """`chosen` tells a Go, `called` the key of an action."""

    chosen = Signal(object)
    called = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, box: SearchBox, deeds: Sequence[Deed], ground: QWidget) -> None:
        super().__init__(ground)
        self.setProperty("ground", "toast")
        self._box = box
        self._ground = ground
        self._deeds = tuple(deeds)
        self._typed = ""
        self._enter_when_found = False
        self._rows = RowList(_("Found"), dense=True)
        self._model = RowModel()
        self._rows.setModel(self._model)
        self._line = words("", Text.SECOND, wrap=True)
        self._search = Search(desk, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._line)
        column.addWidget(self._rows, 1)
        keys = ListKeys(box, self._rows)
        keys.entered.connect(self._enter)
        keys.left.connect(self.put_away)
        box.asked.connect(self._look)
        self._rows.clicked.connect(self._open)
        self._search.found.connect(self._found)
        self._search.refused.connect(self._refused)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        ground.installEventFilter(self)
        self.hide()

    def rows(self) -> list[Row]:
        """What is offered now."""
        model = self._model
        return [row for place in range(model.rowCount()) if (row := model.row_at(model.index(place, 0)))]

    def put_away(self) -> None:
        """Close, and empty the box."""
        self.hide()
        self._box.clear()
        self._typed = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._lie_down()
        return super().eventFilter(watched, event)

    def _look(self, typed: str) -> None:
        if searchable(typed):
            self._search.look(typed)
        else:
            self._typed = ""
            self.hide()

    def _found(self, typed: str, hits: list[Hit]) -> None:
        if typed != self._box.text().strip():
            return
        self._typed = typed
        self._model.set_rows([*self._doable(typed), *(row_of(hit, kind=True) for hit in hits)])
        nothing = _("Nothing found that you may see. Try fewer letters.")
        self._line.setText("" if self._model.rowCount() else nothing)
        self._line.setVisible(not self._model.rowCount())
        self._rows.setVisible(bool(self._model.rowCount()))
        choose_first(self._rows)
        self._lie_down()
        self.show()
        self.raise_()
        if self._enter_when_found:
            self._enter_when_found = False
            self._open(self._rows.currentIndex())

    def _doable(self, typed: str) -> list[Row]:
        wanted = folded(typed)
        fit = [deed for deed in self._deeds if any(w.startswith(wanted) for w in _starts(folded(deed.label)))]
        return [Row(deed.label, icon=deed.icon, chip=_("Do"), key=deed) for deed in fit[:MOST_DEEDS]]

    def _enter(self) -> None:
        """Open the current row; when the words are newer than the rows, as soon as theirs have come."""
        typed = self._box.text().strip()
        if typed and typed == self._typed:
            self._open(self._rows.currentIndex())
        elif searchable(typed):
            self._enter_when_found = True
            self._search.look(typed)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        self.put_away()
        if isinstance(row.key, Hit):
            self.chosen.emit(Go(row.key.kind, row.key.id))
        elif isinstance(row.key, Deed) and row.key.go is not None:
            self.chosen.emit(row.key.go)
        elif isinstance(row.key, Deed):
            self.called.emit(row.key.key)

    def _refused(self, error: CaseError) -> None:
        self.hide()
        self.refused.emit(error)

    def _lie_down(self) -> None:
        """Under the box, as wide as the window lets it be."""
        look, ground = current_look(), self._ground
        width = min(max(look.px(WIDTH), self._box.width()), ground.width() - 24)
        rows = min(self._model.rowCount(), 8)
        height = min(look.px(HEIGHT), max(look.px(64), rows * self._rows.sizeHintForRow(0) + look.px(28)))
        under = self._box.mapTo(ground, QPoint(0, self._box.height() + 4))
        x = under.x() if self.isRightToLeft() else under.x() + self._box.width() - width
        self.setGeometry(max(12, min(x, ground.width() - width - 12)), under.y(), width, height)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self._box and not self.isAncestorOf(new):
            self.hide()


def _starts(label: str) -> list[str]:
    """The label, and what is left of it from each further word on."""
    parts = label.split()
    return [" ".join(parts[place:]) for place in range(len(parts))]
