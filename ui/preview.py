"""A preview of pages: the very bytes that will be printed and saved."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _, plural
from ui.tokens import Text
from ui.widgets.button import tool
from ui.widgets.text import words

STEP = 1.25


class PagePreview(QWidget):
    """The pages of a PDF in memory, with zoom; `document` is what a printer draws."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self._pages = words("", Text.LABEL)
        drawings = {"minus": _("Smaller"), "plus": _("Larger"), "file-text": _("Fit the width")}
        self._tools = smaller, larger, fit = [tool(drawing, name, self) for drawing, name in drawings.items()]
        smaller.clicked.connect(self._smaller)
        larger.clicked.connect(self._larger)
        fit.clicked.connect(self._fit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._pages)
        row.addStretch(1)
        for each in (smaller, larger, fit):
            row.addWidget(each)
        self._view = self._made_view()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._view, 1)
        column.addStretch()
        self._show(there=False)

    def _show(self, *, there: bool) -> None:
        """Where there are no pages, neither their gray ground nor what enlarges them is there."""
        for each in (self._view, *self._tools):
            each.setVisible(there)

    def _made_view(self) -> QPdfView:
        view = QPdfView()
        view.setAccessibleName(_("Preview of the pages"))
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        return view

    def _renew_view(self) -> None:
        """A view takes the picture of a page that is still being drawn for one of the pages that came since."""
        old, self._view = self._view, self._made_view()
        self._view.setZoomMode(old.zoomMode())
        self._view.setZoomFactor(old.zoomFactor())
        self._column.replaceWidget(old, self._view)
        QWidget.setTabOrder(self._tools[-1], self._view)
        if old.hasFocus():
            self._view.setFocus()
        old.hide()
        old.deleteLater()

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages."""
        self._renew_view()
        self._buffer.close()
        self._bytes = QByteArray(pdf)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._pages.setText(plural("{n} page", "{n} pages", self.document.pageCount()))
        self._view.setDocument(self.document)
        self._show(there=True)

    def clear(self) -> None:
        """Show nothing, and let go of the bytes."""
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._bytes = QByteArray()
        self._pages.setText("")
        self._show(there=False)

    def _zoom(self, factor: float) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(4.0, max(0.25, self._view.zoomFactor() * factor)))

    def _smaller(self) -> None:
        self._zoom(1 / STEP)

    def _larger(self) -> None:
        self._zoom(STEP)

    def _fit(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
