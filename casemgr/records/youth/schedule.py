"""When the parties of a match are to be checked on: twice in the first month, then monthly (domain 2.11)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MONTH = 30
"""Days of the first month of a match."""


@dataclass(frozen=True)
class Slot:
    """The days within which one check-in is due: after `opens`, by `by`."""

    opens: date
    by: date


def slots(start: date, until: date, first_month: int = 2, every: int = MONTH) -> Iterator[Slot]:
    """The slots of a match that begin before a day, in their order."""
    opens = start
    for n in range(1, first_month + 1):
        by = start + timedelta(days=MONTH * n // first_month)
        if opens >= until:
            return
        yield Slot(opens, by)
        opens = by
    while opens < until:
        yield Slot(opens, opens + timedelta(days=every))
        opens += timedelta(days=every)


def kept(slot: Slot, days: Iterable[date]) -> bool:
    """Whether someone was checked on within a slot."""
    return any(slot.opens < day <= slot.by for day in days)


def awaited(start: date, days: Sequence[date], on: date, first_month: int = 2, every: int = MONTH) -> date:
    """The day by which the next check-in with one party is due, gone by where it was missed and not made up since."""
    last = max(days, default=start)
    found = start
    for slot in slots(start, max(on, last) + timedelta(days=every + 1), first_month, every):
        found = slot.by
        if slot.opens >= last and not kept(slot, days):
            return found
    return found
