"""One record of any kind: its form or its answers, what can be done with it, and what belongs to it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core import general
from casemgr.core.acts import ACTS, Act
from casemgr.core.amendments import Amendment, amendments
from casemgr.core.changes import Changes
from casemgr.core.draft import Draft, specs
from casemgr.core.errors import CaseError
from casemgr.core.general import Reading
from casemgr.core.kind import Kind
from casemgr.i18n import _
from casemgr.services.sheets import Sheet
from ui.attachments.panel import AttachmentsPanel
from ui.corrections import Corrections
from ui.desk import UiDesk
from ui.form import Form
from ui.labels import Labels
from ui.leaving.sheet import SheetDialog
from ui.narrative.form import KIND, FormCheck
from ui.page import Go
from ui.reading_view import ReadingView
from ui.record_acts import RecordActs
from ui.record_sections import RecordSections
from ui.rights import allowed, makeable
from ui.widgets.card import Card
from ui.wording import sentence_case


class RecordPane(Card):
    """`saved` tells the id, `left` that the user went away, `renamed` that the title is another.

    `did` says what was done with the record, which stays open; `moved` that it stands elsewhere by another's hand;
    `go` tells where another record is.
    """

    saved = Signal(object)
    left = Signal()
    did = Signal(str)
    moved = Signal()
    go = Signal(object)
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
        self._reading: Reading | None = None
        self._act: Act | None = None
        self._take_up = ""
        self.acts = RecordActs(desk)
        self.corrections = Corrections(desk, labels, kind)
        self.sections = RecordSections()
        self.attachments = AttachmentsPanel(desk)
        self._body = QHBoxLayout()
        self._body.setSpacing(20)
        beside = QVBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self.sections, 3)
        beside.addWidget(self.attachments, 2)
        self._body.addLayout(beside, 2)
        self.box.addWidget(self.acts)
        self.box.addWidget(self.corrections)
        self.box.addLayout(self._body, 1)
        self.acts.chosen.connect(self._begin_act)
        self.acts.sheet.connect(self._show_sheet)
        self.sections.go.connect(self.go)
        self.attachments.said.connect(self.did)
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
        self._id, self._take_up = id, ""
        self._ask()

    def take_up(self, act: str) -> None:
        """Go on with this act once the record that is being opened is there."""
        self._take_up = act

    def refresh(self, changes: Changes) -> None:
        """Something was saved: what stands around the form is read anew, and never what is being typed."""
        self.attachments.refresh(changes)
        if self._id is not None and self._act is None and changes.touched:
            self._desk.ask(general.reading, self._kind.name, self._id, then=self._read_around)

    def _ask(self) -> None:
        self._desk.ask(general.reading, self._kind.name, self._id, then=self._read, otherwise=self.refused.emit)

    def begin(self, start: Mapping[str, object]) -> None:
        """Begin a new record with these values."""
        if self._kind.new is None or not makeable(self._desk.actor, self._kind):
            self.refused.emit(CaseError(_("You cannot begin a record of this kind here.")))
            return
        self._id, self._start, self._reading, self._act = None, start, None, None
        self.acts.clear()
        self.attachments.clear()
        self.sections.show_sections(())
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
            self._body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = None

    def here(self) -> Go:
        """What to come back to."""
        doing = self._act.name if self._act is not None else ""
        return Go(self._kind.name, self._id, new=self._id is None, start=self._start, act=doing)

    def _corrected(self, made: tuple[Amendment, ...]) -> None:
        self.corrections.show_amendments(made)

    def _read(self, reading: Reading) -> None:
        if reading.id != self._id:
            return
        self._reading, self._act = reading, None
        self.acts.show_reading(reading)
        self.sections.show_sections(reading.sections)
        self.attachments.show_record(self._kind.name, reading.id)
        if self._take_up in reading.acts:
            self._begin_act(ACTS[self._kind.table][self._take_up])
            return
        if self._kind.versions is not None:
            self._desk.ask(amendments, self._kind.name, reading.id, then=self._corrected, otherwise=self.refused.emit)
        shown = self._form_of(reading)
        if shown is None:
            shown = ReadingView(self._desk, self._labels)
            shown.setAccessibleName(_(self._kind.one))
            shown.left.connect(self.left)
            shown.show_reading(reading)
        self._show(shown, _name(reading), self._line(reading))

    def _line(self, reading: Reading) -> str:
        """What stands under the title: its number, else its kind, and where it stands."""
        said = (reading.number or _(self._kind.one), sentence_case(reading.status))
        return " · ".join(part for part in said if part)

    def _read_around(self, reading: Reading) -> None:
        if reading.id == self._id and self._act is None and self._reading is not None:
            self._reading = replace(self._reading, acts=reading.acts, status=reading.status, sections=reading.sections)
            self.acts.show_reading(self._reading)
            self.sections.show_sections(reading.sections)
            self.line = self._line(reading)
            self.moved.emit()

    def _begin_act(self, act: Act) -> None:
        """Ask what the act asks; one that asks nothing is done at once."""
        reading = self._reading
        if reading is None:
            return
        self.keep()
        if not specs(act.draft):
            done = partial(self._acted, act)
            self._desk.do(act.command, reading.id, act.draft(), then=done, otherwise=self.refused.emit)
            return
        self._act, self._take_up = act, ""
        form = Form(
            self._desk,
            act.draft,
            act.command,
            f"{self._kind.name}.{act.name}",
            record=reading.id,
            before=(reading.id,),
            save=_(act.title),
        )
        form.saved.connect(partial(self._acted, act))
        form.left.connect(self._ask)
        self.acts.hide()
        self._put(form, f"{_(act.title)} · {_name(reading)}", self._line(reading))
        form.begin()

    def _acted(self, act: Act, _result: object) -> None:
        self._act = None
        self.did.emit(_("{act}: saved").format(act=_(act.title)))
        self._ask()

    def _show_sheet(self, sheet: Sheet) -> None:
        if self._reading is not None:
            shown = SheetDialog(self._desk, sheet, self, self._reading.id, self._reading.number)
            shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            shown.said.connect(self.did)
            shown.open()

    def _form_of(self, reading: Reading) -> Form | None:
        """The form to change a record; None where it is only to be read."""
        kind, amend = self._kind, self._kind.amend
        if kind.draft is None or amend is None or reading.fixed or not allowed(self._desk.actor, amend):
            return None
        draft = cast(type[Draft], kind.draft)
        form = Form(self._desk, draft, amend, f"{kind.name}.amend", seen=reading)
        self._check(form, reading.values)
        return form

    def _check(self, form: Form, values: Mapping[str, object]) -> None:
        if self._kind.name == KIND:
            FormCheck(self._desk, form, values)

    def _show(self, shown: QWidget, title: str, line: str) -> None:
        if isinstance(shown, Form):
            shown.saved.connect(self.saved)
            shown.left.connect(self.left)
        self._put(shown, title, line)
        if isinstance(shown, Form):
            shown.begin()

    def _put(self, shown: QWidget, title: str, line: str) -> None:
        self.clear()
        self.corrections.hide()
        self._shown = shown
        self.title, self.line = title, line
        self._body.insertWidget(0, shown, 3)
        self.attachments.come_last()
        self.renamed.emit()


def _name(reading: Reading) -> str:
    """How a record is named without its number, which stands in the line under it, as a heading."""
    return sentence_case(reading.title.removeprefix(reading.number).strip(" ·") or reading.title)
