"""What the training page shows first: whose training is due, and on which shifts nobody is trained for a crisis."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casemgr.i18n import _, plural
from casemgr.records.training import AHEAD, Coverage, Standing, hours
from ui.tokens import Text, Tone
from ui.widgets.card import Card
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words
from ui.wording import say_short_day

MOST_DAYS = 5


class DueView(Card):
    """`chosen` tells the id of a requirement; those it is short on come first, what is far off is one line."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowList(_("Training due"))
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.rows.clicked.connect(self.rows.activated)
        self.rows.opened.connect(self._open)
        self._foot = words("", Text.SECOND, wrap=True)
        self.box.addWidget(self.rows, 1)
        self.box.addWidget(self._foot)

    def show_standings(self, found: Sequence[Standing], today: date) -> None:
        """Show who lacks what, and who will within sixty days."""
        short = [one for one in found if one.short]
        soon = [one for one in found if not one.short and one.due is not None and one.due <= today + AHEAD]
        rows: list[Row] = []
        for heading, some in ((_("Lacking"), short), (_("Due within 60 days"), soon)):
            if some:
                rows.append(Row(f"{heading} · {len(some)}", heading=True))
                rows += [_due_row(one, today) for one in some]
        self._model.set_rows(rows or [Row(_("Nobody lacks a training, or will within sixty days."))])
        rest = len(found) - len(short) - len(soon)
        self._foot.setText(plural("{n} requirement is met", "{n} requirements are met", rest))

    def _open(self, row: object) -> None:
        if isinstance(row, Row) and row.key is not None:
            self.chosen.emit(row.key)


class CoverView(Card):
    """Each shift and beat of the last four weeks, those most often without anyone trained first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowList(_("Crisis training on duty"))
        self._model = RowModel()
        self.rows.setModel(self._model)
        self.box.addWidget(self.rows, 1)

    def show_cover(self, found: Sequence[Coverage], today: date) -> None:
        """Show how often someone was there."""
        order = sorted(found, key=lambda one: (one.covered / one.worked, one.shift, one.beat))
        rows = [_cover_row(one, today) for one in order]
        self._model.set_rows(rows or [Row(_("No roster of these weeks was taken over yet."))])


def _due_row(one: Standing, today: date) -> Row:
    part = _("{earned} of {required} hours").format(earned=hours(one.earned), required=hours(one.required))
    waiting = _("{n} hours not verified yet").format(n=hours(one.waiting)) if one.waiting else ""
    line = " · ".join(said for said in (one.title, part, waiting) if said)
    day = say_short_day(one.due, today) if one.due is not None else ""
    chip, tone = (_("lacking"), Tone.DANGER) if one.short else (_("due"), Tone.WARN)
    return Row(one.name, line, chip=chip, tone=tone, end=day, key=one.requirement_id)


def _cover_row(one: Coverage, today: date) -> Row:
    part = _("{part} of {whole} shifts with a CIT-trained officer").format(part=one.covered, whole=one.worked)
    days = ", ".join(say_short_day(day, today) for day in one.bare[-MOST_DAYS:])
    without = _("last without: {days}").format(days=days) if days else ""
    chip, tone = (_("gap"), Tone.WARN) if one.bare else (_("covered"), Tone.OK)
    return Row(f"{one.shift} · {one.beat}", " · ".join(x for x in (part, without) if x), chip=chip, tone=tone)
