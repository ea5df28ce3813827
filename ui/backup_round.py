"""The backup that is due is made by itself, once somebody who may is signed in and the window is quiet."""

from PySide6.QtCore import QObject, QTimer

from casemgr.core.access import May
from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.services.backup import Backup
from casemgr.services.backup_rounds import Standing, back_up_if_due, backup_standing
from ui.desk import UiDesk
from ui.window import MainWindow

AFTER_MS = 60_000


class BackupRound(QObject):
    """Asks a minute after the window is there; where a folder is chosen and one is due, it is made beside the work."""

    def __init__(self, window: MainWindow, desk: UiDesk, *, after_ms: int = AFTER_MS) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        if desk.shift is not None and desk.actor.may(May.BACK_UP):
            QTimer.singleShot(after_ms, self, self._ask)

    def _ask(self) -> None:
        self._desk.ask(backup_standing, then=self._begin)

    def _begin(self, standing: Standing) -> None:
        shift = self._desk.shift
        if standing.due and standing.folder and shift is not None:
            title = _("Making a backup")
            self._desk.jobs.start(title, back_up_if_due, shift.home, then=self._made, otherwise=self._refused)

    def _made(self, backup: Backup | None) -> None:
        if backup is not None:
            self._window.toast.say(_("Backup made"))

    def _refused(self, error: CaseError) -> None:
        self._window.trouble.show_error(error)
