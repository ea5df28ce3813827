"""The line that says one finding in words, with its offers as buttons; hidden while there is nothing to say."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QWidget

from casemgr.i18n import N_, _
from casemgr.narrative import Action, Finding, Offer, Target
from ui.look import current_look
from ui.shortcuts import Shortcut
from ui.shortcuts import said as pressed
from ui.tokens import Ink, Text, Tone
from ui.widgets.aloud import announce
from ui.widgets.button import Weight, button
from ui.widgets.picture import Picture
from ui.widgets.text import words

SENTENCE_WIDTH = 330
"""The sentence has at least this room beside the offers, in pixels of the design."""
_MOVES: Mapping[Target, str] = {
    Target.PHONE: N_("Move to the person"),
    Target.EMAIL: N_("Move to the person"),
    Target.BIRTH: N_("Move to the person"),
    Target.WHO: N_("Move to Who"),
    Target.PLACE: N_("Move to the place"),
    Target.CAD: N_("Move to CAD number"),
    Target.RMS: N_("Move to RMS number"),
    Target.TOPIC: N_("Make it a topic"),
}


class FindingLine(QFrame):
    """`moves` are the targets there are here.

    `taken` tells the Offer chosen, `kept` the reason given; `left` that one goes back to the text.
    """

    taken = Signal(object)
    kept = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moves: set[Target] = set()
        self._shown: tuple[str, Finding, int] | None = None
        self._there: dict[Action, Offer] = {}
        self.setProperty("tone", Tone.WARN.value)
        self.setToolTip(
            _("{key} goes to the next finding; Esc goes back to the text.").format(key=pressed(Shortcut.FINDING))
        )
        self.sentence = words("", Text.SECOND, wrap=True)
        self._buttons = {action: button("", Weight.SECONDARY) for action in Action}
        for action, made in self._buttons.items():
            made.clicked.connect(partial(self._take, action))
        self._asking = self._reason_row()
        top = QHBoxLayout(self)
        top.setContentsMargins(12, 6, 8, 6)
        top.setSpacing(8)
        top.addWidget(Picture("eye", Ink.WARN, size=18), 0, Qt.AlignmentFlag.AlignVCenter)
        self._offers = QHBoxLayout()
        self._offers.setSpacing(8)
        for made in self._buttons.values():
            self._offers.addWidget(made)
        self._offers.addWidget(self._asking, 1)
        self._rest = QSpacerItem(0, 0)
        self._offers.addItem(self._rest)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(8)
        self._body.addWidget(self.sentence, 1)
        self._body.addLayout(self._offers)
        top.addLayout(self._body, 1)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Escape goes back from here before it means anything else."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._back()
            return True
        return super().event(event)

    def _reason_row(self) -> QWidget:
        holder = QWidget()
        self.reason = QLineEdit(placeholderText=_("Why it has to stay"))
        self.reason.setAccessibleName(_("Why it has to stay"))
        self.reason.setMaxLength(300)
        self._keep = button(_("Keep it"), Weight.SECONDARY, "check")
        self._keep.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self._keep.setEnabled(len(text.strip()) >= 3))
        self.reason.returnPressed.connect(self._keep.click)
        self._keep.clicked.connect(lambda: self.kept.emit(self.reason.text().strip()))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(self._keep)
        holder.hide()
        return holder

    def say(self, title: str, found: Finding, n: int) -> None:
        """Say a finding of the field with this title, one of `n`; read aloud when it is another than before."""
        shown = (title, found, n)
        if shown == self._shown:
            return
        another = self._shown is None or self._shown[1].text != found.text
        self._shown = shown
        said = _("{title}: “{text}”. {reason}").format(title=title, text=found.text, reason=found.reason)
        self.sentence.setText(f"{said} {_('{n} in all.').format(n=n)}" if n > 1 else said)
        if another:
            self.reason.clear()
            self._show_offers(found)
        self.show()
        if another:
            announce(self, self.sentence.text())

    def silence(self) -> None:
        """Say nothing."""
        self._shown = None
        self.hide()

    def offers(self) -> list[QPushButton]:
        """The offers, as the buttons they are."""
        return [made for action, made in self._buttons.items() if action in self._there]

    def _show_offers(self, found: Finding) -> None:
        there = {one.action: one for one in found.offers if one.target is None or one.target in self.moves}
        for action, offer in there.items():
            self._buttons[action].setText(_words(offer))
            self._buttons[action].setAccessibleDescription(found.reason)
        self._there = there
        self._ask(asking=False)

    def _ask(self, *, asking: bool) -> None:
        """Have the reason asked in the place of the offers, or the offers again."""
        self._asking.setVisible(asking)
        for action, made in self._buttons.items():
            made.setVisible(not asking and action in self._there)
        self._arrange()

    def _arrange(self) -> None:
        """Put the offers beside the sentence where there is room for both, else below it."""
        asked = sum(made.sizeHint().width() + 8 for made in self.offers())
        beside = self.width() >= asked + current_look().px(SENTENCE_WIDTH)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(way)
        self._rest.changeSize(0, 0, QSizePolicy.Policy.Minimum if beside else QSizePolicy.Policy.Expanding)
        self._body.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _take(self, action: Action, _on: object = None) -> None:
        if action is Action.KEEP:
            self._ask(asking=True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif action in self._there:
            self.taken.emit(self._there[action])

    def _back(self) -> None:
        if self._asking.isVisible():
            self._ask(asking=False)
            self._buttons[Action.KEEP].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()


def _words(offer: Offer) -> str:
    if offer.action is Action.REPLACE:
        return _("Replace with “{text}”").format(text=offer.text)
    if offer.target is not None:
        return _(_MOVES[offer.target])
    return _("Keep, with a reason…")
