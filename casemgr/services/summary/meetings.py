"""Section 6: meetings held and who came, issues opened, resolved and confirmed, and the oldest that is open."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.issues import OPEN, Commitment, CommitmentStatus, Issue, Status
from casemgr.records.meetings import Meeting
from casemgr.records.meetings import Status as MeetingStatus
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def meetings(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """The meetings and issues of a month; an issue counts as resolved by when it last was."""
    held = _held(tx, month, neighborhood)
    figures = [
        Figure("meetings_held", _("Meetings held"), len(held), behind=_of("meetings", held)),
        Figure("attendance", _("People there"), sum(one.attendance_total or 0 for one in held)),
        *_issues(tx, month, neighborhood),
        _promises(tx, month, neighborhood),
    ]
    return SectionFigures(6, "meetings", _("Meetings and issues"), tuple(figures))


def _held(tx: Tx, month: Month, neighborhood: UUID | None) -> Sequence[Meeting]:
    first, end = month.borders(tx.store.zone)
    asked: Any = select(Meeting).where(Meeting.starts_at >= first, Meeting.starts_at < end)
    if neighborhood:
        asked = asked.where(Meeting.neighborhood_id == neighborhood)
    return tx.exec(asked.where(Meeting.status == MeetingStatus.HELD.value).order_by(col(Meeting.starts_at))).all()


def _days(tx: Tx, month: Month) -> tuple[date, date]:
    """The first day of the month, and the first after it."""
    zone = tx.store.zone
    first, end = month.borders(zone)
    return first.astimezone(zone).date(), end.astimezone(zone).date()


def _issues(tx: Tx, month: Month, neighborhood: UUID | None) -> list[Figure]:
    first, end = _days(tx, month)
    zone = tx.store.zone
    asked: Any = select(Issue).where(Issue.raised_on < end).order_by(col(Issue.raised_on), col(Issue.id))
    if neighborhood:
        asked = asked.where(Issue.neighborhood_id == neighborhood)
    known = list(tx.exec(asked))
    done = {one.id: one.resolved_at.astimezone(zone).date() for one in known if one.resolved_at is not None}
    opened = [one for one in known if one.raised_on >= first]
    resolved = [one for one in known if one.id in done and first <= done[one.id] < end]
    confirmed = [one for one in known if one.confirmed_on is not None and first <= one.confirmed_on < end]
    so_far = [one for one in resolved if one.status == Status.CONFIRMED]
    still = [one for one in known if one.status in OPEN or (one.id in done and done[one.id] >= end)]
    until = min(end - timedelta(days=1), tx.now.astimezone(zone).date())
    oldest = still[:1]
    share = _("Confirmed by the community, of those resolved in the month")
    return [
        Figure("issues_opened", _("Issues opened"), len(opened), behind=_of("issues", opened)),
        Figure("issues_resolved", _("Issues resolved"), len(resolved), behind=_of("issues", resolved)),
        Figure("issues_confirmed", _("Issues confirmed"), len(confirmed), behind=_of("issues", confirmed)),
        Figure("confirmed_share", share, len(so_far), len(resolved), behind=_of("issues", so_far)),
        Figure("issues_open", _("Issues open at the end"), len(still), behind=_of("issues", still)),
        Figure(
            "oldest_open",
            _("Oldest open issue"),
            (until - oldest[0].raised_on).days if oldest else None,
            unit=_("days"),
            behind=_of("issues", oldest),
        ),
    ]


def _promises(tx: Tx, month: Month, neighborhood: UUID | None) -> Figure:
    """Of the promises to neighborhoods that fell due in the month, those kept by the day first promised."""
    first, end = _days(tx, month)
    asked: Any = select(Commitment).where(Commitment.first_due_on >= first, Commitment.first_due_on < end)
    if neighborhood:
        asked = asked.where(Commitment.neighborhood_id == neighborhood)
    due = [one for one in tx.exec(asked) if one.status != CommitmentStatus.DROPPED]
    kept = [one for one in due if one.done_on is not None and one.done_on <= one.first_due_on]
    label = _("Promises to neighborhoods kept in time")
    return Figure("promises_kept", label, len(kept), len(due), behind=_of("commitments", kept))


def _of(kind: str, rows: Sequence[Meeting] | Sequence[Issue] | Sequence[Commitment]) -> tuple[tuple[str, UUID], ...]:
    return tuple((kind, one.id) for one in rows)
