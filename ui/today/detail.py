"""What one line of Today is about: who, what can be done now, and what happened so far."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casemgr.core.errors import CaseError, NotFound
from casemgr.core.kind import KINDS
from casemgr.i18n import _
from casemgr.records import followups
from casemgr.records.followups import FollowUpCard
from casemgr.services import face_sheet
from casemgr.services.face_sheet import Entry, FaceSheet
from casemgr.services.today import Item, Sort
from ui.desk import UiDesk
from ui.labels import Labels
from ui.look import current_look
from ui.page import Go
from ui.panes import Scrolled
from ui.person.face import Face
from ui.timeline import Timeline
from ui.today.disclosed import DisclosedCard
from ui.today.others import DraftCard, DutyCard, SilentCard, WaitingCard
from ui.today.promise import PromiseCard
from ui.today.rows import one_of
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words

LEAST = 150
"""The height, in pixels, under which the timeline does not shrink; rather all of it scrolls."""


class Detail(Card):
    """`go` tells where to go, `did` what was done with its way back, `refused` a CaseError."""

    go = Signal(object)
    did = Signal(str, object)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._item: Item | None = None
        self._open_to: Go | None = None
        self.face = Face(desk)
        self.open = button(_("Open record"), Weight.SECONDARY, "chevron-right")
        self.face.slot.addWidget(self.open)
        self.promise = PromiseCard(desk, labels)
        self.waiting = WaitingCard(labels)
        self.silent = SilentCard(desk)
        self.duty = DutyCard()
        self.disclosed = DisclosedCard(desk, labels)
        self.draft = DraftCard(desk)
        self._heading = words(_("What happened so far"), Text.LABEL)
        self.timeline = Timeline(desk, labels)
        self._rest = QWidget()
        self._below = QStackedWidget()
        self._below.addWidget(self.timeline)
        self._below.addWidget(self._rest)
        self._below.setMinimumHeight(current_look().px(LEAST))
        scroll = self._scroll = Scrolled()
        self.box.setContentsMargins(20, 20, 12, 20)
        cards = (self.promise, self.waiting, self.silent, self.duty, self.disclosed, self.draft)
        for widget in (self.face, *cards, self._heading):
            scroll.column.addWidget(widget)
        scroll.column.addWidget(self._below, 1)
        self.box.addWidget(scroll)
        self._connect()
        self.show_item(None)

    def _connect(self) -> None:
        self.open.clicked.connect(self._go_to_record)
        self.timeline.opened.connect(self._go_to_entry)
        self.waiting.go.connect(self.go)
        self.silent.go.connect(self.go)
        self.duty.go.connect(self.go)
        self.disclosed.did.connect(self.did)
        self.disclosed.refused.connect(self.refused)
        self.draft.go.connect(self.go)
        self.draft.did.connect(self.did)
        self.promise.did.connect(self.did)
        self.promise.asking.connect(self._scroll.reveal)
        self.promise.refused.connect(self.refused)

    def show_item(self, item: Item | None) -> None:
        """Show a line, or nothing; shown again, it is asked for anew."""
        same = item is not None and self._item is not None and item.id == self._item.id
        self._item = item
        sort = item.sort if item is not None else None
        self.face.setVisible(item is not None)
        if not same:
            self.promise.hide()
        self.waiting.setVisible(sort is Sort.REFERRAL)
        self.silent.setVisible(sort is Sort.PERSON)
        self.duty.setVisible(sort in (Sort.DUTY, Sort.ACCESS))
        self.disclosed.setVisible(sort is Sort.DISCLOSURE)
        self.draft.setVisible(sort in (Sort.CONTACT, Sort.UNSENT))
        if item is None:
            self._show_sheet_part(shown=False)
            return
        if item.sort is Sort.PROMISE:
            self._desk.ask(followups.followup, item.id, then=self._show_promise, otherwise=self._passed_over)
        elif item.sort is Sort.REFERRAL:
            self.waiting.show_item(item)
        elif item.sort is Sort.PERSON:
            self.silent.show_item(item)
        elif item.sort in (Sort.DUTY, Sort.ACCESS):
            self.duty.show_item(item)
        elif item.sort is Sort.DISCLOSURE:
            self.disclosed.show_item(item)
        else:
            self.draft.show_item(item)
        self._ask_about(item)

    def _ask_about(self, item: Item) -> None:
        if item.person_id is None:
            self._show_nobody(item)
            return
        shown = partial(self._show_sheet, item.id)
        hidden = partial(self._hidden, item)
        self._desk.ask(face_sheet.of_person, item.person_id, then=shown, otherwise=hidden)

    def _show_promise(self, card: FollowUpCard) -> None:
        if self._item is None or card.id != self._item.id:
            return
        self.promise.show_card(card)
        self.promise.show()
        if card.person_id is None:
            self._offer(Go(card.parent_kind, card.parent_id))

    def _passed_over(self, error: CaseError) -> None:
        """Gone from sight meanwhile: the list is being asked for anew."""
        if not isinstance(error, NotFound):
            self.refused.emit(error)

    def _show_sheet(self, asked: UUID, sheet: FaceSheet) -> None:
        if self._item is None or self._item.id != asked:
            return
        self.face.show_sheet(sheet)
        self._offer(Go("people", sheet.card.id))
        self.timeline.show_entries(sheet.entries, whole=sheet.whole)
        self._show_sheet_part(shown=True)

    def _show_nobody(self, item: Item) -> None:
        if item.sort is Sort.ACCESS:
            title = _("Access review")
        elif item.sort in (Sort.CONTACT, Sort.UNSENT):
            title = _("{kind}, not saved yet").format(kind=one_of(item))
        else:
            title = _("Nobody is named: {kind}").format(kind=_(KINDS[item.about or "referrals"].one))
        self.face.say(title, item.number)
        self._offer(Go("referrals", item.id) if item.sort is Sort.REFERRAL else None)
        self._show_sheet_part(shown=False)

    def _hidden(self, item: Item, error: CaseError) -> None:
        if not isinstance(error, NotFound):
            self.refused.emit(error)
        if self._item is not None and self._item.id == item.id:
            self._show_nobody(item)

    def _show_sheet_part(self, *, shown: bool) -> None:
        self._heading.setVisible(shown)
        self._below.setCurrentWidget(self.timeline if shown else self._rest)

    def _offer(self, there: Go | None) -> None:
        self._open_to = there
        self.open.setVisible(there is not None)

    def _go_to_record(self) -> None:
        if self._open_to is not None:
            self.go.emit(self._open_to)

    def _go_to_entry(self, entry: Entry) -> None:
        self.go.emit(Go(entry.kind, entry.id))
