"""A case, its reference, and how the two are timed: in turn, so that a noisy machine moves both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """One line of the table; `goal` is the ratio of ours to the reference we want, `limit` the most we put up with.

    The goals that need a million contacts have a limit for the small store.
    """

    name: str
    ours: Work
    reference: Work
    goal: float
    rounds: int = 30
    share: float = 0.5
    limit: float = 0.0


@dataclass(frozen=True)
class Result:
    """What was measured, in milliseconds, and whether the goal holds."""

    name: str
    ours: float
    reference: float
    goal: float
    limit: float = 0.0

    @property
    def ratio(self) -> float:
        return self.ours / self.reference if self.reference else float("inf")

    @property
    def verdict(self) -> str:
        if self.ratio <= self.goal:
            return "ok"
        return "over goal" if self.ratio <= self.limit else "MISSED"


def timed(work: Work) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measured(case: Case) -> Result:
    """Time both sides in turn after a warm-up, and compare the same quantile of each."""
    case.ours()
    case.reference()
    ours, reference = [], []
    for _round in range(case.rounds):
        ours.append(timed(case.ours))
        reference.append(timed(case.reference))
    return Result(case.name, quantile(ours, case.share), quantile(reference, case.share), case.goal, case.limit)


def quantile(times: list[float], share: float) -> float:
    """The value below which this share of the times lies."""
    if share == 0.5:
        return statistics.median(times)
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]
