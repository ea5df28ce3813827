"""Today: what is overdue, due, awaited and unfinished, with what can be done about each."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.i18n import N_, _
from casemgr.records.followups import Whose
from casemgr.services import today
from casemgr.services.today import Board, Item
from ui.desk import UiDesk
from ui.labels import Labels
from ui.page import Go, Page
from ui.panes import TwoPanes
from ui.shortcuts import Shortcut, answer
from ui.today.detail import Detail
from ui.today.promise import Undo
from ui.today.rows import LOG, rows_of
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.row_list import RowList
from ui.widgets.rows import ROW, Row, RowModel
from ui.widgets.toast import Toast
from ui.wording import say_whole_day

SHOWN = ("followups", "referrals", "contacts", "people", "consents")
"""Kinds whose changes may change what is shown."""
WHOSE = {Whose.MINE: N_("Mine"), Whose.TEAM: N_("Team"), Whose.UNIT: N_("Unit")}


class Lines(Card):
    """The left side: whose work, and its lines in groups. `reached` tells an Item, `chosen` that it is wanted."""

    reached = Signal(object)
    chosen = Signal(object)
    acted = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whose = ChipRow(kept=True)
        self.whose.name(_("Whose work"))
        self.rows = RowList(_("What is to be done"))
        self.model = RowModel()
        self.rows.setModel(self.model)
        self.empty = EmptyState("calendar-check", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        self.box.setContentsMargins(8, 8, 2, 8)
        self.whose.setContentsMargins(8, 0, 8, 0)
        self.box.addWidget(self.whose)
        self.box.addWidget(self._stack, 1)
        self.over = button(_("End of shift"), Weight.QUIET, "log-out")
        self.over.clicked.connect(self.ended)
        self.box.addWidget(self.over)
        self.rows.reached.connect(self._reached)
        self.rows.opened.connect(self._opened)
        self.rows.clicked.connect(self._pressed)
        self.empty.acted.connect(self.acted)

    def offer(self, options: list[Option]) -> None:
        """Offer these boards; only their numbers change, as a rule, and a chip that has the focus keeps it."""
        chips = self.whose.chips()
        if [chip.value for chip in chips] != [option.value for option in options]:
            self.whose.set_options(options)
            self.whose.set_value(options[0].value)
            return
        for chip, option in zip(chips, options, strict=True):
            chip.setText(option.label)

    def show_rows(self, rows: list[Row]) -> None:
        """Show these lines, or what there is to say when there are none."""
        self.model.set_rows(rows)
        self._stack.setCurrentWidget(self.rows if rows else self.empty)

    def choose(self, id: object, place: int) -> None:
        """Make the line with this id the current one, else the one that took its place."""
        items = [i for i in range(self.model.rowCount()) if isinstance(self.key_at(i), Item)]
        if not items:
            return
        same = next((i for i in items if self.key_at(i).id == id), None)  # type: ignore[union-attr]
        near = next((i for i in items if i >= place), items[-1])
        self.rows.setCurrentIndex(self.model.index(near if same is None else same, 0))

    def place(self) -> int:
        """The row one is at."""
        return max(0, self.rows.currentIndex().row())

    def key_at(self, row: int) -> object:
        """What stands in a row: an Item, or nothing in a heading."""
        shown = self.model.row_at(self.model.index(row, 0))
        return shown.key if shown is not None else None

    def _reached(self, row: Row) -> None:
        self.reached.emit(row.key)

    def _opened(self, row: Row) -> None:
        self.chosen.emit(row.key)

    def _pressed(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and not row.heading:
            self.chosen.emit(row.key)


class TodayPage(Page):
    """Every number on it is the length of the list it stands for."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        labels = Labels(desk, self)
        self._boards: dict[str, Board] = {}
        self._item: Item | None = None
        self._undo: Undo | None = None
        self._asking = False
        self._again = False
        self.lines = Lines()
        self.detail = Detail(desk, labels)
        self.panes = TwoPanes(self.lines, self.detail)
        self.toast = Toast(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        answer(self, Shortcut.UNDO, self._undo_by_key)
        self.lines.whose.chosen.connect(self._show)
        self.lines.reached.connect(self._reach)
        self.lines.chosen.connect(self._go_deep)
        self.lines.acted.connect(self._begin)
        self.lines.ended.connect(self._end_shift)
        self.lines.over.setVisible(desk.actor.may(May.LOG_CONTACTS))
        self.detail.go.connect(self.go)
        self.detail.did.connect(self._did)
        self.detail.refused.connect(self.trouble)
        self.panes.turned.connect(self.renamed)
        self.toast.undone.connect(self._take_back)
        desk.crashed.connect(self._free)
        self._fetch()

    @property
    def title(self) -> str:
        return _("Today")

    @property
    def line(self) -> str:
        actor = self.desk.actor
        return " · ".join(part for part in (say_whole_day(self.desk.now().date()), actor.unit) if part)

    def refresh(self, changes: Changes) -> None:
        if changes.of(*SHOWN):
            self._fetch()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fetch()  # What is kept unsent changes without a word.
        if self.focusWidget() is None:
            self.lines.rows.setFocus()

    def back(self) -> bool:
        went = self.panes.back()
        if went:
            self.lines.rows.setFocus()
        return went

    def can_go_back(self) -> bool:
        return self.panes.can_go_back()

    def board(self) -> Board | None:
        """The board shown."""
        return self._boards.get(self.lines.whose.value() or "")

    def _fetch(self) -> None:
        if not self.desk.actor.may(May.READ_CASES):
            self._show_nothing(_("Your work lies in the other places of the window."), "")
            return
        self._again = self._asking
        if not self._asking:
            self._asking = True
            self.desk.ask(today.boards, then=self._came, otherwise=self._missed)

    def _came(self, boards: tuple[Board, ...]) -> None:
        self._asking = False
        self._boards = {board.whose.value: board for board in boards}
        self.lines.offer([Option(b.whose.value, f"{_(WHOSE[b.whose])}  {len(b.items)}") for b in boards])
        self._show()
        if self._again:
            self._fetch()

    def _missed(self, error: CaseError) -> None:
        self._free()
        self.trouble(error)

    def _free(self) -> None:
        """No answer will come to what was asked; the next change asks again."""
        self._asking = False

    def _show(self) -> None:
        board = self.board()
        if board is None:
            return
        before, place = self._item, self.lines.place()
        self.lines.show_rows(rows_of(board, self.desk.actor, self.desk.now()))
        self.panes.leave_alone(alone=not board.items)
        if not board.items:
            may = self.desk.actor.may(May.LOG_CONTACTS)
            said = _("Nothing is due, awaited or half written. What you promise will stand here until it is done.")
            self._show_nothing(said, _("Log a contact") if may else "")
            return
        self._item = None
        self.lines.choose(before.id if before is not None else None, place)

    def _show_nothing(self, said: str, action: str) -> None:
        self._item = None
        self.detail.show_item(None)
        self.lines.show_rows([])
        self.lines.empty.say(said, action)
        self.panes.leave_alone(alone=True)

    def _reach(self, item: Item) -> None:
        self._item = item
        self.detail.show_item(item)

    def _go_deep(self, item: Item) -> None:
        if self._item is None or self._item.id != item.id:
            self._reach(item)
        self.panes.show_second()
        if self.panes.narrow:
            self.detail.open.setFocus()

    def _begin(self) -> None:
        self.go.emit(Go(LOG, new=True))

    def _end_shift(self) -> None:
        self.go.emit(Go("shift"))

    def _did(self, said: str, undo: Undo | None) -> None:
        self._undo = undo
        if self.panes.narrow:
            self.panes.back()
        self.lines.rows.setFocus()
        self.toast.say(said, undo=undo is not None)
        self._fetch()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            self.toast.go()
            self.desk.do(undo.command, *undo.args, then=self._taken_back)

    def _undo_by_key(self) -> None:
        if self.toast.sentence():
            self._take_back()

    def _taken_back(self, _nothing: object) -> None:
        self.said.emit(_("Taken back"))
        self._fetch()
