"""A service's answer taken over: a file that is dropped or chosen, or a code typed as it is read out."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from casemgr.core import codes
from casemgr.core.codes import Choice
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.fields import Option
from casemgr.i18n import _
from casemgr.records import referrals
from casemgr.records.referrals import Event, ReferralCard
from casemgr.records.referrals.packets import SIGNS, signs_of
from casemgr.services.packet.answering import ReplyDraft, Said, read_reply, reply_from, take_reply
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.text import TextField
from ui.fields.when import DateField, say_day
from ui.look import current_look
from ui.referrals.achieved import AchievedField
from ui.tokens import Text
from ui.widgets.aloud import alert, announce
from ui.widgets.button import Weight, button
from ui.widgets.text import HINT, PROBLEM, words

SOON_MS = 250
DATED = (Event.ACCEPT, Event.START)
DAYS = ("on", "next_step_on", "first_service_at")
"""What a refusal calls the day that is asked for."""
LONGEST_CODE = 40
NOTE_HEIGHT = 160
"""Pixels for what a service wrote, before they grow with the type; more of it is scrolled."""


class ReplyDialog(QDialog):
    """`taken` tells the id of the referral an answer was taken over into."""

    taken = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget, expected: UUID | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setMinimumWidth(560)
        self.setAcceptDrops(True)
        self._desk, self._expected = desk, expected
        self._content = ""
        self._said: Said | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self.code = LabeledField(_("Code read out"), TextField(20))
        self.file = button(_("Choose reply file…"), Weight.SECONDARY, "folder-open")
        self.on = LabeledField(_("Day they said"), DateField(), required=True)
        self.by = LabeledField(_("Who said it"), TextField(100))
        self.achieved: LabeledField | None = None
        self._heard = words("", Text.RECORD, wrap=True)
        self._more = words("", Text.BODY, wrap=True)
        self.note = _Note()
        self._wrong = words("", PROBLEM, wrap=True)
        self.take = button(_("Take over"), Weight.PRIMARY, "check")
        self._stop = button(_("Cancel"), Weight.SECONDARY)
        self._lay_out()
        self._connect()
        self._show(None)

    def _lay_out(self) -> None:
        ways, ends = QHBoxLayout(), QHBoxLayout()
        ways.addWidget(words(_("Or drop the file that the service sent here."), HINT, wrap=True), 1)
        ways.addWidget(self.file)
        ends.addStretch(1)
        ends.addWidget(self._stop)
        ends.addWidget(self.take)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 20, 20, 20)
        self._column.setSpacing(14)
        self._column.addWidget(words(_("An answer from a service"), Text.RECORD, wrap=True))
        self._column.addWidget(self.code)
        self._column.addLayout(ways)
        for widget in (self._heard, self._more, self.note, self.by, self.on, self._wrong):
            self._column.addWidget(widget)
        self._column.addLayout(ends)

    def _connect(self) -> None:
        self.code.changed.connect(self._typed)
        self.code.field.left.connect(self._left_code)
        self._soon.timeout.connect(self._read)
        self.file.clicked.connect(self._choose)
        self.take.clicked.connect(self._take)
        self._stop.clicked.connect(self.reject)
        self.take.setDefault(True)

    def _typed(self) -> None:
        self._content = ""
        self._show(None)
        self._soon.start()

    def _choose(self) -> None:
        kinds = _("Replies (*.casereply)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose reply file…"), "", kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Read a reply file and say whose it is."""
        self.code.set_value(None)
        self._show(None)
        try:
            self._content = reply_from(path)
        except CaseError as refusal:
            self._say_wrong(refusal)
            return
        self._read()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.read_file(Path(files[0]))

    def wrong(self) -> str:
        """What is wrong with the file, in words."""
        return self._wrong.text()

    def _asked(self) -> ReplyDraft:
        """The reply alone: the file, or the code as far as one can be that long."""
        typed = "" if self._content else str(self.code.value() or "")
        return checked(ReplyDraft, {"content": self._content, "code": typed[:LONGEST_CODE]})

    def _draft(self) -> ReplyDraft:
        graded = self.achieved.value() if self.achieved is not None else ()
        grades = graded if isinstance(graded, tuple) else ()
        asked = self._asked()
        said = {"content": asked.content, "code": asked.code, "on": self.on.value(), "said_by": self.by.value() or ""}
        return checked(ReplyDraft, said | {"achieved": list(grades)})

    def _left_code(self) -> None:
        """A code that was left too short is none; while it is typed nothing is wrong with it yet."""
        if self.code.value() and self._said is None and not self._whole():
            self._ask()

    def _whole(self) -> bool:
        return len(signs_of(str(self.code.value() or ""))) >= SIGNS

    def _read(self) -> None:
        if self._content or self._whole():
            self._ask()

    def _ask(self) -> None:
        draft = self._asked()
        came, refused = partial(self._came, draft), partial(self._unread, draft)
        self._desk.ask(read_reply, draft, then=came, otherwise=refused)

    def _still(self, draft: ReplyDraft) -> bool:
        """Whether this is what lies here now."""
        return draft == self._asked()

    def _came(self, draft: ReplyDraft, said: Said) -> None:
        if self._still(draft):
            self.code.show_problem(None)
            self._show(said)
            announce(self._heard, f"{self._heard.text()}. {self._more.text()}")

    def _unread(self, draft: ReplyDraft, error: CaseError) -> None:
        if self._still(draft):
            self._show(None)
            self._say_wrong(error)

    def _show(self, said: Said | None) -> None:
        """Show what a reply says, and ask for what only a person can add."""
        self._said = said
        self.take.setEnabled(said is not None)
        _say(self._wrong, "")
        _say(self._heard, f"{said.number} · {said.words}" if said is not None else "")
        told = said.told if said is not None else None
        by_code = told is not None and told.made_at is None
        lines = [] if said is None else [said.service]
        if told is not None and told.on is not None and not by_code:
            lines.append(_("On {day}").format(day=say_day(told.on)))
        _say(self._more, " · ".join(lines))
        self.note.say(told.note if told is not None else "")
        self.on.setVisible(by_code and told is not None and told.event in DATED)
        self.by.setVisible(told is not None and told.event is Event.ACKNOWLEDGE)
        self._ask_hopes(said)

    def _ask_hopes(self, said: Said | None) -> None:
        if self.achieved is not None:
            self._column.removeWidget(self.achieved)
            self.achieved.deleteLater()
            self.achieved = None
        if said is not None and said.told.event is Event.COMPLETE:
            self._desk.ask(referrals.referral, said.referral_id, then=self._hopes_came, otherwise=self._say_wrong)

    def _hopes_came(self, card: ReferralCard) -> None:
        if self._said is None or card.id != self._said.referral_id or not card.desired_outcomes:
            return
        field = AchievedField(card.desired_outcomes)
        self.achieved = LabeledField(_("How far was it reached?"), field)
        self._column.insertWidget(self._column.count() - 2, self.achieved)
        self._desk.ask(codes.choices, "outcome_achievement", then=partial(self._grades_came, card.id))

    def _grades_came(self, referral: UUID, offered: list[Choice]) -> None:
        field = self.achieved.field if self.achieved is not None else None
        if isinstance(field, AchievedField) and self._said is not None and self._said.referral_id == referral:
            field.set_options([Option(one.code, one.label) for one in offered if one.active])

    def _take(self) -> None:
        asked = [field for field in (self.by, self.on, self.achieved) if field is not None and field.isVisible()]
        if self._said is None or not all([field.check(final=True) for field in asked]):
            return
        try:
            draft = self._draft()
        except CaseError as refusal:
            self._not_taken(refusal)
            return
        self.take.setEnabled(False)
        _say(self._wrong, "")
        self._desk.do(take_reply, draft, self._expected, then=self._done, otherwise=self._not_taken)

    def _done(self, id: UUID) -> None:
        self.taken.emit(id)
        self.accept()

    def _not_taken(self, error: CaseError) -> None:
        """Say what stands against it; what was filled in stays, and can be mended and tried again."""
        self.take.setEnabled(self._said is not None)
        for problem in error.problems if isinstance(error, Invalid) else ():
            if problem.field in DAYS and self.on.isVisible():
                self.on.show_problem(problem.sentence, focus=True)
                return
            if problem.field == "achieved" and self.achieved is not None:
                self.achieved.show_problem(problem.sentence, focus=True)
                return
        _say(self._wrong, error.sentence)
        alert(self._wrong, error.sentence)

    def _say_wrong(self, error: CaseError) -> None:
        """Say why this is no reply that could be taken over."""
        self.take.setEnabled(False)
        if self.code.value():
            self.code.show_problem(error.sentence)
        else:
            _say(self._wrong, error.sentence)
            alert(self._wrong, error.sentence)


class _Note(QScrollArea):
    """What a service wrote, however long: it never pushes the buttons off the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._text = words("", Text.BODY, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setWidget(self._text)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(current_look().px(NOTE_HEIGHT))
        self.setAccessibleName(_("What the service wrote"))
        self.hide()

    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def say(self, note: str) -> None:
        """Show a note, or nothing."""
        self._text.setText(note)
        self._text.setAccessibleName(note)
        self.setVisible(bool(note))


def _say(line: QLabel, sentence: str) -> None:
    line.setText(sentence)
    line.setVisible(bool(sentence))
