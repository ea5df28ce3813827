"""What a file of boundaries would set, feature by feature, before anything is set."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import N_, _
from casemgr.records.neighborhoods import Found, Outline
from ui.tokens import Text, Tone
from ui.widgets.button import Weight, button
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, RowModel
from ui.widgets.text import words

SIZE = QSize(640, 480)
SAID = {
    Found.READY: (N_("Will be set"), Tone.OK),
    Found.UNKNOWN: (N_("Left out"), Tone.WARN),
    Found.WRONG: (N_("Wrong"), Tone.DANGER),
    Found.TWICE: (N_("Twice"), Tone.DANGER),
}


class ShowOutlines(QDialog):
    """Accepted when the boundaries are to be set; offered only where no feature is wrong."""

    def __init__(self, found: Sequence[Outline], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows = RowList(_("Features of the file"), dense=True)
        self._model = RowModel([_row(one) for one in found])
        self.rows.setModel(self._model)
        ready = sum(one.found is Found.READY for one in found)
        wrong = any(one.found in (Found.WRONG, Found.TWICE) for one in found)
        self.set = button(_("Set {n} boundaries").format(n=ready), Weight.PRIMARY, "check")
        self.set.setEnabled(bool(ready) and not wrong)
        leave = button(_("Cancel"), Weight.SECONDARY)
        self.set.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        said = _("One feature is wrong, so nothing can be set: mend the file.") if wrong else _("Nothing is set yet.")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.set)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(words(_("What the file would set"), Text.RECORD))
        column.addWidget(words(said, Text.SECOND, wrap=True))
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self.resize(SIZE.boundedTo(parent.window().size()))


def _row(one: Outline) -> Row:
    chip, tone = SAID[one.found]
    return Row(one.named, one.why, chip=_(chip), tone=tone)
