"""One referral: its head, the steps one may take now, and everything that is said of it."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError, NotFound
from casemgr.i18n import _
from casemgr.records import referrals
from casemgr.records.referrals import Event, ReferralCard, Status
from casemgr.records.referrals.words import EVENT_NAMES, FINAL, GIVEN_TO_PERSON, UNDER_WAY
from casemgr.services.review.script import Script, call_script
from ui.attachments.panel import AttachmentsPanel
from ui.desk import UiDesk
from ui.facts_view import FactsView
from ui.labels import UNKNOWN, Labels
from ui.page import Go
from ui.panes import Scrolled
from ui.referrals.facts import sections_of
from ui.referrals.packet import PacketDialog
from ui.referrals.rows import TONES, say_status
from ui.referrals.script_card import ScriptCard
from ui.referrals.steps import Steps
from ui.tokens import Text, Tone
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Elided, words


class Detail(Card):
    """`said` tells a sentence, `stepped` one with what came of it and its Event, `changing` a draft to be changed."""

    stepped = Signal(str, object, object)
    go = Signal(object)
    refused = Signal(object)
    changing = Signal(object)
    said = Signal(str)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._id: UUID | None = None
        self._card: ReferralCard | None = None
        self._begin = False
        self._name = Elided("", Text.RECORD)
        self._where = words("", Text.BODY, wrap=True)
        self.status = Badge("")
        self._closed = Badge(_("Loop closed"), Tone.OK)
        self.person = button(_("Open person"), Weight.SECONDARY, "user")
        self.change = button(_("Change"), Weight.SECONDARY, "pencil")
        self.packet = button(_("Packet…"), Weight.SECONDARY, "file-lock")
        self.seen = button(_("I have read the answer"), Weight.SECONDARY, "eye")
        self.steps = Steps(desk)
        self.script = ScriptCard()
        self._question = Banner()
        self._wanted: Event | None = None
        self._letter = ""
        self.facts = FactsView()
        self.attachments = AttachmentsPanel(desk)
        self._empty = EmptyState("waypoints", _("Choose a referral to see why it was made and what may be done now."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._laid_out())
        self.box.addWidget(self._stack)
        self._connect()

    def _laid_out(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._name, 1)
        head.addWidget(self.seen)
        head.addWidget(self.change)
        head.addWidget(self.packet)
        head.addWidget(self.person)
        badges = QWidget()
        flow = FlowLayout(badges)
        for badge in (self.status, self._closed):
            flow.addWidget(badge)
        self._scroll = Scrolled(spacing=16)
        self._scroll.column.addWidget(self._question)
        self._scroll.column.addWidget(self.steps)
        self._scroll.column.addWidget(self.script)
        self._scroll.column.addWidget(self.facts)
        self._scroll.column.addWidget(self.attachments)
        self._scroll.column.addStretch(1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._where)
        column.addWidget(badges)
        column.addWidget(self._scroll, 1)
        return whole

    def _connect(self) -> None:
        self.steps.taken.connect(self._taken)
        self.steps.remade.connect(self.attachments.come_last)
        self.attachments.said.connect(self.said)
        self.person.clicked.connect(self._go_to_person)
        self.seen.clicked.connect(self._say_seen)
        self.change.clicked.connect(self._change)
        self.packet.clicked.connect(self._open_packet)
        self._labels.came.connect(self._show)

    @property
    def id(self) -> UUID | None:
        """The referral shown."""
        return self._id

    @property
    def card(self) -> ReferralCard | None:
        """What is shown of it."""
        return self._card

    def open(self, id: UUID, *, begin: bool = False) -> None:
        """Show a referral; with `begin` the focus goes to its first step."""
        if id != self._id:
            self._wanted, self._letter = None, ""
            self.steps.put_away()
            self._scroll.verticalScrollBar().setValue(0)
        self._begin = begin or (self._begin and id == self._id)
        self._id = id
        self._desk.ask(referrals.referral, id, then=self._came, otherwise=self._missing)

    def take(self, id: UUID, event: Event) -> None:
        """Show a referral and begin this step as soon as it is offered."""
        self.open(id)
        self._wanted = event

    def press_key(self, id: UUID, letter: str) -> None:
        """Show a referral and begin the step of this letter, if it is offered."""
        if self.steps.of == id:
            self.steps.press_key(letter)
            return
        self.open(id)
        self._letter = letter

    def clear(self) -> None:
        """Show no referral."""
        self.steps.put_away()
        self._id = self._card = None
        self._stack.setCurrentWidget(self._empty)

    def refresh(self, changes: Changes) -> None:
        """Show what is new, if it is about this referral."""
        self.attachments.refresh(changes)
        if self._id is not None and changes.of("referrals", "people", "consents"):
            self.open(self._id, begin=self._begin)

    def keep(self) -> None:
        """Keep what is typed."""
        self.steps.keep()

    def _came(self, card: ReferralCard) -> None:
        if card.id != self._id:
            return
        self._card = card
        self._desk.ask(referrals.actions_for, card.id, then=self._offer, otherwise=self._missing)
        self._show()
        self._ask_script(card)
        self.attachments.show_record("referrals", card.id)
        self._stack.setCurrentIndex(1)

    def _offer(self, actions: list[referrals.Action]) -> None:
        if self._card is None or self._card.id != self._id:
            return
        self.steps.show_actions(self._card, actions)
        wanted, self._wanted, letter, self._letter = self._wanted, None, self._letter, ""
        if wanted is not None and wanted in self.steps.events():
            self._begin = False
            self.steps.press(wanted)
        elif letter:
            self._begin = False
            self.steps.press_key(letter)
        elif self._begin:
            self._begin = False
            self.steps.begin()

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        name = self._labels.record("people", card.person_id) if card.person_id is not None else ""
        self._name.setText(card.number if name in ("", UNKNOWN) else f"{name} · {card.number}")
        there = " · ".join(part for part in (card.service_name, card.organization_name) if part)
        self._where.setText(_("To {place}").format(place=there))
        self.status.say(say_status(self._labels, card.status), TONES.get(card.status, Tone.NEUTRAL))
        self._closed.setVisible(card.loop_closed)
        self.person.setVisible(card.person_id is not None)
        mine = card.officer_id == self._desk.actor.id
        self.seen.setVisible(mine and card.status in FINAL and card.feedback_seen_at is None and not card.cancel_reason)
        self.change.setVisible(card.status is Status.DRAFT and self._desk.actor.may(May.REFER))
        told = card.handoff not in GIVEN_TO_PERSON and card.status in UNDER_WAY
        self.packet.setVisible(told and self._desk.actor.may(May.REFER) and self._desk.actor.organization is None)
        self._show_question(card)
        self.facts.show_sections(sections_of(card, self._labels, self._desk.zone))

    def _ask_script(self, card: ReferralCard) -> None:
        inside = self._desk.actor.organization is None
        if inside and self._desk.actor.may(May.ANSWER_REFERRALS) and card.status in UNDER_WAY:
            self._desk.ask(call_script, card.id, then=partial(self._script_came, card.id))
        else:
            self.script.show_script(None)

    def _script_came(self, id: UUID, script: Script) -> None:
        if id == self._id:
            self.script.show_script(script)

    def _show_question(self, card: ReferralCard) -> None:
        if not card.question:
            self._question.dismiss()
            return
        asked = self._labels.code("referral_question", card.question)
        notes = [one.note for one in card.events if one.event is Event.ASK_BACK and one.note]
        said = " · ".join((asked, *notes[-1:]))
        self._question.tell(Tone.WARN, _("They ask: {question}").format(question=said))

    def offer_packet(self) -> None:
        """Put the focus on the packet: a referral was sent, and its letter has not left yet."""
        self._begin = False
        self.packet.setFocus()

    def _open_packet(self) -> None:
        if self._card is not None:
            dialog = PacketDialog(self._desk, self._card.id, self._card.person_id, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.said.connect(self.said)
            dialog.open()

    def _missing(self, error: CaseError) -> None:
        if isinstance(error, NotFound):
            self.clear()
        self.refused.emit(error)

    def _taken(self, event: Event, result: object) -> None:
        number = self._card.number if self._card is not None else ""
        said = _("{step}: {number}").format(step=_(EVENT_NAMES[event]), number=number)
        self.stepped.emit(said, result, event)

    def _go_to_person(self) -> None:
        if self._card is not None and self._card.person_id is not None:
            self.go.emit(Go("people", self._card.person_id))

    def _change(self) -> None:
        if self._id is not None:
            self.changing.emit(self._id)

    def _say_seen(self) -> None:
        if self._id is not None:
            self._desk.do(referrals.seen_by_referrer, self._id, otherwise=self.refused.emit)
