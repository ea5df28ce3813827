"""The figures of a month as tables a screen reader can walk."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from casemgr.i18n import _
from casemgr.services.summary.figures import Count, Figure, Figures, Rate, SectionFigures, said, share
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words


class FiguresView(QScrollArea):
    """Everything the pages print, as text, under `above`: the cards that stand over the figures and stay.

    `behind` tells a Figure whose records are wanted.
    """

    behind = Signal(object)

    def __init__(self, above: Sequence[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Figures of the month"))
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(12)
        for each in above:
            self._column.addWidget(each)
        self._tables = QWidget()
        self._column.addWidget(self._tables)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_figures(self, figures: Figures) -> None:
        """Show these figures."""
        tables = QWidget()
        column = QVBoxLayout(tables)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = ("", _("This month"), _("Month before"), _("A year before"))
        lines = [(h.label, str(h.now), str(h.month_before), str(h.year_before)) for h in figures.headlines]
        column.addWidget(_table(_("In short"), head, lines))
        column.addWidget(_counts(_("Contacts by type"), figures.contacts.by_type))
        column.addWidget(_counts(_("Contacts by neighborhood"), figures.contacts.by_neighborhood))
        column.addWidget(_rates(_("Contacts made by the assigned officer"), figures.contacts.assigned_share))
        column.addWidget(_rates(_("Referrals"), figures.funnel.rates))
        column.addWidget(_counts(_("Referrals by need"), figures.funnel.by_need))
        column.addWidget(_counts(_("Why referrals were declined"), figures.funnel.declines))
        due = figures.promises
        column.addWidget(
            _rates(
                _("Follow-ups that fell due"),
                (
                    Rate(_("Done on time"), due.on_time, due.due),
                    Rate(_("Done late"), due.late, due.due),
                    Rate(_("Overdue at the cut-off"), due.overdue, due.due),
                    Rate(_("Lost contact"), due.lost, due.due),
                ),
            )
        )
        for section in figures.sections:
            column.addWidget(self._section(section))
        self._column.replaceWidget(self._tables, tables)
        self._tables.deleteLater()
        self._tables = tables

    def _section(self, section: SectionFigures) -> Card:
        head = ("", _("Number"), _("Share"))
        card = _table(section.title, head, [(one.label, said(one), share(one)) for one in section.figures])
        grid = card.findChild(QGridLayout)
        for row, one in enumerate(section.figures, start=1):
            if one.behind and grid is not None:
                self._make_opener(grid, row, one)
        return card

    def _make_opener(self, grid: QGridLayout, row: int, figure: Figure) -> None:
        """The number as a button to what it counts, in the place of its words."""
        there = grid.itemAtPosition(row, 1)
        cell = there.widget() if there is not None else None
        opener = button(said(figure), Weight.QUIET)
        opener.setAccessibleName(_("{label}, {n}: show what is counted").format(label=figure.label, n=said(figure)))
        opener.clicked.connect(partial(self.behind.emit, figure))
        if cell is not None:
            grid.removeWidget(cell)
            cell.deleteLater()
        grid.addWidget(opener, row, 1, Qt.AlignmentFlag.AlignRight)


def _counts(title: str, counts: Sequence[Count]) -> Card:
    lines = [(c.label, str(c.n)) for c in counts] or [(_("None recorded."), "")]
    return _table(title, ("", _("Number")), lines)


def _rates(title: str, rates: Sequence[Rate]) -> Card:
    lines = [(r.label, str(r.part), str(r.whole), "–" if r.percent is None else f"{r.percent} %") for r in rates]
    return _table(title, ("", _("Number"), _("Out of"), _("Share")), lines)


def _table(title: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> Card:
    card = Card()
    card.box.addWidget(words(title, Text.ROW))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for column, heading in enumerate(head):
        grid.addWidget(_cell(heading, Text.LABEL, column), 0, column)
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line):
            cell = _cell(text, Text.BODY, column)
            if column:
                cell.setAccessibleName(f"{line[0]}, {head[column]}: {text}")
            grid.addWidget(cell, row, column)
    card.box.addLayout(grid)
    return card


def _cell(said: str, kind: Text, column: int) -> QLabel:
    cell = words(said, kind, wrap=not column)
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return cell
