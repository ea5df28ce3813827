"""The general form: any draft, saved by any command that takes one; what is typed is kept until it is saved."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core import codes, unsent
from casemgr.core.amendments import newest
from casemgr.core.codes import Choice
from casemgr.core.draft import Draft, checked
from casemgr.core.errors import CaseError, Conflict, Invalid, NeedsAnswer, Problem
from casemgr.core.fields import FieldSpec, Option
from casemgr.core.general import Reading
from casemgr.core.unsent import Kept
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.fields.labeled import LabeledField
from ui.fields.when import say_time
from ui.form_fields import FormFields
from ui.form_values import answered
from ui.meanwhile import Meanwhile
from ui.picker import Picker
from ui.problems import TroubleBar
from ui.receiver import Receiver
from ui.shortcuts import Shortcut, answer
from ui.times import ago
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.text import words
from ui.wording import sentence_case

KEEP_MS = 500


class Form(QWidget):
    """`saved` tells what the command gave back, `left` that the user went away; the draft is kept then.

    `command(tx, *before, draft)` saves; `form` names the drafts kept, of `record` or of a new one. With `seen` a record
    is changed as it was read there: `command(tx, id, draft)`. `asks` and `own` are as `FormFields` takes them.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(
        self,
        desk: UiDesk,
        draft: type[Draft],
        command: Callable[..., Any],
        form: str,
        *,
        record: UUID | None = None,
        before: tuple[object, ...] = (),
        seen: Reading | None = None,
        save: str = "",
        asks: Sequence[FieldSpec] | None = None,
        own: Mapping[str, LabeledField] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft = draft
        self._command = command
        self._form = form
        self._record = record if seen is None else seen.id
        self._before = before if seen is None else (seen.id,)
        self._seen = seen
        self._kept_id = uuid4()
        self._typed = False
        self._saving = False
        self._start: dict[str, object] = {}
        self.fields = FormFields(draft, Picker(desk, self), desk.zone, self._ask_codes, asks=asks, own=own)
        self.meanwhile = Meanwhile(desk, self.fields, self)
        self.trouble = TroubleBar()
        self.restored = Banner()
        self._said = words("", Text.SECOND)
        self._save = button(save or _("Save"), Weight.PRIMARY, "check")
        self._timer = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._lay_out()
        self._connect()
        if seen is not None:
            self.fill(seen.values)
            self.meanwhile.begin(seen)
        desk.ask(unsent.kept, form, self._record, then=self._look_for_kept)

    def _lay_out(self) -> None:
        self._leave = button(_("Close"), Weight.SECONDARY)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._leave)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.trouble)
        column.addWidget(self.restored)
        column.addWidget(self.fields, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.fields.changed.connect(self._changed)
        self.meanwhile.changed.connect(self._changed)
        self.restored.acted.connect(self._start_over)
        self._timer.timeout.connect(self.keep)
        self._save.clicked.connect(self.save)
        self._leave.clicked.connect(self.leave)
        self._desk.crashed.connect(self._free)
        answer(self, Shortcut.SAVE, self.save, inside=True)
        answer(self, Shortcut.LEAVE, self.leave, inside=True)

    def fill(self, values: Mapping[str, object]) -> None:
        """Begin with these values; what was typed and kept before goes over them."""
        self._start |= values
        if not self._typed:
            self.fields.fill(values)

    def begin(self) -> None:
        """Put the cursor where one begins."""
        first = self.fields.first()
        if first is not None:
            first.field.editor().setFocus()

    def save(self) -> None:
        """Check every answer and save; what is wrong is said beside it, and nothing leaves."""
        if self._saving or not self.fields.check():
            return
        self.trouble.dismiss()
        try:
            draft = checked(self._draft, self.fields.values())
        except Invalid as wrong:
            self._refused(wrong)
            return
        self._saving = True
        self._save.setEnabled(False)
        seen = {"seen": self._seen} if self._seen is not None else {}
        self._desk.do(self._command, *self._before, draft, then=self._done, otherwise=self._refused, **seen)

    def keep(self) -> None:
        """Keep what is typed, now."""
        self._timer.stop()
        if self._typed:
            typed = self.fields.kept() | self.meanwhile.kept()
            self._desk.do(unsent.keep, self._kept_id, self._form, typed, self._record, then=self._say_kept)

    def leave(self) -> None:
        """Go away; what is typed is kept."""
        self.keep()
        self.left.emit()

    def _changed(self) -> None:
        self._typed = True
        self._timer.start()

    def _say_kept(self, _nothing: object) -> None:
        at = say_time(self._desk.now().time())
        self._said.setText(_("Draft kept on this laptop {time}").format(time=at))

    def _done(self, result: object) -> None:
        self._timer.stop()
        self._typed = False
        self._desk.do(unsent.drop, self._kept_id)
        self._free()
        self.saved.emit(result if isinstance(result, UUID) else self._record)

    def _free(self) -> None:
        self._saving = False
        self._save.setEnabled(True)

    def _refused(self, error: CaseError) -> None:
        self._free()
        self.keep()
        if isinstance(error, Invalid):
            rest = self.fields.show_problems(error.problems)
            if rest:
                self.trouble.show_error(CaseError(" ".join(rest)))
        elif isinstance(error, NeedsAnswer) and self.fields.question(error.field):
            self.fields.show_problems([Problem(error.field, error.sentence)])
        elif isinstance(error, Conflict) and self._seen is not None:
            self._desk.ask(newest, self._seen.kind, self._seen.id, then=self._meet)
        else:
            self.trouble.show_error(error, self.save)

    def _meet(self, reading: Reading) -> None:
        """Someone else saved it in between: go on from what they saved, with both texts in sight."""
        self.meanwhile.meet(reading)
        self._go_on_from(reading)
        self._say_meanwhile()

    def _go_on_from(self, reading: Reading) -> None:
        if reading.id != self._record:
            self._desk.do(unsent.drop, self._kept_id)
            self._kept_id = uuid4()
        self._seen, self._record, self._before = reading, reading.id, (reading.id,)
        self.keep()

    def _say_meanwhile(self) -> None:
        said = _("Someone else changed this meanwhile. What you typed is kept; what they saved stands beside it.")
        self.trouble.show_error(CaseError(said))

    def _ask_codes(self, list_name: str) -> None:
        heard: Receiver = partial(self._offer, list_name)
        self._desk.ask(codes.choices, list_name, then=heard)

    def _offer(self, list_name: str, choices: list[Choice]) -> None:
        self.fields.offer(list_name, tuple(Option(c.code, sentence_case(c.label)) for c in choices if c.active))

    def _look_for_kept(self, kept: list[Kept]) -> None:
        mine = next((one for one in kept if one.record == self._record), None)
        if mine is None or self._typed:
            return
        self._kept_id = mine.id
        self._typed = True
        self.fields.show_kept(mine.values)
        said = _("What you typed {age} is back.").format(age=ago(self._desk.now() - mine.kept_at))
        self.restored.tell(Tone.INFO, said, _("Start over"))
        if self._seen is not None and self.meanwhile.take_up(mine.values, self._seen):
            self._say_meanwhile()

    def _start_over(self) -> None:
        """Forget what was kept, and show the form as it began."""
        self.restored.dismiss()
        self._timer.stop()
        self._typed = False
        self._desk.do(unsent.drop, self._kept_id)
        self._kept_id = uuid4()
        self._said.setText("")
        self.meanwhile.forget()
        self.trouble.dismiss()
        self.fields.clear()
        self.fields.fill({name: value for name, value in self._start.items() if answered(value)})
