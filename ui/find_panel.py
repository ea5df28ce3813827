"""Find or do anything: the box in the header and what drops down under it."""

from collections import deque
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.finding import Hit
from casemgr.i18n import _
from casemgr.records import searches
from casemgr.records.searches import Kept
from casemgr.services.seeking import Looked, Suggestion, look
from ui import find_rows
from ui.desk import UiDesk
from ui.find_rows import Deed, Saving
from ui.finding import ListKeys, Search, choose_first, searchable
from ui.look import current_look
from ui.page import Go
from ui.tokens import Text
from ui.widgets.aloud import alert
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.search import SearchBox
from ui.widgets.text import words
from ui.widgets.toast import Toast

WIDTH, HEIGHT = 560, 480
REMEMBERED = 5
FINISHED_MS = 2500
"""Whoever types no more for so long has finished a search."""


class FindPanel(QFrame):
    """`chosen` tells a Go, `called` the key of an action."""

    chosen = Signal(object)
    called = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, box: SearchBox, deeds: Sequence[Deed], ground: QWidget) -> None:
        super().__init__(ground)
        self.setProperty("ground", "toast")
        self._desk = desk
        self._box = box
        self._ground = ground
        self._deeds = tuple(deeds)
        self._typed = ""
        self._noted = ""
        self._looked = Looked()
        self._kept: list[Kept] = []
        self._opened: deque[Hit] = deque(maxlen=REMEMBERED)
        self._enter_when_found = False
        self._rows = RowList(_("Found"), dense=True)
        self._rows.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # The box moves in it; leaving the box closes it.
        self._model = RowModel()
        self._rows.setModel(self._model)
        self._line = words("", Text.SECOND, wrap=True)
        self._line.hide()
        self._search = Search(desk, parent=self, query=look)
        self._finished = QTimer(self, singleShot=True, interval=FINISHED_MS)
        self.toast = Toast(ground)
        self._taking_back = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._line)
        column.addWidget(self._rows, 1)
        self._connect()
        self.hide()

    def _connect(self) -> None:
        keys = ListKeys(self._box, self._rows)
        keys.entered.connect(self._enter)
        keys.left.connect(self.put_away)
        self._box.installEventFilter(self)
        self._box.asked.connect(self._look)
        self._box.textEdited.connect(self._offer_deeds)
        self._rows.clicked.connect(self._open)
        self._search.found.connect(self._found)
        self._search.refused.connect(self._refused)
        self._finished.timeout.connect(self._note)
        self.toast.undone.connect(self._take_back)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self._ground.installEventFilter(self)

    def rows(self) -> list[Row]:
        """What can be chosen now."""
        model = self._model
        rows = (model.row_at(model.index(place, 0)) for place in range(model.rowCount()))
        return [row for row in rows if row is not None and not row.heading]

    def line(self) -> str:
        """The sentence over the rows; empty where none is needed."""
        return self._line.text()

    def offer(self) -> None:
        """With nothing typed yet, show what one keeps, opened last, and may do."""
        if not self._box.text().strip():
            self._desk.ask(searches.saved_searches, then=self._offered)

    def put_away(self) -> None:
        """Close, and empty the box."""
        self._note()
        self.hide()
        self._box.clear()
        self._typed = ""
        self._enter_when_found = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._ground and not self.isHidden():
            self._lie_down()
        if watched is self._box and self.isHidden() and self._asks_for_it(event):
            self.offer()
        return super().eventFilter(watched, event)

    @staticmethod
    def _asks_for_it(event: QEvent) -> bool:
        """A press on the box, by pointer or finger, or the arrow that goes down from it."""
        down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        return event.type() == QEvent.Type.MouseButtonPress or (event.type() == QEvent.Type.KeyPress and down)

    def _look(self, typed: str) -> None:
        if searchable(typed):
            self._search.look(typed)
        elif not typed:
            self._note()
            self._typed = ""
            self.hide()

    def _offered(self, kept: list[Kept]) -> None:
        self._kept = kept
        if not self._box.text().strip() and self._box.hasFocus():
            self._show(find_rows.offered(kept, self._opened, self._deeds), "")

    def _offer_deeds(self, text: str) -> None:
        """Deeds wait for no answer."""
        self._enter_when_found = False
        typed = text.strip()
        rows = find_rows.doable(self._deeds, typed)
        if rows and typed != self._typed:
            self._show([*rows, *find_rows.found(self._looked.hits if self._typed else ())], "")
            choose_first(self._rows)

    def _found(self, typed: str, looked: Looked) -> None:
        if typed != self._box.text().strip():
            return
        self._typed, self._looked = typed, looked
        self._finished.start()
        if not self._box.hasFocus() and not self.isVisible():
            return  # The user went elsewhere before the answer came.
        self._show_found()
        if self._enter_when_found:
            self._enter_when_found = False
            self._open(self._rows.currentIndex())

    def _show_found(self) -> None:
        """The values of a token being typed come first; the tokens a word might become come last."""
        looked, typed = self._looked, self._typed
        deeds, hits = find_rows.doable(self._deeds, typed), find_rows.found(looked.hits)
        offers = find_rows.suggested(looked.suggestions)
        values = ":" in typed.split()[-1]
        rows = [*offers, *deeds, *hits] if values else [*deeds, *hits, *offers]
        if hits:
            rows.append(find_rows.saving(typed, self._kept))
        self._show(rows, self._sentence())
        choose_first(self._rows)

    def _sentence(self) -> str:
        looked = self._looked
        if looked.problem:
            return looked.problem
        if not looked.complete:
            return _("Only the newest records were looked through. Add a word to find older ones.")
        if looked.hits or looked.suggestions or find_rows.doable(self._deeds, self._typed):
            return ""
        return _("Nothing found that you may see. Try fewer letters.")

    def _show(self, rows: Sequence[Row], sentence: str) -> None:
        self._model.set_rows(rows)
        if sentence and sentence != self._line.text():
            alert(self._line, sentence)
        self._line.setText(sentence)
        self._line.setVisible(bool(sentence))
        self._rows.setVisible(bool(rows))
        self._lie_down()
        self.show()
        self.raise_()

    def _enter(self) -> None:
        """Open the current row; when the words are newer than the rows, as soon as theirs have come."""
        typed = self._box.text().strip()
        if typed == self._typed or not typed:
            self._open(self._rows.currentIndex())
        elif searchable(typed):
            self._enter_when_found = True
            self._search.look(typed)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        key = row.key if isinstance(row, Row) else None
        if isinstance(key, Suggestion):
            self._type(key.typed)
        elif isinstance(key, Kept):
            self._type(key.terms)
        elif isinstance(key, Saving):
            self._keep(key)
        elif isinstance(key, Hit | Deed):
            self._leave_for(key)

    def _leave_for(self, key: Hit | Deed) -> None:
        if isinstance(key, Hit):
            self._remember(key)
        self.put_away()
        if isinstance(key, Hit):
            self.chosen.emit(Go(key.kind, key.id))
        elif key.go is not None:
            self.chosen.emit(key.go)
        else:
            self.called.emit(key.key)

    def _type(self, text: str) -> None:
        """Go on from a text as if it had been typed."""
        self._box.setFocus()
        self._box.setText(text)
        self._look(text.strip())

    def _remember(self, hit: Hit) -> None:
        if hit in self._opened:
            self._opened.remove(hit)
        self._opened.appendleft(hit)

    def _keep(self, what: Saving) -> None:
        command = searches.forget_search if what.kept else searches.save_search
        self._desk.do(command, what.terms, then=partial(self._said_kept, what), otherwise=self._refused)

    def _said_kept(self, what: Saving, _done: object) -> None:
        self._taking_back = what.terms if what.kept else ""
        said = _("Search forgotten") if what.kept else _("Search saved; it stands under the empty box")
        self.toast.say(said, undo=what.kept)
        self._desk.ask(searches.saved_searches, then=self._kept_now)

    def _kept_now(self, kept: list[Kept]) -> None:
        self._kept = kept
        if not self.isHidden() and self._typed and self._typed == self._box.text().strip():
            self._show_found()

    def _take_back(self) -> None:
        self._desk.do(searches.save_search, self._taking_back, then=self._kept_again, otherwise=self._refused)

    def _kept_again(self, _id: object) -> None:
        self._desk.ask(searches.saved_searches, then=self._kept_now)

    def _note(self) -> None:
        """A search that was finished is written down, once."""
        self._finished.stop()
        if self._typed and self._typed != self._noted and not self._looked.problem:
            self._noted = self._typed
            self._desk.do(searches.note_search, self._typed, len(self._looked.hits))

    def _refused(self, error: CaseError) -> None:
        self.hide()
        self.refused.emit(error)

    def _lie_down(self) -> None:
        """Under the box, as wide as the window lets it be."""
        look, ground = current_look(), self._ground
        width = min(max(look.px(WIDTH), self._box.width()), ground.width() - 24)
        tall = sum(self._rows.sizeHintForRow(row) for row in range(self._model.rowCount()))
        line = self._line.heightForWidth(width - 16) + 8 if self._line.text() else 0
        room = ground.height() - self._box.mapTo(ground, QPoint(0, self._box.height())).y() - 16
        height = min(look.px(HEIGHT), room, max(look.px(64), tall + line + look.px(28)))
        under = self._box.mapTo(ground, QPoint(0, self._box.height() + 4))
        x = under.x() if self.isRightToLeft() else under.x() + self._box.width() - width
        self.setGeometry(max(12, min(x, ground.width() - width - 12)), under.y(), width, height)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self._box and not self.isAncestorOf(new):
            self._note()
            self.hide()
