"""The job lane: long work beside the desk, one job at a time, with its progress and a way to stop it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from casemgr.core import crash
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, NeedsPassphrase, Unlogged
from casemgr.core.jobs import Job, Progress
from ui.receiver import Receiver, give
from ui.worker import Outcome, bare

TELL_SECONDS = 0.05


@dataclass(frozen=True)
class Held:
    """What waits for the passphrase: how to ask for it once more, and who takes the refusal if it is not given."""

    again: Callable[[], object]
    otherwise: Receiver | None
    error: CaseError


class _Run(QThread):
    """One job from its first step to its last, or to where it was stopped."""

    stepped = Signal(object)

    def __init__(self, title: str, make: Callable[[], Job[Any]], parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.then: Receiver | None = None
        self.otherwise: Receiver | None = None
        self.outcome: Outcome | None = None
        self.make = make

    def run(self) -> None:
        try:
            self.outcome = self._through(self.make())
        except CaseError as refusal:
            self.outcome = Outcome(error=bare(refusal))
        except Exception as bug:
            self.outcome = Outcome(code=crash.report(bug))

    def _through(self, job: Job[Any]) -> Outcome | None:
        """None when it was stopped: closing the generator lets it put away what it had begun."""
        told = 0.0
        try:
            while True:
                step = next(job)
                if self.isInterruptionRequested():
                    return None
                if monotonic() - told >= TELL_SECONDS:
                    told = monotonic()
                    self.stepped.emit(step)
        except StopIteration as end:
            return Outcome(end.value)
        finally:
            job.close()


class JobLane(QObject):
    """`began` and `ended` tell the title, `progressed` a Progress; refusals nobody took go to `failed`."""

    began = Signal(str)
    progressed = Signal(object)
    ended = Signal(str)
    stopped = Signal(str)
    failed = Signal(object)
    held = Signal(object)
    crashed = Signal(str)
    unlogged = Signal(object)

    def __init__(self, beside: Callable[[], Desk], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        self._queue: deque[_Run] = deque()
        self._current: _Run | None = None
        self._over = False

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._current is not None

    def start(
        self,
        title: str,
        job: Callable[..., Job[Any]],
        *args: Any,
        then: Receiver | None = None,
        otherwise: Receiver | None = None,
        **options: Any,
    ) -> None:
        """Run `job(desk, *args)` with a desk of its own, after those started before; `title` names it on the window."""
        self._enter(title, partial(self._made, job, *args, **options), then, otherwise)

    def cancel(self) -> None:
        """Stop the job under way at its next step; what it had begun it puts away."""
        if self._current is not None:
            self._current.requestInterruption()

    def end(self) -> None:
        """Cancel everything and take no more."""
        self._over = True
        self._queue.clear()
        self.cancel()

    def wait(self) -> None:
        """Wait, on any thread, until the job under way has stopped."""
        run = self._current
        if run is not None:
            run.wait()

    def _enter(
        self, title: str, make: Callable[[], Job[Any]], then: Receiver | None, otherwise: Receiver | None
    ) -> None:
        if self._over:
            return
        run = _Run(title, make, self)
        run.then, run.otherwise = then, otherwise
        self._queue.append(run)
        self._next()

    def _made(self, job: Callable[..., Job[Any]], *args: Any, **options: Any) -> Job[Any]:
        return job(self._beside(), *args, **options)

    def _next(self) -> None:
        if self._current is not None or not self._queue:
            return
        run = self._current = self._queue.popleft()
        run.stepped.connect(self._stepped)
        run.finished.connect(self._finished)
        self.began.emit(run.title)
        run.start()

    def _stepped(self, step: Progress) -> None:
        if self.sender() is self._current:
            self.progressed.emit(step)

    def _finished(self) -> None:
        run, self._current = self._current, None
        if run is None:
            return
        self.ended.emit(run.title)
        if not self._over:
            self._tell(run)
        run.deleteLater()
        self._next()

    def _tell(self, run: _Run) -> None:
        outcome = run.outcome
        if outcome is not None and isinstance(outcome.error, Unlogged):
            self.unlogged.emit(outcome.error)
        if outcome is None:
            self.stopped.emit(run.title)
        elif outcome.code:
            self.crashed.emit(outcome.code)
        elif outcome.error is None:
            give(run.then, outcome.result)
        elif isinstance(outcome.error, NeedsPassphrase):
            again = partial(self._enter, run.title, run.make, run.then, run.otherwise)
            self.held.emit(Held(again, run.otherwise, outcome.error))
        elif run.otherwise is None:
            self.failed.emit(outcome.error)
        else:
            give(run.otherwise, outcome.error)
