"""The dialog before a file leaves: for whom, into which folder, and why where it leaves unencrypted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from casemgr.i18n import _
from ui.fields import LabeledField, TextField
from ui.tokens import Text
from ui.widgets.button import Weight, button
from ui.widgets.text import HINT, words

MOST = 120


def documents() -> str:
    """Where files of the user usually go; their home where that folder is not there."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return usual if Path(usual).is_dir() else str(Path.home())


class AskLeaving(QDialog):
    """Into which folder; `whom` asks for whom it is, `reason` why the file must leave unencrypted, `besides` more."""

    def __init__(
        self,
        title: str,
        action: str,
        parent: QWidget,
        *,
        whom: bool = True,
        reason: bool = False,
        besides: Sequence[LabeledField] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Casemgr"))
        self.setMinimumWidth(520)
        self.folder = Path(documents())
        self._recipient = _text(_("For whom"), required=not reason) if whom else None
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
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        column.addWidget(words(title, Text.RECORD, wrap=True))
        self._fields = [field for field in (*besides, self._recipient, self._reason) if field is not None]
        for field in self._fields:
            column.addWidget(field)
        column.addLayout(place)
        column.addWidget(words(_("The file gets a name that says nothing, and an entry in the register."), HINT))
        column.addLayout(_ends(stop, go))

    def recipient(self) -> str:
        return str(self._recipient.value() or "") if self._recipient is not None else ""

    def reason(self) -> str:
        return str(self._reason.value() or "") if self._reason is not None else ""

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder"), str(self.folder))
        if chosen:
            self.folder = Path(chosen)
            self._where.setText(chosen)

    def _try(self) -> None:
        if all([field.check(final=True) for field in self._fields]):
            self.accept()


def _ends(*buttons: QWidget) -> QHBoxLayout:
    ends = QHBoxLayout()
    ends.addStretch(1)
    for each in buttons:
        ends.addWidget(each)
    return ends


def _text(title: str, *, required: bool) -> LabeledField:
    return LabeledField(title, TextField(MOST), required=required)
