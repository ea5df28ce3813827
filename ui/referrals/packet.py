"""The packet of a referral: the very letter before it leaves, where it is saved, and the slip for the person."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from casemgr.core import settings
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records.exports import ExportDraft
from casemgr.services.own.giving import Paper, before_given, given
from casemgr.services.packet.gathering import Gathered, gather
from casemgr.services.packet.making import PAGES_ALLOWED, Packet, make_packet
from casemgr.services.packet.pages import letter_pdf
from casemgr.services.packet.person_slip import PersonSlip, person_slip
from ui.desk import UiDesk
from ui.leaving.preview import PreviewDialog
from ui.tokens import Tone
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow

SIZE = QSize(860, 700)
LETTER, SLIP = "letter", "slip"


class PacketDialog(PreviewDialog):
    """The letter is saved, never printed; the slip is printed, never saved."""

    def __init__(self, desk: UiDesk, referral: UUID, person: UUID | None, parent: QWidget) -> None:
        shown = [Option(LETTER, _("Letter to the service")), Option(SLIP, _("Slip for the person"))]
        self.shown = ChipRow(shown if person is not None else shown[:1], kept=True)
        self.shown.name(_("What is shown"))
        self.shown.set_value(LETTER)
        super().__init__(desk, self.shown, SIZE, parent)
        self._referral, self._person = referral, person
        self._may_page = False
        self._spoken = {LETTER: "en", SLIP: ""}
        self.with_page = QCheckBox(_("Also as a page that opens itself and carries the reply form"))
        self.with_page.hide()
        self.lay_out([self.with_page])
        self.shown.chosen.connect(self._fetch)
        self.language.chosen.connect(self._speak)
        desk.ask(settings.threshold, PAGES_ALLOWED, then=self._offer_page)
        self._fetch()

    def leaving_buttons(self) -> tuple[QPushButton, QPushButton]:
        """What prints the slip and what saves the letter; only one of them is there at a time."""
        saves = button(_("Encrypt and save…"), Weight.PRIMARY, "file-lock")
        return button(_("Print slip…"), Weight.PRIMARY, "printer"), saves

    def _offer_page(self, allowed: int) -> None:
        self._may_page = bool(allowed)
        self.with_page.setVisible(self._may_page and self.shown.value() == LETTER)

    def _fetch(self) -> None:
        letter = self.shown.value() != SLIP
        self.save.setVisible(letter)
        self.print.setVisible(not letter)
        self.with_page.setVisible(letter and self._may_page)
        language = self._spoken[LETTER if letter else SLIP]
        self.language.set_value(language or None)
        what, came = (gather, self._letter_came) if letter else (person_slip, self._slip_came)
        self.ask_pages(what, self._referral, language, then=came, otherwise=self.show_nothing)

    def _speak(self) -> None:
        """The letter and the slip have each their own language; the slip begins with the person's."""
        self._spoken[self.shown.value() or LETTER] = self.language.value() or ""
        self._fetch()

    def _letter_came(self, gathered: Gathered) -> None:
        self.show_pages(letter_pdf(gathered.letter, gathered.leave))

    def _slip_came(self, slip: PersonSlip) -> None:
        self.language.set_value(slip.pages.language)
        discreet = _("It names neither service nor agency. Ask whether it is safe to carry; else do not print it.")
        spoken = before_given(has_safe_contact_note=False, untranslated=slip.pages.untranslated)
        self.show_pages(slip.pages.pdf, [*([discreet] if slip.discreet else []), *spoken])

    def enter(self, left: ExportDraft, then: Callable[[object], None]) -> None:
        """Enter the slip as given to the person."""
        if self._person is not None:
            self.desk.do(given, self._person, Paper.SLIP, left, then=then, otherwise=self.tell)

    def save_title(self) -> str:
        """What is asked before the packet is saved."""
        return _("Save the packet for the service")

    def save_into(self, folder: Path) -> None:
        """Make the packet there, and show each passphrase once."""
        about, with_page = (self._referral, folder, self._spoken[LETTER]), self.with_page.isChecked()
        self.desk.jobs.start(
            _("Encrypting"), make_packet, *about, with_page=with_page, then=self._packed, otherwise=self.tell
        )

    def _packed(self, packet: Packet) -> None:
        self.said.emit(_("Packet saved, and entered in the registers"))
        if packet.trouble:
            self.warning.tell(Tone.WARN, packet.trouble)
        for file in (packet.page, packet.pdf):
            if file is not None:
                self.show_left(file)
