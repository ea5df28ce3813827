"""A consent recorded while a referral is written: for its service, for what it shares, for its purpose."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core.draft import checked, spec_of
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.record import new_id
from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.consents import ConsentDraft, Method
from casemgr.records.consents.signatures import as_text
from casemgr.services import sharing
from ui.desk import UiDesk
from ui.fields.ref import Finder
from ui.form_values import answered, kept_value, show_kept
from ui.referrals.paper_form import PaperForm
from ui.referrals.parts import fields_of, part_of
from ui.widgets.button import Weight, button
from ui.widgets.signature import SignatureBox

FOR_A_MINOR = ("given_by", "assent")
ASKED = (*FOR_A_MINOR, "method", "witness", "signed_name", "not_a_condition_of_service", "expires_on")


@dataclass(frozen=True)
class About:
    """Who is told what by whom: a consent given for one of these is none for another."""

    person: UUID | None = None
    service: UUID | None = None
    shared: tuple[str, ...] = ()


class Recording(QWidget):
    """`recorded` tells that it stands, `changed` that something was typed; `refused` a CaseError of no field."""

    changed = Signal()
    recorded = Signal()
    left = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._about = About()
        self._purpose = ""
        self._minor = False
        self._id = new_id()
        self.fields = fields_of(ConsentDraft, ASKED, finder, desk)
        self.signature = SignatureBox()
        self._save = button(_("Keep this consent"), Weight.SECONDARY, "check")
        self._leave = button(_("Leave it"), Weight.QUIET)
        self.on_paper = button(_("Form on paper…"), Weight.QUIET, "printer")
        asked: list[QWidget] = list(self.fields.values())
        asked.insert(ASKED.index("signed_name"), self.signature)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(part_of(asked, (self._save, self.on_paper, self._leave)))
        self._save.clicked.connect(self.save)
        self._leave.clicked.connect(self._put_away)
        self.on_paper.clicked.connect(self._show_form)
        self.fields["method"].changed.connect(self._show_method)
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self._show_method()

    def be_about(self, about: About, purpose: str) -> None:
        """Record for this; a signature was given for what was asked before."""
        self._purpose = purpose
        if about != self._about:
            self.signature.pad.clear()
            if about.person != self._about.person:
                self.empty()
            self._about = about

    def be_for(self, *, minor: bool) -> None:
        """Ask for a guardian and the young person's own yes, or not."""
        self._minor = minor
        self._show_method()

    def begin(self) -> None:
        """Put the cursor where one begins."""
        next(field for field in self.fields.values() if not field.isHidden()).field.editor().setFocus()

    def kept(self) -> dict[str, object]:
        """The answers as they are kept unsent; who signs, signs in one go."""
        return {name: kept_value(field.field) for name, field in self.fields.items()}

    def show_kept(self, written: Mapping[str, object]) -> None:
        """Show what was kept."""
        for name in ASKED:
            show_kept(self.fields[name].field, spec_of(ConsentDraft, name).answer, written.get(name))
        self._show_method()
        self.show()

    @property
    def on_screen(self) -> bool:
        """Whether they sign on the screen."""
        return self.fields["method"].value() == Method.ELECTRONIC

    def save(self) -> None:
        """Record the consent."""
        fields = [field for field in self.fields.values() if not field.isHidden()]
        if not all([field.check(final=True) for field in fields]):
            return
        if self.on_screen and not self.signature.strokes() and not answered(self.fields["signed_name"].value()):
            sentence = _("Have them sign in the box, or type their name.")
            self.fields["signed_name"].show_problem(sentence, focus=True)
            return
        then = partial(self._record, self._about)
        self._desk.ask(sharing.recipient_of, self._about.service, then=then, otherwise=self._refused)

    def empty(self) -> None:
        """Put it away, with nothing in it."""
        self._id = new_id()
        self.hide()
        for field in self.fields.values():
            field.set_value(None)
        self.signature.pad.clear()
        self.fields["method"].set_value(Method.WRITTEN.value)
        self._show_method()

    def _put_away(self) -> None:
        self.hide()
        self.left.emit()

    def _show_form(self) -> None:
        if self._about.service is not None:
            form = PaperForm(self._desk, self._about.service, self._about.shared, self)
            form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            form.open()

    def _show_method(self) -> None:
        """Ask only what this person and this way of giving consent need."""
        for name in FOR_A_MINOR:
            self.fields[name].setVisible(self._minor)
        self.fields["witness"].setVisible(self.fields["method"].value() == Method.VERBAL)
        self.fields["signed_name"].setVisible(self.on_screen)
        self.on_paper.setVisible(self.fields["method"].value() == Method.WRITTEN)
        self.signature.setVisible(self.on_screen)

    def _record(self, about: About, organization: UUID | None) -> None:
        if about != self._about:
            return
        given = {name: field.value() for name, field in self.fields.items() if not field.isHidden()}
        given["signature"] = as_text(self.signature.strokes()) if self.on_screen else None
        values: dict[str, object] = {name: value for name, value in given.items() if answered(value)}
        values |= {"id": self._id, "person_id": about.person, "categories": list(about.shared)}
        values |= {"recipient_ids": [organization] if organization else [], "purposes": [self._purpose]}
        try:
            draft = checked(ConsentDraft, values)
        except Invalid as wrong:
            self._refused(wrong)
            return
        self._desk.do(consents.record_consent, draft, then=self._recorded, otherwise=self._refused)

    def _recorded(self, _id: object) -> None:
        self.empty()
        self.recorded.emit()

    def _refused(self, error: CaseError) -> None:
        if not isinstance(error, Invalid):
            self.refused.emit(error)
            return
        rest = []
        for problem in error.problems:
            field = self.fields.get(problem.field)
            if field is not None:
                field.show_problem(problem.sentence)
            else:
                rest.append(problem.sentence)
        if rest:
            self.refused.emit(CaseError(" ".join(rest)))
