"""Long work as a generator: each step says how far it is, and is a place to stop."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class Progress:
    """How far a job is; `total` 0 while that is not known."""

    done: int
    total: int
    note: str = ""


Job = Generator[Progress, None, R]


def run(job: Job[R], tell: Callable[[Progress], None] = lambda _: None) -> R:
    """Run a job to its end in this thread, and give back its result."""
    while True:
        try:
            tell(next(job))
        except StopIteration as end:
            return end.value
