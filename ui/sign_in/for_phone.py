"""What goes into a phone that is to make codes: a picture for its camera, and the same to be typed."""

import segno
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casemgr.core.second_factor import Enrollment
from casemgr.i18n import _
from ui.tokens import Text
from ui.widgets.text import words

QR_SCALE = 5


class ForPhone(QWidget):
    """Shows the secret of a phone that is set up, and nothing once it is."""

    def __init__(self, enrolled: Enrollment | None = None) -> None:
        super().__init__()
        self._picture = QLabel()
        self._picture.setAccessibleName(_("Code for the phone's camera"))
        self.secret = words("", Text.LABEL, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._picture)
        column.addWidget(self.secret)
        self.show_phone(enrolled)

    def show_phone(self, enrolled: Enrollment | None) -> None:
        """Show what this phone is to hold; None forgets it."""
        if enrolled is None:
            self._picture.clear()
            self.secret.setText("")
            return
        self._picture.setPixmap(_qr(enrolled.uri))
        grouped = " ".join(enrolled.secret[at : at + 4] for at in range(0, len(enrolled.secret), 4))
        self.secret.setText(_("Or type this into the phone: {secret}").format(secret=grouped))


def _qr(text: str) -> QPixmap:
    """The picture a phone's camera reads, dark on light in every theme."""
    made = segno.make(text, error="m")
    rows = [list(row) for row in made.matrix_iter(border=2)]
    image = QImage(len(rows), len(rows), QImage.Format.Format_Grayscale8)
    image.fill(255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x, y, 0)
    return QPixmap.fromImage(image.scaled(len(rows) * QR_SCALE, len(rows) * QR_SCALE))
