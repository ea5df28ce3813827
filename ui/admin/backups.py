"""Backups: a checked copy of the store with its keys file, in a folder of one's choice."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.services.backup import Backup, back_up
from ui.desk import UiDesk
from ui.tokens import Text, Tone
from ui.widgets.banner import Banner
from ui.widgets.button import Weight, button
from ui.widgets.card import Card
from ui.widgets.text import words


class Backups(Card):
    """`did` tells a sentence, `refused` a CaseError."""

    did = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.make = button(_("Make a backup…"), Weight.PRIMARY, "hard-drive")
        self.made = Banner()
        said = _(
            "A backup is an encrypted copy of the store with its keys file, opened and checked before it counts. "
            "It opens with the passphrases of today, so keep it where you keep the laptop's other spares."
        )
        back = _("To go back to one, close the program and run: casemgr restore FOLDER")
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        self.box.setSpacing(12)
        self.box.addWidget(words(_("Backups"), Text.RECORD))
        self.box.addWidget(words(said, wrap=True))
        self.box.addLayout(row)
        self.box.addWidget(self.made)
        self.box.addWidget(words(back, Text.SECOND, wrap=True))
        self.box.addStretch(1)
        self.make.setEnabled(desk.shift is not None)
        self.make.clicked.connect(self._choose)

    def make_in(self, folder: Path) -> None:
        """Make one in this folder."""
        if self._desk.shift is None:
            return
        self.make.setEnabled(False)
        title, home = _("Making a backup"), self._desk.shift.home
        self._desk.jobs.start(title, back_up, home, folder, then=self._done, otherwise=self._refused)

    def free(self) -> None:
        """It was stopped."""
        self.make.setEnabled(self._desk.shift is not None)

    def _choose(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the backup"), usual)
        if chosen:
            self.make_in(Path(chosen))

    def _done(self, backup: Backup) -> None:
        self.free()
        said = _("Made and checked: {folder}").format(folder=backup.folder)
        self.made.tell(Tone.OK, said)
        self.did.emit(_("Backup made"))

    def _refused(self, error: CaseError) -> None:
        self.free()
        self.refused.emit(error)
