"""What sharing rests on: whether a consent covers it, and what to do in place where none does."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.codes import Choice
from casemgr.core.draft import checked, spec_of
from casemgr.core.errors import CaseError, Invalid, NoConsent, Problem
from casemgr.core.fields import Option
from casemgr.core.record import new_id
from casemgr.disclosing import OUTWARD_BASES
from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.consents import ConsentDraft, Method
from casemgr.records.consents.signatures import as_text
from casemgr.records.referrals import SendDraft
from casemgr.services import sharing
from casemgr.services.sharing import Ground
from ui.desk import UiDesk
from ui.fields.choice import ChoiceField
from ui.fields.labeled import LabeledField
from ui.fields.ref import Finder
from ui.fields.when import say_day
from ui.form_values import answered, kept_value, plain, show_kept
from ui.referrals.parts import fields_of, part_of
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.signature import SignatureBox
from ui.widgets.text import words
from ui.wording import sentence_case

FOR_A_MINOR = ("given_by", "assent")
ASKED = (*FOR_A_MINOR, "method", "witness", "signed_name", "not_a_condition_of_service", "expires_on")
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
        self._person: UUID | None = None
        self._service: UUID | None = None
        self._shared: tuple[str, ...] = ()
        self._purpose = ""
        self._minor = False
        self._turn = 0
        self._draft_id = new_id()
        self.state = Badge("")
        self.sentence = words("", Text.BODY, wrap=True)
        self.record = button(_("Record consent"), Weight.SECONDARY, "shield-check")
        self.state_basis = button(_("State a basis instead"), Weight.QUIET)
        self.consent = fields_of(ConsentDraft, ASKED, finder, desk)
        self.basis = fields_of(SendDraft, BASIS, finder, desk)
        self.signature = SignatureBox()
        self._save = button(_("Keep this consent"), Weight.SECONDARY, "check")
        self._leave = button(_("Leave it"), Weight.QUIET)
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
        fields: list[QWidget] = list(self.consent.values())
        fields.insert(ASKED.index("signed_name"), self.signature)
        self._consent_part = part_of(fields, (self._save, self._leave))
        self._basis_part = part_of(list(self.basis.values()))
        self.box.addWidget(self.state)
        self.box.addWidget(self.sentence)
        self.box.addLayout(bar)
        self.box.addWidget(self._consent_part)
        self.box.addWidget(self._basis_part)
        self._consent_part.hide()
        self._basis_part.hide()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._ask)
        self.record.clicked.connect(lambda: self._begin(self._consent_part, self.consent))
        self.state_basis.clicked.connect(lambda: self._begin(self._basis_part, self.basis))
        self._save.clicked.connect(self.save)
        self._leave.clicked.connect(self._leave_consent)
        self.consent["method"].changed.connect(self._show_method)
        self._show_method()
        for field in (*self.consent.values(), *self.basis.values()):
            field.changed.connect(self.changed)

    def ask_about(self, person: UUID | None, service: UUID | None, shared: Sequence[str], purpose: str) -> None:
        """Look whether a consent covers telling this service these things."""
        asked = person, service, tuple(shared)
        self._purpose = purpose
        if asked != self._about():
            self.signature.pad.clear()  # It was given for what was asked before.
            if person != self._person:
                self._empty()
            self._person, self._service, self._shared = asked
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
        writing = {name: kept_value(field.field) for name, field in self.consent.items()}
        stated = {name: plain(value) for name, value in self.answer().items()}
        return stated | ({CONSENT: writing} if self.recording else {})

    def show_kept(self, values: Mapping[str, object]) -> None:
        """Show what was kept."""
        for name in BASIS:
            if answered(values.get(name)):
                show_kept(self.basis[name].field, spec_of(SendDraft, name).answer, values[name])
                self._basis_part.show()
        written = values.get(CONSENT)
        if isinstance(written, Mapping):
            for name in ASKED:
                show_kept(self.consent[name].field, spec_of(ConsentDraft, name).answer, written.get(name))
            self._show_method()
            self._consent_part.show()

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
        return not self._consent_part.isHidden()

    @property
    def on_screen(self) -> bool:
        """Whether they sign on the screen."""
        return self.consent["method"].value() == Method.ELECTRONIC

    def _show_method(self) -> None:
        """Ask only what this person and this way of giving consent need."""
        for name in FOR_A_MINOR:
            self.consent[name].setVisible(self._minor)
        self.consent["witness"].setVisible(self.consent["method"].value() == Method.VERBAL)
        self.consent["signed_name"].setVisible(self.on_screen)
        self.signature.setVisible(self.on_screen)

    def save(self) -> None:
        """Record the consent."""
        fields = [field for field in self.consent.values() if not field.isHidden()]
        if not all([field.check(final=True) for field in fields]):
            return
        if self.on_screen and not self.signature.strokes() and not answered(self.consent["signed_name"].value()):
            sentence = _("Have them sign in the box, or type their name.")
            self.consent["signed_name"].show_problem(sentence, focus=True)
            return
        then = partial(self._record, self._about())
        self._desk.ask(sharing.recipient_of, self._service, then=then, otherwise=self._refused)

    def _about(self) -> tuple[UUID | None, UUID | None, tuple[str, ...]]:
        return self._person, self._service, self._shared

    def _record(self, about: object, organization: UUID | None) -> None:
        if about != self._about():
            return
        given = {name: field.value() for name, field in self.consent.items() if not field.isHidden()}
        given["signature"] = as_text(self.signature.strokes()) if self.on_screen else None
        values: dict[str, object] = {name: value for name, value in given.items() if answered(value)}
        values |= {"id": self._draft_id, "person_id": self._person, "categories": list(self._shared)}
        values |= {"recipient_ids": [organization] if organization else [], "purposes": [self._purpose]}
        try:
            draft = checked(ConsentDraft, values)
        except Invalid as wrong:
            self._refused(wrong)
            return
        self._desk.do(consents.record_consent, draft, then=self._recorded, otherwise=self._refused)

    def _recorded(self, _id: object) -> None:
        self._empty()
        self.look_again()

    def _empty(self) -> None:
        """Put the part away, with nothing in it."""
        self._draft_id = new_id()
        self._consent_part.hide()
        for field in self.consent.values():
            field.set_value(None)
        self.signature.pad.clear()
        self.consent["method"].set_value(Method.WRITTEN.value)
        self._show_method()

    def _refused(self, error: CaseError) -> None:
        if not isinstance(error, Invalid):
            self.refused.emit(error)
            return
        rest = []
        for problem in error.problems:
            field = self.consent.get(problem.field)
            if field is not None:
                field.show_problem(problem.sentence)
            else:
                rest.append(problem.sentence)
        if rest:
            self.refused.emit(CaseError(" ".join(rest)))

    def _begin(self, part: QWidget, fields: Mapping[str, LabeledField]) -> None:
        for one in (self._consent_part, self._basis_part):
            one.setVisible(one is part)
        next(field for field in fields.values() if not field.isHidden()).field.editor().setFocus()
        self.asking.emit(part)

    def _leave_consent(self) -> None:
        self._consent_part.hide()
        self.record.setFocus()

    def _ask(self) -> None:
        self._turn += 1
        if self._person is None:
            self._show(Tone.NEUTRAL, "", _("Nobody is named, so no consent is asked for."))
        elif not self._shared:
            self._show(Tone.NEUTRAL, "", _("Nothing about the person is shared."))
        elif self._service is None:
            self._show(Tone.NEUTRAL, "", _("Choose the service to see whether a consent covers it."))
        else:
            told = partial(self._told, self._turn)
            self._desk.ask(
                sharing.ground_for, self._person, self._service, self._shared, then=told, otherwise=self.refused.emit
            )
            return
        self._offer(offered=False)

    def _told(self, turn: int, ground: Ground) -> None:
        if turn != self._turn:
            return
        self._minor = ground.minor
        self._show_method()
        if ground.consent_id is not None and ground.until is not None:
            until = say_day(ground.until)
            self._show(Tone.OK, _("Consent covers this"), _("It stands until {day}.").format(day=until))
            self._consent_part.hide()
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
