"""The page of retention: what is due, batches to propose and approve, the way to holds and orders, the file cleaned."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.core.kind import KINDS
from casemgr.i18n import _, plural
from casemgr.records.expungements import orders_to_clean
from casemgr.services import retention
from casemgr.services.retention import ProposeDraft
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.page import Go
from ui.retention.views import DueView
from ui.rights import allowed
from ui.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow

DUE, BATCHES = "due", "batches"


class RetentionPage(ListPage):
    """Works as the list of disposals; its home shows what is due, or that list."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, KINDS["disposals"], parent)
        self.shown = ChipRow([Option(DUE, _("Due")), Option(BATCHES, _("Batches"))], kept=True)
        self.shown.name(_("Show as"))
        self.due, self.unclean = DueView(), Banner()
        self.propose = button(_("Propose a batch"), Weight.PRIMARY, "archive")
        self.holds = button(_("Holds"), Weight.SECONDARY, "lock")
        self.orders = button(_("Expungements"), Weight.SECONDARY, "x")
        self.clean = button(_("Clean the file"), Weight.PRIMARY, "check")
        self._views = QStackedWidget()
        for view in (self.due, self.list):
            self._views.addWidget(view)
        self.set_home(self._laid_out())
        self.shown.set_value(DUE)
        self.shown.chosen.connect(self._turn)
        self.due.chosen.connect(self.go)
        self.propose.clicked.connect(self._propose)
        self.holds.clicked.connect(partial(self._go_to, "holds"))
        self.orders.clicked.connect(partial(self._go_to, "expungements"))
        self.clean.clicked.connect(self._ask_unclean)
        self.propose.setVisible(allowed(desk.actor, retention.propose_disposal))
        self.clean.hide()
        self._fetch()

    def _laid_out(self) -> QWidget:
        home, top = QWidget(), QHBoxLayout()
        top.addWidget(self.shown, 1)
        for one in (self.holds, self.orders, self.propose):
            top.addWidget(one)
        below = QHBoxLayout()
        below.addWidget(self.unclean, 1)
        below.addWidget(self.clean)
        column = QVBoxLayout(home)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self._views, 1)
        return home

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if changes.of("disposals", "holds", "expungements"):
            self._fetch()

    def _fetch(self) -> None:
        self.desk.ask(retention.disposition, then=self._show_lists, otherwise=self.trouble)
        self.desk.ask(orders_to_clean, then=self._show_unclean, otherwise=self.trouble)

    def _show_lists(self, found: Any) -> None:
        self.due.show_lists(found, self.desk.now().date())
        self.propose.setEnabled(found.counts[0] > 0)

    def _show_unclean(self, orders: list[UUID]) -> None:
        self.clean.setVisible(bool(orders))
        if not orders:
            self.unclean.hide()
            return
        said = plural(
            "{n} order is carried out, but what it removed may still lie in free pages of the file.",
            "{n} orders are carried out, but what they removed may still lie in free pages of the file.",
            len(orders),
        )
        self.unclean.tell(Tone.WARN, said)

    def _turn(self) -> None:
        self._views.setCurrentWidget(self.due if self.shown.value() == DUE else self.list)

    def _go_to(self, kind: str) -> None:
        self.go.emit(Go(kind))

    def _propose(self) -> None:
        self.propose.setEnabled(False)
        self.desk.do(retention.propose_disposal, ProposeDraft(), then=self._proposed, otherwise=self.trouble)

    def _proposed(self, id: UUID) -> None:
        self.said.emit(_("Proposed: a second person approves it."))
        self.open(id)

    def _ask_unclean(self) -> None:
        self.clean.setEnabled(False)
        self.desk.ask(orders_to_clean, then=self._clean, otherwise=self._not_cleaned)

    def _clean(self, orders: list[UUID]) -> None:
        for id in orders:
            self.desk.jobs.start(
                _("Cleaning the file"), retention.clean, id, then=self._cleaned, otherwise=self._not_cleaned
            )

    def _not_cleaned(self, error: CaseError) -> None:
        self.clean.setEnabled(True)
        self.trouble(error)

    def _cleaned(self, _nothing: object) -> None:
        self.clean.setEnabled(True)
        self.said.emit(_("The file is clean."))
        self._fetch()
