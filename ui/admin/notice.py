"""The agency's notice before sign-in: its words, or the usual ones, or none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.errors import CaseError, Invalid
from casemgr.core.folder import notice_in
from casemgr.core.sign_in_notice import MOST, STANDARD
from casemgr.i18n import _
from ui.admin.jobs import setting_notice
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import LongTextField
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words


class Notice(Card):
    """`did` tells a sentence, `refused` a CaseError of no field."""

    did = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        hint = _("Shown before each sign-in, and to be agreed to. Left empty, there is none.")
        self.words = LabeledField(_("Notice before sign-in"), LongTextField(MOST), hint=hint)
        self.usual = button(_("The usual words"), Weight.SECONDARY, "file-text")
        self.save = button(_("Save the notice"), Weight.SECONDARY, "check")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.save)
        bar.addWidget(self.usual)
        bar.addStretch(1)
        self.box.setSpacing(12)
        self.box.addWidget(words(_("Before anyone signs in"), Text.RECORD))
        self.box.addWidget(self.words)
        self.box.addLayout(bar)
        self.usual.clicked.connect(self._fill)
        self.save.clicked.connect(self._save)
        if desk.shift is not None:
            self.words.set_value(notice_in(desk.shift.home.folder) or None)

    def _fill(self) -> None:
        self.words.set_value(_(STANDARD))

    def _save(self) -> None:
        shift = self._desk.shift
        if shift is not None and self.words.check(final=True):
            given = (shift, str(self.words.value() or ""))
            title = _("Saving the notice")
            self._desk.jobs.start(title, setting_notice, *given, then=self._saved, otherwise=self._not_saved)

    def _saved(self, _nothing: object) -> None:
        self.did.emit(_("The notice is saved"))

    def _not_saved(self, error: CaseError) -> None:
        if isinstance(error, Invalid):
            self.words.show_problem(error.sentence, focus=True)
        else:
            self.refused.emit(error)
