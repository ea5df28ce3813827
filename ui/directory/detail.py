"""One service: whether it is open, how far its entry can be trusted, everything on its card, and our own facts."""

from dataclasses import asdict
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError, NotFound
from casemgr.i18n import _
from casemgr.records import directory
from casemgr.records.directory import LocalDraft, ServiceCard
from casemgr.services.track_record import TrackRecord, track_record
from ui.desk import UiDesk
from ui.directory.words import say_fresh, say_open, sections_of
from ui.directory.worked import worked_section
from ui.facts_view import FactsView
from ui.form import Form
from ui.labels import Labels
from ui.page import Go
from ui.panes import Scrolled
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Elided, words

FORM = "services.local"


class Detail(Card):
    """`did` tells a sentence, `go` where to go, `refused` a CaseError."""

    did = Signal(str)
    go = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._id: UUID | None = None
        self._card: ServiceCard | None = None
        self._record: TrackRecord | None = None
        self._name = words("", Text.RECORD, wrap=True)
        self._where = Elided("", Text.SECOND)
        self.open_state, self.fresh, self.room, self.gone = Badge(""), Badge(""), Badge(""), Badge("", Tone.DANGER)
        self.refer = button(_("Refer here"), Weight.PRIMARY, "waypoints")
        self.edit = button(_("Edit local facts"), Weight.SECONDARY, "pencil")
        self.check = button(_("Checked today"), Weight.SECONDARY, "check")
        self.facts = FactsView()
        self.form: Form | None = None
        self._empty = EmptyState("building", _("Choose a service to see how to reach it and whom it takes."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._laid_out())
        self.box.addWidget(self._stack)
        self._connect()

    def _laid_out(self) -> QWidget:
        badges = QWidget()
        flow = FlowLayout(badges)
        for badge in (self.gone, self.open_state, self.fresh, self.room):
            flow.addWidget(badge)
        self._bar = QWidget()
        bar = FlowLayout(self._bar)
        for made in (self.refer, self.edit, self.check):
            bar.addWidget(made)
        self._scroll = Scrolled()
        self._scroll.column.addWidget(self.facts)
        self._scroll.column.addStretch(1)
        self._below = QStackedWidget()
        self._below.addWidget(self._scroll)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        column.addLayout(head)
        for widget in (self._where, badges, self._bar):
            column.addWidget(widget)
        column.addWidget(self._below, 1)
        return whole

    def _connect(self) -> None:
        self.refer.clicked.connect(self._refer)
        self.edit.clicked.connect(self.begin_edit)
        self.check.clicked.connect(self._mark_checked)
        self._labels.came.connect(self._show)

    @property
    def id(self) -> UUID | None:
        """The service shown."""
        return self._id

    def open(self, id: UUID) -> None:
        """Show a service."""
        if id != self._id:
            self.put_away()
            self._record = None
            self._scroll.verticalScrollBar().setValue(0)
        self._id = id
        self._desk.ask(directory.service, id, then=self._came, otherwise=self._missing)
        if self._desk.actor.may(May.READ_CASES):
            self._desk.ask(track_record, id, then=partial(self._worked, id))

    def _worked(self, id: UUID, found: TrackRecord) -> None:
        if id == self._id:
            self._record = found
            self._show()

    def refresh(self, changes: Changes) -> None:
        """Show what is new, if it is about services."""
        if self._id is not None and changes.of("services", "referrals"):
            self.open(self._id)

    def clear(self) -> None:
        """Show no service."""
        self.put_away()
        self._id = self._card = None
        self._stack.setCurrentWidget(self._empty)

    def keep(self) -> None:
        """Keep what is typed."""
        if self.form is not None:
            self.form.keep()

    def begin_edit(self) -> None:
        """Ask for what we know ourselves."""
        if self._card is None or self.form is not None:
            return
        id = self._card.id
        self.form = Form(self._desk, LocalDraft, directory.set_local, FORM, record=id, before=(id,))
        known = asdict(self._card.local)
        self.form.fill({name: known[name] for name in LocalDraft.model_fields})
        self.form.saved.connect(self._saved)
        self.form.left.connect(self.put_away)
        self._below.addWidget(self.form)
        self._below.setCurrentWidget(self.form)
        self._bar.hide()
        self.form.begin()

    def put_away(self) -> None:
        """Close the form; what was typed is kept."""
        if self.form is None:
            return
        form, self.form = self.form, None
        form.keep()
        self._below.removeWidget(form)
        form.hide()
        form.deleteLater()
        self._below.setCurrentWidget(self._scroll)
        self._bar.show()

    def _came(self, card: ServiceCard) -> None:
        if card.id == self._id:
            self._card = card
            self._show()
            self._stack.setCurrentIndex(1)

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        actor, now = self._desk.actor, self._desk.now()
        self._name.setText(card.name)
        self._where.setText(" · ".join(part for part in (card.organization, card.alternate_name) if part))
        self.open_state.say(*say_open(card.open, now))
        self.fresh.say(*say_fresh(card, now.date()))
        self._say_room(card)
        self.gone.setText(_("Left the directory") if card.gone else _("Not active"))
        self.gone.setVisible(not card.active)
        self.refer.setVisible(card.active and actor.may(May.REFER))
        edits = actor.may(May.EDIT_DIRECTORY) and not card.gone
        self.edit.setVisible(edits)
        self.check.setVisible(edits)
        known = sections_of(card, self._labels, self._desk.zone)
        self.facts.show_sections((*known[:3], worked_section(self._record, self._labels), *known[3:]))

    def _say_room(self, card: ServiceCard) -> None:
        status = card.local.capacity_status
        tones = {"capacity": Tone.OK, "no-capacity": Tone.DANGER, "waitlist": Tone.WARN}
        said = {"capacity": _("Has room"), "no-capacity": _("No room"), "waitlist": _("Waiting list")}
        self.room.say(said.get(status, ""), tones.get(status, Tone.NEUTRAL))
        self.room.setVisible(status in said)

    def _missing(self, error: CaseError) -> None:
        if isinstance(error, NotFound):
            self.clear()
        self.refused.emit(error)

    def _refer(self) -> None:
        self.go.emit(Go("referrals", new=True, start={"service_id": self._id}))

    def _mark_checked(self) -> None:
        if self._id is not None:
            self._desk.do(directory.mark_checked, self._id, then=self._checked, otherwise=self.refused.emit)

    def _checked(self, _nothing: object) -> None:
        self.did.emit(_("Marked as checked today"))

    def _saved(self, _result: object) -> None:
        self.put_away()
        self.edit.setFocus()
        self.did.emit(_("Local facts saved"))
