"""A file of completions or a roster, row by row, before anything of it is taken."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import N_, _, plural
from casemgr.records.training import Fate, RowFound
from ui.tokens import Text, Tone
from ui.widgets.button import Weight, button
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words

SIZE = QSize(680, 520)
SAID = {
    Fate.READY: (N_("New"), Tone.OK),
    Fate.THERE: (N_("There already"), Tone.NEUTRAL),
    Fate.WRONG: (N_("Wrong"), Tone.DANGER),
}


class ShowRows(QDialog):
    """Accepted when the rows are to be taken; offered only where none is wrong. Those that are wrong come first."""

    def __init__(self, found: Sequence[RowFound], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        order = sorted(found, key=lambda one: (one.fate is not Fate.WRONG, one.line))
        self.rows = RowList(_("Rows of the file"), dense=True)
        self._model = RowModel([_row(one) for one in order])
        self.rows.setModel(self._model)
        ready = sum(one.fate is Fate.READY for one in found)
        wrong = sum(one.fate is Fate.WRONG for one in found)
        self.take = button(plural("Take {n} row", "Take {n} rows", ready), Weight.PRIMARY, "check")
        self.take.setEnabled(bool(ready) and not wrong)
        leave = button(_("Cancel"), Weight.SECONDARY)
        self.take.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(words(_("What the file would enter"), Text.RECORD))
        column.addWidget(words(_said(wrong), Text.SECOND, wrap=True))
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self.resize(SIZE.boundedTo(parent.window().size()))


def _said(wrong: int) -> str:
    if not wrong:
        return _("Nothing is taken yet.")
    return plural(
        "{n} row is wrong, so nothing can be taken: mend the file.",
        "{n} rows are wrong, so nothing can be taken: mend the file.",
        wrong,
    )


def _row(one: RowFound) -> Row:
    chip, tone = SAID[one.fate]
    return Row(f"{one.line}: {one.said}", one.why, chip=_(chip), tone=tone)
