"""Printing: every page of a PDF comes out, and the dialog is gone before its printer is."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QTimer
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from casemgr.services.leaving import NoPerson, Outgoing
from ui.printing import choose_printer, paint_pdf


def a_pdf(pages: int) -> Outgoing:
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.drawText(400, 400, f"Page {page + 1}")
    painter.end()
    return Outgoing(held.data().data(), NoPerson.FIGURES)


def test_every_page_comes_out(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    paint_pdf(a_pdf(3), printer)
    read = QPdfDocument()
    read.load(str(tmp_path / "out.pdf"))
    assert read.pageCount() == 3
    read.close()


def test_who_thinks_better_of_it_leaves_no_dialog(qtbot: QtBot) -> None:
    near = QWidget()
    qtbot.addWidget(near)

    def stop() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QDialog):
            asked.reject()

    QTimer.singleShot(0, stop)
    assert choose_printer(near) is None
    assert not near.findChildren(QPrintDialog)
