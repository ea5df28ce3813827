"""The cards of what is no promise: a referral that waits, someone not reached, something begun but not saved."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casemgr.core import unsent
from casemgr.core.access import May
from casemgr.core.kind import KINDS
from casemgr.core.unsent import Kept
from casemgr.i18n import _
from casemgr.services.today import Item, Sort
from ui.desk import UiDesk
from ui.labels import Labels
from ui.page import Go
from ui.times import ago
from ui.today.promise import Undo
from ui.today.rows import LOG, REVIEW, one_of, reached
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import words
from ui.wording import sentence_case


def place_of_draft(item: Item) -> Go:
    """Where one goes on with something unfinished."""
    if item.sort is Sort.CONTACT or item.form == LOG:
        return Go(LOG, item.id)
    kind, _dot, act = item.form.partition(".")
    return Go(kind, item.record, new=item.record is None, act=act)


class DutyCard(Card):
    """What a record awaits by a day; `go` tells where it is opened."""

    go = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._item: Item | None = None
        self._title = words("", Text.ROW, wrap=True)
        self._line = words("", Text.SECOND, wrap=True)
        self.open = button(_("Open the record"), Weight.PRIMARY, "chevron-right")
        self.open.clicked.connect(self._open)
        bar = QWidget()
        FlowLayout(bar).addWidget(self.open)
        for widget in (self._title, self._line, bar):
            self.box.addWidget(widget)

    def show_item(self, item: Item) -> None:
        """Show a duty, or a week whose looks at records are to be reviewed."""
        self._item = item
        if item.sort is Sort.ACCESS:
            self._title.setText(_("Who looked at what, and was it part of somebody's work?"))
            self._line.setText(_("A quarter of an hour: answer each line, then sign the week."))
            self.open.setText(_("Open the review"))
            return
        self.open.setText(_("Open the record"))
        self._title.setText(item.what)
        self._line.setText(" · ".join(part for part in (_(KINDS[item.about].one), item.number) if part))

    def _open(self) -> None:
        if self._item is not None:
            review = self._item.sort is Sort.ACCESS
            self.go.emit(Go(REVIEW) if review else Go(self._item.about, self._item.id))


class WaitingCard(Card):
    """A referral an agency has yet to answer; `go` tells where it is opened."""

    go = Signal(object)

    def __init__(self, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._labels = labels
        self._item: Item | None = None
        self._title = words("", Text.ROW, wrap=True)
        self._line = words("", Text.SECOND, wrap=True)
        self.open = button(_("Open the referral"), Weight.PRIMARY, "waypoints")
        self.open.clicked.connect(self._open)
        bar = QWidget()
        FlowLayout(bar).addWidget(self.open)
        for widget in (self._title, self._line, bar):
            self.box.addWidget(widget)
        labels.came.connect(self._show)

    def show_item(self, item: Item) -> None:
        """Show a referral."""
        self._item = item
        self._show()

    def _show(self) -> None:
        item = self._item
        if item is None:
            return
        self._title.setText(item.what)
        status = sentence_case(self._labels.code("referral_status", item.status))
        late = _("not acknowledged in time") if item.late else ""
        self._line.setText(" · ".join(part for part in (item.number, status, late) if part))

    def _open(self) -> None:
        if self._item is not None:
            self.go.emit(Go("referrals", self._item.id))


class SilentCard(Card):
    """Someone nobody has reached for long; `go` tells where a contact with them is logged."""

    go = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._desk = desk
        self._item: Item | None = None
        self._title = words("", Text.ROW, wrap=True)
        self.log = button(_("Log a contact"), Weight.PRIMARY, "plus")
        self.log.clicked.connect(self._log)
        bar = QWidget()
        FlowLayout(bar).addWidget(self.log)
        self.log.setVisible(desk.actor.may(May.LOG_CONTACTS))
        for widget in (self._title, words(_("Something is still open for them."), Text.SECOND), bar):
            self.box.addWidget(widget)

    def show_item(self, item: Item) -> None:
        """Show someone."""
        self._item = item
        self._title.setText(reached(item, self._desk.now()))

    def _log(self) -> None:
        if self._item is not None:
            self.go.emit(Go(LOG, new=True, start={"person_id": self._item.id}))


class DraftCard(Card):
    """Something begun but not saved; `did` tells that it was thrown away, with the way back."""

    go = Signal(object)
    did = Signal(str, object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent, raised=True)
        self._desk = desk
        self._item: Item | None = None
        self._title = words("", Text.ROW, wrap=True)
        self._line = words("", Text.SECOND, wrap=True)
        self.on = button(_("Go on writing"), Weight.PRIMARY, "pencil")
        self.drop = button(_("Throw away"), Weight.SECONDARY, "x")
        self.on.clicked.connect(self._go_on)
        self.drop.clicked.connect(self._ask_what)
        bar = QWidget()
        flow = FlowLayout(bar)
        flow.addWidget(self.on)
        flow.addWidget(self.drop)
        for widget in (self._title, self._line, bar):
            self.box.addWidget(widget)

    def show_item(self, item: Item) -> None:
        """Show something unfinished."""
        self._item = item
        self._title.setText(item.what or _("{kind}, not saved yet").format(kind=one_of(item)))
        typed = _("Last typed {age}; kept on this laptop only").format(age=ago(self._desk.now() - item.at))
        self._line.setText(" · ".join(part for part in (item.number, typed) if part))
        self.drop.setVisible(item.sort is Sort.UNSENT)

    def _go_on(self) -> None:
        if self._item is not None:
            self.go.emit(place_of_draft(self._item))

    def _ask_what(self) -> None:
        if self._item is not None:
            self._desk.ask(unsent.kept, self._item.form, then=partial(self._throw_away, self._item))

    def _throw_away(self, item: Item, kept: list[Kept]) -> None:
        mine = next((one for one in kept if one.id == item.id), None)
        if mine is not None:
            back = Undo(unsent.keep, (mine.id, mine.form, mine.values, mine.record))
            self._desk.do(unsent.drop, item.id, then=partial(self._gone, back))

    def _gone(self, back: Undo, _nothing: object) -> None:
        self.did.emit(_("Thrown away"), back)
