"""The yearly review of accounts: what each gained and lost since the last, and the signature under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.access import ROLE_NAMES, Role
from casemgr.core.errors import CaseError
from casemgr.i18n import _, plural
from casemgr.services.account_review import OPENS, SEES, AccountReview, Difference, account_review, sign_accounts
from ui.desk import UiDesk
from ui.problems import TroubleBar
from ui.tokens import Text, Tone
from ui.widgets.button import Weight, button
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words
from ui.wording import say_short_day, sentence_case


class ReviewAccounts(QWidget):
    """`signed` tells that it was signed, `left` that the user thought better."""

    signed = Signal()
    left = Signal()

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = ""
        self.said = words("", Text.SECOND, wrap=True)
        self.trouble = TroubleBar()
        self.model = RowModel()
        self.rows = RowList(_("What changed"))
        self.rows.setModel(self.model)
        self.sign = button(_("Sign the review"), Weight.PRIMARY, "check")
        leave = button(_("Close"), Weight.SECONDARY)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (words(_("Review of the accounts"), Text.RECORD, wrap=True), self.said, self.trouble):
            column.addWidget(widget)
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self.sign.clicked.connect(self._sign)
        leave.clicked.connect(self.left)

    def begin(self) -> None:
        """Ask how the accounts stand beside the last review."""
        self.sign.setEnabled(False)
        self._desk.ask(account_review, then=self._show, otherwise=self.trouble.show_error)

    def _show(self, review: AccountReview) -> None:
        self._state = review.state
        self.model.set_rows([_row(one) for one in review.differences])
        self.rows.setVisible(bool(review.differences))
        asked = _("Does each still work here, and need all of it? What is too much, change or close first.")
        self.said.setText(f"{self._since(review)} {asked}")
        self.sign.setEnabled(True)
        (self.rows if review.differences else self.sign).setFocus()

    def _since(self, review: AccountReview) -> str:
        if review.reviewed_at is None:
            return plural(
                "Never reviewed yet: {n} account is open.",
                "Never reviewed yet: {n} accounts are open.",
                review.accounts,
            )
        day = say_short_day(review.reviewed_at.astimezone(self._desk.zone).date(), self._desk.now().date())
        if not review.differences:
            return _("Nothing changed since the last review, {day}.").format(day=day)
        return _("What changed since the last review, {day}.").format(day=day)

    def _sign(self) -> None:
        self.sign.setEnabled(False)
        self._desk.do(sign_accounts, self._state, then=lambda _none: self.signed.emit(), otherwise=self._refused)

    def _refused(self, error: CaseError) -> None:
        self.begin()
        self.trouble.show_error(error)


def _row(one: Difference) -> Row:
    gained, lost = (", ".join(map(_grant, sorted(codes, key=_place))) for codes in (one.gained, one.lost))
    parts = [_("may now: {what}").format(what=gained)] if gained else []
    parts += [_("no longer: {what}").format(what=lost)] if lost else []
    chip = _("New") if one.new else _("Closed") if one.closed else ""
    return Row(one.full_name, sentence_case(" · ".join(parts)), "user", chip, Tone.NEUTRAL, key=one)


def _place(code: str) -> tuple[bool, bool]:
    """Roles first, then how far one sees, then what one opens besides."""
    return code.startswith(OPENS), code.startswith(SEES)


def _grant(code: str) -> str:
    if code.startswith(SEES):
        return _("sees: {what}").format(what=_named(code.removeprefix(SEES)))
    if code.startswith(OPENS):
        return _("opens: {what}").format(what=_named(code.removeprefix(OPENS)))
    return _(ROLE_NAMES[Role(code)])


def _named(choice: str) -> str:
    return _(sentence_case(choice.replace("_", " ")))
