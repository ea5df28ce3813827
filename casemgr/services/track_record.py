"""What became of this agency's referrals to a service: taken, connected, how soon, why not, and when it last helped."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import referrals
from casemgr.records.referrals import Referral
from casemgr.records.referrals.words import HELPED


@dataclass(frozen=True)
class ByNeed:
    """Of the referrals for one need: how many were sent, taken, and led to a first service."""

    need: str
    sent: int
    took: int
    connected: int


@dataclass(frozen=True)
class TrackRecord:
    """The needs most often referred for first; `days` is the median from sending to the first service."""

    needs: tuple[ByNeed, ...]
    days: float | None
    declines: tuple[tuple[str, int], ...]
    last_good: date | None


_R: Any = Referral


@query(May.READ_CASES)
def track_record(tx: Tx, service_id: UUID) -> TrackRecord:
    """What became of the referrals to a service that the actor may see; nothing a wall keeps back is told."""
    told: tuple[Any, ...] = (_R.need_domain, _R.requested_at, _R.accepted_at, _R.first_service_at)
    ended: tuple[Any, ...] = (_R.decline_reason, _R.outcome, _R.closed_at)
    kept = (_R.service_id == service_id, _R.wall == "", referrals.counted())
    asked = select(*told, *ended).where(*kept)
    rows = tx.execute(asked).all()
    sent = Counter(row.need_domain for row in rows)
    took = Counter(row.need_domain for row in rows if row.accepted_at)
    connected = Counter(row.need_domain for row in rows if row.first_service_at)
    waited = [(row.first_service_at - row.requested_at) / timedelta(days=1) for row in rows if row.first_service_at]
    declines = Counter(row.decline_reason for row in rows if row.decline_reason)
    good = [row.closed_at for row in rows if row.outcome in HELPED and row.closed_at]
    return TrackRecord(
        needs=tuple(ByNeed(need, n, took[need], connected[need]) for need, n in _most_first(sent)),
        days=round(median(waited), 1) if waited else None,
        declines=_most_first(declines),
        last_good=max(good).astimezone(tx.store.zone).date() if good else None,
    )


def _most_first(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
