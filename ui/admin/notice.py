"""What everyone agrees to: the notice before each sign-in and the rules of behavior, in the agency's words or none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core import account_use, sign_in_notice
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.folder import notice_in
from casemgr.i18n import _
from ui.admin.jobs import setting_notice
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import LongTextField
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words


class Agreed(Card):
    """A text with the usual words to begin with; `did` tells a sentence, `refused` a CaseError of no field."""

    did = Signal(str)
    refused = Signal(object)

    def __init__(self, title: str, field: LabeledField, usual: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self.words = field
        self.usual = button(_("The usual words"), Weight.SECONDARY, "file-text")
        self.save = button(save, Weight.SECONDARY, "check")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.save)
        bar.addWidget(self.usual)
        bar.addStretch(1)
        self.box.setSpacing(12)
        self.box.addWidget(words(title, Text.RECORD))
        self.box.addWidget(self.words)
        self.box.addLayout(bar)
        self.usual.clicked.connect(self._fill)
        self.save.clicked.connect(self._save)

    def keep(self, text: str) -> None:
        """Have the text saved."""
        raise NotImplementedError

    def _fill(self) -> None:
        self.words.set_value(_(self._usual))

    def _save(self) -> None:
        if self.words.check(final=True):
            self.keep(str(self.words.value() or ""))

    def not_saved(self, error: CaseError) -> None:
        """Say beside the text what is wrong with it."""
        if isinstance(error, Invalid):
            self.words.show_problem(error.sentence, focus=True)
        else:
            self.refused.emit(error)


class Notice(Agreed):
    """The notice before each sign-in."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        hint = _("Shown before each sign-in, and to be agreed to. Left empty, there is none.")
        field = LabeledField(_("Notice before sign-in"), LongTextField(sign_in_notice.MOST), hint=hint)
        usual = sign_in_notice.STANDARD
        super().__init__(_("Before anyone signs in"), field, usual, _("Save the notice"), parent)
        self._desk = desk
        if desk.shift is not None:
            self.words.set_value(notice_in(desk.shift.home.folder) or None)

    def keep(self, text: str) -> None:
        """Have it put into the folder of the store."""
        if self._desk.shift is not None:
            title, given = _("Saving the notice"), (self._desk.shift, text)
            self._desk.jobs.start(title, setting_notice, *given, then=self._saved, otherwise=self.not_saved)

    def _saved(self, _nothing: object) -> None:
        self.did.emit(_("The notice is saved"))


class Rules(Agreed):
    """The rules of behavior."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        hint = _("Everyone agrees to them once a year, and when they have changed. Left empty, there are none.")
        field = LabeledField(_("Rules of behavior"), LongTextField(account_use.MOST), hint=hint)
        usual = account_use.STANDARD
        super().__init__(_("Before a shift begins"), field, usual, _("Save the rules"), parent)
        self._desk = desk
        desk.ask(account_use.rules, then=self._show)

    def keep(self, text: str) -> None:
        """Have them put into the store."""
        self._desk.do(account_use.set_rules, text, then=self._saved, otherwise=self.not_saved)

    def _show(self, text: str) -> None:
        self.words.set_value(text or None)

    def _saved(self, _nothing: object) -> None:
        self.did.emit(_("The rules are saved"))
