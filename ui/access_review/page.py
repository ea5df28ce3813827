"""The weekly review of access: a quarter of an hour from the first line to the signature."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import _, plural
from casemgr.records.access_reviews import AnswerDraft, answer_finding, sign_access_review
from casemgr.services.access_review import Line, WeekOfReview, begin_review, review_lines, review_weeks
from ui.access_review.answering import Answering
from ui.access_review.lines import Lines
from ui.access_review.wording import chip_of
from ui.desk import UiDesk
from ui.page import Page
from ui.panes import TwoPanes
from ui.widgets.chip_row import ChipRow


class AccessReviewPage(Page):
    """Weeks that are due come first, oldest first; nobody sees lines about themselves."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._known: dict[str, WeekOfReview] = {}
        self._current: UUID | None = None
        self.weeks = ChipRow(kept=True)
        self.weeks.name(_("Week"))
        self.lines = Lines(desk)
        self.answering = Answering(desk)
        self.panes = TwoPanes(self.lines, self.answering)
        self.panes.favor_first(favored=True)
        self.panes.leave_alone(alone=True)
        self.lines.sign.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.weeks)
        column.addWidget(self.panes, 1)
        self._connect()
        self._fetch()

    def _connect(self) -> None:
        self.weeks.chosen.connect(self._turn)
        self.lines.reached.connect(self._reach)
        self.lines.chosen.connect(self._go_deep)
        self.lines.rows.lettered.connect(self.answering.answer)
        self.lines.begun.connect(self._begin)
        self.lines.signing.connect(self._sign)
        self.answering.answered.connect(self._answer)
        self.answering.go.connect(self.go)
        self.panes.turned.connect(self.renamed)

    @property
    def title(self) -> str:
        return _("Access review")

    @property
    def line(self) -> str:
        return _("Who looked at what last week: is each look part of somebody's work?")

    def back(self) -> bool:
        went = self.panes.back()
        if went:
            self.lines.rows.setFocus()
        return went

    def can_go_back(self) -> bool:
        return self.panes.can_go_back()

    def week(self) -> WeekOfReview | None:
        """The week shown."""
        return self._known.get(self.weeks.value() or "")

    def _fetch(self) -> None:
        self.desk.ask(review_weeks, then=self._show_weeks, otherwise=self.trouble)

    def _show_weeks(self, weeks: list[WeekOfReview]) -> None:
        order = sorted(weeks, key=lambda one: (not one.due, one.week_start if one.due else one.week_start.max))
        shown = [one for one in order if one.due or one.id is not None] or order[:1]
        today, before = self.desk.now().date(), self.weeks.value()
        self._known = {one.week_start.isoformat(): one for one in shown}
        self.weeks.set_options([Option(key, chip_of(one, today)) for key, one in self._known.items()])
        self.weeks.set_value(before if before in self._known else next(iter(self._known)))
        self._turn()

    def _turn(self) -> None:
        week = self.week()
        if week is None:
            return
        if week.id is None:
            said = _("This week is not begun. Beginning it compares who opened and searched what with who they are.")
            self._show_nothing(said, _("Begin the review"))
            return
        self.desk.ask(review_lines, week.id, then=partial(self._show_lines, week.id), otherwise=self.trouble)

    def _show_nothing(self, sentence: str, action: str = "") -> None:
        self.lines.say_nothing(sentence, action)
        self.lines.sign.hide()
        self.panes.leave_alone(alone=True)

    def _show_lines(self, review: UUID, lines: list[Line]) -> None:
        week = self.week()
        if week is None or week.id != review:
            return
        open_week = week.signed_at is None
        if lines:
            self.lines.show_lines(lines, self._current)
        elif open_week:
            self._show_nothing(_("Nothing was found for you to answer: sign the week, or leave it to another."))
        else:
            self._show_nothing(_("Nothing was found in this week; it is signed."))
        self._current = None
        self.panes.leave_alone(alone=not lines)
        self.lines.sign.setVisible(open_week)
        self.lines.sign.setEnabled(open_week and not self.lines.left)

    def _reach(self, line: Line) -> None:
        week = self.week()
        self.answering.show_line(line, open_to_answers=week is not None and week.signed_at is None)

    def _go_deep(self, line: Line) -> None:
        self._reach(line)
        self.panes.show_second()

    def _begin(self) -> None:
        week = self.week()
        if week is not None:
            self.desk.do(begin_review, week.week_start, then=self._begun, otherwise=self.trouble)

    def _begun(self, _review: UUID) -> None:
        self._fetch()
        self.lines.rows.setFocus()

    def _answer(self, id: UUID, draft: AnswerDraft) -> None:
        self.desk.do(answer_finding, id, draft, then=partial(self._answered, id), otherwise=self._not_answered)

    def _answered(self, id: UUID, _nothing: object) -> None:
        self._current = self.lines.next_after(id) or id
        if self.panes.narrow:
            self.panes.back()
        self.lines.rows.setFocus()
        self._turn()

    def _not_answered(self, error: CaseError) -> None:
        self.answering.note.show_problem(error.sentence, focus=True)

    def _sign(self) -> None:
        week = self.week()
        if week is not None and week.id is not None:
            count = len(self.lines.lines)
            self.desk.do(sign_access_review, week.id, then=partial(self._signed, count), otherwise=self.trouble)

    def _signed(self, count: int, _nothing: object) -> None:
        self.said.emit(plural("Signed: {n} line answered", "Signed: {n} lines answered", count))
        self._current = None
        self._fetch()
