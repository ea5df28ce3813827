"""Section 3: of the referrals sent in the month, how far each had come; five rates, never one."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from casemgr.core import codes
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.referrals import DesiredOutcome, Referral, stalled_on
from casemgr.records.referrals import counted as counted_in_rates
from casemgr.services.summary.figures import Count, Days, FunnelFigures, Rate
from casemgr.services.summary.period import Month

ACHIEVED = "ACHIEVED"
_COLUMNS: tuple[Any, ...] = (
    Referral.id,
    Referral.need_domain,
    Referral.requested_at,
    Referral.acknowledged_at,
    Referral.accepted_at,
    Referral.first_service_at,
    Referral.closed_at,
    Referral.decline_reason,
    Referral.outcome,
)


def sent_in(tx: Tx, month: Month, neighborhood: UUID | None) -> list[Any]:
    """The conditions of a referral that counts for a month: sent in it, no hand-out, not entered in error."""
    first, end = month.borders(tx.store.zone)
    rules: list[Any] = [col(Referral.requested_at) >= first, col(Referral.requested_at) < end, counted_in_rates()]
    return [*rules, Referral.neighborhood_id == neighborhood] if neighborhood else rules


def funnel(tx: Tx, month: Month, neighborhood: UUID | None) -> FunnelFigures:
    """The referral funnel of a month."""
    rows = tx.execute(select(*_COLUMNS).where(*sent_in(tx, month, neighborhood))).all()
    today = tx.now.astimezone(tx.store.zone).date()
    quiet = stalled_on(tx.now, today, threshold(tx, "stalled_days"))
    stalled = tx.scalar(select(func.count(col(Referral.id))).where(*sent_in(tx, month, neighborhood), quiet))
    declined = Counter(r.decline_reason for r in rows if r.decline_reason)
    needs = Counter(r.need_domain for r in rows if r.need_domain)
    steps = (
        (_("Acknowledged"), [r.acknowledged_at or r.accepted_at for r in rows]),
        (_("Accepted"), [r.accepted_at for r in rows]),
        (_("Connected (first service)"), [r.first_service_at for r in rows]),
        (_("Closed with an outcome"), [r.closed_at if r.outcome else None for r in rows]),
    )
    return FunnelFigures(
        started=len(rows),
        rates=(
            *(Rate(name, sum(1 for at in times if at), len(rows)) for name, times in steps),
            Rate(_("Achieved what was hoped for"), _achieved(tx, month, neighborhood), len(rows)),
        ),
        stalled=int(stalled or 0),
        by_need=counted(tx, "need_domain", needs),
        median_days=tuple(Days(name, _median(rows, times)) for name, times in steps),
        declines=counted(tx, "referral_decline_reason", declined),
    )


def _achieved(tx: Tx, month: Month, neighborhood: UUID | None) -> int:
    """How many reached every outcome that was hoped for when they were sent."""
    R: Any = Referral
    grades: dict[UUID, list[str]] = {}
    asked = select(col(DesiredOutcome.referral_id), col(DesiredOutcome.achievement)).join(
        R, R.id == col(DesiredOutcome.referral_id)
    )
    for id, grade in tx.execute(asked.where(*sent_in(tx, month, neighborhood))):
        grades.setdefault(id, []).append(grade)
    return sum(all(grade == ACHIEVED for grade in said) for said in grades.values())


def counted(tx: Tx, code_list: str, counter: Counter[str]) -> tuple[Count, ...]:
    """Counts by the words of a code list, most first, then by code."""
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(codes.label(tx, code_list, code), n, code) for code, n in ordered)


def _median(rows: Sequence[Any], times: Sequence[Any]) -> float | None:
    days = [(at - row.requested_at) / timedelta(days=1) for row, at in zip(rows, times, strict=True) if at is not None]
    return round(median(days), 1) if days else None


def connected_in(tx: Tx, month: Month, neighborhood: UUID | None) -> int:
    """How many people were connected to a service in a month, whenever they were referred."""
    first, end = month.borders(tx.store.zone)
    rules: list[Any] = [col(Referral.first_service_at) >= first, col(Referral.first_service_at) < end]
    if neighborhood:
        rules.append(Referral.neighborhood_id == neighborhood)
    rows = tx.execute(select(Referral.id, Referral.person_id).where(*rules)).all()
    return len({row.person_id or row.id for row in rows})
