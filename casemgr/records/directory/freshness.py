"""How long ago an entry of the directory was last known to be right (domain 2.5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casemgr.core.settings import threshold
from casemgr.core.tx import Tx


class Freshness(StrEnum):
    """Green until an entry ages, red once it is stale; an entry that nobody ever checked is stale."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Ages:
    """The day it is, and the agency's days until an entry is aging and stale."""

    today: date
    amber: int
    red: int

    def of(self, assured: date | None) -> Freshness:
        """How fresh an entry is that was assured on this day."""
        if assured is None:
            return Freshness.RED
        days = (self.today - assured).days
        return Freshness.GREEN if days <= self.amber else Freshness.AMBER if days <= self.red else Freshness.RED


def ages(tx: Tx) -> Ages:
    """What counts as aging and stale here and now."""
    today = tx.now.astimezone(tx.store.zone).date()
    return Ages(today, threshold(tx, "stale_amber_days"), threshold(tx, "stale_red_days"))
