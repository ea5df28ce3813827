"""A question the rules ask back, answered in place: was it a stop, is it the same contact twice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.errors import NeedsAnswer
from casemgr.i18n import _
from ui.fields.labeled import LabeledField
from ui.fields.text import TextField
from ui.tokens import Text, Tone
from ui.widgets.aloud import alert
from ui.widgets.button import Weight, button
from ui.widgets.text import words

SAME, STOP = "not_same", "stop_guard_seen"


class Question(QFrame):
    """Hidden until asked. `answered` once it may go on, `withdrawn` when the contact is not to be saved."""

    answered = Signal()
    withdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = ""
        self.setProperty("tone", Tone.WARN.value)
        self._sentence = words("", Text.BODY, wrap=True)
        self.number = LabeledField(_("RMS or CAD number of the stop"), TextField(40))
        self.reason = LabeledField(_("Or why this was no stop"), TextField(300))
        self._facts = QWidget()
        facts = QHBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(20)
        facts.addWidget(self.number, 1, Qt.AlignmentFlag.AlignTop)
        facts.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        self.yes = button("", Weight.PRIMARY, "check")
        self.no = button("", Weight.SECONDARY)
        self.yes.clicked.connect(self.answered)
        self.no.clicked.connect(self._withdraw)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.yes)
        foot.addWidget(self.no)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addWidget(self._facts)
        column.addLayout(foot)
        self.hide()

    def ask(self, asked: NeedsAnswer) -> bool:
        """Ask it; False when it is none of the questions known here."""
        if asked.field not in (SAME, STOP):
            return False
        self.field = asked.field
        stop = asked.field == STOP
        self._sentence.setText(asked.sentence)
        self._facts.setVisible(stop)
        self.yes.setText(_("I have read this; save") if stop else _("Another contact; save it"))
        self.no.setText(_("Back to the contact") if stop else _("The same; do not save"))
        self.show()
        first = self.number.field.editor() if stop else self.yes
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        alert(self, asked.sentence)
        return True

    def values(self) -> dict[str, object]:
        """The answer, as fields of the draft."""
        if not self.field:
            return {}
        given = {"rms_number": self.number.value(), "stop_guard_reason": self.reason.value()}
        return {self.field: True} | {name: value for name, value in given.items() if value and self.field == STOP}

    def show_problem(self, sentence: str) -> None:
        """Say what the answer lacks."""
        self.number.show_problem(sentence, focus=True)

    def put_away(self) -> None:
        """Forget question and answer."""
        self.field = ""
        self.number.set_value(None)
        self.reason.set_value(None)
        self.hide()

    def _withdraw(self) -> None:
        same = self.field == SAME
        self.field = ""
        self.hide()
        if same:
            self.withdrawn.emit()
