"""One line of the review: who looked at what and why it is there, the note, and the three answers."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from casemgr.core.kind import KINDS
from casemgr.i18n import N_, _
from casemgr.records.access_reviews import AnswerDraft, Answered
from casemgr.services.access_review import PATTERNS, Line
from ui.access_review.wording import KEYS, WHY, looked_at, say_moment
from ui.desk import UiDesk
from ui.fields import LabeledField, TextField
from ui.page import Go
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import HINT, words

LABELS = {
    Answered.JUSTIFIED: (N_("Justified"), "check"),
    Answered.UNCLEAR: (N_("Unclear"), "info"),
    Answered.REFER: (N_("Refer"), "send"),
}


class Answering(Card):
    """`answered` tells the id of a line and its AnswerDraft, `go` where its record is."""

    answered = Signal(object, object)
    go = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = desk.zone
        self._line: Line | None = None
        self._wanted: Answered | None = None
        self._who = words("", Text.RECORD, wrap=True)
        self._what = words("", Text.BODY, wrap=True)
        self._when = words("", Text.SECOND, wrap=True)
        self._title = words("", Text.LABEL, wrap=True)
        self._why = words("", Text.BODY, wrap=True)
        self.note = LabeledField(_("In a few words"), TextField(500), hint=_("Needed for Unclear and Refer."))
        self.open = button(_("Open record"), Weight.QUIET, "chevron-right")
        self.buttons = {one: button(_(LABELS[one][0]), _weight(one), LABELS[one][1]) for one in Answered}
        self._bar = QWidget()
        self._lay_out()
        self.open.clicked.connect(self._open)
        editor = self.note.field.editor()
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self._go_on)

    def _lay_out(self) -> None:
        flow = FlowLayout(self._bar)
        for answer, made in self.buttons.items():
            made.setToolTip(_("Key {letter}").format(letter=KEYS[answer]))
            made.clicked.connect(partial(self._press, answer))
            flow.addWidget(made)
        said = _("In the list: J justified, U unclear, R refer.")
        for widget in (self._who, self._what, self._when, self.open, self._title, self._why, self.note, self._bar):
            self.box.addWidget(widget)
        self.box.addWidget(words(said, HINT, wrap=True))
        self.box.addStretch(1)

    def show_line(self, line: Line, *, open_to_answers: bool) -> None:
        """Show a line; a note half written about another is not carried over."""
        self._line, self._wanted = line, None
        self._who.setText(line.who)
        self._what.setText(looked_at(line))
        self._when.setText(say_moment(line, self._zone))
        self._title.setText(_(PATTERNS[line.pattern][0]))
        self._why.setText(_(WHY[line.pattern]))
        self.note.set_value(line.words)
        self.open.setVisible(line.record_id is not None and bool(line.what) and line.kind in KINDS)
        for widget in (self.note, *self.buttons.values()):
            widget.setEnabled(open_to_answers)

    def answer(self, answer: Answered) -> None:
        """Answer the line shown; where words are needed and there are none yet, ask for them first."""
        if self._line is None or not self.buttons[answer].isEnabled():
            return
        said = str(self.note.value() or "")
        self._wanted = answer
        if answer is not Answered.JUSTIFIED and not said:
            asked = _("Say in a few words what is unclear, or why it is referred; then press Enter.")
            self.note.show_problem(asked, focus=True)
            return
        if self.note.check():
            self.answered.emit(self._line.id, AnswerDraft(answer=answer, words=said))

    def _press(self, answer: Answered, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.answer(answer)

    def _go_on(self) -> None:
        """Enter in the note gives the answer that was waiting for it."""
        if self._wanted is not None:
            self.answer(self._wanted)

    def _open(self) -> None:
        if self._line is not None:
            self.go.emit(Go(self._line.kind, self._line.record_id))


def _weight(answer: Answered) -> Weight:
    return Weight.PRIMARY if answer is Answered.JUSTIFIED else Weight.SECONDARY
