"""The page of training: what is due first, crisis cover and the rules beside it, files taken over row by row."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.changes import Changes
from casemgr.core.errors import BadFile, CaseError
from casemgr.core.fields import Option
from casemgr.core.kind import KINDS
from casemgr.i18n import _, plural
from casemgr.records.training import (
    MOST_SIGNS,
    RowFound,
    completions_in,
    coverage,
    import_completions,
    import_roster,
    roster_in,
    standings,
)
from ui.desk import UiDesk
from ui.list_page import ListPage
from ui.rights import allowed
from ui.training.taking import ShowRows
from ui.training.views import CoverView, DueView
from ui.widgets.button import Weight, button
from ui.widgets.chip_row import ChipRow

DUE, COVER, RULES = "due", "cover", "rules"
WEEKS = timedelta(weeks=4)
Look = Callable[..., Any]


class TrainingPage(ListPage):
    """Works as the list of requirements; its home shows what is due, crisis cover, or that list."""

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, KINDS["requirements"], parent)
        self._reviews = allowed(desk.actor, coverage)
        said = [(DUE, _("Due")), *([(COVER, _("Crisis cover"))] if self._reviews else []), (RULES, _("Requirements"))]
        self.shown = ChipRow([Option(*one) for one in said], kept=True)
        self.shown.name(_("Show as"))
        self.due, self.cover = DueView(), CoverView()
        self.completions = button(_("Completions from a file…"), Weight.SECONDARY, "upload")
        self.roster = button(_("Roster from a file…"), Weight.SECONDARY, "upload")
        self._views = QStackedWidget()
        for view in (self.due, self.cover, self.list):
            self._views.addWidget(view)
        self.set_home(self._laid_out())
        self.shown.set_value(DUE)
        self.shown.chosen.connect(self._turn)
        self.due.chosen.connect(self.open)
        self.completions.clicked.connect(partial(self._ask_file, completions_in, import_completions))
        self.roster.clicked.connect(partial(self._ask_file, roster_in, import_roster))
        for one in (self.completions, self.roster):
            one.setVisible(allowed(desk.actor, import_roster))
        self._fetch()

    def _laid_out(self) -> QWidget:
        home, top = QWidget(), QHBoxLayout()
        top.addWidget(self.shown, 1)
        top.addWidget(self.completions)
        top.addWidget(self.roster)
        column = QVBoxLayout(home)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._views, 1)
        return home

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if changes.of("requirements", "completions", "roster", "staff"):
            self._fetch()

    def _fetch(self) -> None:
        today = self.desk.now().date()
        self.desk.ask(standings, then=partial(self._show_due), otherwise=self.trouble)
        if self._reviews:
            self.desk.ask(coverage, today - WEEKS, today, then=self._show_cover, otherwise=self.trouble)

    def _show_due(self, found: Any) -> None:
        self.due.show_standings(found, self.desk.now().date())

    def _show_cover(self, found: Any) -> None:
        self.cover.show_cover(found, self.desk.now().date())

    def _turn(self) -> None:
        views = {DUE: self.due, COVER: self.cover, RULES: self.list}
        self._views.setCurrentWidget(views[str(self.shown.value())])

    def _ask_file(self, look: Look, take: Look) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("A file to take over"), "", "CSV (*.csv *.txt)")
        if chosen:
            self.bring_in(Path(chosen), look, take)

    def bring_in(self, file: Path, look: Look, take: Look) -> None:
        """Read a file and say what it would enter; nothing is taken before that is agreed to."""
        try:
            with file.open("rb") as opened:
                text = opened.read(MOST_SIGNS + 1).decode("utf-8-sig")
        except UnicodeDecodeError:
            self.trouble(BadFile(_("This file is not text in UTF-8.")))
        except OSError:
            self.trouble(CaseError(_("The file {name} cannot be read.").format(name=file.name)))
        else:
            self.desk.ask(look, text, then=partial(self._show_rows, text, take), otherwise=self.trouble)

    def _show_rows(self, text: str, take: Look, found: tuple[RowFound, ...]) -> None:
        shown = ShowRows(found, self)
        shown.accepted.connect(partial(self._take, text, take))
        shown.open()

    def _take(self, text: str, take: Look) -> None:
        self.desk.do(take, text, then=self._did, otherwise=self.trouble)

    def _did(self, count: int) -> None:
        self.said.emit(plural("{n} row taken", "{n} rows taken", count))
