"""Python's garbage is collected on the window's thread alone: a widget freed on another one ends the program."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 250


class Garbage(QObject):
    """Collects between two events what Python would have collected by now, from the making of it to its end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        """The oldest generation that is full, and with it the younger ones."""
        full = [n for n, (held, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if held > most]
        if full:
            gc.collect(full[-1])
