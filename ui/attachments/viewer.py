"""The viewer of a file: pictures, pages and plain words inside the window; it forgets them as it is hidden."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from casemgr.core.access import May
from casemgr.core.errors import CaseError
from casemgr.i18n import _, language
from casemgr.records import attachments
from casemgr.records.attachments import Content, Sort, text_in
from casemgr.services.attachments_out import save_attachment
from casemgr.services.exported import Exported
from ui.desk import UiDesk
from ui.leaving.asking import AskLeaving
from ui.leaving.left import ShowLeft
from ui.preview import PagePreview
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.empty import EmptyState
from ui.widgets.text import Elided

SIZE = QSize(860, 680)


class Photo(QLabel):
    """A picture as large as there is room for it, and no larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)
        self._whole = QPixmap()

    def show_image(self, image: QImage) -> None:
        """Show a picture; a null one shows nothing."""
        self._whole = QPixmap.fromImage(image)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            self.clear()
            return
        room = self._whole.size().boundedTo(self.size() * self.devicePixelRatio())
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        fitted = self._whole.scaled(room, keep, smooth)
        fitted.setDevicePixelRatio(self.devicePixelRatio())
        self.setPixmap(fitted)


class Viewer(QDialog):
    """One file of a record; `said` tells that it was saved and registered."""

    said = Signal(str)

    def __init__(self, desk: UiDesk, id: UUID, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._id = desk, id
        self.name = Elided(name, Text.RECORD)
        self.trouble = Banner()
        self.photo = Photo()
        self.photo.setAccessibleName(_("Picture {name}").format(name=name))
        self.pages = PagePreview()
        self.words = QPlainTextEdit(readOnly=True)
        self.words.setAccessibleName(_("The words of the file"))
        self.nothing = EmptyState("file", _("Files of this sort cannot be shown here."))
        self.stack = QStackedWidget()
        for shown in (QWidget(), self.photo, self.pages, self.words, self.nothing):
            self.stack.addWidget(shown)
        self.save = button(_("Save encrypted…"), Weight.SECONDARY, "file-lock")
        self.save.setVisible(desk.actor.may(May.EXPORT))
        self.save.clicked.connect(self._ask_where)
        self._lay_out()
        self.resize(SIZE.boundedTo(parent.window().size()))
        desk.ask(attachments.content, id, then=self._came, otherwise=self._refused)

    def _lay_out(self) -> None:
        close = button(_("Close"), Weight.SECONDARY)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.name)
        column.addWidget(self.trouble)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def hideEvent(self, event: QHideEvent) -> None:
        """A lock hides every window: what was shown is let go of, and does not come back with the next sign-in."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget()
            self.deleteLater()

    def _forget(self) -> None:
        self.stack.setCurrentIndex(0)
        self.photo.show_image(QImage())
        self.pages.clear()
        self.words.clear()

    def _came(self, held: Content) -> None:
        if self.isHidden():
            return
        if held.sort in (Sort.JPG, Sort.PNG):
            self._show_image(held.content)
        elif held.sort == Sort.PDF:
            self.pages.show_pdf(held.content)
            self.stack.setCurrentWidget(self.pages)
        elif held.sort == Sort.TXT:
            self.words.setPlainText(text_in(held.content))
            self.stack.setCurrentWidget(self.words)
        else:
            self.stack.setCurrentWidget(self.nothing)

    def _show_image(self, content: bytes) -> None:
        image = QImage.fromData(content)
        if image.isNull():
            self.trouble.tell(Tone.WARN, _("This picture cannot be shown."))
            return
        self.photo.show_image(image)
        self.stack.setCurrentWidget(self.photo)

    def _refused(self, error: CaseError) -> None:
        self.save.setEnabled(False)
        self.trouble.tell(Tone.WARN, error.sentence)

    def _ask_where(self) -> None:
        asked = AskLeaving(_("Save this file inside an encrypted PDF"), _("Encrypt and save"), self, whom=False)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self.save_into(asked.folder))
        asked.open()

    def save_into(self, folder: Path) -> None:
        """Save the file there, encrypted, and show its passphrase once."""
        work = partial(save_attachment, id=self._id, to=folder, language=language())
        self._desk.jobs.start(_("Encrypting"), work, then=self._saved)

    def _saved(self, left: Exported) -> None:
        self.said.emit(_("Given out, and entered in the registers"))
        shown = ShowLeft(left, self, language())
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()
