"""The referrals page: the queues, one referral opened from them, and over both the form of a new one."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.general import Reading
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.labels import Labels
from ui.page import Go, Page
from ui.panes import TwoPanes
from ui.referrals.begin import ReferralForm
from ui.referrals.detail import Detail
from ui.referrals.queue_list import QueueList

KIND = "referrals"


class ReferralsPage(Page):
    """What waits, what one may do about it, and how a referral is made."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        labels = Labels(desk, self)
        self.list = QueueList(desk, labels)
        self.detail = Detail(desk, labels)
        self.panes = TwoPanes(self.list, self.detail)
        self.form: ReferralForm | None = None
        self._start: Mapping[str, object] = {}
        self._changing: UUID | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.list.reached.connect(self._reach)
        self.list.chosen.connect(self._choose)
        self.list.wanted.connect(self._begin_new)
        self.list.refused.connect(self.trouble)
        self.list.emptied.connect(self._emptied)
        self.detail.stepped.connect(self._stepped)
        self.detail.changing.connect(self._change)
        self.detail.go.connect(self.go)
        self.detail.refused.connect(self.trouble)
        self.panes.turned.connect(self.renamed)

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

    def refresh(self, changes: Changes) -> None:
        if changes.of("referrals", "people"):
            self.list.fetch()
        self.detail.refresh(changes)
        if self.form is not None:
            self.form.refresh(changes)

    def open(self, id: UUID) -> None:
        self.close_form()
        self.list.choose(id)
        self.detail.open(id, begin=True)
        self.panes.show_second()

    def begin(self, start: Mapping[str, object]) -> None:
        if not self.desk.actor.may(May.REFER):
            self.trouble(CaseError(_("You cannot begin a referral here.")))
            return
        self._show_form(ReferralForm(self.desk), start)

    def back(self) -> bool:
        if self.form is not None:
            self.close_form()
            self.list.rows.setFocus()
            return True
        went = self.panes.back()
        if went:
            self.list.rows.setFocus()
        return went

    def can_go_back(self) -> bool:
        return self.form is not None or self.panes.can_go_back()

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
        self._stack.setCurrentWidget(self.panes)
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
        self.said.emit(_("Referral sent"))

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

    def _stepped(self, said: str, result: object) -> None:
        self.said.emit(said)
        next_id = result if isinstance(result, UUID) else self.detail.id
        if next_id is not None:
            self.list.choose(next_id)
            self.detail.open(next_id, begin=True)
