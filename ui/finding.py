"""Finding as one types: one question at a time, the newest words next; and the keys of a box over a list."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from casemgr.core import general
from casemgr.core.errors import CaseError
from casemgr.core.finding import Hit
from casemgr.core.kind import KINDS
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row

SIZE = 30
_START, _END = "\x02", "\x03"
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Search(QObject):
    """`found` tells the words and what `query` answers; words typed over meanwhile are never asked for."""

    found = Signal(str, object)
    refused = Signal(object)

    def __init__(
        self,
        desk: UiDesk,
        kinds: Sequence[str] = (),
        parent: QObject | None = None,
        *,
        query: Callable[..., object] = general.find,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._query = query
        self._kinds = tuple(kinds)
        self._asked: str | None = None
        self._next: str | None = None
        desk.crashed.connect(self._free)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def look(self, words: str) -> None:
        """Look for these words, once the question before is answered."""
        self._next = words
        if self._asked is None:
            self._ask()

    def _ask(self) -> None:
        words, self._next = self._next, None
        if words is None:
            return
        self._asked = words
        self._desk.ask(
            self._query,
            words,
            self._kinds,
            SIZE,
            then=partial(self._answered, words),
            otherwise=self._refused,
        )

    def _answered(self, words: str, hits: object) -> None:
        self._asked = None
        if self._next in (None, words):
            self._next = None
            self.found.emit(words, hits)
        self._ask()

    def _free(self) -> None:
        self._asked = None

    def _refused(self, error: CaseError) -> None:
        self._free()
        self.refused.emit(error)
        self._ask()


def searchable(typed: str) -> bool:
    """Whether there is a word to look for: a single letter is none yet."""
    return any(len(word) > 1 for word in typed.split())


def row_of(hit: Hit, *, kind: bool) -> Row:
    """A hit as a row that says why it matched; with `kind`, what kind of record it is."""
    found = KINDS[hit.kind]
    in_title = hit.why.replace(_START, "").replace(_END, "") == hit.title
    why = hit.line if in_title else hit.why.replace(_START, "“").replace(_END, "”")
    return Row(hit.title, why, icon=found.icon, chip=_(found.one) if kind else "", key=hit)


class ListKeys(QObject):
    """Keys typed in a box that move in the list under it; Enter tells `entered`, Escape `left`."""

    entered = Signal()
    left = Signal()

    def __init__(self, box: QLineEdit, rows: RowList) -> None:
        super().__init__(box)
        self._rows = rows
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _TO_LIST:
                QApplication.sendEvent(self._rows, event)
                return True
            if event.key() in _ENTER:
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)


def choose_first(rows: RowList) -> None:
    """Make the first row that can be opened the current one."""
    model = rows.model()
    for place in range(model.rowCount()):
        index = model.index(place, 0)
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            rows.setCurrentIndex(index)
            return
