"""The form of the quick log: the strip, a question asked back, and what is kept of them while one types."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid, NeedsAnswer
from casemgr.core.record import new_id
from casemgr.core.unsent import Kept
from casemgr.i18n import _
from casemgr.records.contacts import ContactDraft
from ui.desk import UiDesk
from ui.log.checking import Checking
from ui.log.keeping import Keeping
from ui.log.offering import Offering
from ui.log.question import Question
from ui.log.strip import ANSWERS, Strip
from ui.panes import Scrolled
from ui.shortcuts import Shortcut, said
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import Elided


class LogForm(Card):
    """`wanted` tells that a save is, `referral_wanted` that a referral is to follow, `withdrawn` that it ended here.

    `id` is the contact's own from the first letter on; what the strip does not ask goes along beside it.
    """

    wanted = Signal()
    referral_wanted = Signal()
    again = Signal()
    details_wanted = Signal()
    withdrawn = Signal()
    thrown_away = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id: UUID = new_id()
        self._beside: dict[str, object] = {}
        self.scrolled = Scrolled(self)
        self.box.addWidget(self.scrolled, 1)
        self.strip = Strip(desk)
        self.question = Question()
        self._said = Elided("", Text.SECOND)
        self.throw = button(_("Throw away"), Weight.QUIET)
        self.keeping = Keeping(desk, self.typed, self._said, self)
        self.offering = Offering(desk, self.strip)
        self.checking = Checking(desk, self.strip, lambda: self._beside)
        self._lay_out(may_refer=desk.actor.may(May.REFER))
        self.strip.changed.connect(self.keeping.touch)
        self.checking.changed.connect(self.keeping.touch)
        self.strip.narrative.shown.connect(lambda: self.scrolled.reveal(self.strip.narrative.line))
        self.keeping.restored.connect(self._restore)
        self.keeping.told.connect(self.throw.setVisible)
        self.question.answered.connect(self.again)
        self.question.withdrawn.connect(self.withdrawn)
        self.keeping.look()

    def _lay_out(self, *, may_refer: bool) -> None:
        self.scrolled.column.addWidget(self.strip, 1)
        self.scrolled.column.addWidget(self.question)
        self.details = button(_("More details"), Weight.SECONDARY)
        self.refer = button(_("Save and refer"), Weight.SECONDARY, "waypoints")
        self.save = button(_("Save"), Weight.PRIMARY, "check")
        self.save.setToolTip(said(Shortcut.SAVE))
        self.details.clicked.connect(self.details_wanted)
        self.refer.clicked.connect(self.referral_wanted)
        self.save.clicked.connect(self.wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 8, 0)
        foot.setSpacing(8)
        foot.addWidget(self.details)
        foot.addSpacing(8)
        foot.addWidget(self._said)
        foot.addWidget(self.throw)
        foot.addStretch(1)
        self.throw.hide()
        self.throw.clicked.connect(self.thrown_away)
        for one in (self.refer, self.save):
            foot.addWidget(one)
        if not may_refer:
            self.refer.hide()
        self.box.setContentsMargins(20, 14, 12, 14)
        self.box.setSpacing(10)
        self.box.addLayout(foot)

    def draft(self) -> ContactDraft | None:
        """The contact as it may be saved; None once what is wrong was said beside it."""
        if not self.strip.check() or not self.strip.narrative.settled():
            return None
        try:
            return checked(ContactDraft, self.values())
        except Invalid as wrong:
            self.show_refusal(wrong)
            return None

    def values(self) -> dict[str, object]:
        """Everything a contact's draft is made of here."""
        return self._beside | self.strip.values() | self.question.values() | {"id": self.id}

    def typed(self) -> dict[str, object]:
        """Everything as it is kept unsent."""
        return self.strip.kept() | {"id": str(self.id), "beside": self._beside, "moved": self.checking.moved()}

    def show_refusal(self, error: CaseError) -> CaseError | None:
        """Say at its place what was refused or asked; what has no place here is given back. No answer is lost."""
        self.keeping.keep()
        if isinstance(error, NeedsAnswer) and self.question.ask(error):
            self.scrolled.reveal(self.question)
            return None
        if not isinstance(error, Invalid):
            return error
        if not self.question.isHidden() and any(p.field == "rms_number" for p in error.problems):
            self.question.show_problem(error.sentence)
            return None
        self.checking.ask_again()
        rest = self.strip.show_problems(error.problems)
        return CaseError(" ".join(rest)) if rest else None

    def begin(self) -> None:
        """Put the keys where one begins."""
        self.strip.begin()

    def let_go(self) -> None:
        """Forget the text: it is saved, or was not to be."""
        self.keeping.drop()
        self._clear()

    def set_aside(self) -> bool:
        """Leave what is being typed as a draft and begin anew; whether there was anything."""
        there = self.keeping.typed and not self.strip.blank()
        if there:
            self.keeping.keep()
        self.keeping.begin_anew()
        self._clear()
        return there

    def take_up(self, kept: Kept) -> None:
        """Go on with a draft that was kept."""
        self.keeping.take_up(kept)
        self.show_typed(kept.values)

    def show_start(self, start: Mapping[str, object]) -> None:
        """Begin with these values of a contact's draft; `person_id` is who was there."""
        person = start.get("person_id")
        there = {"participants": [{"person_id": person}]} if isinstance(person, UUID) else {}
        self.show_typed(there | {name: v for name, v in start.items() if name in ContactDraft.model_fields})

    def show_typed(self, typed: Mapping[str, object]) -> None:
        """Show what was typed before; what the strip does not ask goes along."""
        kept = typed.get("beside")
        more = {n: v for n, v in typed.items() if n in ContactDraft.model_fields and n not in ANSWERS and n != "id"}
        self._beside = (dict(kept) if isinstance(kept, dict) else {}) | more
        self.id = UUID(str(typed.get("id") or new_id()))
        self.question.put_away()
        self.strip.show_kept(typed)
        self.checking.set_moved(typed.get("moved"))

    def _clear(self) -> None:
        self.id, self._beside = new_id(), {}
        self.question.put_away()
        self.strip.clear()
        self.checking.set_moved(None)

    def _restore(self, kept: Kept) -> None:
        if self.strip.blank():
            self.take_up(kept)
