"""The form of a referral: what is asked at one side, the service at the other, and what sharing rests on."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core import unsent
from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid, NeedsAnswer, NoConsent, Problem
from casemgr.core.record import new_id
from casemgr.core.unsent import Kept
from casemgr.i18n import _
from casemgr.records import needs, referrals
from casemgr.records.referrals import ReferralDraft, SendDraft
from ui.desk import UiDesk
from ui.fields.when import say_time
from ui.look import current_look
from ui.panes import NARROW, Scrolled
from ui.picker import Picker
from ui.problems import TroubleBar
from ui.referrals.consent import ConsentPanel
from ui.referrals.questions import OVERRIDE, Questions
from ui.referrals.services import ServiceChooser
from ui.shortcuts import Shortcut, answer, said
from ui.times import ago
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words

FORM = "referrals"
KEEP_MS = 500


class ReferralForm(QWidget):
    """`sent` and `drafted` tell the id, `left` that the user went away; what is typed is kept then.

    With `record` a draft that was saved before is changed, else a new one is made.
    """

    sent = Signal(object)
    drafted = Signal(object)
    left = Signal()

    def __init__(self, desk: UiDesk, record: UUID | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record = record
        self._draft_id = record or new_id()
        self._kept_id = new_id()
        self._typed = False
        self._busy = False
        self._then: Callable[[], None] = self._draft
        picker = Picker(desk, self)
        self.questions = Questions(desk, picker)
        self.consent = ConsentPanel(desk, picker)
        self.services = ServiceChooser(desk)
        self.trouble = TroubleBar()
        self.restored = Banner()
        self._said = words("", Text.SECOND)
        self._close = button(_("Close"), Weight.SECONDARY)
        self.keep_draft = button(_("Keep as draft"), Weight.SECONDARY, "file")
        self.send = button(_("Send"), Weight.PRIMARY, "send")
        self._timer = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll = Scrolled(spacing=14)
        self._scroll.column.addWidget(self.questions)
        self._scroll.column.addWidget(self.consent)
        self._scroll.column.addStretch(1)
        card = Card()
        card.box.addWidget(self._scroll)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(14)
        self._sides.addWidget(card, 1)
        self._sides.addWidget(self.services, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._said, 1)
        for made in (self._close, self.keep_draft, self.send):
            foot.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.trouble)
        column.addWidget(self.restored)
        column.addLayout(self._sides, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        for part in (self.questions, self.consent):
            part.changed.connect(self._changed)
            part.refused.connect(self._refused)
        self.consent.asking.connect(self._scroll.reveal)
        self.services.refused.connect(self._refused)
        self.services.chosen.connect(self._service_chosen)
        self.questions.asked_anew.connect(self._compare)
        self.restored.acted.connect(self._start_over)
        self._timer.timeout.connect(self.keep)
        self.send.clicked.connect(partial(self._save, self._send))
        self.keep_draft.clicked.connect(partial(self._save, self._draft))
        self._close.clicked.connect(self.leave)
        self._desk.crashed.connect(self._free)
        answer(self, Shortcut.SAVE, self._finish, inside=True)
        answer(self, Shortcut.LEAVE, self.leave, inside=True)
        answer(self, Shortcut.SERVICE, self.services.search.setFocus, inside=True)
        answer(self, Shortcut.OUTCOMES, self.questions.begin_hopes, inside=True)
        answer(self, Shortcut.CONSENT, self.consent.record.click, inside=True)
        self.consent.record.setToolTip(said(Shortcut.CONSENT))
        self.services.search.setToolTip(said(Shortcut.SERVICE))

    def fill(self, start: Mapping[str, object]) -> None:
        """Begin with these values; what was typed about the same person and kept goes over them."""
        service = start.get("service_id")
        self.questions.fill(start)
        if isinstance(service, UUID):
            self.services.set_service(service)
        self._compare()
        look = partial(self._look_for_kept, self.questions.person)
        self._desk.ask(unsent.kept, FORM, self._record, then=look)

    def begin(self) -> None:
        """Put the cursor where one begins."""
        self.questions.begin()

    def keep(self) -> None:
        """Keep what is typed, now."""
        self._timer.stop()
        if self._typed:
            values = self.questions.kept() | self.consent.kept()
            values |= {"service_id": self.services.service, "id": self._draft_id}
            kept = {name: str(v) if isinstance(v, UUID) else v for name, v in values.items()}
            self._desk.do(unsent.keep, self._kept_id, FORM, kept, self._record, then=self._say_kept)

    def leave(self) -> None:
        """Go away; what is typed is kept."""
        self.keep()
        self.left.emit()

    def refresh(self, changes: Changes) -> None:
        """A consent or a service may be another by now."""
        if changes.of("consents", "services"):
            self.consent.look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= current_look().px(NARROW)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _changed(self) -> None:
        self._typed = True
        self._timer.start()

    def _service_chosen(self) -> None:
        self._changed()
        self._compare()

    def _compare(self) -> None:
        asked = self.questions
        self.services.for_need(asked.domain, asked.person)
        purpose = asked.need_label() or self.services.name
        self.consent.ask_about(asked.person, self.services.service, asked.shared, purpose)

    def _finish(self) -> None:
        """Keep the consent that is being written; else send."""
        if self.consent.recording:
            self.consent.writing.save()
        else:
            self.send.click()

    def _save(self, then: Callable[[], None], _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        """Note the need where it is new, then send, or keep the draft."""
        self.services.say("")
        if self._busy or not self.questions.check():
            return
        if self.services.service is None:
            self.services.say(_("Choose the service."))
            self.services.search.setFocus()
            return
        self.trouble.dismiss()
        self._busy, self._then = True, then
        need = self.questions.need()
        if need is None or not self._desk.actor.may(May.EDIT_PEOPLE):
            self._with_need(self.questions.need_id)
        else:
            self._desk.do(needs.note_need, need, then=self._with_need, otherwise=self._refused)

    def _with_need(self, need: UUID | None) -> None:
        values = {"id": self._draft_id, "service_id": self.services.service, "need_id": need}
        try:
            self._checked = checked(ReferralDraft, self.questions.values() | values)
            self._answer = checked(SendDraft, self.consent.answer() | {OVERRIDE: self.questions.override()})
        except Invalid as wrong:
            self._refused(wrong)
            return
        self._then()

    def _draft(self) -> None:
        done = partial(self._done, self.drafted.emit)
        if self._record is None:
            self._desk.do(referrals.draft_referral, self._checked, then=done, otherwise=self._refused)
        else:
            self._desk.do(referrals.change_referral, self._record, self._checked, then=done, otherwise=self._refused)

    def _send(self) -> None:
        done = partial(self._done, self.sent.emit)
        if self._record is None:
            self._desk.do(referrals.refer, self._checked, self._answer, then=done, otherwise=self._refused)
        else:
            self._desk.do(
                referrals.change_referral, self._record, self._checked, then=self._send_changed, otherwise=self._refused
            )

    def _send_changed(self, _nothing: object) -> None:
        done = partial(self._done, self.sent.emit)
        self._desk.do(referrals.send, self._record, self._answer, then=done, otherwise=self._refused)

    def _done(self, tell: Callable[[UUID], object], _result: object) -> None:
        self._timer.stop()
        self._typed = False
        self._desk.do(unsent.drop, self._kept_id)
        self._free()
        tell(self._draft_id)

    def _free(self, _code: str = "") -> None:
        self._busy = False

    def _refused(self, error: CaseError) -> None:
        """Say it where it belongs; nothing that was typed is lost."""
        self._free()
        self.keep()
        if isinstance(error, NoConsent):
            self.consent.show_refusal(error)
        elif isinstance(error, NeedsAnswer):
            self._show_problems([Problem(error.field, error.sentence)])
        elif isinstance(error, Invalid):
            self._show_problems(error.problems)
        else:
            self.trouble.show_error(error)

    def _show_problems(self, problems: Iterable[Problem]) -> None:
        rest = []
        first = True
        for problem in problems:
            name = problem.field.partition(".")[0]
            if name == "service_id":
                self.services.say(problem.sentence)
            elif self.questions.show_problem(name, problem.sentence, focus=first):
                first = False
            elif not self.consent.show_problem(problem):
                rest.append(problem.sentence)
        if rest:
            self.trouble.show_error(CaseError(" ".join(rest)))

    def _look_for_kept(self, person: UUID | None, kept: list[Kept]) -> None:
        mine = [one for one in kept if one.record == self._record]
        if self._record is None and person is not None:
            mine = [one for one in mine if one.values.get("person_id") == str(person)]
        if not mine or self._typed:
            return
        self._kept_id, self._typed = mine[0].id, True
        values = mine[0].values
        self.questions.show_kept(values)
        if values.get("service_id"):
            self.services.set_service(UUID(str(values["service_id"])))
        if self._record is None and values.get("id"):
            self._draft_id = UUID(str(values["id"]))
        self._compare()
        self.consent.show_kept(values)
        said = _("What you typed {age} is back.").format(age=ago(self._desk.now() - mine[0].kept_at))
        self.restored.tell(Tone.INFO, said, _("Throw it away"))

    def _start_over(self) -> None:
        """Forget what was kept, and leave."""
        self._timer.stop()
        self._typed = False
        self._desk.do(unsent.drop, self._kept_id)
        self.left.emit()

    def _say_kept(self, _nothing: object) -> None:
        at = say_time(self._desk.now().time())
        self._said.setText(_("Draft kept on this laptop {time}").format(time=at))
