"""Backups: a checked copy of the store with its keys file, in a folder of one's choice."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from casemgr.core.errors import CaseError
from casemgr.i18n import _, plural
from casemgr.services import backup_rounds
from casemgr.services.backup import Backup, back_up
from casemgr.services.backup_rounds import Standing
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
        self.try_out = button(_("Try one out…"), Weight.SECONDARY, "rotate-ccw")
        self.standing = words("", Text.BODY, wrap=True)
        self.made = Banner()
        said = _(
            "A backup is an encrypted copy of the store with its keys file, opened and checked before it counts. "
            "It opens with the passphrases of today, so keep it where you keep the laptop's other spares."
        )
        back = _("To go back to one, close the program and run: casemgr restore FOLDER")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.make)
        row.addWidget(self.try_out)
        row.addStretch(1)
        self.box.setSpacing(12)
        self.box.addWidget(words(_("Backups"), Text.RECORD))
        self.box.addWidget(words(said, wrap=True))
        self.box.addWidget(self.standing)
        self.box.addLayout(row)
        self.box.addWidget(self.made)
        self.box.addWidget(words(back, Text.SECOND, wrap=True))
        self.box.addStretch(1)
        self.make.clicked.connect(self._choose)
        self.try_out.clicked.connect(self._choose_trial)
        self.free()

    def make_in(self, folder: Path) -> None:
        """Make one in this folder."""
        if self._desk.shift is None:
            return
        self.make.setEnabled(False)
        title, home = _("Making a backup"), self._desk.shift.home
        self._desk.jobs.start(title, back_up, home, folder, then=self._done, otherwise=self._refused)

    def try_out_from(self, folder: Path) -> None:
        """Bring the backup in this folder back for a try."""
        shift = self._desk.shift
        if shift is None:
            return
        self.try_out.setEnabled(False)
        given = (shift.home, shift.opened, folder, shift.vault.effort)
        title = _("Trying a backup out")
        self._desk.jobs.start(title, backup_rounds.drill, *given, then=self._tried, otherwise=self._refused)

    def free(self) -> None:
        """What was under way is over."""
        for each in (self.make, self.try_out):
            each.setEnabled(self._desk.shift is not None)
        self._desk.ask(backup_rounds.backup_standing, then=self._say_standing)

    def _say_standing(self, standing: Standing) -> None:
        now = self._desk.now()
        made = _ago(standing.last, now) or _("never")
        tried = _ago(standing.last_drill, now) or _("never")
        said = [_("Last backup: {made}. Last tried out: {tried}.").format(made=made, tried=tried)]
        if standing.due:
            said.append(_("One is due."))
        if not standing.folder:
            said.append(_("None is made by itself: choose a folder or drive for backups under Agency."))
        if standing.drill_due and standing.last is not None:
            said.append(_("It is time to try one out."))
        self.standing.setText(" ".join(said))

    def _choose(self) -> None:
        if chosen := self._folder(_("Folder for the backup")):
            self.make_in(Path(chosen))

    def _choose_trial(self) -> None:
        if chosen := self._folder(_("Folder of a backup")):
            self.try_out_from(Path(chosen))

    def _folder(self, title: str) -> str:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return QFileDialog.getExistingDirectory(self, title, usual)

    def _tried(self, rows: int) -> None:
        self.free()
        self.made.tell(
            Tone.OK, _("It was brought back, opened and counted: {n} rows. The copy is wiped.").format(n=rows)
        )
        self.did.emit(_("The backup holds"))

    def _done(self, backup: Backup) -> None:
        self.free()
        said = _("Made and checked: {folder}").format(folder=backup.folder)
        self.made.tell(Tone.OK, said)
        if backup.lost:
            lost = _("Files on records were lost before: {n}. Look for them in an older backup.")
            self.made.tell(Tone.WARN, f"{said} {lost.format(n=len(backup.lost))}")
        self.did.emit(_("Backup made"))

    def _refused(self, error: CaseError) -> None:
        self.free()
        self.refused.emit(error)


def _ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in days; empty for never."""
    if moment is None:
        return ""
    days = (now.date() - moment.astimezone(now.tzinfo).date()).days
    return plural("{n} day ago", "{n} days ago", days) if days > 0 else _("today")
