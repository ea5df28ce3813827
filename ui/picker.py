"""Find and choose a record of a kind, for the fields that name one."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from casemgr.core import general
from casemgr.core.errors import CaseError
from casemgr.core.finding import Hit
from casemgr.core.kind import KINDS
from casemgr.core.page import Page
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.fields.ref import Picked
from ui.finding import SIZE, ListKeys, Search, choose_first, row_of, searchable
from ui.look import current_look
from ui.receiver import give
from ui.tokens import Text
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.search import SearchBox
from ui.widgets.text import words

WIDTH, HEIGHT = 460, 380


class Picker(QObject):
    """The Finder of every field on the window."""

    def __init__(self, desk: UiDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def pick(self, kind: str, start: str, near: QWidget, then: Callable[[Picked], None]) -> None:
        """Let the user pick a record of a kind; `start` is what was typed already."""
        panel = PickPanel(self._desk, kind, near)
        panel.picked.connect(then)
        panel.begin(start)

    def title(self, kind: str, id: UUID, then: Callable[[str], None]) -> None:
        """The words for a record already named."""
        answered = partial(_tell_title, then, id)
        self._desk.ask(general.titles, kind, (id,), then=answered, otherwise=partial(_no_title, then))


def _tell_title(then: Callable[[str], None], id: UUID, titles: dict[UUID, str]) -> None:
    give(then, titles.get(id, _("Not shown to you")))


def _no_title(then: Callable[[str], None], _error: CaseError) -> None:
    give(then, _("Not shown to you"))


class PickPanel(QFrame):
    """Drops down under a field: a box to type in and what it finds; before anything is typed, the beginning of all."""

    picked = Signal(object)

    def __init__(self, desk: UiDesk, kind: str, near: QWidget) -> None:
        super().__init__(near, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "card")
        self._desk = desk
        self._kind = kind
        self._near = near
        one = _(KINDS[kind].one) if kind in KINDS else kind
        self.setAccessibleName(_("Choose: {kind}").format(kind=one))
        self.box = SearchBox(_("Find: {kind}").format(kind=one), _("Type to find"))
        self.rows = RowList(_("Found"), dense=True)
        self._model = RowModel()
        self.rows.setModel(self._model)
        self._line = words("", Text.SECOND, wrap=True)
        self._search = Search(desk, (kind,), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self._line)
        column.addWidget(self.rows, 1)
        self._connect()

    def _connect(self) -> None:
        keys = ListKeys(self.box, self.rows)
        keys.entered.connect(self._enter)
        keys.left.connect(self.close)
        self.box.asked.connect(self._look)
        self.rows.clicked.connect(self._enter)
        self._search.found.connect(self._found)
        self._search.refused.connect(self._refused)

    def begin(self, start: str) -> None:
        """Open under the field with what was typed there already."""
        look = current_look()
        self.resize(max(self._near.width(), look.px(WIDTH)), look.px(HEIGHT))
        below = self._near.mapToGlobal(QPoint(0, self._near.height() + 4))
        screen = self._near.screen().availableGeometry()
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.width())))
        if below.y() + self.height() > screen.bottom():
            below.setY(max(screen.top(), self._near.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4))
        self.move(below)
        self.show()
        self.box.setText(start)
        self.box.setFocus()
        self._look(start)

    def _look(self, typed: str) -> None:
        if searchable(typed):
            self._search.look(typed)
        else:
            self._desk.ask(general.listing, self._kind, size=SIZE, then=self._listed, otherwise=self._refused)

    def _listed(self, page: Page) -> None:
        ids = tuple(row.id for row in page.rows)
        self._desk.ask(general.titles, self._kind, ids, then=partial(self._titled, ids), otherwise=self._refused)

    def _titled(self, ids: tuple[UUID, ...], titles: dict[UUID, str]) -> None:
        if not searchable(self.box.text()):
            icon = KINDS[self._kind].icon
            self._show([Row(titles[id], icon=icon, key=Picked(id, titles[id])) for id in ids if id in titles])

    def _found(self, typed: str, hits: list[Hit]) -> None:
        if typed == self.box.text().strip():
            self._show([row_of(hit, kind=False) for hit in hits])

    def _show(self, rows: list[Row]) -> None:
        self._model.set_rows(rows)
        nothing = _("Nothing found that you may see. Try fewer letters.")
        self._line.setText(nothing if self.box.text() else _("There is none yet."))
        self._line.setVisible(not rows)
        choose_first(self.rows)

    def _refused(self, error: CaseError) -> None:
        self._line.setText(error.sentence)
        self._line.show()

    def _enter(self) -> None:
        row = self.rows.currentIndex().data(ROW)
        if not isinstance(row, Row):
            return
        chosen = row.key
        picked = Picked(chosen.id, chosen.title) if isinstance(chosen, Hit) else chosen
        self.close()
        self.picked.emit(picked)
