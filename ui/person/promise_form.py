"""A promise to someone, made in place: what, and in how many days."""

from datetime import datetime, time, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.fields import Option
from casemgr.core.record import new_id
from casemgr.i18n import _, plural
from casemgr.records import followups
from casemgr.records.followups import FollowUpDraft
from ui.desk import UiDesk
from ui.fields.choice import ChoiceField
from ui.fields.labeled import LabeledField
from ui.fields.text import TextField
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words

DAYS = (1, 3, 7, 14, 30)
NOON = time(12)


class PromiseForm(Card):
    """`made` tells that it was promised, `left` that the user thought better, `refused` a CaseError."""

    made = Signal()
    left = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._desk = desk
        self._person: UUID | None = None
        self._id = new_id()
        days = [Option(str(n), _("Tomorrow") if n == 1 else plural("In {n} day", "In {n} days", n)) for n in DAYS]
        self.what = LabeledField(_("What is promised"), TextField(120), required=True)
        self.when = LabeledField(_("When"), ChoiceField(days), required=True)
        self.promise = button(_("Promise"), Weight.PRIMARY, "check")
        leave = button(_("Leave it"), Weight.QUIET)
        self.promise.clicked.connect(self.save)
        leave.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.addWidget(self.promise)
        foot.addWidget(leave)
        foot.addStretch(1)
        for widget in (words(_("New follow-up"), Text.ROW), self.what, self.when):
            self.box.addWidget(widget)
        self.box.addLayout(foot)
        self.hide()

    def begin(self, person: UUID) -> None:
        """Ask what is promised to someone; what was typed for the same person is still there."""
        if person != self._person:
            self._person, self._id = person, new_id()
            self.what.set_value(None)
            self.when.set_value(None)
        self.show()
        self.what.field.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Promise it, at noon of the day."""
        wrong = [field for field in (self.what, self.when) if not field.check(final=True)]
        if wrong or self._person is None:
            wrong[0].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        day = self._desk.now().date() + timedelta(days=int(str(self.when.value())))
        values = {
            "id": self._id,
            "what": self.what.value(),
            "due_at": datetime.combine(day, NOON, self._desk.zone),
            "parent_kind": "people",
            "parent_id": self._person,
            "person_id": self._person,
        }
        try:
            draft = checked(FollowUpDraft, values)
        except Invalid as error:
            self._refused(error)
            return
        self._desk.do(followups.promise, draft, then=self._made, otherwise=self._refused)

    def _made(self, _id: UUID) -> None:
        self._person = None
        self.made.emit()

    def _refused(self, error: CaseError) -> None:
        if isinstance(error, Invalid) and error.problems[0].field == "what":
            self.what.show_problem(error.sentence, focus=True)
        else:
            self.refused.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)
