"""What is given to a person about themselves: the very pages before they are printed, in the language they read."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _, plural
from casemgr.services.exported import Exported
from casemgr.services.own.account import own_account
from casemgr.services.own.card import own_card
from casemgr.services.own.copy import own_copy
from casemgr.services.own.giving import (
    ASKED_FOR,
    PAPER_NAMES,
    OwnPages,
    Paper,
    before_given,
    given,
    printed,
    save_own,
)
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.when import DateField
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.preview import PagePreview
from ui.printing import choose_printer, paint_pdf, printers_there
from ui.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow

SIZE = QSize(820, 680)


class PapersDialog(QDialog):
    """`printed` tells that paper came out and was entered in the registers; `refused` a CaseError."""

    printed = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, person: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self._desk = desk
        self._person = person
        self._pages: OwnPages | None = None
        self.paper = ChipRow([Option(paper.value, _(PAPER_NAMES[paper])) for paper in ASKED_FOR], kept=True)
        self.paper.name(_("What is given"))
        self.paper.set_value(Paper.CARD.value)
        self.language = ChipRow([Option("en", "English"), Option("es", "Español")], kept=True)
        self.language.name(_("Language of the pages"))
        self.since = LabeledField(_("Shared since"), DateField())
        self.walled = QCheckBox(_("With what stands behind a wall: only where it is safe to carry"))
        self.warning = Banner()
        self.preview = PagePreview()
        self.print = button(_("Print…"), Weight.PRIMARY, "printer")
        self.save = button(_("Save encrypted…"), Weight.SECONDARY, "file-lock")
        self._close = button(_("Close"), Weight.SECONDARY)
        self._lay_out()
        self._connect()
        self.resize(SIZE.boundedTo(parent.window().size()))
        self._fetch()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.paper, 1)
        head.addWidget(self.language)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self.save)
        foot.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        for widget in (self.since, self.walled, self.warning):
            column.addWidget(widget)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)
        self._close.clicked.connect(self.reject)
        self.paper.chosen.connect(self._fetch)
        self.language.chosen.connect(self._fetch)
        self.walled.toggled.connect(self._fetch)
        self.since.changed.connect(self._fetch)

    def _fetch(self) -> None:
        paper, language = self._chosen(), self.language.value() or ""
        self._pages = None
        self._allow(now=False)
        self.since.setVisible(paper is Paper.ACCOUNT)
        self.walled.setVisible(paper is not Paper.CARD)
        came = partial(self._came, paper)
        ask, person, walled = self._desk.ask, self._person, self.walled.isChecked()
        if paper is Paper.CARD:
            ask(own_card, person, language, then=came, otherwise=self._refuse)
        elif paper is Paper.COPY:
            ask(own_copy, person, language, walled=walled, then=came, otherwise=self._refuse)
        elif self.since.check():
            since = self.since.value()
            ask(own_account, person, language, since, walled=walled, then=came, otherwise=self._refuse_period)

    def _came(self, paper: Paper, pages: OwnPages) -> None:
        if paper is not self._chosen():
            return
        self._pages = pages
        self.language.set_value(pages.language)
        self.preview.show_pdf(pages.pdf)
        self._allow(now=True)
        said = []
        if pages.left_out:
            said.append(
                plural("{n} entry is left off for safety.", "{n} entries are left off for safety.", pages.left_out)
            )
        note = pages.has_safe_contact_note
        said += before_given(has_safe_contact_note=note, untranslated=pages.untranslated)
        self.warning.dismiss()
        if said:
            self.warning.tell(Tone.WARN, " ".join(said))

    def _allow(self, *, now: bool) -> None:
        self.print.setEnabled(now)
        self.save.setEnabled(now)

    def _refuse(self, error: CaseError) -> None:
        self.refused.emit(error)
        self.reject()

    def _refuse_period(self, error: CaseError) -> None:
        self.since.show_problem(error.sentence)

    def _print(self) -> None:
        if not printers_there():
            self.warning.tell(Tone.WARN, _("There is no printer on this computer. Nothing was printed."))
            return
        printer = choose_printer(self, to_file=False)  # A plain file of it is not an officer's to leave behind.
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Enter what is shown in the registers, then print it there."""
        pages = self._pages
        if pages is None:
            return

        def entered(_id: object) -> None:
            paint_pdf(pages.pdf, printer)
            self.printed.emit()
            self.accept()

        self._desk.do(given, self._person, self._chosen(), printed(pages.pdf), then=entered, otherwise=self._refuse)

    def _chosen(self) -> Paper:
        return Paper(self.paper.value() or Paper.CARD)

    def _ask_where(self) -> None:
        title = _("Save these pages as an encrypted PDF")
        asked = AskLeaving(title, _("Encrypt and save"), self, whom=False)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self.save_into(asked.folder))
        asked.open()

    def save_into(self, folder: Path) -> None:
        """Save what is shown there, encrypted, and show its passphrase once."""
        if self._pages is not None:
            about = self._person, self._chosen(), self._pages, folder
            self._desk.jobs.start(_("Encrypting"), save_own, *about, then=self._saved, otherwise=self._tell)

    def _saved(self, left: Exported) -> None:
        self.printed.emit()
        shown = ShowLeft(left, self, self.language.value() or "en")
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()

    def _tell(self, error: CaseError) -> None:
        self.warning.tell(Tone.WARN, error.sentence)
