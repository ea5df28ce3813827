"""The directory page: services to look through, one opened from them, and over both the import."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.kind import KINDS
from casemgr.i18n import _
from casemgr.records import directory
from casemgr.records.directory import ServiceDraft
from casemgr.services.hsds.report import ImportReport
from ui.desk import UiDesk
from ui.directory.detail import Detail
from ui.directory.importing import Importing
from ui.directory.service_list import ServiceList
from ui.form import Form
from ui.labels import Labels
from ui.page import Go, Page
from ui.panes import TwoPanes
from ui.widgets.card import Card

KIND = "services"


class DirectoryPage(Page):
    """Who can help, whether they can now, and how far the entry can be trusted."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        labels = Labels(desk, self)
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.list = ServiceList(desk)
        self.detail = Detail(desk, labels)
        self.panes = TwoPanes(self.list, self.detail, self._stack)
        self.importing = Importing(desk, self._stack)
        self.form: Form | None = None
        self._form_card = Card(self._stack)
        for widget in (self.panes, self.importing, self._form_card):
            self._stack.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.list.reached.connect(self.detail.open)
        self.list.chosen.connect(self._choose)
        self.list.importing.connect(self.begin_import)
        self.list.adding.connect(self._begin_new)
        self.list.refused.connect(self.trouble)
        self.detail.did.connect(self.said)
        self.detail.go.connect(self.go)
        self.detail.refused.connect(self.trouble)
        self.importing.brought.connect(self._brought)
        self.importing.left.connect(self.back)
        self.panes.turned.connect(self.renamed)

    @property
    def title(self) -> str:
        if self._stack.currentWidget() is self.importing:
            return _("Import a directory")
        if self.form is not None:
            return _("New: {kind}").format(kind=_(KINDS[KIND].one))
        return _("Directory")

    @property
    def line(self) -> str:
        return "" if self._over() else _("Who can help, and whether they can now")

    def refresh(self, changes: Changes) -> None:
        if changes.of(KIND, "organizations"):
            self.list.reload()
        self.detail.refresh(changes)

    def open(self, id: UUID) -> None:
        self._uncover()
        self.list.choose(id)
        self.detail.open(id)
        self.panes.show_second()

    def begin(self, start: Mapping[str, object]) -> None:
        if not self.desk.actor.may(May.EDIT_DIRECTORY):
            self.trouble(CaseError(_("You cannot add a service here.")))
            return
        self._uncover()
        self.form = Form(self.desk, ServiceDraft, directory.add_service, KIND)
        self.form.fill(start)
        self.form.saved.connect(self._added)
        self.form.left.connect(self.back)
        self._form_card.box.addWidget(self.form)
        self._stack.setCurrentWidget(self._form_card)
        self.form.begin()
        self.renamed.emit()

    def begin_import(self) -> None:
        """Show the import."""
        self._stack.setCurrentWidget(self.importing)
        self.importing.file.setFocus()
        self.renamed.emit()

    def back(self) -> bool:
        if self._over():
            self._uncover()
            self.list.search.setFocus()
            return True
        return self.panes.back()

    def can_go_back(self) -> bool:
        return self._over() or self.panes.can_go_back()

    def keep(self) -> None:
        self.detail.keep()
        if self.form is not None:
            self.form.keep()

    def here(self) -> Go | None:
        return Go(KIND, new=True) if self.form is not None else Go(KIND, self.detail.id)

    def _over(self) -> bool:
        """Whether something lies over the list."""
        return self._stack.currentWidget() is not self.panes

    def _uncover(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            form.keep()
            self._form_card.box.removeWidget(form)
            form.hide()
            form.deleteLater()
        if self._over():
            self._stack.setCurrentWidget(self.panes)
            self.renamed.emit()

    def _begin_new(self) -> None:
        self.begin({})

    def _choose(self, id: UUID) -> None:
        self.detail.open(id)
        self.panes.show_second()

    def _added(self, id: object) -> None:
        if isinstance(id, UUID):
            self.open(id)
            self.said.emit(_("{kind} saved").format(kind=_(KINDS[KIND].one)))

    def _brought(self, report: ImportReport) -> None:
        self.list.look()
        self.said.emit(_("Brought in: {file}").format(file=report.file))
