"""One record of any kind: its form where it may be changed, else its answers to be read."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casemgr.core import general
from casemgr.core.amendments import Amendment, amendments
from casemgr.core.draft import Draft
from casemgr.core.errors import CaseError
from casemgr.core.general import Reading
from casemgr.core.kind import Kind
from casemgr.i18n import _
from ui.corrections import Corrections
from ui.desk import UiDesk
from ui.form import Form
from ui.labels import Labels
from ui.narrative.form import KIND, FormCheck
from ui.page import Go
from ui.reading_view import ReadingView
from ui.rights import allowed, makeable
from ui.widgets.card import Card


class RecordPane(Card):
    """`saved` tells the id, `left` that the user went away, `renamed` that the title is another."""

    saved = Signal(object)
    left = Signal()
    renamed = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, kind: Kind, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._labels = labels
        self._shown: QWidget | None = None
        self._id: UUID | None = None
        self._start: Mapping[str, object] = {}
        self.corrections = Corrections(desk, labels, kind)
        self.box.addWidget(self.corrections)
        self.title = ""
        self.line = ""

    @property
    def id(self) -> UUID | None:
        """The record shown; None for a new one."""
        return self._id

    @property
    def form(self) -> Form | None:
        """The form, where one is shown."""
        return self._shown if isinstance(self._shown, Form) else None

    def open(self, id: UUID) -> None:
        """Show a record."""
        self._id = id
        self._desk.ask(general.reading, self._kind.name, id, then=self._read, otherwise=self.refused.emit)

    def begin(self, start: Mapping[str, object]) -> None:
        """Begin a new record with these values."""
        if self._kind.new is None or not makeable(self._desk.actor, self._kind):
            self.refused.emit(CaseError(_("You cannot begin a record of this kind here.")))
            return
        self._id, self._start = None, start
        form = Form(self._desk, cast(type[Draft], self._kind.draft), self._kind.new, self._kind.name)
        form.fill(start)
        self._check(form, start)
        self._show(form, _("New: {kind}").format(kind=_(self._kind.one)), "")

    def keep(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.keep()

    def clear(self) -> None:
        """Show nothing, and forget what was shown."""
        if self._shown is not None:
            self.box.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = None

    def here(self) -> Go:
        """What to come back to."""
        return Go(self._kind.name, self._id, new=self._id is None, start=self._start)

    def _corrected(self, made: tuple[Amendment, ...]) -> None:
        self.corrections.show_amendments(made)

    def _read(self, reading: Reading) -> None:
        if reading.id != self._id:
            return
        if self._kind.versions is not None:
            self._desk.ask(amendments, self._kind.name, reading.id, then=self._corrected, otherwise=self.refused.emit)
        shown = self._form_of(reading)
        if shown is None:
            shown = ReadingView(self._desk, self._labels)
            shown.setAccessibleName(_(self._kind.one))
            shown.left.connect(self.left)
            shown.show_reading(reading)
        self._show(shown, reading.title, reading.number or _(self._kind.one))

    def _form_of(self, reading: Reading) -> Form | None:
        """The form to change a record; None where it is only to be read."""
        kind, amend = self._kind, self._kind.amend
        if kind.draft is None or amend is None or not allowed(self._desk.actor, amend):
            return None
        draft = cast(type[Draft], kind.draft)
        form = Form(self._desk, draft, amend, f"{kind.name}.amend", seen=reading)
        self._check(form, reading.values)
        return form

    def _check(self, form: Form, values: Mapping[str, object]) -> None:
        if self._kind.name == KIND:
            FormCheck(self._desk, form, values)

    def _show(self, shown: QWidget, title: str, line: str) -> None:
        self.clear()
        self.corrections.hide()
        self._shown = shown
        self.title, self.line = title, line
        self.box.addWidget(shown)
        if isinstance(shown, Form):
            shown.saved.connect(self.saved)
            shown.left.connect(self.left)
            shown.begin()
        self.renamed.emit()
