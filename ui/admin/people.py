"""Accounts: everyone who works here, how each account is used, adding someone, and the yearly review."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from casemgr.core.access import May
from casemgr.i18n import _
from casemgr.records import staff
from casemgr.services.account_list import Account as Uses
from casemgr.services.account_list import account_list
from casemgr.services.account_review import AccountReview, account_review
from ui.admin.account import Account, row_of
from ui.admin.account_review import ReviewAccounts
from ui.admin.adding import AddUser
from ui.desk import UiDesk
from ui.paged_rows import PagedRows
from ui.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row


class People(QWidget):
    """`did` tells a sentence, `go` where to go, `refused` a CaseError."""

    did = Signal(str)
    go = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._accounts: dict[UUID, Uses] = {}
        self.model = PagedRows(desk, self._row, self)
        self.rows = RowList(_("People and accounts"))
        self.rows.setModel(self.model)
        self.add = button(_("Add user"), Weight.SECONDARY, "user-plus")
        self.add.setVisible(self._may())
        self.account = Account(desk)
        self.review = button(_("Review accounts…"), Weight.SECONDARY, "clipboard-plus")
        self.review.setVisible(desk.actor.may(May.MANAGE_STAFF))
        self.due = Banner()
        self.adding: AddUser | None = None
        self.reviewing: ReviewAccounts | None = None
        self._side = Card()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.account)
        self._side.box.addWidget(self._stack)
        people = Card()
        people.box.setContentsMargins(8, 8, 2, 8)
        people.box.addWidget(self.due)
        people.box.addWidget(self.rows, 1)
        people.box.addWidget(self.add)
        people.box.addWidget(self.review)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(people, 2)
        row.addWidget(self._side, 3)
        self._connect()
        self.reload()

    def _row(self, member: Any) -> Row:
        row, uses = row_of(member), self._accounts.get(member.id)
        return replace(row, chip=_("Shut: unused"), tone=Tone.WARN) if uses is not None and uses.shut else row

    def _may(self) -> bool:
        return self._desk.actor.may(May.MANAGE_STAFF) and self._desk.shift is not None

    def _connect(self) -> None:
        self.rows.reached.connect(self._reached)
        self.rows.clicked.connect(self._pressed)
        self.add.clicked.connect(self.begin_adding)
        self.review.clicked.connect(self.begin_review)
        self.account.did.connect(self.did)
        self.account.go.connect(self.go)
        self.model.came.connect(self._came)
        self.model.refused.connect(self.refused)

    def reload(self) -> None:
        """Fetch the list anew, and for who manages accounts how each is used."""
        if self._desk.actor.may(May.MANAGE_STAFF):
            self._desk.ask(account_list, then=self._used, otherwise=self.refused.emit)
            self._desk.ask(account_review, then=self._tell_due, otherwise=self.refused.emit)
        else:
            self.model.show(staff.staff)

    def _used(self, accounts: Sequence[Uses]) -> None:
        self._accounts = {one.id: one for one in accounts}
        self.model.show(staff.staff)

    def _tell_due(self, review: AccountReview) -> None:
        if review.due:
            self.due.tell(Tone.WARN, _("The accounts are due for review: who has one, and what each may do."))
        else:
            self.due.dismiss()

    def begin_adding(self) -> None:
        """Ask for a new account."""
        shift = self._desk.shift
        if self.adding is not None or shift is None:
            return
        self._put_away()
        self.adding = AddUser(self._desk, shift)
        self.adding.added.connect(self._added)
        self.adding.left.connect(self._put_away)
        self._show(self.adding)
        self.adding.begin()

    def begin_review(self) -> None:
        """Show what changed since the accounts were last reviewed."""
        if self.reviewing is not None or self.adding is not None:
            return
        self.reviewing = ReviewAccounts(self._desk)
        self.reviewing.signed.connect(self._signed)
        self.reviewing.left.connect(self._put_away)
        self._show(self.reviewing)
        self.reviewing.begin()

    def _show(self, beside: QWidget) -> None:
        self._stack.addWidget(beside)
        self._stack.setCurrentWidget(beside)

    def _signed(self) -> None:
        self._put_away()
        self.did.emit(_("The accounts are reviewed"))
        self.reload()

    def _put_away(self) -> None:
        for beside, begun in ((self.adding, self.add), (self.reviewing, self.review)):
            if beside is not None:
                self._stack.removeWidget(beside)
                beside.hide()
                beside.deleteLater()
                begun.setFocus()
        self.adding = self.reviewing = None
        self._stack.setCurrentWidget(self.account)

    def _added(self, name: str) -> None:
        self._put_away()
        self.did.emit(_("{name} can sign in").format(name=name))

    def _came(self) -> None:
        place = self.model.row_of(self.account.id)
        if self.model.rowCount():
            self.rows.setCurrentIndex(self.model.index(place or 0, 0))

    def _reached(self, row: Row) -> None:
        member: Any = row.key
        self.account.show_member(member, self._accounts.get(member.id))

    def _pressed(self, index: QModelIndex) -> None:
        if isinstance(index.data(ROW), Row):
            self._put_away()
