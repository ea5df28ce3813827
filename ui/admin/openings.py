"""Who opened the restricted records one entered oneself: whoever writes of people may know who reads it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.kind import KINDS
from casemgr.i18n import _
from casemgr.services.openings import Opening, opened_by_others
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
from ui.wording import sentence_case


class Openings(Card):
    """The openings of three months, newest first; `refused` tells a refusal."""

    refused = Signal(object)

    def __init__(self, desk: UiDesk, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._labels = labels
        self._begun = False
        self.again = button(_("Newest entries"), Weight.QUIET, "rotate-ccw")
        self.model = PagedRows(desk, self._row, self)
        self.rows = RowList(_("Opened by others"), dense=True)
        self.rows.setModel(self.model)
        self.none = words(_("Nobody else opened one in the last 90 days."), wrap=True)
        said = words(
            _("Restricted records you entered, and who opened them in the last 90 days. Ask them, or your supervisor."),
            *(Text.SECOND,),
            wrap=True,
        )
        bar = QHBoxLayout()
        bar.addWidget(said, 1)
        bar.addWidget(self.again)
        self.box.addLayout(bar)
        self.box.addWidget(self.none)
        self.box.addWidget(self.rows, 1)
        self.none.hide()
        self.again.clicked.connect(self.reload)
        self.model.came.connect(self._came)
        self.model.refused.connect(self.refused)
        labels.came.connect(self.model.relabel)

    def begin(self) -> None:
        """Ask for them, the first time it is looked at."""
        if not self._begun:
            self._begun = True
            self.reload()

    def reload(self) -> None:
        """Ask for the newest."""
        self.model.show(opened_by_others)

    def _came(self) -> None:
        self.none.setVisible(not self.model.rowCount())

    def _row(self, opening: Opening) -> Row:
        at, kind = opening.at.astimezone(self._desk.zone), KINDS[opening.kind]
        line = f"{self._labels.record('staff', opening.by)} · {sentence_case(_(kind.one))}"
        title = self._labels.record(opening.kind, opening.record)
        return Row(title, line, icon=kind.icon, end=f"{say_day(at.date())}, {say_time(at.time())}", key=opening)
