"""Writing a crisis encounter down: chips for what was seen and done, times by a press, sealed at once."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.draft import spec_of
from casemgr.i18n import _
from casemgr.records import crisis
from casemgr.records.crisis import CrisisDraft
from ui.desk import UiDesk
from ui.fields.choice import CodesField
from ui.fields.labeled import LabeledField
from ui.form import Form
from ui.plans.mark import PlanButton
from ui.tokens import Text
from ui.widgets.card import Card
from ui.widgets.text import words

KIND = "crisis"
IN_CHIPS = ("natures", "behaviors", "techniques", "dispositions")
CHIPS = 20


class CrisisEntry(Card):
    """`sealed` tells the id, `left` that the user went away; `plan` has the PlanButton of whoever is named."""

    sealed = Signal(object)
    left = Signal()

    def __init__(self, desk: UiDesk, start: Mapping[str, object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: object = None
        own = {name: _chips(name) for name in IN_CHIPS}
        self.form = Form(desk, CrisisDraft, crisis.log_sealed, KIND, save=_("Seal"), own=own)
        self.plan = PlanButton(desk)
        head = QHBoxLayout()
        hint = _("What was seen and done, never what someone has. It is kept as you type, and sealed with one press.")
        head.addWidget(words(hint, Text.SECOND, wrap=True), 1)
        head.addWidget(self.plan)
        self.box.addLayout(head)
        self.box.addWidget(self.form, 1)
        self.form.fill(start)
        self.form.saved.connect(self.sealed)
        self.form.left.connect(self.left)
        self.form.fields.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look whether whoever is named now has a plan."""
        person = self.form.fields.field("person_id").value()
        if person != self._person:
            self._person = person
            self.plan.show_person(person if isinstance(person, UUID) else None)


def _chips(name: str) -> LabeledField:
    spec = spec_of(CrisisDraft, name)
    return LabeledField(_(spec.title), CodesField(chips=CHIPS), hint=_(spec.hint) if spec.hint else "")
