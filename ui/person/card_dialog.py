"""The person's own card: its very page before it is printed, in the language they read."""

import hashlib
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _, plural
from casemgr.services import own_card
from casemgr.services.own_card import OwnCard
from ui.desk import UiDesk
from ui.preview import PagePreview
from ui.printing import print_pdf
from ui.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow
from ui.wording import say_language

SIZE = QSize(760, 640)


class CardDialog(QDialog):
    """`printed` tells that paper came out and was entered in the register; `refused` a CaseError."""

    printed = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, person: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self._desk = desk
        self._person = person
        self._card: OwnCard | None = None
        self.language = ChipRow([Option("en", "English"), Option("es", "Español")], kept=True)
        self.language.name(_("Language of the card"))
        self.warning = Banner()
        self.preview = PagePreview()
        self.print = button(_("Print…"), Weight.PRIMARY, "printer")
        close = button(_("Close"), Weight.SECONDARY)
        self.print.setEnabled(False)
        self.print.clicked.connect(self._print)
        close.clicked.connect(self.reject)
        self.language.chosen.connect(self._fetch_chosen)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.language)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)
        self.resize(SIZE.boundedTo(parent.window().size()))
        self._fetch("")

    def _fetch_chosen(self) -> None:
        self._fetch(self.language.value() or "")

    def _fetch(self, language: str) -> None:
        self._desk.ask(own_card.own_card, self._person, language, then=self._came, otherwise=self._refuse)

    def _came(self, card: OwnCard) -> None:
        self._card = card
        self.language.set_value(card.language)
        self.preview.show_pdf(card.pdf)
        self.print.setEnabled(True)
        said = []
        if card.left_out:
            said.append(plural("{n} referral is left off for safety.", "{n} are left off for safety.", card.left_out))
        if card.has_safe_contact_note:
            said.append(_("There is a safe-contact note: ask whether it is safe to carry this paper."))
        if card.untranslated:
            unspoken = _("There is no translation into {language}: go through it with them, with an interpreter.")
            said.append(unspoken.format(language=say_language(card.untranslated)))
        self.warning.dismiss()
        if said:
            self.warning.tell(Tone.WARN, " ".join(said))

    def _refuse(self, error: CaseError) -> None:
        self.refused.emit(error)
        self.reject()

    def _print(self) -> None:
        card = self._card
        if card is not None and print_pdf(card.pdf, self):
            digest = hashlib.sha256(card.pdf).hexdigest()
            self._desk.do(own_card.card_given, self._person, digest, then=self._entered, otherwise=self._refuse)

    def _entered(self, _id: object) -> None:
        self.printed.emit()
        self.accept()
