"""The slip of a passphrase: printed, or saved away from the file it opens."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.services.slip import Slip, check_apart, slip_pdf
from casemgr.services.spelling import spelled
from ui.printing import ask_where, at_the_printer, print_pdf, printers_there, save_file
from ui.widgets.button import Weight, button


class SlipButtons(QWidget):
    """Print the slip or save it; `told` says in a sentence how that went."""

    told = Signal(str)

    def __init__(self, slip: Slip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slip = slip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.print = button(_("Print slip…"), Weight.SECONDARY, "printer")
        self.save = button(_("Save slip…"), Weight.SECONDARY, "download")
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)

    def save_to(self, path: Path) -> None:
        """Save the slip there, unless the file it opens lies there too."""
        try:
            check_apart(path, self._slip.beside)
            save_file(slip_pdf(self._slip), path)
        except CaseError as refusal:
            self.told.emit(refusal.sentence)
            return
        self.told.emit(_("Slip saved. Print it and delete it there; it holds the passphrase."))

    def _print(self) -> None:
        if not printers_there():
            self.told.emit(_("There is no printer on this computer. Save the slip, or write the passphrase down."))
        elif print_pdf(slip_pdf(self._slip), self):
            self.told.emit(at_the_printer())

    def _ask_where(self) -> None:
        path = ask_where(self, f"{self._slip.reference}.pdf")
        if path is not None:
            self.save_to(path)


def read_aloud(passphrase: str) -> str:
    """The passphrase in words, a line for each group."""
    return "\n".join(f"{group}  –  {spelled(group)}" for group in passphrase.split("-"))
