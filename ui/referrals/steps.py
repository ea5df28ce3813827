"""The steps one may take with a referral now: a button for each, and the small form of the one being taken."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.codes import Choice
from casemgr.core.draft import extra_of
from casemgr.core.fields import Answer, FieldSpec, Option
from casemgr.core.verbs import COMMANDS
from casemgr.i18n import _
from casemgr.records.referrals import TABLE, Achieved, Event, ReferralCard
from casemgr.records.referrals.cards import Action
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.form import Form
from ui.referrals.achieved import AchievedField
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import words

DRAWINGS = {
    Event.SEND: "send",
    Event.ACKNOWLEDGE: "inbox",
    Event.ACCEPT: "check",
    Event.DECLINE: "x",
    Event.START: "hand-heart",
    Event.ASK_BACK: "message-square",
    Event.ANSWER_BACK: "message-square",
    Event.ATTEMPT: "phone",
    Event.TELL: "user",
    Event.PAUSE: "clock",
    Event.RESUME: "rotate-ccw",
    Event.COMPLETE: "circle-check",
    Event.RE_REFER: "waypoints",
    Event.REOPEN: "rotate-ccw",
}
KEYS = {
    Event.ACKNOWLEDGE: "K",
    Event.ACCEPT: "A",
    Event.DECLINE: "D",
    Event.ASK_BACK: "B",
    Event.ANSWER_BACK: "W",
    Event.START: "S",
    Event.PAUSE: "H",
    Event.RESUME: "R",
    Event.COMPLETE: "C",
    Event.FAIL: "F",
    Event.ATTEMPT: "T",
    Event.TELL: "P",
    Event.RE_REFER: "E",
    Event.CANCEL: "X",
}
"""The letter that begins a step, in the list and on its buttons."""
OUTCOMES = "achieved"


class Steps(QWidget):
    """`taken` tells the Event and what its command gave back, `remade` that its buttons or its form are others."""

    taken = Signal(object, object)
    remade = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: ReferralCard | None = None
        self._actions: tuple[Action, ...] = ()
        self._buttons: dict[Event, QPushButton] = {}
        self._step: StepForm | None = None
        self._bar = QWidget()
        self._flow = FlowLayout(self._bar)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._bar)

    @property
    def form(self) -> Form | None:
        """The form of the step being taken."""
        return self._step.form if self._step is not None else None

    @property
    def of(self) -> UUID | None:
        """The referral whose steps are offered."""
        return self._card.id if self._card is not None else None

    def events(self) -> tuple[Event, ...]:
        """The steps offered, in order."""
        return tuple(self._buttons)

    def title_of(self, event: Event) -> str:
        """The words of the button of a step."""
        return self._buttons[event].accessibleName()

    def press(self, event: Event) -> None:
        """Begin a step."""
        self._buttons[event].click()

    def press_key(self, letter: str) -> bool:
        """Begin the step of this letter; False where it is not offered now."""
        event = next((event for event, key in KEYS.items() if key == letter and event in self._buttons), None)
        if event is not None:
            self.press(event)
        return event is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = self._step is not None or event.modifiers() != Qt.KeyboardModifier.NoModifier
        if typing or not self.press_key(event.text().upper()):
            super().keyPressEvent(event)

    def show_actions(self, card: ReferralCard, actions: Sequence[Action]) -> None:
        """Offer these steps; the form of a step that may still be taken stays, with all that was typed."""
        same = self._card is not None and self._card.id == card.id
        if not same or (self._step is not None and self._step.step not in {one.event for one in actions}):
            self.put_away()
        changed = not same or tuple(actions) != self._actions
        self._card, self._actions = card, tuple(actions)
        if changed:
            self._offer()

    def keep(self) -> None:
        """Keep what is typed."""
        if self.form is not None:
            self.form.keep()

    def put_away(self) -> None:
        """Close the form; what was typed is kept."""
        if self._step is None:
            return
        self.keep()
        step, self._step = self._step, None
        self._column.removeWidget(step)
        step.hide()
        step.deleteLater()
        self._bar.show()

    def begin(self) -> None:
        """Put the focus on the first step."""
        first = next(iter(self._buttons.values()), None)
        if first is not None and self._step is None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        held = any(made.hasFocus() for made in self._buttons.values())
        for old in self._buttons.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for place, action in enumerate(self._actions):
            weight = Weight.SECONDARY if place else Weight.PRIMARY
            made = button(f"{action.title}…", weight, DRAWINGS.get(action.event, ""), self._bar)
            made.setAccessibleName(action.title)
            if action.event in KEYS:
                made.setToolTip(_("Key {letter}").format(letter=KEYS[action.event]))
            made.clicked.connect(partial(self._begin, action))
            self._flow.addWidget(made)
            made.show()
            self._buttons[action.event] = made
        self._bar.setVisible(bool(self._buttons) and self._step is None)
        self.remade.emit()
        if held:
            self.begin()

    def _begin(self, action: Action, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        if self._card is None:
            return
        self.put_away()
        self._step = StepForm(self._desk, self._card, action)
        self._step.form.saved.connect(partial(self._taken, action.event))
        self._step.form.left.connect(self._left)
        self._column.addWidget(self._step)
        self._step.show()
        self._step.form.begin()
        self._bar.hide()
        self.remade.emit()

    def _left(self) -> None:
        step = self._step.step if self._step is not None else None
        self.put_away()
        if step is not None and step in self._buttons:
            self._buttons[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken(self, event: Event, result: object) -> None:
        self.put_away()
        self.taken.emit(event, result)


class StepForm(Card):
    """What one step asks, saved by its command."""

    def __init__(self, desk: UiDesk, card: ReferralCard, action: Action) -> None:
        super().__init__(raised=True)
        self.step = action.event
        asks = TABLE[action.event].asks
        own: dict[str, LabeledField] = {}
        if OUTCOMES in asks.model_fields and card.desired_outcomes:
            self._achieved = AchievedField(card.desired_outcomes)
            own[OUTCOMES] = LabeledField(_("Desired outcomes"), self._achieved)
            listed = str(extra_of(Achieved, "achievement")["code"])
            desk.ask(codes.choices, listed, then=self._grade)
        self.form = Form(
            desk,
            asks,
            COMMANDS[action.command],
            action.command,
            record=card.id,
            before=(card.id,),
            save=action.title,
            asks=_in_order(action.asks, with_outcomes=bool(own)),
            own=own,
        )
        self.form.fill(_taken_for_granted(desk, action.event))
        inside = self.form.fields.widget()
        self._whole = _Whole(self.form, inside) if inside is not None else None
        self.box.addWidget(words(action.title, Text.ROW))
        self.box.addWidget(self.form)

    def _grade(self, choices: Sequence[Choice]) -> None:
        self._achieved.set_options([Option(choice.code, choice.label) for choice in choices if choice.active])


def _in_order(asks: Sequence[FieldSpec], *, with_outcomes: bool) -> tuple[FieldSpec, ...]:
    """What must be answered first, then what may be, and long texts at the end."""
    asked = [spec for spec in asks if spec.name != OUTCOMES or with_outcomes]
    return tuple(sorted(asked, key=lambda spec: (not spec.required, spec.answer is Answer.LONG_TEXT)))


def _taken_for_granted(desk: UiDesk, event: Event) -> dict[str, object]:
    """Answers that are most often right, to be written over where they are not."""
    if event is Event.START:
        return {"first_service_at": desk.now()}
    if event is Event.ACKNOWLEDGE and desk.actor.organization is not None:
        return {"acknowledged_by": desk.actor.name}
    return {}


class _Whole(QObject):
    """Keeps the questions of a form as tall as they are: the page around them scrolls, not they."""

    def __init__(self, form: Form, inside: QWidget) -> None:
        super().__init__(form)
        self._fields = form.fields
        self._inside = inside
        inside.installEventFilter(self)
        form.fields.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        width, layout = self._fields.viewport().width(), self._inside.layout()
        high = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        tall = high if high > 0 else self._inside.sizeHint().height()
        if self._fields.height() != tall:
            self._fields.setFixedHeight(tall)
