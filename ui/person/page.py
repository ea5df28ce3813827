"""People: the list with its look-alike search, and one person beside it."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.labels import Labels
from ui.log.present import split_name
from ui.page import Go, Page
from ui.panes import TwoPanes
from ui.person.pairs_dialog import PairsDialog
from ui.person.pane import KIND, PersonPane
from ui.person.people_list import PeopleList
from ui.widgets.toast import Toast

SHOWN = ("people", "contacts", "referrals", "followups", "consents", "households", "merges", "attachments")
"""Kinds whose changes may change what is shown of a person."""


class PeoplePage(Page):
    """What was typed to find someone begins the new entry when nobody is found."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        labels = Labels(desk, self)
        self.people = PeopleList(desk)
        self.person = PersonPane(desk, labels)
        self.panes = TwoPanes(self.people, self.person, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self.people.chosen.connect(self._choose)
        self.people.wanted.connect(self._begin_typed)
        self.people.refused.connect(self.trouble)
        self.people.same.clicked.connect(self._show_pairs)
        self.toast = Toast(self)
        self._merge: UUID | None = None
        self.toast.undone.connect(self._take_back)
        self.person.merged.connect(self._merged)
        self.person.go.connect(self._go)
        self.person.said.connect(self.said)
        self.person.refused.connect(self.trouble)
        self.panes.turned.connect(self.renamed)

    @property
    def title(self) -> str:
        return _("People")

    def refresh(self, changes: Changes) -> None:
        if changes.of(KIND):
            self.people.reload()
        if self.person.id is not None and changes.of(*SHOWN):
            self.person.open(self.person.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.people.search.setFocus()

    def open(self, id: UUID) -> None:
        self.person.open(id)
        self.people.choose(id)
        self.panes.show_second()

    def begin(self, start: Mapping[str, object]) -> None:
        self.person.begin(dict(start))
        self.panes.show_second()

    def back(self) -> bool:
        if self.person.close_form():
            self.renamed.emit()
            return True
        went = self.panes.back()
        if went:
            self.people.rows.setFocus()
        return went

    def can_go_back(self) -> bool:
        return self.person.form is not None or self.panes.can_go_back()

    def keep(self) -> None:
        self.person.keep()

    def here(self) -> Go | None:
        return Go(KIND, self.person.id)

    def _choose(self, id: UUID) -> None:
        self.person.open(id)
        self.panes.show_second()

    def _begin_typed(self, typed: str) -> None:
        given, family = split_name(typed)
        self.begin({"given": given, "family": family})

    def _show_pairs(self) -> None:
        dialog = PairsDialog(self.desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.refused.connect(self.trouble)
        dialog.compared.connect(self.person.same.compare)
        dialog.open()

    def _merged(self, merge: UUID) -> None:
        self._merge = merge
        self.toast.say(_("Merged into one entry"), undo=True)

    def _take_back(self) -> None:
        if self._merge is not None:
            self.person.same.unmerge(self._merge)

    def _go(self, there: Go) -> None:
        """Someone else on this page is opened here, everything else by the window."""
        if there.where == KIND and there.id is not None:
            self.open(there.id)
        else:
            self.go.emit(there)
