"""The packet of a referral: the very letter before it leaves, where it is saved, and the slip for the person."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core import settings
from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.services.exported import Exported
from casemgr.services.own.giving import Paper, given, printed
from casemgr.services.packet.gathering import Gathered, gather
from casemgr.services.packet.making import PAGES_ALLOWED, Packet, make_packet
from casemgr.services.packet.pages import letter_pdf
from casemgr.services.packet.person_slip import PersonSlip, person_slip
from ui.desk import UiDesk
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.preview import PagePreview
from ui.printing import choose_printer, paint_pdf, printers_there
from ui.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow

SIZE = QSize(860, 700)
LETTER, SLIP = "letter", "slip"


class PacketDialog(QDialog):
    """`left` tells that a file left, or a slip was printed, and stands in the registers."""

    left = Signal(str)

    def __init__(self, desk: UiDesk, referral: UUID, person: UUID | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self._desk, self._referral = desk, referral
        self._slip: PersonSlip | None = None
        self._may_page = False
        shown = [Option(LETTER, _("Letter to the service")), Option(SLIP, _("Slip for the person"))]
        self.shown = ChipRow(shown if person is not None else shown[:1], kept=True)
        self.shown.name(_("What is shown"))
        self.shown.set_value(LETTER)
        self.language = ChipRow([Option("en", "English"), Option("es", "Español")], kept=True)
        self.language.name(_("Language of the pages"))
        self._spoken = {LETTER: "en", SLIP: ""}
        self.with_page = QCheckBox(_("Also as a page that opens itself and carries the reply form"))
        self.with_page.hide()
        self.warning = Banner()
        self.preview = PagePreview()
        self.save = button(_("Encrypt and save…"), Weight.PRIMARY, "file-lock")
        self.print = button(_("Print slip…"), Weight.PRIMARY, "printer")
        self._close = button(_("Close"), Weight.SECONDARY)
        self._lay_out()
        self._connect()
        self.resize(SIZE.boundedTo(parent.window().size()))
        desk.ask(settings.threshold, PAGES_ALLOWED, then=self._offer_page)
        self._fetch()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.shown, 1)
        head.addWidget(self.language)
        foot.addStretch(1)
        for each in (self._close, self.save, self.print):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.with_page)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.save.clicked.connect(self._ask_where)
        self.print.clicked.connect(self._print)
        self._close.clicked.connect(self.reject)
        self.shown.chosen.connect(self._fetch)
        self.language.chosen.connect(self._speak)

    def _offer_page(self, allowed: int) -> None:
        self._may_page = bool(allowed)
        self.with_page.setVisible(self._may_page and self.shown.value() == LETTER)

    def _fetch(self) -> None:
        letter = self.shown.value() != SLIP
        self.save.setVisible(letter)
        self.print.setVisible(not letter)
        self.with_page.setVisible(letter and self._may_page)
        self._allow(now=False)
        self.warning.dismiss()
        language = self._spoken[LETTER if letter else SLIP]
        self.language.set_value(language or None)
        if letter:
            self._desk.ask(gather, self._referral, language, then=self._letter_came, otherwise=self._tell)
        else:
            self._desk.ask(person_slip, self._referral, language, then=self._slip_came, otherwise=self._tell)

    def _speak(self) -> None:
        """The letter and the slip have each their own language; the slip begins with the person's."""
        self._spoken[self.shown.value() or LETTER] = self.language.value() or ""
        self._fetch()

    def _letter_came(self, gathered: Gathered) -> None:
        if self.shown.value() == SLIP:
            return
        self.preview.show_pdf(letter_pdf(gathered.letter, gathered.leave))
        self._allow(now=True)

    def _slip_came(self, slip: PersonSlip) -> None:
        if self.shown.value() != SLIP:
            return
        self._slip = slip
        self.language.set_value(slip.pages.language)
        self.preview.show_pdf(slip.pages.pdf)
        self._allow(now=True)
        if slip.discreet:
            said = _("It names neither service nor agency. Ask whether it is safe to carry; else do not print it.")
            self.warning.tell(Tone.WARN, said)

    def _allow(self, *, now: bool) -> None:
        self.save.setEnabled(now)
        self.print.setEnabled(now)

    def _tell(self, error: CaseError) -> None:
        self.preview.clear()
        self.warning.tell(Tone.WARN, error.sentence)

    def _ask_where(self) -> None:
        asked = AskLeaving(_("Save the packet for the service"), _("Encrypt and save"), self, whom=False)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self.save_into(asked.folder))
        asked.open()

    def save_into(self, folder: Path) -> None:
        """Make the packet there, and show each passphrase once."""
        about = self._referral, folder, self._spoken[LETTER]
        with_page = self.with_page.isChecked()
        self._desk.jobs.start(
            _("Encrypting"), make_packet, *about, with_page=with_page, then=self._saved, otherwise=self._tell
        )

    def _saved(self, packet: Packet) -> None:
        self.left.emit(_("Packet saved, and entered in the registers"))
        if packet.trouble:
            self.warning.tell(Tone.WARN, packet.trouble)
        for file in (packet.page, packet.pdf):
            if file is not None:
                self._show_left(file)

    def _show_left(self, file: Exported) -> None:
        shown = ShowLeft(file, self, self.language.value() or "en")
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()

    def _print(self) -> None:
        if not printers_there():
            self.warning.tell(Tone.WARN, _("There is no printer on this computer. Nothing was printed."))
            return
        printer = choose_printer(self, to_file=False)
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Enter the slip in the registers, then print it there."""
        slip = self._slip
        if slip is None:
            return

        def entered(_id: object) -> None:
            paint_pdf(slip.pages.pdf, printer)
            self.left.emit(_("Given out, and entered in the registers"))

        about = slip.person_id, Paper.SLIP, printed(slip.pages.pdf)
        self._desk.do(given, *about, then=entered, otherwise=self._tell)
