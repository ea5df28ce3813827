"""One person: head, what one does with them, timeline, details, households."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from casemgr.core import general
from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.core.general import Reading
from casemgr.i18n import N_, _
from casemgr.records import contacts, followups, people, referrals
from casemgr.records.people import PersonDraft
from casemgr.services import face_sheet
from casemgr.services.face_sheet import Entry, FaceSheet
from ui.attachments.panel import AttachmentsPanel, page_of
from ui.desk import UiDesk
from ui.form import Form
from ui.labels import Labels
from ui.look import current_look
from ui.page import Go
from ui.panes import Scrolled
from ui.person.consents import ConsentsDialog
from ui.person.face import Face
from ui.person.households import Households
from ui.person.papers import PapersDialog
from ui.person.promise_form import PromiseForm
from ui.person.same import Same
from ui.plans.mark import PlanButton
from ui.reading_view import ReadingView
from ui.rights import allowed
from ui.timeline import Timeline
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Elided
from ui.wording import say_short_day

KIND = "people"
LEAST = 230
"""The height, in pixels, under which the tabs do not shrink; rather all of it scrolls."""
ALL, NEW = "all", "new"
FILTERS = {
    ALL: N_("All"),
    "contacts": N_("Contacts"),
    "referrals": N_("Referrals"),
    "followups": N_("Follow-ups"),
    "consents": N_("Consents"),
}


class PersonPane(Card):
    """`go` tells where to go, `said` what was done, `merged` a merge just made, `refused` a CaseError."""

    go = Signal(object)
    said = Signal(str)
    refused = Signal(object)
    merged = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._labels = desk, labels
        self.id: UUID | None = None
        self._sheet: FaceSheet | None = None
        self._form: Form | None = None
        self._editing = QWidget()
        self._heading = Elided("", Text.RECORD)
        self.face = Face(desk)
        self.promise_form = PromiseForm(desk)
        self.same = Same(desk, labels)
        self.timeline = Timeline(desk, labels)
        self.filter = ChipRow(kept=True)
        self.filter.name(_("What to show"))
        self.reading = ReadingView(desk, labels)
        self.households = Households(desk, labels)
        self.attachments = AttachmentsPanel(desk)
        self.tabs = QTabWidget()
        self._lay_out()
        self.filter.chosen.connect(self._filter)
        self.timeline.opened.connect(self._go_to_entry)
        self.households.go.connect(self.go)
        self.attachments.said.connect(self.said)
        self.same.merged.connect(self._merged)
        self.same.unmerged.connect(self.open)
        self.same.said.connect(self.said)
        self.same.refused.connect(self.refused)
        self.promise_form.made.connect(self._promised)
        self.promise_form.left.connect(self._leave_promise)
        self.promise_form.refused.connect(self.refused)

    def _lay_out(self) -> None:
        events = QWidget()
        column = QVBoxLayout(events)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.timeline, 1)
        self.tabs.setAccessibleName(_("About this person"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(events, _("Timeline"))
        self.tabs.addTab(self.reading, _("Details"))
        self.tabs.addTab(self.households, _("Households"))
        self.tabs.addTab(page_of(self.attachments), _("Attachments"))
        self.tabs.setMinimumHeight(current_look().px(LEAST))
        self._stack = QStackedWidget(self)
        self.box.setContentsMargins(20, 20, 12, 20)
        self.box.addWidget(self._stack)
        self._shown = Scrolled(self._stack)
        for widget in (self.face, self.same, self._bar(), self.promise_form):
            self._shown.column.addWidget(widget)
        self._shown.column.addWidget(self.tabs, 1)
        self._stack.addWidget(EmptyState("users", _("Choose someone from the list, or find them by name.")))
        self._stack.addWidget(self._shown)
        self._stack.addWidget(self._editing)
        self._edited = QVBoxLayout(self._editing)
        self._edited.setContentsMargins(0, 0, 8, 0)
        self._edited.setSpacing(12)
        self._edited.addWidget(self._heading)

    def _bar(self) -> QWidget:
        self.contact = button(_("Contact"), Weight.PRIMARY, "plus")
        self.refer = button(_("Refer"), Weight.SECONDARY, "waypoints")
        self.promise = button(_("Follow-up"), Weight.SECONDARY, "calendar-plus")
        self.edit = button(_("Edit"), Weight.SECONDARY, "pencil")
        self.agreed = button(_("Consents"), Weight.SECONDARY, "shield-check")
        self.card = PlanButton(self._desk)
        self.card.go.connect(self.go)
        self.papers = button(_("Papers for them"), Weight.SECONDARY, "printer")
        verbs = (contacts.log_contact, referrals.draft_referral, followups.promise, people.amend_person)
        bar = QWidget()
        flow = FlowLayout(bar)
        for one, verb in zip((self.contact, self.refer, self.promise, self.edit), verbs, strict=True):
            flow.addWidget(one)
            one.setVisible(allowed(self._desk.actor, verb))
        flow.addWidget(self.agreed)
        flow.addWidget(self.papers)
        flow.addWidget(self.card)
        self.agreed.clicked.connect(self._open_consents)
        self.papers.clicked.connect(self._open_papers)
        self.contact.clicked.connect(partial(self._begin, "log"))
        self.refer.clicked.connect(partial(self._begin, "referrals"))
        self.promise.clicked.connect(self._ask_promise)
        self.edit.clicked.connect(self._ask_values)
        return bar

    @property
    def form(self) -> Form | None:
        """The form, while someone is being changed or added."""
        return self._form

    def open(self, id: UUID) -> None:
        """Show a person; what is being typed about another is kept."""
        another = id != self.id
        if another:
            self.close_form()
            self.promise_form.hide()
        self.id = id
        self._desk.ask(face_sheet.of_person, id, then=partial(self._show, id), otherwise=self._refused)
        if another:
            self._desk.do(people.look_at, id, otherwise=self._refused)

    def begin(self, start: dict[str, object]) -> None:
        """Ask about someone new."""
        self.close_form()
        self.id = None
        form = Form(self._desk, PersonDraft, people.add_person, KIND)
        form.fill(start)
        self._show_form(form, _("New person"))

    def keep(self) -> None:
        """Keep what is being typed."""
        if self._form is not None:
            self._form.keep()

    def close_form(self) -> bool:
        """Put the form away, its text kept; whether there was one."""
        form, self._form = self._form, None
        if form is None:
            return False
        form.keep()
        form.hide()
        form.deleteLater()
        self._stack.setCurrentIndex(0 if self.id is None else 1)
        return True

    def _show(self, asked: UUID, sheet: FaceSheet) -> None:
        if asked != self.id:
            return
        self.id = sheet.card.id  # Of an entry that was merged, the one it went into.
        self._sheet = sheet
        self.face.show_sheet(sheet)
        self._count(sheet)
        self._filter()
        self.households.show_person(sheet.card.id)
        self.attachments.show_record(KIND, sheet.card.id)
        self.same.show_person(sheet.card.id)
        self.card.show_person(sheet.card.id)
        self._desk.ask(general.reading, KIND, sheet.card.id, then=self._show_reading, otherwise=self._refused)
        self.edit.setEnabled(not sheet.card.withdrawn)
        if self._form is None:
            self._stack.setCurrentWidget(self._shown)

    def _count(self, sheet: FaceSheet) -> None:
        counts = {kind: sum(entry.kind == kind for entry in sheet.entries) for kind in FILTERS}
        counts[ALL] = len(sheet.entries)
        labels = {kind: f"{_(title)}  {counts[kind]}" for kind, title in FILTERS.items()}
        new = sum(sheet.is_new(entry) for entry in sheet.entries)
        if new and sheet.looked_at is not None:
            day = say_short_day(sheet.looked_at.astimezone(self._desk.zone).date(), self._desk.now().date())
            labels[NEW] = _("New since you last looked, {day}").format(day=day) + f"  {new}"
        chosen = self.filter.value() if self.filter.value() in labels else ALL
        self.filter.set_options([Option(kind, label) for kind, label in labels.items()])
        self.filter.set_value(chosen)

    def _filter(self) -> None:
        if self._sheet is not None:
            kind = self.filter.value()
            sheet = self._sheet
            new = {entry.id for entry in sheet.entries if sheet.is_new(entry)}
            shown = [e for e in sheet.entries if kind in (ALL, e.kind) or (kind == NEW and e.id in new)]
            self.timeline.show_entries(shown, whole=sheet.whole, new=new)

    def _show_reading(self, reading: Reading) -> None:
        if reading.id == self.id:
            self.reading.show_reading(reading)

    def _refused(self, error: CaseError) -> None:
        self.refused.emit(error)

    def _go_to_entry(self, entry: Entry) -> None:
        self.go.emit(Go(entry.kind, entry.id))

    def _begin(self, where: str) -> None:
        if self.id is not None:
            self.go.emit(Go(where, new=True, start={"person_id": self.id}))

    def _open_consents(self) -> None:
        if self.id is not None:
            dialog = ConsentsDialog(self._desk, self._labels, self.id, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.said.connect(self.said)
            dialog.open()

    def _open_papers(self) -> None:
        if self.id is not None:
            dialog = PapersDialog(self._desk, self.id, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.refused.connect(self.refused)
            dialog.said.connect(self.said)
            dialog.open()

    def _merged(self, merge: UUID, kept: UUID) -> None:
        self.open(kept)
        self.merged.emit(merge)

    def _ask_promise(self) -> None:
        if self.id is not None:
            self.promise_form.begin(self.id)
            self._shown.reveal(self.promise_form)

    def _promised(self) -> None:
        self._leave_promise()
        self.said.emit(_("Follow-up promised"))

    def _leave_promise(self) -> None:
        self.promise_form.hide()
        self.promise.setFocus()

    def _ask_values(self) -> None:
        if self.id is not None:
            self._desk.ask(general.reading, KIND, self.id, then=self._edit, otherwise=self._refused)

    def _edit(self, reading: Reading) -> None:
        if reading.id != self.id or self._form is not None:
            return
        draft, amend = PersonDraft, people.amend_person
        self._show_form(Form(self._desk, draft, amend, f"{KIND}.amend", seen=reading), reading.title)

    def _show_form(self, form: Form, title: str) -> None:
        self._form = form
        self._heading.setText(title)
        form.saved.connect(self._saved)
        form.left.connect(self.close_form)
        self._edited.addWidget(form)
        self._stack.setCurrentWidget(self._editing)
        form.begin()

    def _saved(self, id: object) -> None:
        self.close_form()
        self.said.emit(_("Person saved"))
        if isinstance(id, UUID):
            self.open(id)
