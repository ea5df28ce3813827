"""Keeping what is typed: half a second after the last key, encrypted, until it is saved; and a line that says so."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel

from casemgr.core import unsent
from casemgr.core.record import new_id
from casemgr.core.unsent import Kept
from casemgr.i18n import _
from ui.desk import UiDesk
from ui.times import ago

FORM = "log"
KEEP_MS = 500
TICK_MS = 1000


class Keeping(QObject):
    """`values` gives what is typed; `restored` tells the Kept found at the start, `told` whether a draft is kept."""

    restored = Signal(object)
    told = Signal(bool)

    def __init__(
        self, desk: UiDesk, values: Callable[[], dict[str, object]], line: QLabel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._values = values
        self._line = line
        self._kept_at: datetime | None = None
        self.id: UUID = new_id()
        self.typed = False
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._soon.timeout.connect(self.keep)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._say)

    def look(self) -> None:
        """Ask for what was kept before the window last closed."""
        self._desk.ask(unsent.kept, FORM, then=self._found)

    def touch(self) -> None:
        """Something was typed."""
        self.typed = True
        self._soon.start()

    def keep(self) -> None:
        """Keep what is typed, now."""
        self._soon.stop()
        if self.typed:
            self._desk.do(unsent.keep, self.id, FORM, self._values(), then=self._kept)

    def take_up(self, kept: Kept) -> None:
        """Go on with a draft that was kept."""
        self.id, self.typed, self._kept_at = kept.id, True, kept.kept_at
        self._tick.start()
        self._say()

    def drop(self) -> None:
        """Forget the draft: it was saved, or let go; the next one has an id of its own."""
        self._desk.do(unsent.drop, self.id)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Leave the draft as it is kept, and begin another."""
        self._soon.stop()
        self._tick.stop()
        self.id, self.typed, self._kept_at = new_id(), False, None
        self._say()

    def _found(self, kept: list[Kept]) -> None:
        if kept and not self.typed:
            self.restored.emit(kept[0])

    def _kept(self, _nothing: object) -> None:
        if self.typed:
            self._kept_at = self._desk.now()
            self._tick.start()
            self._say()

    def _say(self) -> None:
        self.told.emit(self._kept_at is not None)
        if self._kept_at is None:
            self._line.setText("")
            return
        age = self._desk.now() - self._kept_at
        seconds = int(age.total_seconds())
        said = _("{n} s ago").format(n=seconds) if 0 < seconds < 60 else ago(age)
        self._line.setText(_("Draft kept on this laptop · {age}").format(age=said))
