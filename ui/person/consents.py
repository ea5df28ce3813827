"""A person's consents on paper and taken back: the form, who was told on it, and letters that say stop."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.consents import ConsentCard, RevokeDraft, Standing
from casemgr.records.exports import ExportDraft
from casemgr.services.consent_form.blank import blank_form
from casemgr.services.consent_form.cautions import cautions
from casemgr.services.consent_form.facts import FormPages
from casemgr.services.consent_form.filled import form_given, form_of, save_form
from casemgr.services.withdrawing import Letters, Told, letters_left, save_letters, stop_letters, told_on
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import TextField
from ui.fields.when import say_day
from ui.labels import Labels
from ui.leaving.preview import PreviewDialog
from ui.person.consent_forms import ConsentForm, giving, narrowing, refusing
from ui.rights import allowed
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow
from ui.widgets.flow import FlowLayout
from ui.widgets.text import words

SIZE = QSize(880, 720)
SHOWN = 6
BLANK = "blank"


class ConsentsDialog(PreviewDialog):
    """The consents of someone, given, narrowed, withdrawn, and on paper."""

    def __init__(self, desk: UiDesk, labels: Labels, person: UUID, parent: QWidget) -> None:
        self.which = ChipRow(kept=True)
        self.which.name(_("Consent"))
        super().__init__(desk, self.which, SIZE, parent)
        self._labels, self._person = labels, person
        self._cards: dict[str, ConsentCard] = {}
        self._pages: FormPages | Letters | None = None
        self._told = words("", Text.BODY, wrap=True)
        self.reason = LabeledField(_("Why it is withdrawn, and who said so"), TextField(500), required=True)
        self.withdraw = button(_("Withdraw"), Weight.SECONDARY, "x")
        self.give = button(_("New consent…"), Weight.SECONDARY, "plus")
        self.refuse = button(_("They said no…"), Weight.SECONDARY, "minus")
        self.narrow = button(_("Narrow…"), Weight.SECONDARY, "funnel")
        self._withdrawal = self._reason_and_deed()
        self.lay_out([self._deeds(), self._told, self._withdrawal])
        self._connect()
        self._offer(None)
        self.begin_anew()
        self._fetch()

    def _deeds(self) -> QWidget:
        deeds = QWidget()
        flow = FlowLayout(deeds)
        for each in (self.give, self.refuse, self.narrow):
            flow.addWidget(each)
        return deeds

    def _reason_and_deed(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reason, 1)
        row.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignBottom)
        return both

    def _connect(self) -> None:
        self.which.chosen.connect(self._show)
        self._labels.came.connect(self._name_anew)
        self.language.chosen.connect(self._ask_pages)
        self.withdraw.clicked.connect(self._withdraw)
        self.give.clicked.connect(lambda: self._ask_by(giving(self.desk, self._person, self)))
        self.refuse.clicked.connect(lambda: self._ask_by(refusing(self.desk, self._person, self)))
        self.narrow.clicked.connect(self._narrow)

    def _fetch(self) -> None:
        self.desk.ask(consents.consents_of, self._person, then=self._came, otherwise=self.tell)

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
        may = allowed(self.desk.actor, consents.revoke_consent)
        self._withdrawal.setVisible(stands and may)
        self.narrow.setVisible(stands and may)
        self.give.setVisible(may)
        self.refuse.setVisible(may)
        self._told.setText("")
        if card is not None:
            self.desk.ask(told_on, card.id, then=partial(self._say_told, card.id), otherwise=self.tell)
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
        card, language, self._pages = self._card(), self.language.value() or "", None
        if card is None:
            what, about = blank_form, (language or "en",)
        elif card.status is Standing.REVOKED:
            what, about = stop_letters, (card.id, language or "en")
        else:
            what, about = form_of, (card.id, language)
        self.ask_pages(what, *about, then=self._pages_came, otherwise=self.show_nothing)

    def _pages_came(self, pages: FormPages | Letters) -> None:
        self._pages = pages
        if isinstance(pages, FormPages):
            self.language.set_value(pages.language)
        self.show_pages(pages.pdf, cautions(pages) if isinstance(pages, FormPages) else ())

    def allow(self, *, now: bool) -> None:
        """Let the pages leave, or not; a blank form is printed, not sealed."""
        super().allow(now=now)
        self.save.setEnabled(now and self._card() is not None)

    def _narrow(self) -> None:
        card = self._card()
        if card is not None:
            self._ask_by(narrowing(self.desk, card, self))

    def _ask_by(self, form: ConsentForm) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self._answered)
        form.open()

    def _answered(self, said: str) -> None:
        self.said.emit(said)
        self._fetch()

    def _withdraw(self) -> None:
        card = self._card()
        if card is None or not self.reason.check(final=True):
            return
        draft = checked(RevokeDraft, {"reason": self.reason.value() or ""})
        self.desk.do(consents.revoke_consent, card.id, draft, then=self._withdrawn, otherwise=self._refuse)

    def _withdrawn(self, _nothing: object) -> None:
        self.reason.set_value(None)
        self.said.emit(_("Consent withdrawn; nothing more is shared on it"))
        self._fetch()

    def _refuse(self, error: CaseError) -> None:
        sentence = error.problems[0].sentence if isinstance(error, Invalid) else error.sentence
        self.reason.show_problem(sentence, focus=True)

    def enter(self, left: ExportDraft, then: Callable[[object], None]) -> None:
        """Enter a filled form or the letters in the registers; a blank form tells of nobody."""
        card = self._card()
        if card is None:
            then(None)
        elif isinstance(self._pages, FormPages):
            self.desk.do(form_given, self._person, left, then=then, otherwise=self.tell)
        else:
            self.desk.do(letters_left, card.id, left, then=then, otherwise=self.tell)

    def save_into(self, folder: Path) -> None:
        """Save what is shown there, encrypted, and show its passphrase once."""
        card, pages = self._card(), self._pages
        if card is None or pages is None:
            return
        job, of = (save_form, self._person) if isinstance(pages, FormPages) else (save_letters, card.id)
        self.desk.jobs.start(_("Encrypting"), job, of, pages, folder, then=self.saved, otherwise=self.tell)
