"""UiDesk: the desk of a shift on a thread of its own; the window asks, and hears on its own thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from casemgr.app import Shift
from casemgr.core.access import Actor
from casemgr.core.changes import Changes
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, NeedsPassphrase, Unlogged
from ui.jobs import Held, JobLane
from ui.receiver import Receiver, give
from ui.worker import Outcome, Worker

IDLE_MS = 2000


@dataclass(frozen=True)
class _Waiting:
    """What was asked, and who waits for its answer."""

    work: Callable[[], Any]
    then: Receiver | None
    otherwise: Receiver | None


class UiDesk(QObject):
    """Answers come back on the window's thread, in the order asked; a receiver that died meanwhile is passed over.

    Receivers are bound methods of widgets, or partials of them: only of those can it be told that they died.

    What needs the passphrase again is held, which `unproved` tells, until `go_on` or `give_up`.
    `unlogged` tells beside them that the log cannot be written.
    """

    changed = Signal(object)
    failed = Signal(object)
    crashed = Signal(str)
    ended = Signal()
    unproved = Signal()
    unlogged = Signal(object)
    _told = Signal(object)

    def __init__(
        self,
        desk: Desk,
        parent: QObject | None = None,
        *,
        shift: Shift | None = None,
        idle_ms: int = IDLE_MS,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shift = shift
        self._waiting: dict[int, _Waiting] = {}
        self._held: list[Held] = []
        self._asked = 0
        self._over = False
        self._worker = Worker(desk.store.idle, idle_ms)
        self._worker.answered.connect(self._answer)
        self._worker.finished.connect(self.ended)
        self._told.connect(self._tell)
        self.jobs = JobLane(self.beside, self)
        self.jobs.failed.connect(self.failed)
        self.jobs.held.connect(self._hold)
        self.jobs.crashed.connect(self.crashed)
        self.jobs.unlogged.connect(self.unlogged)
        desk.notifier.listen(self._told.emit)
        self._worker.start()

    @property
    def actor(self) -> Actor:
        """Who works here."""
        return self._desk.actor

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the store."""
        return self._desk.store.zone

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._waiting)

    def now(self) -> datetime:
        """The time by the store's clock, in the store's zone."""
        return self._desk.store.clock().astimezone(self.zone)

    def beside(self) -> Desk:
        """A desk of the same user for a job; what it changes is told here too."""
        return self._desk.beside()

    def do(
        self,
        command: Callable[..., Any],
        *args: Any,
        then: Receiver | None = None,
        otherwise: Receiver | None = None,
        **options: Any,
    ) -> None:
        """Have one command run; `otherwise` takes a refusal, else the window's banner does."""
        self._put(partial(self._desk.do, command, *args, **options), then, otherwise)

    def ask(
        self,
        query: Callable[..., Any],
        *args: Any,
        then: Receiver | None = None,
        otherwise: Receiver | None = None,
        **options: Any,
    ) -> None:
        """Have one query answered; `otherwise` takes a refusal, else the window's banner does."""
        self._put(partial(self._desk.ask, query, *args, **options), then, otherwise)

    def prove(self, passphrase: str, then: Receiver, otherwise: Receiver) -> None:
        """Show with the passphrase who works here."""
        if self.shift is not None:
            self._put(partial(self.shift.prove, passphrase), then, otherwise)

    def go_on(self) -> None:
        """Ask once more for all that is held."""
        held, self._held = self._held, []
        for one in held:
            one.again()

    def give_up(self) -> None:
        """Refuse all that is held, to those who asked."""
        held, self._held = self._held, []
        for one in held:
            self._refuse(one.otherwise, one.error)

    def drain(self) -> None:
        """Wait until all that was asked is done; the answers still come by the event loop."""
        self._worker.drain()

    def end(self, last: Callable[[], object] | None = None) -> None:
        """Cancel jobs, finish what was asked, run `last` on the same thread, and take no more; `ended` tells when."""
        if self._over:
            return
        self._over = True
        self._waiting.clear()
        self._held.clear()
        self.jobs.end()
        self._worker.end((self.jobs.wait, *([last] if last else [])))

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._worker.wait()

    def _put(self, work: Callable[[], Any], then: Receiver | None, otherwise: Receiver | None) -> None:
        if self._over:
            return
        self._asked += 1
        self._waiting[self._asked] = _Waiting(work, then, otherwise)
        self._worker.put(self._asked, work)

    def _answer(self, number: int, outcome: Outcome) -> None:
        waiting = self._waiting.pop(number, None)
        if isinstance(outcome.error, Unlogged):
            self.unlogged.emit(outcome.error)
        if waiting is None:
            return
        if outcome.code:
            self.crashed.emit(outcome.code)
        elif outcome.error is None:
            give(waiting.then, outcome.result)
        elif isinstance(outcome.error, NeedsPassphrase) and self.shift is not None:
            again = partial(self._put, waiting.work, waiting.then, waiting.otherwise)
            self._hold(Held(again, waiting.otherwise, outcome.error))
        else:
            self._refuse(waiting.otherwise, outcome.error)

    def _refuse(self, otherwise: Receiver | None, error: CaseError) -> None:
        if otherwise is None:
            self.failed.emit(error)
        else:
            give(otherwise, error)

    def _hold(self, held: Held) -> None:
        self._held.append(held)
        self.unproved.emit()

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)
