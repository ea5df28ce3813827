"""Section 4: follow-ups that fell due in the month, and what became of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.tx import Tx
from casemgr.records.followups import FollowUp, Status
from casemgr.services.summary.figures import PromiseFigures
from casemgr.services.summary.period import Month


def promises(tx: Tx, month: Month, neighborhood: UUID | None) -> PromiseFigures:
    """What became of the follow-ups of a month; those no longer needed or cancelled are not counted."""
    first, end = month.borders(tx.store.zone)
    rules: list[Any] = [FollowUp.due_at >= first, FollowUp.due_at < end]
    rules.append(col(FollowUp.status).in_([Status.OPEN, Status.DONE, Status.LOST]))
    if neighborhood:
        rules.append(FollowUp.neighborhood_id == neighborhood)
    columns: tuple[Any, ...] = (FollowUp.due_at, FollowUp.window_days, FollowUp.status, FollowUp.done_at)
    rows = tx.execute(select(*columns).where(*rules)).all()
    zone = tx.store.zone
    on_time = late = overdue = lost = 0
    for row in rows:
        last_day = row.due_at.astimezone(zone).date() + timedelta(days=row.window_days)
        if row.status == Status.LOST:
            lost += 1
        elif row.status == Status.DONE and row.done_at.astimezone(zone).date() <= last_day:
            on_time += 1
        elif row.status == Status.DONE:
            late += 1
        elif last_day < tx.now.astimezone(zone).date():
            overdue += 1
    return PromiseFigures(len(rows), on_time, late, overdue, lost)
