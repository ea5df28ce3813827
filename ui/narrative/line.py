"""The line that says one finding in words, with its offers as buttons; hidden while there is nothing to say."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from casemgr.i18n import N_, _
from casemgr.narrative import Action, Finding, Offer, Target
from ui.tokens import Ink, Text, Tone
from ui.widgets.button import Weight, button
from ui.widgets.picture import Picture
from ui.widgets.text import words

NEXT = "F8"
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
    """`taken` tells the Offer chosen, `kept` the reason given; `left` that one goes back to the text."""

    taken = Signal(object)
    kept = Signal(str)
    left = Signal()

    def __init__(self, moves: frozenset[Target], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moves = moves
        self._shown: tuple[str, Finding, int] | None = None
        self._buttons: list[QPushButton] = []
        self.setProperty("tone", Tone.WARN.value)
        self.setToolTip(_("{key} goes to the next finding; Esc goes back to the text.").format(key=NEXT))
        self.sentence = words("", Text.SECOND, wrap=True)
        self._offers = QHBoxLayout()
        self._offers.setSpacing(8)
        self._asking = self._reason_row()
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(Picture("eye", Ink.WARN, size=18), 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.sentence, 1)
        top.addLayout(self._offers)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._asking)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._back)
        self.hide()

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
        row.setContentsMargins(28, 0, 0, 0)
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
            self._asking.hide()
            self.reason.clear()
            self._show_offers(found)
        self.show()
        if another:
            event = QAccessibleAnnouncementEvent(self, self.sentence.text())
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)

    def silence(self) -> None:
        """Say nothing."""
        self._shown = None
        self.hide()

    def offers(self) -> list[QPushButton]:
        """The offers, as the buttons they are."""
        return list(self._buttons)

    def _show_offers(self, found: Finding) -> None:
        for old in self._buttons:
            self._offers.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        offered = [one for one in found.offers if one.target is None or one.target in self._moves]
        for offer in offered:
            made = button(_words(offer), Weight.SECONDARY)
            made.setAccessibleDescription(found.reason)
            made.clicked.connect(lambda _on=False, chosen=offer: self._take(chosen))
            if self._buttons:
                QWidget.setTabOrder(self._buttons[-1], made)
            self._buttons.append(made)
            self._offers.addWidget(made)
        QWidget.setTabOrder(self._buttons[-1], self.reason)
        QWidget.setTabOrder(self.reason, self._keep)

    def _take(self, offer: Offer) -> None:
        if offer.action is Action.KEEP:
            self._asking.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.taken.emit(offer)

    def _back(self) -> None:
        if self._asking.isVisible():
            self._asking.hide()
            self._buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()


def _words(offer: Offer) -> str:
    if offer.action is Action.REPLACE:
        return _("Replace with “{text}”").format(text=offer.text)
    if offer.target is not None:
        return _(_MOVES[offer.target])
    return _("Keep, with a reason…")
