"""What is said where nothing can be printed, with the other way a month may leave."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import words


class NoPrinter(QDialog):
    """Says that nothing can be printed here; accepted when the month is to be saved instead."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setMinimumWidth(460)
        stop, save = button(_("Cancel"), Weight.SECONDARY), button(_("Encrypted export…"), Weight.PRIMARY, "file-lock")
        save.setDefault(True)
        save.clicked.connect(self.accept)
        stop.clicked.connect(self.reject)
        ends = QHBoxLayout()
        ends.addStretch(1)
        ends.addWidget(stop)
        ends.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        column.addWidget(words(_("There is no printer on this computer"), Text.RECORD, wrap=True))
        said = _("Nothing was printed. Save the pages instead, encrypted, and print them where there is one.")
        column.addWidget(words(said, wrap=True))
        column.addLayout(ends)
