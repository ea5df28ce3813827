"""Crisis encounters: the list, and over it a new one in chips; whoever has a response plan, their card first."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from casemgr.core.kind import KINDS
from casemgr.i18n import _
from casemgr.records.plans import PlanMark
from ui.crisis.entry import KIND, CrisisEntry
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.page import Go
from ui.plans.card import CardView
from ui.rights import makeable


class CrisisPage(ListPage):
    """The card of whoever is named comes before the questions; it is one press away while they are answered."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, KINDS[KIND], parent)
        self.entry: CrisisEntry | None = None
        self.card = CardView(desk, _("On to the entry"))
        self._stack.addWidget(self.card)
        self.card.onward.connect(self._to_entry)
        self.card.refused.connect(self.trouble)

    @property
    def title(self) -> str:
        if self.on_card():
            return _("Patrol card")
        return _("Crisis encounter") if self.on_entry() else super().title

    @property
    def line(self) -> str:
        if self.on_card():
            return _("Each opening is written down.")
        return "" if self.on_entry() else super().line

    def on_card(self) -> bool:
        """Whether the card of whoever is named is shown."""
        return self._stack.currentWidget() is self.card

    def on_entry(self) -> bool:
        """Whether a new encounter is being written down."""
        return self.entry is not None and self._stack.currentWidget() is self.entry

    def begin(self, start: Mapping[str, object]) -> None:
        if not makeable(self.desk.actor, KINDS[KIND]):
            super().begin(start)
            return
        self._put_away()
        self.entry = CrisisEntry(self.desk, start)
        self.entry.sealed.connect(self._sealed)
        self.entry.left.connect(self.back)
        self.entry.plan.found.connect(self._found)
        self.entry.plan.go.connect(self._open_card)
        self._stack.addWidget(self.entry)
        self._to_entry()

    def open(self, id: UUID) -> None:
        self._put_away()
        super().open(id)

    def keep(self) -> None:
        if self.entry is not None:
            self.entry.form.keep()
        if not (self.on_card() or self.on_entry()):
            super().keep()

    def can_go_back(self) -> bool:
        return self.on_card() or self.on_entry() or super().can_go_back()

    def back(self) -> bool:
        if self.on_card():
            self._to_entry()
            return True
        if not self.on_entry():
            return super().back()
        self._put_away()
        self._stack.setCurrentWidget(self.list)
        self.list.view.setFocus()
        self.renamed.emit()
        return True

    def here(self) -> Go | None:
        return Go(KIND, new=True) if self.entry is not None else super().here()

    def _found(self, mark: PlanMark | None) -> None:
        if mark is not None and self.on_entry():
            self._open_card(Go("plans", mark.id))

    def _open_card(self, there: Go) -> None:
        if there.id is not None:
            self._stack.setCurrentWidget(self.card)
            self.card.open(there.id)
            self.renamed.emit()

    def _to_entry(self) -> None:
        if self.entry is not None:
            self._stack.setCurrentWidget(self.entry)
            self.entry.form.begin()
            self.renamed.emit()

    def _sealed(self, id: object) -> None:
        self.said.emit(_("The encounter is sealed."))
        if isinstance(id, UUID):
            self.list.choose(id)
            self.open(id)

    def _put_away(self) -> None:
        """Keep what is being typed, and take its form away."""
        self.keep()
        if self.entry is not None:
            self._stack.removeWidget(self.entry)
            self.entry.hide()
            self.entry.deleteLater()
        self.entry = None
