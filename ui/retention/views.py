"""What the retention page shows first: what is past its time, what will be soon, and what comes later."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casemgr.core.kind import KINDS
from casemgr.i18n import _
from casemgr.services.retention import Lists, Waiting
from ui.page import Go
from ui.tokens import Text, Tone
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words
from ui.wording import say_short_day


class DueView(Card):
    """The three lists under each other; `chosen` tells where to go for one record."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowList(_("Records by the end of their time"))
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.rows.clicked.connect(self.rows.activated)
        self.rows.opened.connect(self._open)
        self.box.addWidget(self.rows, 1)
        said = _("What has no class in the schedule is never disposed of, nor is what a hold covers.")
        self.box.addWidget(words(said, Text.SECOND, wrap=True))

    def show_lists(self, found: Lists, today: date) -> None:
        """Show the three lists, each with how many records there are in it."""
        parts = (
            (_("Past due"), found.past, (_("past due"), Tone.DANGER)),
            (_("Due within 30 days"), found.soon, (_("soon"), Tone.WARN)),
            (_("Scheduled"), found.scheduled, ("", Tone.NEUTRAL)),
        )
        rows: list[Row] = []
        for (heading, some, chip), count in zip(parts, found.counts, strict=True):
            rows.append(Row(f"{heading} · {count}", heading=True))
            rows += _rows(some, chip, today)
        self._model.set_rows(rows)

    def _open(self, row: object) -> None:
        if isinstance(row, Row) and isinstance(row.key, Go):
            self.chosen.emit(row.key)


def _rows(some: Sequence[Waiting], chip: tuple[str, Tone], today: date) -> list[Row]:
    return [_row(one, chip, today) for one in some] or [Row(_("None"))]


def _row(one: Waiting, chip: tuple[str, Tone], today: date) -> Row:
    kind = KINDS[one.kind]
    said, tone = (_("held"), Tone.INFO) if one.held else chip
    line = _("counted from {day}").format(day=say_short_day(one.started_on, today))
    title = " · ".join(word for word in (_(kind.one), one.number) if word)
    end = say_short_day(one.due_on, today)
    return Row(title, line, kind.icon, chip=said, tone=tone, end=end, key=Go(one.kind, one.id))
