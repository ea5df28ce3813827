"""The general page of a kind: its list, and over it the form of one record or of a new one."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.kind import Kind
from casemgr.i18n import _
from casemgr.services.sheets import Sheet
from ui.desk import UiDesk
from ui.labels import Labels
from ui.leaving.sheet import SheetDialog
from ui.page import Go, Page
from ui.record_list import RecordList
from ui.record_pane import RecordPane


class ListPage(Page):
    """Works for every kind; a kind people work in daily has a page of its own instead."""

    def __init__(self, desk: UiDesk, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._kind = kind
        labels = Labels(desk, self)
        self.list = RecordList(desk, kind, labels)
        self.pane = RecordPane(desk, kind, labels)
        self._stack = QStackedWidget()
        self._home: QWidget = self.list
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.list.chosen.connect(self.open)
        self.list.wanted.connect(self._begin)
        self.list.sheet.connect(self._show_sheet)
        self.list.refused.connect(self.trouble)
        self.pane.saved.connect(self._saved)
        self.pane.left.connect(self.back)
        self.pane.renamed.connect(self._show_pane)
        self.pane.moved.connect(self.renamed)
        self.pane.refused.connect(self.trouble)
        self.pane.go.connect(self.go)
        self.pane.did.connect(self.said)

    def set_home(self, home: QWidget) -> None:
        """Show this in the place of the list; the list lies within it."""
        self._home = home
        self._stack.insertWidget(0, home)
        self._stack.setCurrentWidget(home)

    @property
    def title(self) -> str:
        return self.pane.title if self.can_go_back() else _(self._kind.title)

    @property
    def line(self) -> str:
        return self.pane.line if self.can_go_back() else ""

    def refresh(self, changes: Changes) -> None:
        if changes.of(self._kind.name):
            self.list.reload()
        if self.can_go_back():
            self.pane.refresh(changes)

    def open(self, id: UUID) -> None:
        self.keep()
        self.pane.open(id)

    def take_up(self, act: str) -> None:
        self.pane.take_up(act)

    def begin(self, start: Mapping[str, object]) -> None:
        self.keep()
        self.pane.begin(start)

    def keep(self) -> None:
        if self.can_go_back():
            self.pane.keep()

    def can_go_back(self) -> bool:
        return self._stack.currentWidget() is self.pane

    def back(self) -> bool:
        if not self.can_go_back():
            return False
        self.pane.keep()
        if self.pane.id is not None:
            self.list.choose(self.pane.id)
        self._stack.setCurrentWidget(self._home)
        self.pane.clear()
        self.list.view.setFocus()
        self.renamed.emit()
        return True

    def here(self) -> Go | None:
        return self.pane.here() if self.can_go_back() else Go(self._kind.name)

    def _begin(self) -> None:
        self.begin({})

    def _show_sheet(self, sheet: Sheet) -> None:
        shown = SheetDialog(self.desk, sheet, self)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.said.connect(self.said)
        shown.open()

    def _show_pane(self) -> None:
        self._stack.setCurrentWidget(self.pane)
        self.renamed.emit()
        if self.pane.form is not None:
            self.pane.form.begin()

    def _saved(self, id: object) -> None:
        if isinstance(id, UUID):
            self.list.choose(id)
        self.back()
        self.said.emit(_("{kind} saved").format(kind=_(self._kind.one)))
