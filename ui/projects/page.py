"""The page of problem-solving projects: the board first, the list beside it, one project over both."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.fields import Option
from casemgr.core.kind import KINDS
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.labels import Labels
from ui.list_page import ListPage
from ui.projects.board import Board
from ui.widgets.chip_row import ChipRow

BOARD, LIST = "board", "list"


class ProjectsPage(ListPage):
    """Works as every list; its home shows the board or the list."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, KINDS["problems"], parent)
        self.shown = ChipRow([Option(BOARD, _("Board")), Option(LIST, _("List"))], kept=True)
        self.shown.name(_("Show as"))
        self.board = Board(desk, Labels(desk, self))
        self._views = QStackedWidget()
        self._views.addWidget(self.board)
        self._views.addWidget(self.list)
        home = QWidget()
        column = QVBoxLayout(home)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.shown)
        column.addWidget(self._views, 1)
        self.set_home(home)
        self.shown.set_value(BOARD)
        self.shown.chosen.connect(self._turn)
        self.board.chosen.connect(self.open)
        self.board.refused.connect(self.trouble)

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if changes.of("problems"):
            self.board.reload()

    def _turn(self) -> None:
        self._views.setCurrentWidget(self.board if self.shown.value() == BOARD else self.list)
