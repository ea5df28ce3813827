"""A backup brought back onto a laptop that has no store yet, from the welcome."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.i18n import _
from casemgr.services.backup import restore
from ui.unlock import Step, UnlockWindow, Waiting
from ui.worker import Errand, Outcome


class BringBack(QObject):
    """`done` tells that the store is in place, `refused` a CaseError, `crashed` a code."""

    done = Signal()
    refused = Signal(object)
    crashed = Signal(str)

    def __init__(self, window: UnlockWindow, step: Step, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._step = step
        self._home = home
        self._errand: Errand | None = None

    def choose(self) -> None:
        """Ask for the folder of the backup."""
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if chosen := QFileDialog.getExistingDirectory(self._window, _("Folder of a backup"), usual):
            self.bring(Path(chosen))

    def bring(self, folder: Path) -> None:
        """Check the backup in this folder and put it in place."""
        waiting = Waiting(_("Bring back a backup"), _("Each file is checked, and then put in its place."))
        self._window.show_step(waiting, keep=True)
        self._errand = Errand(partial(_restored, folder, self._home), self)
        self._errand.done.connect(self._answer)
        self._errand.start()

    def put_away(self) -> None:
        """Wait for what is under way."""
        if self._errand is not None:
            self._errand.wait()

    def _answer(self, outcome: Outcome) -> None:
        if outcome.error is None and not outcome.code:
            self.done.emit()
            return
        self._window.show_step(self._step)
        if outcome.error is not None:
            self.refused.emit(outcome.error)
        else:
            self.crashed.emit(outcome.code)


def _restored(folder: Path, home: Home) -> Home:
    return run(restore(folder, home))
