"""What the referrals page shows beside what is opened: the review, the queues by state, the board, the weekly sheet."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.services import referral_queues
from casemgr.services.review.queues import Line, Sort, review
from ui.desk import UiDesk
from ui.labels import Labels
from ui.panes import TwoPanes
from ui.referrals.beside_review import BesideReview
from ui.referrals.board import Board
from ui.referrals.detail import Detail
from ui.referrals.head import Head, View
from ui.referrals.queue_list import QueueList
from ui.referrals.review_list import ReviewList
from ui.referrals.sheet_view import SheetView


class Views(QWidget):
    """The two sides of the page. `turned` tells that another view is shown or that a pane was turned."""

    turned = Signal()
    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reviews = desk.actor.may(May.ANSWER_REFERRALS)
        self._folded = False
        self._stale = False
        offered = [view for view in View if self._reviews or view is not View.REVIEW]
        self.head = Head(offered, self, refers=desk.actor.may(May.REFER), answers=desk.actor.may(May.ANSWER_REFERRALS))
        self._first, self._second = QStackedWidget(), QStackedWidget()
        self.panes = TwoPanes(self._first, self._second, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.panes, 1)
        self.list = QueueList(desk, labels, self.head.queues[View.STATES], self._first)
        self.review = ReviewList(desk, labels, self.head.queues[View.REVIEW], self._first)
        self.board = Board(desk, labels, self._first)
        self.detail = Detail(desk, labels, self._second)
        self.beside = BesideReview(desk, labels, self._second)
        self.sheet = SheetView(desk, self._second)
        for one in (self.review, self.list, self.board):
            self._first.addWidget(one)
        for one in (self.detail, self.beside, self.sheet):
            self._second.addWidget(one)
        self._connect()
        self.turn_to(offered[0])

    def _connect(self) -> None:
        self.head.turned.connect(self._chosen)
        self.head.sheet.clicked.connect(self.show_sheet)
        self.panes.turned.connect(self._arrange)
        self.review.reached.connect(self._reached)
        self.review.again.connect(self._again)
        self.review.chosen.connect(self._open_line)
        self.review.lettered.connect(self._lettered)
        self.review.spaced.connect(self.fold)
        self.review.emptied.connect(self.detail.clear)
        self.board.lettered.connect(self._board_lettered)
        self.board.spaced.connect(self.fold)

    @property
    def view(self) -> View:
        """The view shown."""
        return self.head.view

    @property
    def folded(self) -> bool:
        """Whether the preview is closed."""
        return self._folded

    def turn_to(self, view: View) -> None:
        """Show this view."""
        self.head.turn_to(view)

    def fetch(self) -> None:
        """Ask for what is shown anew, once it is in sight: with a list its first record is opened."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        deeds = {View.REVIEW: self.review.fetch, View.STATES: self.list.fetch, View.BOARD: self.board.fetch}
        deeds[self.view]()
        if self._second.currentWidget() is self.sheet:
            self.sheet.fetch()

    def warm(self) -> None:
        """Have the store get ready for what is asked first; nothing of it is shown."""
        if self._reviews:
            self._desk.ask(review)
        else:
            self._desk.ask(referral_queues.queues)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.fetch()

    def fold(self) -> None:
        """Close the preview, or open it again; the focus stays in the list."""
        if self.panes.narrow:
            self.panes.show_second()
            return
        self._set_folded(folded=not self._folded)
        line = self.board.current() if self.view is View.BOARD else None
        if line is not None and not self._folded:
            self.detail.open(line.id)

    def show_referral(self, id: UUID | None = None) -> None:
        """Bring the referral that is opened into sight."""
        self._second.setCurrentWidget(self.detail)
        self._set_folded(folded=False)
        self.panes.show_second()
        if id is not None and self.view is View.REVIEW:
            self.review.choose(id)

    def show_sheet(self) -> None:
        """Show the weekly sheet."""
        self._second.setCurrentWidget(self.sheet)
        self.sheet.fetch()
        self._set_folded(folded=False)
        self.panes.show_second()
        self.sheet.begin()

    def back(self) -> bool:
        """Step back to the list; False when it is in sight."""
        went = self.panes.back()
        if not went and self.view is View.BOARD and not self._folded:
            self._set_folded(folded=True)
            went = True
        if went:
            self.begin()
        return went

    def can_go_back(self) -> bool:
        """Whether `back` would step somewhere."""
        return self.panes.can_go_back() or (self.view is View.BOARD and not self._folded)

    def begin(self) -> None:
        """Put the focus in the list."""
        rows = {View.REVIEW: self.review.rows, View.STATES: self.list.rows}
        if self.view in rows:
            rows[self.view].setFocus()
        else:
            self.board.begin()

    def _set_folded(self, *, folded: bool) -> None:
        self._folded = folded
        self.panes.leave_alone(alone=folded)
        self._arrange()

    def _arrange(self) -> None:
        self.head.arrange(beside=not self.panes.can_go_back())
        self.turned.emit()

    def _chosen(self) -> None:
        shown = {View.REVIEW: self.review, View.STATES: self.list, View.BOARD: self.board}
        self._first.setCurrentWidget(shown[self.view])
        self._second.setCurrentWidget(self.detail)
        self.panes.favor_first(favored=self.view is View.BOARD)
        self._set_folded(folded=self.view is View.BOARD)
        if self.view is View.REVIEW and self.review.line is not None:
            self._reached(self.review.line)
        self.fetch()

    def _reached(self, line: Line) -> None:
        if self.view is not View.REVIEW:
            return
        if line.sort is Sort.REFERRAL:
            self._second.setCurrentWidget(self.detail)
            self.detail.open(line.id)
        else:
            self._second.setCurrentWidget(self.beside)
            self.beside.show_line(line)

    def _again(self, line: Line) -> None:
        """What stands open stays open; a referral hears by itself what was saved."""
        if self._second.currentWidget() is self.beside:
            self.beside.show_line(line)

    def _open_line(self, line: Line) -> None:
        self._set_folded(folded=False)
        self.panes.show_second()
        if line.sort is Sort.REFERRAL:
            self._second.setCurrentWidget(self.detail)
            self.detail.open(line.id, begin=True)
        else:
            self._reached(line)
            self.beside.begin()

    def _lettered(self, line: Line, letter: str) -> None:
        self._set_folded(folded=False)
        if line.sort is Sort.REFERRAL:
            self._second.setCurrentWidget(self.detail)
            self.panes.show_second()
            self.detail.press_key(line.id, letter)
        else:
            self.beside.press(letter)

    def _board_lettered(self, id: UUID, letter: str) -> None:
        self.show_referral()
        self.detail.press_key(id, letter)
