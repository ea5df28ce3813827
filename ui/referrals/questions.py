"""What a new referral asks beside the service: who, which need, why, what is hoped for, how, and what is shared."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.codes import Choice
from casemgr.core.draft import spec_of
from casemgr.core.errors import CaseError
from casemgr.core.fields import Answer, Option
from casemgr.i18n import _
from casemgr.records import needs
from casemgr.records.needs import NeedDraft, NeedLine
from casemgr.records.referrals import ReferralDraft, SendDraft
from casemgr.records.referrals.hopes import hopes_for
from ui.desk import UiDesk
from ui.fields.build import labeled
from ui.fields.choice import ChoiceField
from ui.fields.labeled import LabeledField
from ui.fields.ref import Finder
from ui.form_values import answered, kept_value, show_kept
from ui.log.favorites import FavoritesField
from ui.referrals.rows import URGENCIES
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow
from ui.wording import sentence_case

NEED, SHARED, PERSON, HOPED = "need", "information_shared", "person_id", "desired_outcomes"
MOST_HOPES = 3
OVERRIDE = "capacity_override"
SHARED_LIST = "information_category"
MAIN = ("person_id", "anonymous_reason", NEED, "reason", "desired_outcomes", SHARED, "handoff", "urgency")
DETAILS = ("program", "to_contact", "when_unavailable", "has_other_responsibilities", "external_id")
USUAL = ("identity", "needs")
"""What is shared unless said otherwise: who comes, and what for."""
_NEEDS_FIRST = (
    *("homelessness", "housing-instability", "food-insecurity", "employment-status"),
    *("transportation-insecurity", "health-insurance-coverage-status"),
)
_SHARED_FIRST = ("identity", "needs", "contact_details", "location", "health_general", "service_use")


class Questions(QWidget):
    """`changed` tells of the user's changes only, `asked_anew` that person, need or what is shared is another."""

    changed = Signal()
    asked_anew = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._finder = finder
        self._needs: dict[str, UUID] = {}
        self._quiet: dict[str, object] = {}
        self._domains: list[Option] = []
        self._need_id: UUID | None = None
        self._need = FavoritesField(len(_NEEDS_FIRST))
        self._hopes = ChipRow(multiple=True)
        self._hopes.name(_("Often hoped for"))
        self._share = FavoritesField(len(_SHARED_FIRST), multiple=True)
        self.fields = {name: self._made(name) for name in (*MAIN, *DETAILS, OVERRIDE)}
        self._more = button(_("Add details"), Weight.QUIET, "plus")
        self._lay_out()
        self._connect()
        for list_name in ("need_domain", SHARED_LIST, "referral_handoff"):
            desk.ask(codes.choices, list_name, then=partial(self._offer, list_name))
        self.fields[SHARED].set_value(USUAL)
        self.fields["handoff"].set_value(ReferralDraft.model_fields["handoff"].default)

    def _made(self, name: str) -> LabeledField:
        if name == NEED:
            return LabeledField(_("Need"), self._need)
        if name == SHARED:
            hint = _("With needs go the reason and the hopes; with contact details, when they cannot come and why.")
            return LabeledField(_("What is shared"), self._share, hint=hint)
        if name == "urgency":
            hint = _("Left empty, as long as the setting says.")
            options = [Option(urgency.value, sentence_case(_(said))) for urgency, said in URGENCIES.items()]
            return LabeledField(_("Acknowledge"), ChoiceField(options), hint=hint)
        spec = spec_of(SendDraft if name == OVERRIDE else ReferralDraft, name)
        return labeled(spec, self._finder, self._desk.zone)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(14)
        for name in (*MAIN, OVERRIDE):
            column.addWidget(self.fields[name])
            if name == HOPED:
                column.addWidget(self._hopes)
        column.addWidget(self._more)
        for name in DETAILS:
            column.addWidget(self.fields[name])
            self.fields[name].hide()
        self.fields[OVERRIDE].hide()

    def _connect(self) -> None:
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self._more.clicked.connect(self.show_details)
        self._hopes.chosen.connect(self._hoped)
        self._offer_hopes()
        self.fields[PERSON].changed.connect(self._person_changed)
        self.fields[NEED].changed.connect(self._need_changed)
        self.fields[SHARED].changed.connect(self.asked_anew)

    @property
    def person(self) -> UUID | None:
        """Who is referred."""
        value = self.fields[PERSON].value()
        return value if isinstance(value, UUID) else None

    @property
    def domain(self) -> str:
        """The kind of need."""
        return str(self.fields[NEED].value() or "")

    @property
    def shared(self) -> tuple[str, ...]:
        """The categories of what is shared."""
        value = self.fields[SHARED].value()
        return tuple(value) if isinstance(value, tuple) else ()

    @property
    def need_id(self) -> UUID | None:
        """The open need of this person that was chosen, if it was noted before."""
        return self._needs.get(self.domain)

    def need(self) -> NeedDraft | None:
        """The need to be noted first; None where it is known, or nobody is named."""
        if self.person is None or not self.domain or self.need_id is not None:
            return None
        return NeedDraft(person_id=self.person, domain=self.domain)

    def need_label(self) -> str:
        """The need in words."""
        return next((option.label for option in self._domains if option.value == self.domain), "")

    def begin(self) -> None:
        """Put the cursor where one begins."""
        first = PERSON if self.person is None else "reason" if self.domain else NEED
        self.fields[first].field.editor().setFocus()

    def begin_hopes(self) -> None:
        """Put the cursor where one chooses what is hoped for."""
        self._hopes.setFocus()

    def fill(self, start: Mapping[str, object]) -> None:
        """Begin with these values."""
        need = start.get("need_id")
        self._need_id = need if isinstance(need, UUID) else None
        for name, value in start.items():
            if name in self.fields and answered(value):
                self.fields[name].set_value(tuple(value) if isinstance(value, list) else value)
                if name in DETAILS:
                    self.show_details()
            elif name in ("officer_id", "lead_door") and answered(value):
                self._quiet[name] = value
        self._look_for_needs()

    def values(self) -> dict[str, object]:
        """What the draft is to be made of, need and service aside."""
        given = {name: field.value() for name, field in self.fields.items() if name not in (NEED, OVERRIDE)}
        if self.person is not None:
            given["anonymous_reason"] = None
        listed = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
        return self._quiet | {name: value for name, value in listed.items() if answered(value)}

    def override(self) -> str:
        """Why it is sent although there is no room."""
        return str(self.fields[OVERRIDE].value() or "")

    def kept(self) -> dict[str, object]:
        """The answers as they are kept unsent."""
        return {name: kept_value(field.field) for name, field in self.fields.items()}

    def show_kept(self, kept: Mapping[str, object]) -> None:
        """Show answers that were kept unsent."""
        for name, field in self.fields.items():
            answer = Answer.CODES if name in (NEED, SHARED) else self._answer(name)
            if name in kept:
                show_kept(field.field, answer, kept[name])
        if any(answered(kept.get(name)) for name in DETAILS):
            self.show_details()
        self._look_for_needs()

    def check(self) -> bool:
        """Whether every answer can be used; the first that cannot gets the focus."""
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].field.editor().setFocus()
        return not wrong

    def show_problem(self, name: str, sentence: str, *, focus: bool) -> bool:
        """Say it beside its field; False when it has none here."""
        field = self.fields.get(NEED if name == "need_id" else name)
        if field is None:
            return False
        if name in DETAILS:
            self.show_details()
        field.show()
        field.show_problem(sentence, focus=focus)
        return True

    def show_details(self) -> None:
        """Ask for more than most referrals need."""
        self._more.hide()
        for name in DETAILS:
            self.fields[name].show()

    def _answer(self, name: str) -> Answer:
        return spec_of(SendDraft if name == OVERRIDE else ReferralDraft, name).answer

    def _person_changed(self) -> None:
        self._need_id = None
        self._look_for_needs()

    def _look_for_needs(self) -> None:
        self._offer_hopes()
        self._needs = {}
        self.fields["anonymous_reason"].setVisible(self.person is None)
        if self.person is not None:
            known = partial(self._needs_came, self.person)
            self._desk.ask(needs.needs_of, self.person, open_only=True, then=known, otherwise=self._no_needs)
        self.asked_anew.emit()

    def _needs_came(self, person: UUID, lines: Iterable[NeedLine]) -> None:
        if person != self.person:
            return
        self._needs = {line.domain: line.id for line in lines}
        wanted = next((domain for domain, id in self._needs.items() if id == self._need_id), None)
        self._offer_domains()
        if wanted is not None:
            self.fields[NEED].set_value(wanted)
            self._offer_hopes()
        self.asked_anew.emit()

    def _no_needs(self, error: CaseError) -> None:
        self.refused.emit(error)

    def _offer_hopes(self) -> None:
        """Offer what is often hoped for with this need; what was chosen stays in the field."""
        self._hopes.set_options([Option(_(text), _(text)) for text in hopes_for(self.domain)])
        self._hopes.set_values(self._written())

    def _written(self) -> tuple[str, ...]:
        value = self.fields[HOPED].value()
        return value if isinstance(value, tuple) else ()

    def _hoped(self) -> None:
        offered = {chip.value for chip in self._hopes.chips()}
        own = [text for text in self._written() if text not in offered]
        self.fields[HOPED].set_value((*own, *self._hopes.values())[:MOST_HOPES])
        self._hopes.set_values(self._written())
        self.changed.emit()

    def _need_changed(self) -> None:
        self._need_id = None
        self._offer_hopes()
        self.asked_anew.emit()

    def _offer(self, list_name: str, choices: Sequence[Choice]) -> None:
        options = [Option(choice.code, sentence_case(choice.label)) for choice in choices if choice.active]
        if list_name == "need_domain":
            self._domains = options
            self._offer_domains()
        elif list_name == SHARED_LIST:
            self._share.set_options(options, _SHARED_FIRST)
        else:
            handoff = self.fields["handoff"].field
            if isinstance(handoff, ChoiceField):
                handoff.set_options(options)

    def _offer_domains(self) -> None:
        self._need.set_options(self._domains, [*self._needs, *_NEEDS_FIRST])
