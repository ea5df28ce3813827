"""The left side: words, a need, what counts, and the services that pass."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.codes import Choice
from casemgr.core.fields import Option
from casemgr.i18n import _, plural
from casemgr.services import directory_list
from casemgr.services.directory_list import Filter, Listed
from ui.desk import UiDesk
from ui.directory.words import row_of
from ui.fields.choice_box import ChoiceBox
from ui.finding import ListKeys
from ui.paged_rows import PagedRows
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row
from ui.widgets.search import SearchBox
from ui.widgets.text import words
from ui.wording import sentence_case

OPEN, DROP_OFF = "open", "drop_off"
ANY = ""


class ServiceList(Card):
    """`reached` tells the id of the row one is at, `chosen` that it is to be opened."""

    reached = Signal(object)
    chosen = Signal(object)
    importing = Signal()
    adding = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id: UUID | None = None
        self.search = SearchBox(_("Find a service"), _("Find a service"))
        self.need = ChoiceBox()
        self.need.name(_("For which need"))
        self.only = ChipRow([Option(OPEN, _("Open now")), Option(DROP_OFF, _("Takes drop-offs"))], multiple=True)
        self.only.name(_("Only services that are"))
        self.model = PagedRows(desk, self._worded, self)
        self.rows = RowList(_("Services"))
        self.rows.setModel(self.model)
        self.empty = EmptyState("building", "")
        self._line = words("", Text.SECOND)
        self.add = button(_("Add by hand"), Weight.SECONDARY, "plus")
        self.bring = button(_("Import…"), Weight.SECONDARY, "upload")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        desk.ask(codes.choices, "need_domain", then=self._offer)
        self.look()

    def _lay_out(self) -> None:
        line = self.need.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("For any need"))
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        top, foot = QVBoxLayout(), QVBoxLayout()
        top.setContentsMargins(8, 0, 14, 0)
        foot.setContentsMargins(8, 0, 14, 4)
        foot.setSpacing(8)
        bar = QWidget()
        flow = FlowLayout(bar)
        for made in (self.add, self.bring):
            flow.addWidget(made)
        foot.addWidget(self._line)
        foot.addWidget(bar)
        for widget in (self.search, self.need, self.only):
            top.addWidget(widget)
        self.box.setContentsMargins(8, 8, 2, 8)
        self.box.addLayout(top)
        self.box.addWidget(self._stack, 1)
        self.box.addLayout(foot)
        for made in (self.add, self.bring):  # Only now: without a parent they would be windows.
            made.setVisible(self._desk.actor.may(May.EDIT_DIRECTORY))

    def _connect(self) -> None:
        keys = ListKeys(self.search, self.rows)
        keys.entered.connect(self._enter)
        keys.left.connect(self.search.clear)
        self.search.asked.connect(self.look)
        self.need.chosen.connect(self.look)
        self.only.chosen.connect(self.look)
        self.rows.reached.connect(self._reached)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self._pressed)
        self.model.came.connect(self._came)
        self.model.refused.connect(self.refused)
        self.bring.clicked.connect(self.importing)
        self.add.clicked.connect(self.adding)
        self.empty.acted.connect(self.importing)

    def look(self, _typed: str = "") -> None:
        """Show what passes now."""
        self._id = None
        self.model.show(directory_list.listed, self.wanted())

    def reload(self) -> None:
        """Fetch anew; the service one is at stays."""
        self.model.reload()

    def choose(self, id: UUID) -> None:
        """Make the row of this service the current one as soon as it is there."""
        self._id = id

    def wanted(self) -> Filter:
        """What is asked for."""
        only = self.only.values()
        typed = self.search.text().strip()
        return Filter(typed, self.need.value() or ANY, open_only=OPEN in only, dropoff_only=DROP_OFF in only)

    def _worded(self, one: Listed) -> Row:
        return row_of(one, self._desk.now())

    def _offer(self, choices: Sequence[Choice]) -> None:
        self.need.set_options([Option(c.code, sentence_case(c.label)) for c in choices if c.active])

    def _came(self) -> None:
        count = self.model.rowCount()
        self._stack.setCurrentWidget(self.rows if count else self.empty)
        self._line.setText(plural("{n} shown", "{n} shown", count) if count else "")
        if not count:
            self._say_empty()
            return
        place = 0 if self._id is None else self.model.row_of(self._id)
        if place is not None and not self.rows.currentIndex().isValid():
            self.rows.setCurrentIndex(self.model.index(place, 0))

    def _say_empty(self) -> None:
        if self.wanted() != Filter():
            self.empty.say(_("Nothing in the directory passes. Ask for less."))
        elif self._desk.actor.may(May.EDIT_DIRECTORY):
            self.empty.say(_("The directory is empty. Bring in the one your 211 or county publishes."), _("Import…"))
        else:
            self.empty.say(_("The directory is empty. A supervisor or liaison can import one."))

    def _reached(self, row: Row) -> None:
        self._id = row.key.id  # type: ignore[attr-defined]
        self.reached.emit(self._id)

    def _opened(self, row: Row) -> None:
        self.chosen.emit(row.key.id)  # type: ignore[attr-defined]

    def _enter(self) -> None:
        self._pressed(self.rows.currentIndex())

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self._opened(row)
