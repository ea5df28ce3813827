"""Pages made ahead of their first opening, one at a turn, while nobody presses anything."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from ui.desk import UiDesk
from ui.page_stack import PageStack

PAUSE_MS = 150
"""Between two turns: what was pressed meanwhile comes first."""


class Ahead(QObject):
    """A turn is the making of one page; it waits while an answer is to come or `rests` says that someone works."""

    def __init__(
        self,
        pages: PageStack,
        keys: Iterable[str],
        desk: UiDesk,
        rests: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._keys = list(keys)
        self._desk = desk
        self._rests = rests
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether every page it was given is made."""
        return not self._keys

    def stop(self) -> None:
        """Make no more: the window is closed, and its desk goes before it does."""
        self._timer.stop()

    def _turn(self) -> None:
        if self._desk.busy or not self._rests():
            return
        if self._keys:
            self._pages.prepare(self._keys.pop(0))
        if not self._keys:
            self._timer.stop()
