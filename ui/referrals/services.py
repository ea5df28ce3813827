"""Choosing the service: what fits the need, what can take someone now first, and why each is where it is."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records import directory
from casemgr.records.directory import Freshness, ServiceCard
from casemgr.services.choosing.offers import Offer, offers
from ui.desk import UiDesk
from ui.finding import ListKeys
from ui.referrals.offers import FRESH, row_of
from ui.tokens import Text
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.search import SearchBox
from ui.widgets.text import Elided, words

OPEN, DROP_OFF = "open", "drop_off"
SOON_MS = 200


class ServiceChooser(Card):
    """`chosen` tells that another service was chosen by the user."""

    chosen = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._need = ""
        self._person: UUID | None = None
        self._turn = 0
        self._id: UUID | None = None
        self._heading = words(_("Where to"), Text.ROW)
        self._name = Elided("", Text.BODY)
        self._fresh = Badge("")
        self.problem = words("", "problem", wrap=True)
        self.search = SearchBox(_("Find a service"), _("Find a service by words, beside the need"))
        self.only = ChipRow(
            [Option(OPEN, _("Open now")), Option(DROP_OFF, _("Takes people police bring"))], multiple=True
        )
        self.only.name(_("What counts first"))
        self.rows = RowList(_("Services that fit"))
        self.model = RowModel()
        self.rows.setModel(self.model)
        self._line = words("", Text.SECOND, wrap=True)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._lay_out()
        self._connect()
        self._show_chosen("", None)
        self._look()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._heading)
        first.addWidget(self._name, 1)
        first.addWidget(self._fresh)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, 8, 0)
        top.addLayout(first)
        self.problem.hide()
        self.box.setContentsMargins(16, 14, 8, 10)
        for widget in (self.problem, self.search, self.only, self._line):
            top.addWidget(widget)
        self.box.addLayout(top)
        self.box.addWidget(self.rows, 1)

    def _connect(self) -> None:
        keys = ListKeys(self.search, self.rows)
        keys.entered.connect(self._enter)
        self.search.asked.connect(self._soon.start)
        self.only.chosen.connect(self._soon.start)
        self._soon.timeout.connect(self._look)
        self.rows.clicked.connect(self._pressed)
        self.rows.opened.connect(self._choose)

    @property
    def service(self) -> UUID | None:
        """The service chosen."""
        return self._id

    @property
    def name(self) -> str:
        """How the service chosen is called."""
        return self._name.text() if self._id is not None else ""

    def for_need(self, domain: str, person: UUID | None) -> None:
        """Rank for this need of this person."""
        if (domain, person) != (self._need, self._person):
            self._need, self._person = domain, person
            self._soon.start()

    def set_service(self, id: UUID | None) -> None:
        """Choose a service by its id; nothing is signaled."""
        self._id = id
        self._show_chosen("", None)
        if id is not None:
            self._desk.ask(directory.service, id, then=self._named, otherwise=self.refused.emit)

    def say(self, problem: str) -> None:
        """Say what is wrong with the choice, or that nothing is."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.search.setAccessibleDescription(problem)

    def _look(self) -> None:
        typed = self.search.text().strip()
        self._turn += 1
        if not self._need and not typed:
            self.model.set_rows([])
            self._line.setText(_("Choose the need, or write what is looked for."))
            self._line.show()
            return
        wanted = self.only.values()
        self._desk.ask(
            offers,
            self._need,
            typed,
            self._person,
            open_now=OPEN in wanted,
            drop_off=DROP_OFF in wanted,
            then=partial(self._found, self._turn),
            otherwise=self._not_found,
        )

    def _found(self, turn: int, found: Sequence[Offer]) -> None:
        if turn != self._turn:
            return
        self.model.set_rows([row_of(one, self._desk.now()) for one in found])
        self._line.setText(_("Nothing in the directory fits. Try other words."))
        self._line.setVisible(not found)
        here = next((place for place, one in enumerate(found) if one.id == self._id), 0)
        if found:
            self.rows.setCurrentIndex(self.model.index(here, 0))

    def _not_found(self, error: CaseError) -> None:
        self._line.setText(error.sentence)
        self._line.show()

    def _enter(self) -> None:
        self._pressed(self.rows.currentIndex())

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self._choose(row)

    def _choose(self, row: Row) -> None:
        if isinstance(row.key, Offer):
            self._id = row.key.id
            self.say("")
            self._show_chosen(" · ".join(p for p in (row.key.name, row.key.organization) if p), row.key.freshness)
            self.chosen.emit()

    def _named(self, card: ServiceCard) -> None:
        if card.id == self._id:
            self._show_chosen(" · ".join(p for p in (card.name, card.organization) if p), card.freshness)
            self.chosen.emit()

    def _show_chosen(self, name: str, fresh: Freshness | None) -> None:
        self._name.setText(name or (_("Looking it up…") if self._id is not None else _("nothing chosen yet")))
        self._fresh.setVisible(fresh is not None and fresh is not Freshness.GREEN)
        if fresh is not None:
            said, tone = FRESH[fresh]
            self._fresh.say(_(said), tone)
