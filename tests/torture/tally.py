"""What a torture counted: the cases tried, those that did not hold, and how each ended."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """The count of one torture; `ends` counts the ways in which cases ended, `broken` tells each that did not hold."""

    tried: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def held(self, end: str) -> None:
        """One case held, and ended so: `end` is a few words without names or values."""
        self.tried += 1
        self.ends[end] += 1

    def broke(self, what: str) -> None:
        """One case did not hold: `what` says which case (with its seed) and what was wrong."""
        self.tried += 1
        self.broken.append(what)
