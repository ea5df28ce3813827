"""Today: what is overdue, due, awaited and unfinished, with what can be done about each."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError
from casemgr.core.fields import Option
from casemgr.core.kind import KINDS
from casemgr.i18n import N_, _
from casemgr.records.followups import Whose
from casemgr.services import today
from casemgr.services.calendar import save_calendar
from casemgr.services.exported import Exported
from casemgr.services.today import Board, Item
from ui.desk import UiDesk
from ui.labels import Labels
from ui.leaving.asking import AskLeaving
from ui.page import Go, Page
from ui.panes import TwoPanes
from ui.shortcuts import Shortcut, answer
from ui.today.detail import Detail
from ui.today.lines import Lines
from ui.today.promise import Undo
from ui.today.rows import LOG, rows_of
from ui.widgets.toast import Toast
from ui.wording import say_whole_day

SHOWN = ("followups", "referrals", "contacts", "people", "consents")
"""Kinds whose changes may change what is shown, beside those whose records are due."""
WHOSE = {Whose.MINE: N_("Mine"), Whose.TEAM: N_("Team"), Whose.UNIT: N_("Unit")}


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
        self.lines.calendar.clicked.connect(self._ask_calendar)
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
        if changes.of(*SHOWN, *(kind.name for kind in KINDS.values() if kind.due is not None)):
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
            may = self.desk.actor.may
            said = _("Nothing is due, awaited or half written. What you promise will stand here until it is done.")
            elsewhere = _("Your work lies in the other places of the window.")
            self._show_nothing(
                said if may(May.READ_CASES) else elsewhere, _("Log a contact") if may(May.LOG_CONTACTS) else ""
            )
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

    def _ask_calendar(self) -> None:
        """Ask where the due days of the board shown go; by kind and number, so another program may read them."""
        asked = AskLeaving(_("Save due days for a calendar; nobody is named in them"), _("Save"), self, whom=False)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self._save_calendar(asked.folder))
        asked.open()

    def _save_calendar(self, folder: Path) -> None:
        whose = Whose(self.lines.whose.value() or Whose.MINE)
        self.desk.jobs.start(_("Saving"), save_calendar, whose, folder, then=self._saved, otherwise=self.trouble)

    def _saved(self, left: Exported) -> None:
        self.said.emit(_("Saved as {path}").format(path=left.path.name))

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
