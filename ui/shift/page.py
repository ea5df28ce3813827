"""The end of a shift: what is still open, sealing all that can be, and signing off."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.i18n import _, plural
from casemgr.records import contacts
from casemgr.services import shift_end
from casemgr.services.shift_end import Entered, Promised, ShiftEnd
from casemgr.services.today import Item, Sort
from ui.desk import UiDesk
from ui.fields.when import say_time
from ui.page import Go, Page
from ui.shift.rows import rows_of
from ui.today.others import place_of_draft
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel

SHOWN = ("contacts", "followups", "people")
"""Kinds whose changes may change what is shown."""


class ShiftPage(Page):
    """Nothing has to be done here: what is left stays kept, and is on Today at the next sign-in."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._left: ShiftEnd | None = None
        self._refused: dict[UUID, str] = {}
        self.rows = RowList(_("What this shift leaves"))
        self.model = RowModel()
        self.rows.setModel(self.model)
        self.empty = EmptyState("circle-check", _("Nothing is left over, and nothing was logged in the last 12 hours."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        self.seal = button(_("Seal every draft that is ready"), Weight.SECONDARY, "check")
        self.off = button(_("Sign off and lock"), Weight.PRIMARY, "log-out")
        card = Card()
        card.box.setContentsMargins(8, 8, 2, 8)
        card.box.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.seal)
        foot.addStretch(1)
        foot.addWidget(self.off)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card, 1)
        column.addLayout(foot)
        self.rows.opened.connect(self._open_row)
        self.rows.clicked.connect(self._pressed)
        self.seal.clicked.connect(self._seal_all)
        self.off.clicked.connect(self._sign_off)

    @property
    def title(self) -> str:
        return _("End of shift")

    @property
    def line(self) -> str:
        if self._left is None:
            return ""
        since = say_time(self._left.since.astimezone(self.desk.zone).time())
        said = (
            _("Since {time}").format(time=since),
            plural("{n} contact logged", "{n} contacts logged", len(self._left.entered)),
            plural("{n} promise made", "{n} promises made", len(self._left.promises)),
        )
        return " · ".join(said)

    def refresh(self, changes: Changes) -> None:
        if changes.of(*SHOWN) and self.isVisible():
            self._fetch()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fetch()
        if self.focusWidget() is None:
            self.rows.setFocus()

    def _fetch(self) -> None:
        self.desk.ask(shift_end.shift_end, then=self._came, otherwise=self.trouble)

    def _came(self, left: ShiftEnd) -> None:
        self._left = left
        self.seal.setVisible(any(item.sort is Sort.CONTACT for item in left.drafts))
        place = self.rows.currentIndex().row()
        self.model.set_rows(rows_of(left, self._refused, self.desk.now()))
        self._stack.setCurrentWidget(self.rows if self.model.rowCount() else self.empty)
        self.rows.setCurrentIndex(self.model.index(max(1, min(place, self.model.rowCount() - 1)), 0))
        self.renamed.emit()

    def _seal_all(self) -> None:
        """Each on its own: one that is not ready holds up no other."""
        self._refused = {}
        ready = [item for item in self._left.drafts if item.sort is Sort.CONTACT] if self._left is not None else []
        for item in ready:
            self.desk.do(contacts.seal, item.id, otherwise=partial(self._not_ready, item.id))
        self._fetch()

    def _not_ready(self, id: UUID, error: CaseError) -> None:
        self._refused[id] = error.sentence

    def _sign_off(self) -> None:
        self.desk.do(shift_end.sign_off, then=self._signed_off, otherwise=self.trouble)

    def _signed_off(self, _nothing: object) -> None:
        self.locking.emit()

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self._open_row(row)

    def _open_row(self, row: Row) -> None:
        match row.key:
            case Item():
                self.go.emit(place_of_draft(row.key))
            case Entered():
                self.go.emit(Go("contacts", row.key.id))
            case Promised():
                self.go.emit(Go("followups", row.key.id))
