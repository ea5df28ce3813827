"""The referrals page: the queues, one referral opened from them, and over both the form of a new one."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.general import Reading
from casemgr.i18n import _
from casemgr.records import referrals
from casemgr.records.referrals import Event
from casemgr.records.referrals.steps import MAY_BE_TAKEN_BACK
from ui.desk import UiDesk
from ui.labels import Labels
from ui.page import Go, Page
from ui.referrals.begin import ReferralForm
from ui.referrals.head import View
from ui.referrals.moving import Moving
from ui.referrals.reply import ReplyDialog
from ui.referrals.views import Views
from ui.shortcuts import Shortcut, answer
from ui.today.promise import Undo
from ui.widgets.toast import Toast

KIND = "referrals"


class ReferralsPage(Page):
    """What waits, what one may do about it, and how a referral is made."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        labels = Labels(desk, self)
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.views = Views(desk, labels, self._stack)
        self.list, self.detail, self.panes = self.views.list, self.views.detail, self.views.panes
        self.review, self.board = self.views.review, self.views.board
        self.moving = Moving(desk, self.board)
        self.toast = Toast(self)
        self._undo: Undo | None = None
        self.form: ReferralForm | None = None
        self._start: Mapping[str, object] = {}
        self._changing: UUID | None = None
        self._stack.addWidget(self.views)
        self._connect()

    def _connect(self) -> None:
        self.list.reached.connect(self._reach)
        self.list.chosen.connect(self._choose)
        self.views.head.new.clicked.connect(self._begin_new)
        self.list.refused.connect(self.trouble)
        self.list.emptied.connect(self._emptied)
        self.detail.stepped.connect(self._stepped)
        self.detail.changing.connect(self._change)
        self.detail.go.connect(self.go)
        self.detail.said.connect(self.said)
        self.views.head.reply.clicked.connect(self._take_reply)
        self.detail.refused.connect(self.trouble)
        self.views.turned.connect(self.renamed)
        for part in (self.review, self.board, self.views.beside, self.views.sheet):
            part.refused.connect(self.trouble)
        self.views.beside.did.connect(self._did)
        self.views.beside.go.connect(self.go)
        self.views.sheet.said.connect(self.said)
        self.board.chosen.connect(self._choose_card)
        self.board.moved.connect(self.moving.drop)
        self.board.asked.connect(self.moving.ask)
        self.moving.begun.connect(self._take)
        self.moving.impossible.connect(self.said)
        self.toast.undone.connect(self._take_back)
        answer(self.views, Shortcut.UNDO, self._undo_by_key, inside=True)

    @property
    def title(self) -> str:
        if self.form is not None:
            return _("Refer") if self._changing is None else _("Change the draft")
        return _("Referrals")

    @property
    def line(self) -> str:
        if self.form is not None:
            return _("Nothing leaves before you press Send")
        return _("What waits for an answer, and what becomes of it")

    def warm(self) -> None:
        self.views.warm()

    def refresh(self, changes: Changes) -> None:
        if changes.of("referrals", "people", "consents", "followups", "services"):
            self.views.fetch()
        self.detail.refresh(changes)
        if self.form is not None:
            self.form.refresh(changes)

    def open(self, id: UUID) -> None:
        self.close_form()
        self.list.choose(id)
        self.detail.open(id, begin=True)
        self.views.show_referral(id)

    def begin(self, start: Mapping[str, object]) -> None:
        if not self.desk.actor.may(May.REFER):
            self.trouble(CaseError(_("You cannot begin a referral here.")))
            return
        self._show_form(ReferralForm(self.desk), start)

    def back(self) -> bool:
        if self.form is not None:
            self.close_form()
            self.views.begin()
            return True
        return self.views.back()

    def can_go_back(self) -> bool:
        return self.form is not None or self.views.can_go_back()

    def keep(self) -> None:
        self.detail.keep()
        if self.form is not None:
            self.form.keep()

    def here(self) -> Go | None:
        if self.form is not None:
            return Go(KIND, new=True, start=self._start) if self._changing is None else Go(KIND, self._changing)
        return Go(KIND, self.detail.id)

    def close_form(self) -> None:
        """Put the form away; what was typed is kept."""
        if self.form is None:
            return
        form, self.form, self._changing = self.form, None, None
        form.keep()
        self._stack.removeWidget(form)
        form.hide()
        form.deleteLater()
        self._stack.setCurrentWidget(self.views)
        self.renamed.emit()

    def _show_form(self, form: ReferralForm, start: Mapping[str, object], changing: UUID | None = None) -> None:
        self.close_form()
        self.form, self._start, self._changing = form, start, changing
        form.sent.connect(self._sent)
        form.drafted.connect(self._drafted)
        form.left.connect(self.back)
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.fill(start)
        form.begin()
        self.renamed.emit()

    def _begin_new(self) -> None:
        self.begin({})

    def _change(self, id: UUID) -> None:
        self.desk.ask(general.reading, KIND, id, then=self._read, otherwise=self.trouble)

    def _read(self, reading: Reading) -> None:
        self._show_form(ReferralForm(self.desk, reading.id), reading.values, reading.id)

    def _sent(self, id: UUID) -> None:
        self.open(id)
        self.detail.offer_packet()
        self.said.emit(_("Referral sent"))

    def _take_reply(self) -> None:
        dialog = ReplyDialog(self.desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._replied)
        dialog.open()

    def _replied(self, id: UUID) -> None:
        self.open(id)
        self.said.emit(_("The answer is taken over"))

    def _drafted(self, id: UUID) -> None:
        self.open(id)
        self.said.emit(_("Referral kept as a draft; nothing has left"))

    def _reach(self, id: UUID) -> None:
        self.detail.open(id)

    def _choose(self, id: UUID) -> None:
        self.detail.open(id, begin=True)
        self.panes.show_second()

    def _emptied(self) -> None:
        if self.detail.id is not None and self.list.holds_none():
            self.detail.clear()

    def _choose_card(self, id: UUID) -> None:
        self.detail.open(id, begin=True)
        self.views.show_referral()

    def _take(self, id: UUID, event: Event) -> None:
        self.views.show_referral()
        self.detail.take(id, event)

    def _did(self, said: str, undo: Undo | None) -> None:
        self._say_done(said, undo)
        self.views.fetch()
        self.views.begin()

    def _say_done(self, said: str, undo: Undo | None) -> None:
        """The way back that is offered is always that of the sentence shown."""
        self._undo = undo
        self.toast.say(said, undo=undo is not None)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            self.toast.go()
            self.desk.do(undo.command, *undo.args, then=self._taken_back, otherwise=self.trouble)

    def _undo_by_key(self) -> None:
        if self.toast.sentence():
            self._take_back()

    def _taken_back(self, _nothing: object) -> None:
        self.said.emit(_("Taken back"))
        self.views.fetch()

    def _stepped(self, said: str, result: object, event: Event) -> None:
        id = self.detail.id
        back = event in MAY_BE_TAKEN_BACK and id is not None
        self._say_done(said, Undo(referrals.take_back, (id,)) if back else None)
        if self.views.view is View.REVIEW and event is not Event.RE_REFER:
            self.views.fetch()
            self.views.begin()
            return
        next_id = result if isinstance(result, UUID) else self.detail.id
        if next_id is not None:
            self.list.choose(next_id)
            self.detail.open(next_id, begin=True)
