"""The form of a new account: who, what they work as, and their first passphrase."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.app import Shift
from casemgr.core import codes
from casemgr.core.codes import Choice
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records.staff import StaffDraft
from ui.admin.jobs import adding_user
from ui.admin.passphrase import PassphraseFor
from ui.desk import UiDesk
from ui.form_fields import FormFields
from ui.picker import Picker
from ui.problems import TroubleBar
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import words


class AddUser(QWidget):
    """`added` tells the sign-in name, `left` that the user thought better."""

    added = Signal(str)
    left = Signal()

    def __init__(self, desk: UiDesk, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shift = shift
        self.fields = FormFields(StaffDraft, Picker(desk, self), desk.zone, self._ask_codes)
        self.passphrase = PassphraseFor(_("First passphrase"))
        self.trouble = TroubleBar()
        self.save = button(_("Add user"), Weight.PRIMARY, "user-plus")
        leave = button(_("Close"), Weight.SECONDARY)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (words(_("Add user"), Text.RECORD), self.trouble):
            column.addWidget(widget)
        column.addWidget(self.fields, 1)
        column.addWidget(self.passphrase)
        column.addLayout(foot)
        self.save.clicked.connect(self.try_to_add)
        leave.clicked.connect(self.left)

    def begin(self) -> None:
        """Put the cursor where one begins."""
        first = self.fields.first()
        if first is not None:
            first.field.editor().setFocus()

    def try_to_add(self) -> None:
        """Make the account, unless something is missing."""
        good = self.fields.check()
        if not self.passphrase.field.check(final=True) or not good:
            return
        try:
            draft = checked(StaffDraft, self.fields.values())
        except Invalid as wrong:
            self._refused(wrong)
            return
        self.trouble.dismiss()
        self.save.setEnabled(False)
        given = (self._shift, draft, self.passphrase.value())
        self._desk.jobs.start(_("Adding a user"), adding_user, *given, then=self._added, otherwise=self._refused)

    def _added(self, name: str) -> None:
        self.save.setEnabled(True)
        self.added.emit(name)

    def _refused(self, error: CaseError) -> None:
        """Say it where it belongs; what was typed stays."""
        self.save.setEnabled(True)
        if not isinstance(error, Invalid):
            self.trouble.show_error(error)
            return
        secret = [problem for problem in error.problems if problem.field == "passphrase"]
        for problem in secret:
            self.passphrase.field.show_problem(problem.sentence, focus=True)
        rest = self.fields.show_problems(problem for problem in error.problems if problem not in secret)
        if rest:
            self.trouble.show_error(CaseError(" ".join(rest)))

    def _ask_codes(self, list_name: str) -> None:
        self._desk.ask(codes.choices, list_name, then=partial(self._offer, list_name))

    def _offer(self, list_name: str, choices: list[Choice]) -> None:
        self.fields.offer(list_name, tuple(Option(c.code, c.label) for c in choices if c.active))
