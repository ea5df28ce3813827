"""Says when the disk of the store runs full, at the start and from time to time."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from casemgr.core.room import LEAST_BYTES, short_of_room

EVERY_MS = 600_000


class RoomWatch(QObject):
    """`told` says that there is little room left, once until there is enough again."""

    told = Signal(str)

    def __init__(
        self, folder: Path, parent: QObject | None = None, *, least: int = LEAST_BYTES, every_ms: int = EVERY_MS
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._least = least
        self._short = False
        again = QTimer(self, interval=every_ms)
        again.timeout.connect(self.look)
        again.start()
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Look at the disk now."""
        sentence = short_of_room(self._folder, self._least)
        if sentence and not self._short:
            self.told.emit(sentence)
        self._short = bool(sentence)
