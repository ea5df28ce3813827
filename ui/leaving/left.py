"""What left, and the passphrase that is shown this once."""

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from casemgr.services.exported import Exported, slip_of
from ui.leaving.slip import SlipButtons, read_aloud
from ui.tokens import Text
from ui.widgets.aloud import alert
from ui.widgets.button import Weight, button
from ui.widgets.text import HINT, words

CLIPBOARD_MS = 30_000


class ShowLeft(QDialog):
    """What left and under which passphrase; the passphrase is shown here and nowhere again."""

    def __init__(self, left: Exported, parent: QWidget, language: str = "en") -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setMinimumWidth(600)
        self._passphrase = left.passphrase
        self.slip = SlipButtons(slip_of(left, language), self)
        self._told = words("", HINT, wrap=True)
        self._told.hide()
        self.slip.setVisible(bool(left.passphrase))
        self.slip.told.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(words(_("Saved, tested and registered"), Text.RECORD))
        column.addWidget(words(str(left.path), Text.BODY, wrap=True))
        said = _("Register {number} · digest {digest}").format(number=left.number, digest=left.sha256[:16].upper())
        column.addWidget(words(said, Text.LABEL))
        if left.passphrase:
            self._add_passphrase(column)
        done = button(_("Done"), Weight.PRIMARY)
        done.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(done)
        column.addLayout(row)

    def _add_passphrase(self, column: QVBoxLayout) -> None:
        column.addWidget(words(_("Passphrase, shown this once"), Text.LABEL))
        secret = words(self._passphrase, Text.PAGE)
        secret.setAccessibleName(_("Passphrase {words}").format(words=self._passphrase))
        secret.setObjectName("secret")
        column.addWidget(secret)
        column.addWidget(words(read_aloud(self._passphrase), Text.SECOND, wrap=True))
        column.addWidget(
            words(
                _("Give it by phone or in person, never in the same mail. It cannot be shown again."), HINT, wrap=True
            )
        )
        column.addWidget(self.slip)
        column.addWidget(self._told)
        copy = button(_("Copy for 30 seconds"), Weight.SECONDARY, "copy")
        copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        column.addLayout(row)

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.show()
        alert(self._told, sentence)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(secret_text(self._passphrase))
        QTimer.singleShot(CLIPBOARD_MS, _Forget(self._passphrase))


def secret_text(secret: str) -> QMimeData:
    """A text for the clipboard that managers of its history are asked to leave out."""
    said = QMimeData()
    said.setText(secret)
    said.setData("x-kde-passwordManagerHint", b"secret")
    said.setData('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"1")
    return said


class _Forget:
    """Takes a secret out of the clipboard, unless something else is in it by then."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __call__(self) -> None:
        if QGuiApplication.clipboard().text() == self._secret:
            QGuiApplication.clipboard().clear()
