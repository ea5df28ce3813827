"""Month totals frozen before their records go: the figures of a month outlive what they were counted from."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.disposals import DisposedRecord, Fate
from casemgr.records.months import MonthSignature, begun_review, signatures
from casemgr.services.summary import figures, totals


def freeze(tx: Tx, number: str, lines: Iterable[DisposedRecord], going: Mapping[UUID, Any]) -> None:
    """Sign the totals of each month and neighborhood that these records lie in, unless they are signed so already.

    A month from which records went before is left alone: what is counted of it now is no longer the whole.
    """
    places: set[tuple[str, UUID | None]] = set()
    gone = {f"{day:%Y-%m}" for day in tx.exec(_days_gone())}
    for one in lines:
        month = f"{one.started_on:%Y-%m}"
        if month in gone:
            continue
        places |= {(month, None), (month, getattr(going[one.record_id], "neighborhood_id", None))}
    for month, neighborhood in sorted(places, key=str):
        _sign(tx, month, neighborhood, number)


def _days_gone() -> Any:
    day: Any = DisposedRecord.started_on
    return select(day).where(DisposedRecord.fate == Fate.DISPOSED.value).distinct()


def _sign(tx: Tx, month: str, neighborhood: UUID | None, number: str) -> None:
    now = figures(tx, month, neighborhood)
    digest = totals.digest(now)
    there = begun_review(tx, now.month, neighborhood)
    tx.add(there)
    tx.flush()
    if any(one.digest == digest for one in signatures(tx, there.id)):
        return
    tx.add(
        MonthSignature(
            review_id=there.id,
            signed_by=tx.actor.id,
            signed_at=tx.now,
            digest=digest,
            totals=totals.written(now),
            notes=_("Kept before the disposal {number}").format(number=number),
        )
    )
