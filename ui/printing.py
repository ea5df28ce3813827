"""A finished PDF to a printer or a file: what is printed is what was shown."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSaveFile, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import delete, isValid

from casemgr.core.errors import Unwritable
from casemgr.i18n import _
from casemgr.services.leaving import Outgoing, checked_out

DOTS_PER_INCH = 300


def printers_there() -> bool:
    """Whether this computer has a printer to choose."""
    return bool(QPrinterInfo.availablePrinterNames())


def choose_printer(near: QWidget, *, to_file: bool = True) -> QPrinter | None:
    """Ask for a printer; None when the user thought better of it. Without `to_file` no file is offered as one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS_PER_INCH)
    printer.setDocName(_("Casemgr"))
    dialog = QPrintDialog(printer, near)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=to_file)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    if isValid(dialog):
        delete(dialog)  # It must not outlive its printer.
    return printer if chosen else None


def at_the_printer() -> str:
    """What is said once pages were sent: paper left in a tray is read by whoever comes by (CJIS PE-5)."""
    return _("Sent to the printer. Take every page from it now.")


def print_pdf(pages: Outgoing, near: QWidget) -> bool:
    """Ask for a printer and print; False when the user thought better of it."""
    printer = choose_printer(near)
    if printer is not None:
        paint_pdf(pages, printer)
    return printer is not None


def paint_pdf(pages: Outgoing, printer: QPrinter) -> None:
    """Paint every page on a printer, as large as its paper lets it be."""
    held = QByteArray(checked_out(pages))  # The buffer reads from it for as long as the document is open.
    source = QBuffer(held)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(source)
    painter = QPainter(printer)
    paper = printer.pageRect(QPrinter.Unit.DevicePixel).size()
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        size = document.pagePointSize(number).scaled(paper, Qt.AspectRatioMode.KeepAspectRatio).toSize()
        painter.drawImage(QRect(QPoint(0, 0), size), document.render(number, size))
    painter.end()
    document.close()


def ask_where(near: QWidget, name: str) -> Path | None:
    """Ask where to save a PDF; None when the user thought better of it."""
    title, kinds = _("Save PDF"), _("PDF documents (*.pdf)")
    chosen, _kind = QFileDialog.getSaveFileName(near, title, name, kinds)
    return Path(chosen) if chosen else None


def save_file(content: Outgoing, path: Path) -> None:
    """Write a file whole or not at all; Unwritable when the disk refuses."""
    data, file = checked_out(content), QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly) or file.write(data) != len(data) or not file.commit():
        raise Unwritable(_("The file could not be saved there. Check the place and try again."))
