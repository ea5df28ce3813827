"""Small numbers are shown with others or not at all, so that nobody is found in a count (domain 6.9)."""

from collections.abc import Mapping
from dataclasses import dataclass

OTHERS = "others_together"
"""The code under which counts too small to show stand together."""
SPAN = 5
"""So many values at least each of those could have, as far as an outsider can tell."""


@dataclass(frozen=True)
class Cell:
    """One count as it is published; `n` is None where it is withheld."""

    code: str
    n: int | None


def parts(counts: Mapping[str, int], least: int) -> tuple[Cell, ...]:
    """The parts of a whole: `least` or more are shown, smaller ones stand together as one count.

    Zeros are shown where nothing is too small, and stand with the small ones elsewhere: how few others there can be
    would tell what each of those is. Where together they are too few, or so many that each must be large, others join
    them by their code, whatever their size, which would tell of it. What stays too few is withheld.
    """
    few = any(0 < n < least for n in counts.values())
    small = {code: n for code, n in counts.items() if few and n < least}
    if not small:
        return tuple(Cell(code, n) for code, n in counts.items())
    shown = {code: n for code, n in counts.items() if code not in small}
    tight = len(small) * (least - 1) - sum(small.values()) < SPAN - 1
    while shown and (tight or sum(small.values()) < least):
        code = min(shown)
        small[code] = shown.pop(code)
        tight = False
    together = sum(small.values())
    return (
        *(Cell(code, n) for code, n in shown.items()),
        Cell(OTHERS, None if tight or together < least else together),
    )


def may_show(n: int, of: int | None, least: int) -> bool:
    """Whether a count of people, and of how many it is a part, tells of no few of them: nor does what is left."""
    told = (n,) if of is None else (n, of, of - n)
    return all(one == 0 or one >= least for one in told)
