"""One promise with what can be done about it: done, tried, tomorrow, not needed, handed over, given up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.codes import Choice
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.fields import Option
from casemgr.i18n import _, plural
from casemgr.records import followups
from casemgr.records.followups import AttemptDraft, FollowUpCard, Step
from ui.desk import UiDesk
from ui.fields.choice import ChoiceField
from ui.fields.labeled import LabeledField
from ui.fields.ref import RefField
from ui.fields.text import TextField
from ui.fields.when import say_day
from ui.icons import icon
from ui.labels import Labels
from ui.picker import Picker
from ui.today.asking import Asking, ReasonField
from ui.today.rows import next_day
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import words
from ui.wording import sentence_case

METHOD, RESULT = "contact_medium", "attempt_result"


@dataclass(frozen=True)
class Undo:
    """A way back: the command that takes something back, and what it needs."""

    command: Callable[..., Any]
    args: tuple[object, ...]


class PromiseCard(Card):
    """`did` tells a sentence and the Undo; `refused` a CaseError.

    `asking` tells the fields that were opened to ask for more.
    """

    did = Signal(str, object)
    refused = Signal(object)
    asking = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._desk = desk
        self._labels = labels
        self._card: FollowUpCard | None = None
        self._asking: Asking | None = None
        self._title = words("", Text.ROW, wrap=True)
        self._line = words("", Text.SECOND, wrap=True)
        self._below = QVBoxLayout()
        self.box.addWidget(self._title)
        self.box.addWidget(self._line)
        self._buttons()
        self.box.addLayout(self._below)
        labels.came.connect(self._show)

    def _buttons(self) -> None:
        self.done = button(_("Done"), Weight.PRIMARY, "check")
        self.tried = button(_("Attempt"), Weight.SECONDARY, "phone")
        self.later = button(_("Tomorrow"), Weight.SECONDARY, "calendar-plus")
        self.more = button(_("More"), Weight.SECONDARY, "ellipsis")
        self.done.clicked.connect(self._done)
        self.tried.clicked.connect(self._ask_attempt)
        self.later.clicked.connect(self._ask_later)
        menu = QMenu(self.more)
        self.not_needed = self._action(menu, _("Not needed any more…"), "archive", self._ask_not_needed)
        self.hand_over = self._action(menu, _("Hand over…"), "handshake", self._ask_whom)
        self.lost = self._action(menu, _("Give up as lost…"), "eye-off", self._ask_lost)
        self.more.setMenu(menu)
        self._bar = QWidget()
        flow = FlowLayout(self._bar)
        for one in (self.done, self.tried, self.later, self.more):
            flow.addWidget(one)
        self.box.addWidget(self._bar)
        self._bar.setVisible(self._desk.actor.may(May.FOLLOW_UP))

    def _action(self, menu: QMenu, text: str, drawing: str, what: Callable[[], None]) -> QAction:
        action = menu.addAction(icon(drawing), text)
        action.triggered.connect(what)
        return action

    def show_card(self, card: FollowUpCard) -> None:
        """Show a promise; what was being asked about another is put away."""
        if self._card is None or self._card.id != card.id:
            self._leave()
        self._card = card
        self._show()

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        self._title.setText(card.what)
        self._line.setText(" · ".join(self._facts(card)))
        self.lost.setEnabled(card.may_be_lost)
        today = self._desk.now().date()
        due = card.due_at.astimezone(self._desk.zone).date()
        self.later.setText(_("Tomorrow") if due <= today else _("A day later"))

    def _facts(self, card: FollowUpCard) -> list[str]:
        facts = [
            card.number,
            _("promised for {day}").format(day=say_day(card.due_at.astimezone(self._desk.zone).date())),
        ]
        if card.attempts:
            last = card.attempts[-1]
            said = plural("{n} attempt", "{n} attempts", len(card.attempts))
            facts.append(
                _("{attempts}, last: {result}").format(attempts=said, result=self._labels.code(RESULT, last.result))
            )
        if card.assigned_to != self._desk.actor.id:
            facts.append(_("by {name}").format(name=self._labels.record("staff", card.assigned_to)))
        return facts

    def _ask(self, fields: Sequence[LabeledField], confirm: str, then: Callable[[], None]) -> None:
        self._leave()
        self._asking = Asking(fields, confirm)
        self._asking.confirmed.connect(then)
        self._asking.left.connect(self._leave)
        self._below.addWidget(self._asking)
        self._asking.begin()
        self.asking.emit(self._asking)

    def _leave(self) -> None:
        asking, self._asking = self._asking, None
        if asking is None:
            return
        focused = QApplication.focusWidget()
        if focused is not None and asking.isAncestorOf(focused):
            self.done.setFocus()
        self._below.removeWidget(asking)
        asking.hide()
        asking.deleteLater()

    def asked(self) -> tuple[LabeledField, ...]:
        """The fields that are open to ask for more; none when nothing is asked."""
        return self._asking.fields if self._asking is not None else ()

    def _value(self, place: int) -> object:
        return self._asking.fields[place].value() if self._asking is not None else None

    def _ask_reason(self, usual: Sequence[str], confirm: str, then: Callable[[], None]) -> None:
        self._ask([LabeledField(_("Reason"), ReasonField(usual), required=True)], confirm, then)

    def _ask_attempt(self) -> None:
        fields = [
            LabeledField(_("How"), ChoiceField(), required=True),
            LabeledField(_("Result"), ChoiceField(), required=True),
            LabeledField(_("Note"), TextField(500)),
        ]
        self._ask(fields, _("Write it down"), self._attempt)
        for field, name in zip(fields, (METHOD, RESULT), strict=False):
            self._desk.ask(codes.choices, name, then=partial(self._offer, field))

    def _offer(self, field: LabeledField, choices: list[Choice]) -> None:
        inner = field.field
        if isinstance(inner, ChoiceField):
            inner.set_options([Option(c.code, sentence_case(c.label)) for c in choices if c.active])
            if self._asking is not None and field is self._asking.fields[0]:
                self._asking.begin()
            self.asking.emit(self._asking)

    def _ask_later(self) -> None:
        usual = (_("No time today"), _("They asked for it"), _("Nobody there"))
        self._ask_reason(usual, self.later.text(), self._postpone)

    def _ask_not_needed(self) -> None:
        usual = (_("Already taken care of"), _("They asked to stop"))
        self._ask_reason(usual, _("Not needed"), self._not_needed)

    def _ask_lost(self) -> None:
        self._ask_reason((_("Nobody could be reached"),), _("Give up as lost"), self._lost)

    def _ask_whom(self) -> None:
        to = LabeledField(_("To whom"), RefField("staff", Picker(self._desk, self)), required=True)
        self._ask([to, LabeledField(_("Reason"), TextField(500))], _("Hand over"), self._reassign)

    def _do(self, command: Callable[..., Any], *args: object, said: str, step: Step) -> None:
        if self._card is not None:
            told = partial(self._told, said, Undo(followups.take_back, (self._card.id, step)))
            self._desk.do(command, *args, then=told, otherwise=self._refused)

    def _told(self, said: str, undo: Undo, _result: object) -> None:
        self._leave()
        self.did.emit(said, undo)

    def _refused(self, error: CaseError) -> None:
        asking = self._asking
        if isinstance(error, Invalid) and asking is not None:
            asking.fields[-1].show_problem(error.sentence, focus=True)
        else:
            self.refused.emit(error)

    def _done(self) -> None:
        if self._card is not None:
            said = _("Done: {what}").format(what=self._card.what)
            self._do(followups.done, self._card.id, said=said, step=Step.CLOSED)

    def _attempt(self) -> None:
        if self._card is None:
            return
        note = self._value(2) or ""
        draft = AttemptDraft(
            followup_id=self._card.id, method=str(self._value(0)), result=str(self._value(1)), note=str(note)
        )
        self._do(followups.attempt, draft, said=_("Attempt written down"), step=Step.ATTEMPT)

    def _postpone(self) -> None:
        if self._card is not None:
            to: datetime = next_day(self._card.due_at, self._desk.now(), self._desk.zone)
            said = _("Moved to {day}").format(day=say_day(to.date()))
            self._do(followups.postpone, self._card.id, to, str(self._value(0)), said=said, step=Step.POSTPONED)

    def _not_needed(self) -> None:
        self._close(followups.not_needed, _("Not needed any more"))

    def _lost(self) -> None:
        self._close(followups.lost, _("Given up as lost"))

    def _close(self, command: Callable[..., Any], said: str) -> None:
        if self._card is not None:
            self._do(command, self._card.id, str(self._value(0)), said=said, step=Step.CLOSED)

    def _reassign(self) -> None:
        if self._card is not None:
            args = (self._card.id, self._value(0), str(self._value(1) or ""))
            self._do(followups.reassign, *args, said=_("Handed over"), step=Step.REASSIGNED)
