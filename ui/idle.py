"""The idle watch: the store locks when nobody has used the computer for a while, or it was asleep or locked."""

import time
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from ui.idle_time import IdleTime
from ui.session_lock import SessionLocked
from ui.shortcuts import Shortcut, pressed

TICK_MS = 1000
ASLEEP_SECONDS = 60
REST_SECONDS = 0.4
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """`expired` tells that it is time to lock, `left` the minutes until then when their number changes.

    It hears every key of every window, a dialog's too, and so the key that locks wherever one is: also `expired`.

    The wall clock tells sleep: the time between two ticks is then longer than any tick takes. A session that has lasted
    its hours is over however busy it is.
    """

    expired = Signal()
    left = Signal(int)

    def __init__(
        self,
        system_idle: IdleTime | None = None,
        session_locked: SessionLocked | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        tick_ms: int = TICK_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._system_idle = system_idle
        self._session_locked = session_locked
        self._monotonic = monotonic
        self._wall = wall
        self._limit = 0.0
        self._ends = 0.0
        self._used = 0.0
        self._seen = 0.0
        self._said = -1
        self._timer = QTimer(self, interval=tick_ms)
        self._timer.timeout.connect(self._tick)
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)  # type: ignore[union-attr]

    def start(self, minutes: int, lasts: float) -> None:
        """Watch from now on; `minutes` without use lock, and so does the end of the session, in `lasts` seconds."""
        self._limit = minutes * 60.0
        self._used, self._seen, self._said = self._monotonic(), self._wall(), -1
        self._ends = self._used + lasts
        self._listen(QGuiApplication.focusWindow())
        self._timer.start()
        self._tick()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def rested(self) -> bool:
        """Whether nothing was pressed or moved for a moment."""
        return self._monotonic() - self._used >= REST_SECONDS

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self._used = self._monotonic()
        locks = isinstance(event, QKeyEvent) and pressed(event, Shortcut.LOCK)
        if locks and event.type() == QEvent.Type.KeyPress and self._timer.isActive():
            self.stop()
            self.expired.emit()
            return True
        return False

    def _listen(self, window: QWindow | None) -> None:
        """All input comes through the window that has the focus; asking twice replaces the first."""
        if window is not None:
            window.installEventFilter(self)

    def _tick(self) -> None:
        wall, before = self._wall(), self._seen
        self._seen = wall
        idle = self._monotonic() - self._used
        if self._system_idle is not None:
            idle = min(idle, self._system_idle())
        left = min(self._limit - idle, self._ends - self._monotonic())
        away = self._session_locked is not None and self._session_locked()
        if away or wall - before > ASLEEP_SECONDS or left <= 0:
            self.stop()
            self.expired.emit()
            return
        minutes = ceil(left / 60)
        if minutes != self._said:
            self._said = minutes
            self.left.emit(minutes)
