"""The searches made by everyone, newest first: what the review of access reads."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.i18n import _, plural
from casemgr.records.searches import searches_made
from ui.desk import UiDesk
from ui.fields.when import say_day, say_time
from ui.labels import Labels
from ui.paged_rows import PagedRows
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row
from ui.widgets.text import words


class Searches(Card):
    """Terms and how many records they found, never which; `refused` tells a refusal."""

    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._begun = False
        self.again = button(_("Newest entries"), Weight.QUIET, "rotate-ccw")
        self.model = PagedRows(desk, self._row, self)
        self.rows = RowList(_("Searches made"), dense=True)
        self.rows.setModel(self.model)
        said = words(
            _("What was searched for and by whom. Reading this is itself written down."), Text.SECOND, wrap=True
        )
        bar = QHBoxLayout()
        bar.addWidget(said, 1)
        bar.addWidget(self.again)
        self.box.addLayout(bar)
        self.box.addWidget(self.rows, 1)
        self.again.clicked.connect(self.reload)
        self.model.refused.connect(self.refused)
        labels.came.connect(self.model.relabel)

    def begin(self) -> None:
        """Ask for the searches, the first time it is looked at: each reading is itself an entry."""
        if not self._begun:
            self._begun = True
            self.reload()

    def reload(self) -> None:
        """Ask for the newest."""
        self.model.show(searches_made)

    def _row(self, made: Any) -> Row:
        at = made.at.astimezone(self._desk.zone)
        found = plural("{n} record", "{n} records", made.found)
        line = f"{self._labels.record('staff', made.by)} · {found}"
        return Row(made.terms, line, icon="search", end=f"{say_day(at.date())}, {say_time(at.time())}", key=made)
