"""The list of people: everyone by name, or who looks like the one being typed."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from casemgr.i18n import _
from casemgr.records import people
from casemgr.records.people import LookAlike
from casemgr.services import merging
from ui.desk import UiDesk
from ui.fields.when import say_day
from ui.finding import ListKeys, choose_first
from ui.looking import Looking, row_of
from ui.paged_rows import PagedRows
from ui.rights import allowed
from ui.widgets.button import tool
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.search import SearchBox

FOUND = 30


def person_row(one: Any) -> Row:
    """Someone of the list as a row."""
    born = _("born {day}").format(day=say_day(one.dob)) if one.dob is not None else ""
    line = " · ".join(part for part in (born, one.number) if part)
    return Row(people.shown(one), line, icon="user", key=one.id)


class PeopleList(Card):
    """`chosen` tells the id of someone, `wanted` the words typed for someone new, `refused` a CaseError."""

    chosen = Signal(object)
    wanted = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_add = allowed(desk.actor, people.add_person)
        self.search = SearchBox(_("Find a person"), _("Name, as far as you know it"))
        self.new = tool("user-plus", _("New person"))
        self.same = tool("users", _("Who may be one person"))
        self.everyone = PagedRows(desk, person_row, self)
        self.rows = RowList(_("People"))
        self.rows.setModel(self.everyone)
        self.found = RowList(_("People who look alike"))
        self._model = RowModel()
        self.found.setModel(self._model)
        self.empty = EmptyState("users", "")
        self._looking = Looking(desk, FOUND, self)
        self._stack = QStackedWidget()
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        top.addWidget(self.same)
        for widget in (self.rows, self.found, self.empty):
            self._stack.addWidget(widget)
        self.box.setContentsMargins(8, 8, 2, 8)
        self.box.addLayout(top)
        self.new.setVisible(self._may_add)
        self.same.setVisible(allowed(desk.actor, merging.merge) and desk.actor.organization is None)
        self.box.addWidget(self._stack, 1)
        self._connect()
        self.everyone.show(people.people)

    def _connect(self) -> None:
        keys = ListKeys(self.search, self.found)
        keys.entered.connect(self._enter)
        keys.left.connect(self.search.clear)
        self.search.asked.connect(self._look)
        self.new.clicked.connect(self._want)
        self.empty.acted.connect(self._want)
        for rows in (self.rows, self.found):
            rows.clicked.connect(self._pressed)
            rows.opened.connect(self._opened)
        self.everyone.came.connect(self._came)
        self.everyone.refused.connect(self.refused)
        self._looking.found.connect(self._show_found)
        self._looking.refused.connect(self.refused)

    def reload(self) -> None:
        """Fetch anew what is shown."""
        self.everyone.reload()
        if self.words():
            self._looking.look(self.words())

    def words(self) -> str:
        """What was typed to find."""
        return self.search.text().strip()

    def choose(self, id: UUID) -> None:
        """Make someone's row the current one, as far as it was fetched."""
        place = self.everyone.row_of(id)
        if place is not None:
            self.rows.setCurrentIndex(self.everyone.index(place, 0))

    def _look(self, typed: str) -> None:
        if typed:
            self._looking.look(typed)
        else:
            self._came()

    def _came(self) -> None:
        if self.words():
            return
        if self.everyone.rowCount():
            self._stack.setCurrentWidget(self.rows)
            return
        said = _("Nobody is entered yet that you may see.")
        self.empty.say(said, _("New person") if self._may_add else "")
        self._stack.setCurrentWidget(self.empty)

    def _show_found(self, typed: str, found: list[LookAlike]) -> None:
        if typed != self.words():
            return
        self._model.set_rows([row_of(one) for one in found])
        choose_first(self.found)
        self._stack.setCurrentWidget(self.found if found else self.empty)
        if not found:
            new = _("New person: {typed}").format(typed=typed) if self._may_add else ""
            self.empty.say(_("Nobody you may see looks like this."), new)

    def _enter(self) -> None:
        if self._stack.currentWidget() is self.empty and self.words():
            self._want()
        else:
            self._pressed(self.found.currentIndex() if self.words() else self.rows.currentIndex())

    def _want(self) -> None:
        if self._may_add:
            self.wanted.emit(self.words())

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self._opened(row)

    def _opened(self, row: Row) -> None:
        id = row.key.id if isinstance(row.key, LookAlike) else row.key
        if isinstance(id, UUID):
            self.chosen.emit(id)
