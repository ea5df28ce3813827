"""The dialogs by which a month leaves: for whom and where, and the passphrase that is shown once."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from casemgr.services.summary.export import Exported, slip_of
from ui.fields import LabeledField, TextField
from ui.month.slip import SlipButtons, read_aloud
from ui.tokens import Text
from ui.widgets.aloud import alert
from ui.widgets.button import Weight, button
from ui.widgets.text import HINT, words

CLIPBOARD_MS = 30_000
MOST = 120


def documents() -> str:
    """Where files of the user usually go; their home where that folder is not there."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return usual if Path(usual).is_dir() else str(Path.home())


class AskLeaving(QDialog):
    """For whom and into which folder; with `reason` also why the file must leave unencrypted."""

    def __init__(self, title: str, action: str, parent: QWidget, *, reason: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setMinimumWidth(520)
        self.folder = Path(documents())
        self._recipient = _text(_("For whom"), required=not reason)
        self._reason = _text(_("Why it has to leave unencrypted"), required=True) if reason else None
        self._where = words(str(self.folder), Text.BODY, wrap=True)
        self._where.setAccessibleName(_("Folder"))
        choose = button(_("Choose folder…"), Weight.SECONDARY, "folder-open")
        choose.clicked.connect(self._choose)
        go, stop = button(action, Weight.PRIMARY), button(_("Cancel"), Weight.SECONDARY)
        go.setDefault(True)
        go.clicked.connect(self._try)
        stop.clicked.connect(self.reject)
        place = QHBoxLayout()
        place.addWidget(self._where, 1)
        place.addWidget(choose)
        ends = QHBoxLayout()
        ends.addStretch(1)
        ends.addWidget(stop)
        ends.addWidget(go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        column.addWidget(words(title, Text.RECORD, wrap=True))
        column.addWidget(self._recipient)
        if self._reason is not None:
            column.addWidget(self._reason)
        column.addLayout(place)
        column.addWidget(words(_("The file gets a name that says nothing, and an entry in the register."), HINT))
        column.addLayout(ends)

    def recipient(self) -> str:
        return str(self._recipient.value() or "")

    def reason(self) -> str:
        return str(self._reason.value() or "") if self._reason is not None else ""

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder"), str(self.folder))
        if chosen:
            self.folder = Path(chosen)
            self._where.setText(chosen)

    def _try(self) -> None:
        fields = [self._recipient, *([self._reason] if self._reason is not None else [])]
        if all([field.check(final=True) for field in fields]):
            self.accept()


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
        QGuiApplication.clipboard().setText(self._passphrase)
        QTimer.singleShot(CLIPBOARD_MS, _Forget(self._passphrase))


class _Forget:
    """Takes a secret out of the clipboard, unless something else is in it by then."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __call__(self) -> None:
        if QGuiApplication.clipboard().text() == self._secret:
            QGuiApplication.clipboard().clear()


def _text(title: str, *, required: bool) -> LabeledField:
    return LabeledField(title, TextField(MOST), required=required)
