"""Printing: the previewed pages, drawn on the printer the user chooses."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from casemgr.i18n import _

MOST_DPI = 300


class Printing:
    """A printer and its dialog, kept together: the dialog must not outlive its printer."""

    def __init__(self, parent: QWidget) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(_("Casemgr"))
        self._dialog = QPrintDialog(self._printer, parent)

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
