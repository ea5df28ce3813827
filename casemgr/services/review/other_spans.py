"""Stays in the queues that are not of referrals: consents, follow-ups that failed, directory entries to check."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_
from sqlmodel import select

from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.records import followups
from casemgr.records.consents import Consent, ConsentReview, Standing
from casemgr.records.directory import Service, ServiceCheck, ServiceStatus
from casemgr.records.followups import FAILED_ATTEMPTS, REACHED, REVIEWED, FollowUp, FollowUpAttempt, FollowUpChange
from casemgr.services.review.spans import Span

SOON = 30
"""Days before its end in which a consent is looked at."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def _grouped(rows: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def consent_spans(tx: Tx, first: datetime, end: datetime) -> list[Span]:
    """Consents that end within thirty days or were withdrawn, until someone says what was done."""
    zone = tx.store.zone
    C: Any = Consent
    ending = and_(
        C.status != Standing.REFUSED.value,
        C.expires_on >= first.astimezone(zone).date() - timedelta(days=1),
        C.expires_on <= end.astimezone(zone).date() + timedelta(days=SOON),
    )
    wanted = or_(ending, C.status == Standing.REVOKED.value)
    columns: tuple[Any, ...] = (C.id, C.entered_at, C.effective_on, C.expires_on, C.status, C.revoked_at)
    R: Any = ConsentReview
    asked = select(R.consent_id, R.at).join(Consent, C.id == R.consent_id).where(wanted)
    looked = {id: sorted(row.at for row in rows) for id, rows in _grouped(tx.execute(asked)).items()}
    rows = tx.execute(select(*columns).where(wanted))
    return [span for row in rows for span in _of_consent(row, looked.get(row.id, ()), zone)]


def _of_consent(row: Any, looked: Sequence[datetime], zone: ZoneInfo) -> Iterator[Span]:
    begins = _midnight(max(row.effective_on, row.expires_on - timedelta(days=SOON)), zone)
    since = max(begins, row.entered_at)
    ends = _midnight(row.expires_on + timedelta(days=1), zone)
    revoked = row.revoked_at if row.status == Standing.REVOKED else None
    if row.revoked_at is not None:
        ends = min(ends, row.revoked_at)
    if since < ends:
        until = _first(looked, since)
        ended_first = revoked is None or until <= ends
        yield Span(row.id, since, min(until, ends) if ended_first else _or_none(until))
        if revoked is None or not ended_first:
            return
    if revoked is not None:
        yield Span(row.id, revoked, _or_none(_first(looked, revoked)))


def _first(moments: Sequence[datetime], since: datetime) -> datetime:
    return next((at for at in moments if at >= since), _NEVER)


def _or_none(at: datetime) -> datetime | None:
    return None if at == _NEVER else at


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def followup_spans(tx: Tx, first: datetime) -> list[Span]:
    """Follow-ups tried three times in vain, or given up, until someone decides."""
    F: Any = FollowUp
    A: Any = FollowUpAttempt
    H: Any = FollowUpChange
    wanted = or_(followups.is_open(), F.status == followups.Status.LOST.value, F.done_at >= first)
    tried = select(A.followup_id, A.at, A.n, A.result).join(FollowUp, F.id == A.followup_id).where(wanted)
    looked = select(H.followup_id, H.at).join(FollowUp, F.id == H.followup_id).where(wanted, H.did == REVIEWED)
    attempts = _grouped(tx.execute(tried))
    if not attempts:
        return []
    reviews = _grouped(tx.execute(looked))
    rows = tx.execute(select(F.id, F.status, F.done_at).where(wanted, F.id.in_(list(attempts))))
    return [span for row in rows for span in _of_followup(row, attempts[row.id], reviews.get(row.id, []))]


def _of_followup(row: Any, attempts: Sequence[Any], reviews: Sequence[Any]) -> Iterator[Span]:
    turns = [(one.at, one.n, "" if one.result == REACHED else "failed") for one in attempts]
    turns += [(one.at, 0, "reviewed") for one in reviews]
    if row.done_at is not None:
        turns.append((row.done_at, 10_000, "lost" if row.status == followups.Status.LOST else "ended"))
    failed, since = 0, None
    for at, _n, what in sorted(turns):
        failed = failed + 1 if what == "failed" else 0
        enters = failed >= FAILED_ATTEMPTS or what == "lost"
        if enters and since is None:
            since = at
        elif not enters and what != "failed" and since is not None:
            yield Span(row.id, since, at)
            since = None
    if since is not None:
        yield Span(row.id, since)


def directory_spans(tx: Tx, first: datetime) -> list[Span]:
    """Entries of the directory that nobody has checked for too long, until someone does."""
    S: Any = Service
    C: Any = ServiceCheck
    red, zone = timedelta(days=threshold(tx, "stale_red_days") + 1), tx.store.zone
    active = or_(S.status.is_(None), S.status == ServiceStatus.ACTIVE.value)
    wanted = (S.gone.is_(False), active)
    checks = _grouped(
        tx.execute(select(C.service_id, C.at, C.assured_before).join(Service, S.id == C.service_id).where(*wanted))
    )
    stale = or_(S.assured_date.is_(None), S.assured_date < tx.now.astimezone(zone).date() - red + timedelta(days=1))
    rows = tx.execute(select(S.id, S.entered_at, S.assured_date).where(*wanted, or_(stale, S.id.in_(list(checks)))))
    return [span for row in rows for span in _of_service(row, checks.get(row.id, []), red, zone)]


def _of_service(row: Any, checks: Sequence[Any], red: timedelta, zone: ZoneInfo) -> Iterator[Span]:
    entered = row.entered_at
    ends = [(check.assured_before, check.at) for check in sorted(checks, key=lambda check: check.at)]
    began = entered
    for assured, until in [*ends, (row.assured_date, None)]:
        due = _midnight(assured + red, zone) if assured is not None else entered
        since = max(due, began)
        if until is None or since < until:
            yield Span(row.id, since, until)
        began = until or began
