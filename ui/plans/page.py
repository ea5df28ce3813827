"""Response plans: the list, and over it first the patrol card, then the plan itself."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from casemgr.core.changes import Changes
from casemgr.core.kind import KINDS
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.page import Go
from ui.plans.card import CardView

KIND = "plans"


class PlansPage(ListPage):
    """Whatever leads to a plan leads to its card; the plan with its steps is one press further."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, KINDS[KIND], parent)
        self.card = CardView(desk, _("Open the plan"))
        self._stack.addWidget(self.card)
        self.card.onward.connect(self._open_plan)
        self.card.refused.connect(self.trouble)

    @property
    def title(self) -> str:
        return _("Patrol card") if self.on_card() else super().title

    @property
    def line(self) -> str:
        return _("Each opening is written down.") if self.on_card() else super().line

    def on_card(self) -> bool:
        """Whether the card is what is shown."""
        return self._stack.currentWidget() is self.card

    def open(self, id: UUID) -> None:
        self.keep()
        self._stack.setCurrentWidget(self.card)
        self.card.open(id)
        self.renamed.emit()

    def take_up(self, act: str) -> None:
        self._open_plan()
        super().take_up(act)

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if self.on_card() and self.card.id is not None and changes.has(KIND, self.card.id):
            self.card.open(self.card.id)

    def keep(self) -> None:
        if not self.on_card():
            super().keep()

    def can_go_back(self) -> bool:
        return self.on_card() or super().can_go_back()

    def back(self) -> bool:
        if not self.on_card():
            return super().back()
        self._stack.setCurrentWidget(self.list)
        self.list.view.setFocus()
        self.renamed.emit()
        return True

    def here(self) -> Go | None:
        return Go(KIND, self.card.id) if self.on_card() else super().here()

    def _open_plan(self) -> None:
        if self.card.id is not None:
            super().open(self.card.id)
