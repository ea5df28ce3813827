"""What sharing rests on: whether a consent covers it, and what to do in place where none does."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.codes import Choice
from casemgr.core.draft import spec_of
from casemgr.core.errors import CaseError, NoConsent, Problem
from casemgr.core.fields import Option
from casemgr.disclosing import OUTWARD_BASES
from casemgr.i18n import _
from casemgr.records.referrals import SendDraft
from casemgr.services import sharing
from casemgr.services.sharing import Ground
from ui.desk import UiDesk
from ui.fields.choice import ChoiceField
from ui.fields.ref import Finder
from ui.fields.when import say_day
from ui.form_values import answered, plain, show_kept
from ui.referrals.parts import fields_of, part_of
from ui.referrals.recording import About, Recording
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words
from ui.wording import sentence_case

BASIS = ("basis", "basis_reason", "approved_by")
CONSENT = "consent"
SOON_MS = 150


class ConsentPanel(Card):
    """`changed` tells that what is stated as the basis changed; `refused` a CaseError that concerns no field.

    `asking` tells the part that was opened to ask for more.
    """

    changed = Signal()
    asking = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._desk = desk
        self._about = About()
        self._turn = 0
        self.state = Badge("")
        self.sentence = words("", Text.BODY, wrap=True)
        self.record = button(_("Record consent"), Weight.SECONDARY, "shield-check")
        self.state_basis = button(_("State a basis instead"), Weight.QUIET)
        self.writing = Recording(desk, finder)
        self.basis = fields_of(SendDraft, BASIS, finder, desk)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._lay_out()
        self._connect()
        self._show(Tone.NEUTRAL, "", _("Choose the person, the service and what is shared."))
        desk.ask(codes.choices, "disclosure_basis", then=self._offer_bases)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.record)
        bar.addWidget(self.state_basis)
        bar.addStretch(1)
        self._basis_part = part_of(list(self.basis.values()))
        self.box.addWidget(self.state)
        self.box.addWidget(self.sentence)
        self.box.addLayout(bar)
        self.box.addWidget(self.writing)
        self.box.addWidget(self._basis_part)
        self.writing.hide()
        self._basis_part.hide()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._ask)
        self.record.clicked.connect(partial(self._open, self.writing))
        self.state_basis.clicked.connect(partial(self._open, self._basis_part))
        self.writing.recorded.connect(self.look_again)
        self.writing.left.connect(self.record.setFocus)
        self.writing.refused.connect(self.refused)
        self.writing.changed.connect(self.changed)
        for field in self.basis.values():
            field.changed.connect(self.changed)

    def ask_about(self, person: UUID | None, service: UUID | None, shared: Sequence[str], purpose: str) -> None:
        """Look whether a consent covers telling this service these things."""
        asked = About(person, service, tuple(shared))
        self.writing.be_about(asked, purpose)
        if asked != self._about:
            self._about = asked
            self._soon.start()

    def look_again(self) -> None:
        """Ask anew: a consent was recorded or withdrawn."""
        self._soon.start()

    def answer(self) -> dict[str, object]:
        """The basis stated, as `SendDraft` takes it."""
        if self._basis_part.isHidden():
            return {}
        return {name: field.value() for name, field in self.basis.items() if answered(field.value())}

    def kept(self) -> dict[str, object]:
        """The basis and the consent being written, as they are kept unsent; who signs, signs in one go."""
        stated = {name: plain(value) for name, value in self.answer().items()}
        return stated | ({CONSENT: self.writing.kept()} if self.recording else {})

    def show_kept(self, values: Mapping[str, object]) -> None:
        """Show what was kept."""
        for name in BASIS:
            if answered(values.get(name)):
                show_kept(self.basis[name].field, spec_of(SendDraft, name).answer, values[name])
                self._basis_part.show()
        written = values.get(CONSENT)
        if isinstance(written, Mapping):
            self.writing.show_kept(written)

    def show_refusal(self, error: CaseError) -> None:
        """Say what a sending was refused for."""
        self._show(Tone.WARN, _("No consent"), error.sentence)
        self._offer(offered=True, basis=isinstance(error, NoConsent) and error.field == "basis")
        self.record.setFocus()

    def show_problem(self, problem: Problem) -> bool:
        """Say it beside the field of the basis; False when it has none here."""
        field = self.basis.get(problem.field)
        if field is None:
            return False
        self._basis_part.show()
        field.show_problem(problem.sentence, focus=True)
        return True

    @property
    def recording(self) -> bool:
        """Whether a consent is being written."""
        return not self.writing.isHidden()

    def _open(self, part: QWidget) -> None:
        for one in (self.writing, self._basis_part):
            one.setVisible(one is part)
        if part is self.writing:
            self.writing.begin()
        else:
            self.basis[BASIS[0]].field.editor().setFocus()
        self.asking.emit(part)

    def _ask(self) -> None:
        self._turn += 1
        if self._about.person is None:
            self._show(Tone.NEUTRAL, "", _("Nobody is named, so no consent is asked for."))
        elif not self._about.shared:
            self._show(Tone.NEUTRAL, "", _("Nothing about the person is shared."))
        elif self._about.service is None:
            self._show(Tone.NEUTRAL, "", _("Choose the service to see whether a consent covers it."))
        else:
            told = partial(self._told, self._turn)
            asked = self._about.person, self._about.service, self._about.shared
            self._desk.ask(sharing.ground_for, *asked, then=told, otherwise=self.refused.emit)
            return
        self._offer(offered=False)

    def _told(self, turn: int, ground: Ground) -> None:
        if turn != self._turn:
            return
        self.writing.be_for(minor=ground.minor)
        if ground.consent_id is not None and ground.until is not None:
            until = say_day(ground.until)
            self._show(Tone.OK, _("Consent covers this"), _("It stands until {day}.").format(day=until))
            self.writing.hide()
            self._basis_part.hide()
        else:
            self._show(Tone.WARN, _("No consent"), ground.missing)
        self._offer(offered=ground.consent_id is None, basis=ground.basis)

    def _offer(self, *, offered: bool, basis: bool = False) -> None:
        self.record.setVisible(offered and self._desk.actor.may(May.RECORD_CONSENT))
        self.state_basis.setVisible(offered and basis)

    def _show(self, tone: Tone, state: str, sentence: str) -> None:
        self.state.say(state, tone)
        self.state.setVisible(bool(state))
        self.sentence.setText(sentence)
        if tone is Tone.NEUTRAL:
            self._offer(offered=False)

    def _offer_bases(self, choices: Sequence[Choice]) -> None:
        field = self.basis["basis"].field
        if isinstance(field, ChoiceField):
            allowed = [choice for choice in choices if choice.code in OUTWARD_BASES]
            field.set_options([Option(choice.code, sentence_case(choice.label)) for choice in allowed])
