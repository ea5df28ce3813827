"""A person's consents on paper and taken back: the form, who was told on it, and letters that say stop."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.consents import ConsentCard, RevokeDraft, Standing
from casemgr.services.consent_form.blank import blank_form
from casemgr.services.consent_form.cautions import cautions
from casemgr.services.consent_form.facts import FormPages
from casemgr.services.consent_form.filled import form_given, form_of, save_form
from casemgr.services.exported import Exported
from casemgr.services.own.giving import printed
from casemgr.services.withdrawing import Letters, Told, letters_left, save_letters, stop_letters, told_on
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import TextField
from ui.fields.when import say_day
from ui.labels import Labels
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.person.consent_forms import ConsentForm, giving, narrowing, refusing
from ui.preview import PagePreview
from ui.printing import choose_printer, paint_pdf, printers_there
from ui.rights import allowed
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow
from ui.widgets.flow import FlowLayout
from ui.widgets.text import words

SIZE = QSize(880, 720)
SHOWN = 6
BLANK = "blank"


class ConsentsDialog(QDialog):
    """`did` tells a sentence after a consent was withdrawn or something left."""

    did = Signal(str)

    def __init__(self, desk: UiDesk, labels: Labels, person: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self._desk, self._labels, self._person = desk, labels, person
        self._cards: dict[str, ConsentCard] = {}
        self._pages: FormPages | Letters | None = None
        self.which = ChipRow(kept=True)
        self.which.name(_("Consent"))
        self.language = ChipRow([Option("en", "English"), Option("es", "Español")], kept=True)
        self.language.name(_("Language of the pages"))
        self._told = words("", Text.BODY, wrap=True)
        self.reason = LabeledField(_("Why it is withdrawn, and who said so"), TextField(500), required=True)
        self.withdraw = button(_("Withdraw"), Weight.SECONDARY, "x")
        self.give = button(_("New consent…"), Weight.SECONDARY, "plus")
        self.refuse = button(_("They said no…"), Weight.SECONDARY, "minus")
        self.narrow = button(_("Narrow…"), Weight.SECONDARY, "funnel")
        self.warning = Banner()
        self.preview = PagePreview()
        self.print = button(_("Print…"), Weight.PRIMARY, "printer")
        self.save = button(_("Save encrypted…"), Weight.SECONDARY, "file-lock")
        self._close = button(_("Close"), Weight.SECONDARY)
        self._lay_out()
        self._connect()
        self.resize(SIZE.boundedTo(parent.window().size()))
        self._allow(now=False)
        self._fetch()

    def _lay_out(self) -> None:
        head, ask, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        deeds = QWidget()
        flow = FlowLayout(deeds)
        for each in (self.give, self.refuse, self.narrow):
            flow.addWidget(each)
        head.addWidget(self.which, 1)
        head.addWidget(self.language)
        ask.addWidget(self.reason, 1)
        ask.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addStretch(1)
        for each in (self._close, self.save, self.print):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(deeds)
        column.addWidget(self._told)
        column.addLayout(ask)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.which.chosen.connect(self._show)
        self._labels.came.connect(self._name_anew)
        self.language.chosen.connect(self._ask_pages)
        self.withdraw.clicked.connect(self._withdraw)
        self.give.clicked.connect(lambda: self._ask_by(giving(self._desk, self._person, self)))
        self.refuse.clicked.connect(lambda: self._ask_by(refusing(self._desk, self._person, self)))
        self.narrow.clicked.connect(self._narrow)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)
        self._close.clicked.connect(self.reject)

    def _fetch(self) -> None:
        self._desk.ask(consents.consents_of, self._person, then=self._came, otherwise=self._tell)

    def _came(self, found: list[ConsentCard]) -> None:
        given = [one for one in found if one.status is not Standing.REFUSED][:SHOWN]
        chosen = self.which.value()
        self._cards = {str(one.id): one for one in given}
        self._offer(chosen if chosen in self._cards else next(iter(self._cards), BLANK))
        self._show()

    def _offer(self, chosen: str | None) -> None:
        shown = [Option(id, self._named(card)) for id, card in self._cards.items()]
        self.which.set_options([*shown, Option(BLANK, _("Blank form"))])
        self.which.set_value(chosen)

    def _name_anew(self) -> None:
        """The words of the codes came after the consents."""
        if self.which.value() is not None:
            self._offer(self.which.value())

    def _named(self, card: ConsentCard) -> str:
        status = self._labels.code("consent_status", card.status)
        return f"{say_day(card.effective_on)} · {status}"

    def _card(self) -> ConsentCard | None:
        return self._cards.get(self.which.value() or "")

    def _show(self) -> None:
        """Show the consent chosen: who was told on it, and its form, or the letters where it was withdrawn."""
        card = self._card()
        stands = card is not None and card.status is Standing.ACTIVE
        may = allowed(self._desk.actor, consents.revoke_consent)
        self.reason.setVisible(stands and may)
        self.withdraw.setVisible(stands and may)
        self.narrow.setVisible(stands and may)
        self.give.setVisible(may)
        self.refuse.setVisible(may)
        self._told.setText("")
        if card is not None:
            self._desk.ask(told_on, card.id, then=partial(self._say_told, card.id), otherwise=self._tell)
        self._ask_pages()

    def _say_told(self, id: UUID, told: list[Told]) -> None:
        if str(id) != self.which.value():
            return
        lines = [f"{say_day(one.on)} · {one.recipient}" for one in told]
        nobody = _("Nobody was told anything on this consent.")
        self._told.setText("\n".join([_("Told on this consent:"), *lines]) if lines else nobody)

    def told(self) -> str:
        """Who was told on the consent shown."""
        return self._told.text()

    def _ask_pages(self) -> None:
        card, self._pages = self._card(), None
        came = partial(self._pages_came, self.which.value())
        self._allow(now=False)
        self.warning.dismiss()
        if card is None:
            language = self.language.value() or "en"
            self._desk.ask(blank_form, language, then=came, otherwise=self._tell)
        elif card.status is Standing.REVOKED:
            language = self.language.value() or "en"
            self._desk.ask(stop_letters, card.id, language, then=came, otherwise=self._tell)
        else:
            self._desk.ask(form_of, card.id, self.language.value() or "", then=came, otherwise=self._tell)

    def _pages_came(self, which: str | None, pages: FormPages | Letters) -> None:
        if which != self.which.value():
            return
        self._pages = pages
        self.preview.show_pdf(pages.pdf)
        self._allow(now=True)
        if isinstance(pages, FormPages):
            self.language.set_value(pages.language)
            said = cautions(pages)
            if said:
                self.warning.tell(Tone.WARN, " ".join(said))

    def _allow(self, *, now: bool) -> None:
        self.print.setEnabled(now)
        self.save.setEnabled(now and self._card() is not None)

    def _narrow(self) -> None:
        card = self._card()
        if card is not None:
            self._ask_by(narrowing(self._desk, card, self))

    def _ask_by(self, form: ConsentForm) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self._answered)
        form.open()

    def _answered(self, said: str) -> None:
        self.did.emit(said)
        self._fetch()

    def _withdraw(self) -> None:
        card = self._card()
        if card is None or not self.reason.check(final=True):
            return
        draft = checked(RevokeDraft, {"reason": self.reason.value() or ""})
        self._desk.do(consents.revoke_consent, card.id, draft, then=self._withdrawn, otherwise=self._refuse)

    def _withdrawn(self, _nothing: object) -> None:
        self.reason.set_value(None)
        self.did.emit(_("Consent withdrawn; nothing more is shared on it"))
        self._fetch()

    def _refuse(self, error: CaseError) -> None:
        sentence = error.problems[0].sentence if isinstance(error, Invalid) else error.sentence
        self.reason.show_problem(sentence, focus=True)

    def _tell(self, error: CaseError) -> None:
        self.preview.clear()
        self.warning.tell(Tone.NEUTRAL, error.sentence)

    def _print(self) -> None:
        if not printers_there():
            self.warning.tell(Tone.WARN, _("There is no printer on this computer. Nothing was printed."))
            return
        printer = choose_printer(self, to_file=False)
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Enter what is shown in the register, then print it there."""
        card, pages = self._card(), self._pages
        if pages is None:
            return

        def entered(_id: object) -> None:
            paint_pdf(pages.pdf, printer)
            self.did.emit(_("Given out, and entered in the registers"))

        left = printed(pages.pdf)
        if card is None:
            paint_pdf(pages.pdf, printer)  # A blank form tells of nobody.
        elif isinstance(pages, FormPages):
            self._desk.do(form_given, self._person, left, then=entered, otherwise=self._tell)
        else:
            self._desk.do(letters_left, card.id, left, then=entered, otherwise=self._tell)

    def _ask_where(self) -> None:
        asked = AskLeaving(_("Save these pages as an encrypted PDF"), _("Encrypt and save"), self, whom=False)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self.save_into(asked.folder))
        asked.open()

    def save_into(self, folder: Path) -> None:
        """Save what is shown there, encrypted, and show its passphrase once."""
        card, pages = self._card(), self._pages
        if card is None or pages is None:
            return
        job, of = (save_form, self._person) if isinstance(pages, FormPages) else (save_letters, card.id)
        self._desk.jobs.start(_("Encrypting"), job, of, pages, folder, then=self._saved, otherwise=self._tell)

    def _saved(self, left: Exported) -> None:
        self.did.emit(_("Given out, and entered in the registers"))
        shown = ShowLeft(left, self, self.language.value() or "en")
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()
