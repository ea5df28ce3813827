"""Two entries that may be one person's, side by side: merged field by field, or said to be two people."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casemgr.core.draft import specs
from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _, plural
from casemgr.records import people
from casemgr.records.people import MergeDraft, PersonDraft
from casemgr.services import merging
from casemgr.services.merging import Comparison
from ui.columns import column_for, words_for
from ui.desk import UiDesk
from ui.form_values import answered
from ui.labels import Labels
from ui.person.merge_lines import FIRST, SECOND, ChoiceLine, Line, Lines
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow
from ui.widgets.text import words

SIZE = QSize(980, 720)
KEPT, LISTS = "kept", ("aliases", "phones", "emails")
JOINED = (*LISTS, "accessibility_needs")
NOT_SHOWN = ("id", "name_quality", "dob_quality", "safe_contact_note")
UNKNOWN = "99"


class MergeDialog(QDialog):
    """`merged` tells the merge and who goes on, `apart` that they are two, `refused` a CaseError."""

    merged = Signal(object, object)
    apart = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, pair: tuple[UUID, UUID], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self._desk, self._labels, self._pair = desk, labels, pair
        self._told: Comparison | None = None
        self._dropped: set[str] = set()
        self.warning = Banner()
        self.lines = Lines()
        self.also = ChipRow(multiple=True)
        self.also.name(_("Kept from the other entry"))
        self._also_title = words(_("Also kept, unless you take it out"), Text.LABEL)
        self.goes = words("", Text.BODY, wrap=True)
        self.merge = button(_("Merge"), Weight.PRIMARY, "check")
        self.not_same = button(_("Not the same"), Weight.SECONDARY, "x")
        self.leave = button(_("Leave"), Weight.SECONDARY)
        self._lay_out()
        self._also_title.hide()
        self.merge.setEnabled(False)
        self.merge.clicked.connect(self._merge)
        self.not_same.clicked.connect(self._part)
        self.leave.clicked.connect(self.reject)
        self.lines.turned.connect(self._turned)
        self.also.chosen.connect(self._note_dropped)
        labels.came.connect(self._relabel)
        self.resize(SIZE.boundedTo(parent.window().size()))
        self._compare(self._build)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(self.lines)
        column.addWidget(self._also_title)
        column.addWidget(self.also)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.not_same)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.merge)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 20)
        outer.setSpacing(12)
        outer.addWidget(words(_("Same person?"), Text.RECORD))
        outer.addWidget(self.warning)
        outer.addWidget(area, 1)
        outer.addWidget(self.goes)
        outer.addLayout(foot)

    @property
    def keeps(self) -> int:
        """Which of the two goes on."""
        return self.lines.chosen().get(KEPT, FIRST)

    def _compare(self, then: Any) -> None:
        keep, other = self._pair[self.keeps], self._pair[SECOND - self.keeps]
        self._desk.ask(merging.compare, keep, other, then=then, otherwise=self._refuse)

    def _build(self, told: Comparison) -> None:
        """The lines, once: the first entry left and the second right, whichever goes on."""
        numbers = (told.keep.number, told.other.number)
        self.lines.add(KEPT, ChoiceLine(_("Goes on"), numbers))
        for name, title in self._titles().items():
            values = (told.keep.values.get(name), told.other.values.get(name))
            if any(answered(value) and value not in (UNKNOWN, False) for value in values):
                said = (self._say(name, values[FIRST]), self._say(name, values[SECOND]))
                self.lines.add(name, self._line(name, title, said, choice=name in told.choices))
        self.lines.close_up()
        if told.together:
            both = plural("{n} contact or household has both.", "{n} contacts or households have both.", told.together)
            self.warning.tell(Tone.WARN, both + " " + _("Are they one person?"))
        self.merge.setEnabled(True)
        self.lines.lines[KEPT].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(told)

    def _line(self, name: str, title: str, said: tuple[str, str], *, choice: bool) -> Line:
        if choice:
            return ChoiceLine(title, said, _("Differs"))
        if said[FIRST] == said[SECOND]:
            return Line(title, said)
        if not all(said):
            return Line(title, said, _("Only one"))
        return Line(title, said, _("Both kept") if name in JOINED else _("The safer one"))

    def _titles(self) -> dict[str, str]:
        return {spec.name: _(spec.title) for spec in specs(PersonDraft) if spec.name not in NOT_SHOWN}

    def _say(self, name: str, value: object) -> str:
        if value == UNKNOWN or not answered(value):
            return ""
        spec = next(spec for spec in specs(PersonDraft) if spec.name == name)
        return words_for(value, column_for(name, spec), self._labels, self._desk.zone)

    def _relabel(self) -> None:
        """Names of records and codes came: say them where dots stood."""
        told = self._told
        if told is None:
            return
        first, second = (told.keep, told.other) if self.keeps == FIRST else (told.other, told.keep)
        for name, line in self.lines.lines.items():
            if name != KEPT:
                line.say((self._say(name, first.values.get(name)), self._say(name, second.values.get(name))))

    def _turned(self) -> None:
        self._compare(self._show)

    def _show(self, told: Comparison) -> None:
        self._told = told
        self.goes.setText(goes_over(told))
        offered = self._offered(told)
        self.also.set_options([Option(text, text) for text in offered])
        self._also_title.setVisible(bool(offered))
        self.also.set_values([text for text in offered if text not in self._dropped])

    def _offered(self, told: Comparison) -> list[str]:
        """What the other entry brings in names, phones and addresses, and the name that is not chosen."""
        chosen = self.lines.chosen()
        from_other = any(chosen.get(name, self.keeps) != self.keeps for name in ("given", "family"))
        names = [told.names[0] if from_other else told.names[1]] if told.names[0] != told.names[1] else []
        brought = [text for name in LISTS for text in told.other.values.get(name, ())]
        there = {text for name in LISTS for text in told.keep.values.get(name, ())}
        return list(dict.fromkeys(text for text in (*names, *brought) if text and text not in there))

    def _note_dropped(self) -> None:
        offered = {chip.value for chip in self.also.chips()}
        self._dropped = (self._dropped - offered) | (offered - set(self.also.values()))

    def _merge(self) -> None:
        keep, other = self._pair[self.keeps], self._pair[SECOND - self.keeps]
        chosen = {name: side for name, side in self.lines.chosen().items() if name != KEPT}
        taken = [name for name, side in chosen.items() if side != self.keeps]
        draft = MergeDraft(keep=keep, other=other, from_other=taken, left_out=sorted(self._dropped))
        self._act(enabled=False)
        self._desk.do(merging.merge, draft, then=partial(self._done, keep), otherwise=self._stay)

    def _done(self, keep: UUID, merge: UUID) -> None:
        self.merged.emit(merge, keep)
        self.accept()

    def _part(self) -> None:
        self._act(enabled=False)
        self._desk.do(people.not_the_same, *self._pair, then=self._parted, otherwise=self._stay)

    def _parted(self, _nothing: object) -> None:
        self.apart.emit()
        self.accept()

    def _act(self, *, enabled: bool) -> None:
        for one in (self.merge, self.not_same):
            one.setEnabled(enabled)

    def _stay(self, error: CaseError) -> None:
        """Say what stands against it; what was chosen stays."""
        self._act(enabled=True)
        self.warning.tell(Tone.DANGER, error.sentence)

    def _refuse(self, error: CaseError) -> None:
        self.refused.emit(error)
        self.reject()


def goes_over(told: Comparison) -> str:
    """What goes over, in words."""
    goes = told.goes
    counted = (
        (goes.contacts, plural("{n} contact", "{n} contacts", goes.contacts)),
        (goes.referrals, plural("{n} referral", "{n} referrals", goes.referrals)),
        (goes.consents, plural("{n} consent", "{n} consents", goes.consents)),
        (goes.needs, plural("{n} need", "{n} needs", goes.needs)),
        (goes.followups, plural("{n} follow-up", "{n} follow-ups", goes.followups)),
        (goes.households, plural("{n} household", "{n} households", goes.households)),
    )
    said = ", ".join(words for n, words in counted if n)
    numbers = {"number": told.other.number, "keep": told.keep.number}
    if not said:
        return _("Nothing hangs on {number}; its names and numbers go over to {keep}.").format(**numbers)
    return _("From {number} to {keep} go over: {said}.").format(said=said, **numbers)
