"""One account: who it is, how it is used, and what may be done with it."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.access import ROLE_NAMES, May, Role
from casemgr.core.errors import CaseError, Invalid
from casemgr.i18n import _, plural
from casemgr.services.account_list import Account as Uses
from ui.admin.jobs import closing_user, renewing_user
from ui.admin.passphrase import PassphraseFor
from ui.desk import UiDesk
from ui.page import Go
from ui.problems import TroubleBar
from ui.tokens import Text, Tone
from ui.widgets.button import Weight, button
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Row
from ui.widgets.text import words
from ui.wording import say_short_day


def row_of(member: Any) -> Row:
    """A member of staff in the list."""
    roles = ", ".join(_(ROLE_NAMES[Role(role)]) for role in member.roles)
    line = " · ".join(part for part in (member.user_name, roles, member.unit) if part)
    return Row(member.full_name, line, "user", "" if member.active else _("Closed"), key=member)


class Account(QWidget):
    """One account and what may be done with it."""

    did = Signal(str)
    go = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._member: Any = None
        self._name = words("", Text.RECORD, wrap=True)
        self._line = words("", Text.SECOND, wrap=True)
        self.uses = words("", Text.SECOND, wrap=True)
        self.change = button(_("Change…"), Weight.SECONDARY, "pencil")
        self.renew = button(_("New passphrase…"), Weight.SECONDARY, "key")
        self.close_account = button(_("Close account…"), Weight.QUIET, "lock")
        self.trouble = TroubleBar()
        self.passphrase = PassphraseFor(_("New passphrase"))
        self.confirm = button("", Weight.PRIMARY, "check")
        self._leave = button(_("Leave it"), Weight.QUIET)
        self._said = words("", Text.BODY, wrap=True)
        self._empty = EmptyState("users", _("Choose someone to see their account."))
        self._closing = False
        self._lay_out()
        self._connect()
        self.show_member(None)

    def _lay_out(self) -> None:
        self._bar = QWidget()
        flow = FlowLayout(self._bar)
        for made in (self.change, self.renew, self.close_account):
            flow.addWidget(made)
        self._asking = QWidget()
        asked = QVBoxLayout(self._asking)
        asked.setContentsMargins(0, 8, 0, 0)
        asked.setSpacing(12)
        asked.addWidget(self._said)
        asked.addWidget(self.passphrase)
        ends = QHBoxLayout()
        ends.addWidget(self.confirm)
        ends.addWidget(self._leave)
        ends.addStretch(1)
        asked.addLayout(ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._name, self._line, self.uses, self._bar, self.trouble, self._asking):
            column.addWidget(widget)
        column.addWidget(self._empty, 1)
        column.addStretch(1)

    def _connect(self) -> None:
        self.change.clicked.connect(self._change)
        self.renew.clicked.connect(self._ask_passphrase)
        self.close_account.clicked.connect(self._ask_closing)
        self.confirm.clicked.connect(self._confirm)
        self._leave.clicked.connect(self._put_away)

    @property
    def id(self) -> UUID | None:
        """Whose account it is."""
        return None if self._member is None else self._member.id

    def show_member(self, member: Any, uses: Uses | None = None) -> None:
        """Show an account, and how it is used; what was being asked about another is put away."""
        if member is None or member.id != self.id:
            self._put_away()
        self._member = member
        for widget in (self._name, self._line, self._bar):
            widget.setVisible(member is not None)
        self.uses.setText("" if uses is None else self._use(uses))
        self.uses.setVisible(uses is not None)
        self._empty.setVisible(member is None)
        if member is None:
            return
        row = row_of(member)
        self._name.setText(row.title)
        self._line.setText(" · ".join(part for part in (row.line, row.chip) if part))
        actor = self._desk.actor
        manages = actor.may(May.MANAGE_STAFF)
        keys = manages and self._desk.shift is not None and member.active
        self.change.setVisible(manages)
        self.renew.setVisible(keys)
        self.close_account.setVisible(keys and member.id != actor.id)

    def _use(self, uses: Uses) -> str:
        today, at = self._desk.now().date(), uses.used_at
        day = None if at is None else say_short_day(at.astimezone(self._desk.zone).date(), today)
        lines = [_("Not used yet.") if day is None else _("Last used {day}.").format(day=day)]
        if uses.shut:
            lines.append(_("Shut because it was not used for so long: a new passphrase opens it again."))
        if uses.second_factor:
            lines.append(_("Signs in with the code of a phone."))
        return " ".join(lines)

    def _ask_passphrase(self) -> None:
        said = _("Whoever forgot theirs signs in with the new one; what they entered stays theirs.")
        self._ask(said, _("Give this passphrase"), closing=False)
        self.passphrase.field.field.editor().setFocus()

    def _ask_closing(self) -> None:
        said = _(
            "They cannot sign in any more, and the store gets new keys that theirs does not open. All they entered "
            "stays, and their sign-in name is never used again."
        )
        self._ask(said, _("Close the account"), closing=True)
        self.confirm.setFocus()

    def _ask(self, said: str, confirm: str, *, closing: bool) -> None:
        self._closing = closing
        self._said.setText(said)
        self.confirm.setText(confirm)
        self.passphrase.setVisible(not closing)
        self._bar.hide()
        self._asking.show()

    def _put_away(self) -> None:
        self.trouble.dismiss()
        self._asking.hide()
        self._bar.setVisible(self._member is not None)
        self.passphrase.clear()

    def _confirm(self) -> None:
        shift = self._desk.shift
        if self._member is None or shift is None:
            return
        jobs, name = self._desk.jobs, self._member.user_name
        if self._closing:
            jobs.start(_("Closing an account"), closing_user, shift, name, then=self._closed, otherwise=self._refused)
        elif self.passphrase.field.check(final=True):
            given = (shift, name, self.passphrase.value())
            title = _("Giving a new passphrase")
            jobs.start(title, renewing_user, *given, then=self._renewed, otherwise=self._refused)

    def _closed(self, done: tuple[str, int]) -> None:
        self._put_away()
        name, left = done
        self.did.emit(_("The account of {name} is closed").format(name=name))
        if left:
            said = plural("{n} task is still theirs.", "{n} tasks are still theirs.", left)
            who = _("A supervisor hands them over, at their entry under Staff.")
            self.trouble.tell(Tone.WARN, f"{said} {who}")

    def _renewed(self, name: str) -> None:
        self._put_away()
        self.did.emit(_("{name} has a new passphrase").format(name=name))

    def _refused(self, error: CaseError) -> None:
        if isinstance(error, Invalid) and not self._closing:
            self.passphrase.field.show_problem(error.sentence, focus=True)
        else:
            self.trouble.show_error(error)

    def _change(self) -> None:
        self.go.emit(Go("staff", self.id))
