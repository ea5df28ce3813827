"""The red bar while the log cannot be written: nothing is saved until it can be again."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from casemgr.core.audit_reading import note_log_failure
from casemgr.core.errors import CaseError
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.tokens import Tone
from ui.widgets.banner import Banner

AGAIN_MS = 30_000


class LogAlert(Banner):
    """Stays until an entry can be written again, which it tries by itself; `well` tells that one was."""

    well = Signal(str)

    def __init__(self, desk: UiDesk, parent: QWidget | None = None, *, again_ms: int = AGAIN_MS) -> None:
        super().__init__(parent, stays=True)
        self._desk = desk
        self._since: datetime | None = None
        self._again = QTimer(self, interval=again_ms, singleShot=True)
        self._again.timeout.connect(self.try_again)
        self.acted.connect(self.try_again)
        desk.unlogged.connect(self._failed)

    def try_again(self) -> None:
        """Write down that the log failed, which works once it is mended."""
        if self._since is not None:
            self._desk.do(note_log_failure, self._since, then=self._mended, otherwise=self._still)

    def dismiss(self) -> None:
        """Only what is mended goes away."""
        if self._since is None:
            super().dismiss()

    def _failed(self, error: CaseError) -> None:
        first = self._since is None
        self._since = self._since or self._desk.now()
        self._again.start()
        if first or self.sentence() != error.sentence:
            self.tell(Tone.DANGER, error.sentence, _("Try again"))

    def _still(self, _error: CaseError) -> None:
        self._again.start()

    def _mended(self, _nothing: object) -> None:
        self._since = None
        self._again.stop()
        self.dismiss()
        self.well.emit(_("The log can be written again."))
