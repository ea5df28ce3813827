"""A button that says someone has a response plan, and leads to its card; without a plan it is not there."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.i18n import _
from casemgr.records import plans
from casemgr.records.plans import Guidance, PlanMark
from ui.desk import UiDesk
from ui.page import Go
from ui.widgets.button import Weight, button

KIND = "plans"


class PlanButton(QWidget):
    """`go` tells where the card is, `found` the PlanMark of whoever is shown, None where they have no plan."""

    go = Signal(object)
    found = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: UUID | None = None
        self.mark: PlanMark | None = None
        self.press = button(_("Patrol card"), Weight.SECONDARY, "shield-check")
        self.press.clicked.connect(self._go)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.press)
        self.hide()

    def show_person(self, person: UUID | None) -> None:
        """Look whether this person has a plan; looking opens nothing."""
        self._person, self.mark = person, None
        self.hide()
        if person is not None and self._desk.actor.may(May.READ_CRISIS):
            self._desk.ask(plans.plan_of, person, then=partial(self._came, person))

    def _came(self, person: UUID, mark: PlanMark | None) -> None:
        if person != self._person:
            return
        self.mark = mark
        if mark is not None:
            guides = mark.guidance is Guidance.GUIDES
            self.press.setText(_("Patrol card") if guides else _("Patrol card (no guidance)"))
        self.setVisible(mark is not None)
        self.found.emit(mark)

    def _go(self) -> None:
        if self.mark is not None:
            self.go.emit(Go(KIND, self.mark.id))
