"""Printing: the previewed pages, drawn on the printer the user chooses."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import words

MOST_DPI = 300


def printers_there() -> bool:
    """Whether this computer has a printer to choose."""
    return bool(QPrinterInfo.availablePrinterNames())


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


class Printing:
    """A printer and its dialog, kept together: the dialog must not outlive its printer."""

    def __init__(self, parent: QWidget) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(_("Casemgr"))
        self._dialog = QPrintDialog(self._printer, parent)
        self._dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)  # A file leaves by an export.

    def chosen(self) -> bool:
        """Ask which printer; False when the user thought better of it."""
        return self._dialog.exec() == QDialog.DialogCode.Accepted

    def draw(self, document: QPdfDocument) -> None:
        """Draw every page, at 300 dots per inch at most."""
        painter = QPainter(self._printer)
        try:
            for page in range(document.pageCount()):
                if page:
                    self._printer.newPage()
                target = painter.viewport()
                painter.drawImage(target, document.render(page, self._fitting(document, page, target)))
        finally:
            painter.end()

    def _fitting(self, document: QPdfDocument, page: int, target: QRect) -> QSize:
        points = document.pagePointSize(page)
        dots = min(MOST_DPI, self._printer.resolution()) / 72
        size = QSize(round(points.width() * dots), round(points.height() * dots))
        return size.boundedTo(target.size()) if size.width() > target.width() else size
