"""What stands over both sides of the referrals: the views, the queues of the one shown, and what can be begun there."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.fields import Option
from casemgr.i18n import N_, _
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow


class View(StrEnum):
    """The ways to look at referrals."""

    REVIEW = "review"
    STATES = "states"
    BOARD = "board"


VIEWS = {View.REVIEW: N_("Review"), View.STATES: N_("By state"), View.BOARD: N_("Board")}


class Head(QWidget):
    """Chips of the views over those of the queues; `turned` tells that a view was chosen."""

    turned = Signal()

    def __init__(self, offered: Sequence[View], parent: QWidget | None = None, *, refers: bool, answers: bool) -> None:
        super().__init__(parent)
        self._refers, self._answers = refers, answers
        self.choice = ChipRow([Option(view.value, _(VIEWS[view])) for view in offered], kept=True, parent=self)
        self.choice.name(_("View"))
        self.sheet = button(_("Weekly sheet"), Weight.SECONDARY, "clipboard-plus")
        self.reply = button(_("Take a reply…"), Weight.SECONDARY, "inbox")
        self.new = button(_("New referral"), Weight.SECONDARY, "plus")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.choice, 1)
        row.addWidget(self.reply)
        row.addWidget(self.sheet)
        row.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        self.queues = {view: ChipRow(kept=True, parent=self) for view in (View.REVIEW, View.STATES)}
        for chips in self.queues.values():
            chips.name(_("Queue"))
            column.addWidget(chips)
        self.choice.chosen.connect(self.turned)

    @property
    def view(self) -> View:
        """The view chosen."""
        return View(self.choice.value() or View.STATES.value)

    def turn_to(self, view: View) -> None:
        """Choose this view."""
        self.choice.set_value(view.value)
        self.turned.emit()

    def arrange(self, *, beside: bool) -> None:
        """Show what belongs to the view; where its list is out of sight, its queues and what it begins are too."""
        for view, chips in self.queues.items():
            chips.setVisible(beside and view is self.view)
        self.reply.setVisible(beside and self._answers)
        self.sheet.setVisible(beside and self.view is View.REVIEW)
        self.new.setVisible(beside and self.view is View.STATES and self._refers)
