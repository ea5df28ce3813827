"""Threads for work the window must not wait for: one that takes it in order, and one for a single errand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from casemgr.core import crash
from casemgr.core.errors import CaseError


@dataclass(frozen=True)
class Outcome:
    """What came of a piece of work: a result, a refusal in words, or the code of a crash."""

    result: Any = None
    error: CaseError | None = None
    code: str = ""


def outcome_of(work: Callable[[], Any]) -> Outcome:
    """Do it here and now; nothing is raised."""
    try:
        return Outcome(work())
    except CaseError as refusal:
        return Outcome(error=bare(refusal))
    except Exception as bug:
        return Outcome(code=crash.report(bug))


def bare(error: CaseError) -> CaseError:
    """The refusal without the frames it came through: they hold on to the store's objects."""
    error.__context__ = error.__cause__ = None
    return error.with_traceback(None)


class Worker(QThread):
    """Does what it is given, one after another; when there was nothing for a while after work, its idle work once."""

    answered = Signal(int, object)

    def __init__(self, idle: Callable[[], object], idle_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle = idle
        self._idle_seconds = idle_ms / 1000
        self._queue: SimpleQueue[tuple[int, Callable[[], Any]] | None] = SimpleQueue()

    def put(self, number: int, work: Callable[[], Any]) -> None:
        """Give it work; `answered` tells the number and the Outcome."""
        self._queue.put((number, work))

    def drain(self) -> None:
        """Wait until everything given so far is done."""
        done = Event()
        if self.isRunning():
            self._queue.put((0, done.set))
            done.wait()

    def end(self, last: Iterable[Callable[[], object]] = ()) -> None:
        """Finish what was given, do these, and stop."""
        for work in last:
            self._queue.put((0, work))
        self._queue.put(None)

    def run(self) -> None:
        worked = False
        while True:
            try:
                given = self._queue.get(timeout=self._idle_seconds if worked else None)
            except Empty:
                outcome_of(self._idle)
                worked = False
                continue
            if given is None:
                return
            number, work = given
            outcome = outcome_of(work)
            worked = True
            del work, given
            if number:
                self.answered.emit(number, outcome)
            del outcome


class Errand(QThread):
    """One piece of work on a thread of its own; `done` tells its Outcome."""

    done = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.outcome = Outcome()

    def run(self) -> None:
        self.outcome = outcome_of(self._work)
        self.done.emit(self.outcome)
