"""Neighborhoods in the month: continuity, leaders in touch, hand-overs, and promises kept across them (2.3)."""

from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.followups import FollowUp, FollowUpChange, Status
from casemgr.records.leaders import leader_coverage
from casemgr.records.neighborhoods import COVER_DAYS, Assignment, Duty
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def neighborhoods(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """Who knows a neighborhood for how long, and what became of promises where that changed."""
    first, end = (at.astimezone(tx.store.zone).date() for at in month.borders(tx.store.zone))
    rules: list[Any] = [Assignment.neighborhood_id == neighborhood] if neighborhood else []
    rows = tx.exec(select(Assignment).where(Assignment.duty != Duty.COVER, *rules)).all()
    last = min(end, tx.now.astimezone(tx.store.zone).date() + timedelta(days=1))
    leads = [one for one in rows if one.primary and one.start < last and (one.end is None or one.end >= last)]
    days = median((last - one.start).days for one in leads) if leads else None
    given = [one for one in rows if one.handed_over_to is not None and one.end and first <= one.end < end]
    earlier = [one for one in rows if one.handed_over_to is not None and one.end and _ends_in(one, first, end)]
    kept, due = _across(tx, earlier)
    coverage = [one for one in leader_coverage(tx) if neighborhood in (None, one.neighborhood_id)]
    figures = (
        Figure("continuity", _("Days the first officer has been there, median"), days),
        Figure("leaders", _("Leaders in touch in time"), *_sums([(one.in_touch, one.active) for one in coverage])),
        Figure("handed_over", _("Hand-overs"), len(given), behind=tuple(("assignments", one.id) for one in given)),
        Figure("kept", _("Promises kept across hand-overs whose double cover ended"), kept, of=due),
    )
    return SectionFigures(2, "neighborhoods", _("Neighborhoods and hand-over"), figures)


def _sums(pairs: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(part for part, _whole in pairs), sum(whole for _part, whole in pairs)


def _ends_in(one: Assignment, first: Any, end: Any) -> bool:
    """Whether the double cover after a hand-over ended in the month."""
    return one.end is not None and first <= one.end + timedelta(days=COVER_DAYS) < end


def _across(tx: Tx, given: list[Assignment]) -> tuple[int, int]:
    """Of the promises that went from one officer to the other and fell due in the double cover, how many were kept."""
    kept = due = 0
    for one in given:
        if one.end is None:
            continue
        asked = select(FollowUp).join(FollowUpChange, col(FollowUpChange.followup_id) == FollowUp.id)
        asked = asked.where(
            FollowUp.neighborhood_id == one.neighborhood_id, FollowUpChange.after == str(one.handed_over_to)
        )
        until = one.end + timedelta(days=COVER_DAYS)
        for row in {row.id: row for row in tx.exec(asked)}.values():
            day = row.due_at.astimezone(tx.store.zone).date()
            if one.end <= day <= until:
                due += 1
                kept += row.status == Status.DONE
    return kept, due
