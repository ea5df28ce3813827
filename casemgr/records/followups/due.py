"""What is due: overdue, today, and in the next seven days; computed from the due day, never stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, func, select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.followups.table import REACHED, FollowUp, FollowUpAttempt, is_open

DAYS_AHEAD = 7
_COLUMNS: tuple[Any, ...] = (
    FollowUp.id,
    FollowUp.number,
    FollowUp.what,
    FollowUp.due_at,
    FollowUp.person_id,
    FollowUp.parent_kind,
    FollowUp.parent_id,
    FollowUp.assigned_to,
    FollowUp.priority,
    FollowUp.window_days,
)


class Bucket(StrEnum):
    """When something is due."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT = "next_seven_days"


class Whose(StrEnum):
    """Whose promises: one's own, those of one's neighborhoods, or those of the unit."""

    MINE = "mine"
    TEAM = "team"
    UNIT = "unit"


@dataclass(frozen=True)
class DueRow:
    """One open promise; `days_overdue` counts from the last day of grace."""

    id: UUID
    number: str
    what: str
    due_at: datetime
    person_id: UUID | None
    parent_kind: str
    parent_id: UUID
    assigned_to: UUID
    priority: str
    bucket: Bucket
    days_overdue: int


@dataclass(frozen=True)
class Due:
    """The lists behind the numbers on the opening page; each number is the length of its list."""

    overdue: Sequence[DueRow]
    today: Sequence[DueRow]
    next_seven_days: Sequence[DueRow]

    def of(self, bucket: Bucket) -> Sequence[DueRow]:
        return {Bucket.OVERDUE: self.overdue, Bucket.TODAY: self.today, Bucket.NEXT: self.next_seven_days}[bucket]

    def count(self, bucket: Bucket) -> int:
        return len(self.of(bucket))


def bucket_of(due_at: datetime, window_days: int, today: date, zone: ZoneInfo) -> tuple[Bucket, int]:
    """The bucket of an open follow-up on a local day, and the days it is overdue."""
    due_day = due_at.astimezone(zone).date()
    last_day = due_day + timedelta(days=window_days)
    if last_day < today:
        return Bucket.OVERDUE, (today - last_day).days
    return (Bucket.TODAY if due_day <= today else Bucket.NEXT), 0


def _whose(tx: Tx, whose: Whose, today: date) -> list[ColumnElement[bool]]:
    """Conditions each served by an index of its own; a promise is wanted that meets any of them."""
    standing_in = and_(
        FollowUp.backup_to == tx.actor.id,  # type: ignore[arg-type]
        FollowUp.backup_from <= today,  # type: ignore[operator]
        FollowUp.backup_until >= today,  # type: ignore[operator]
    )
    wanted: list[Any] = [FollowUp.assigned_to == tx.actor.id, standing_in]
    if whose is Whose.UNIT:
        wanted.append(FollowUp.unit == tx.actor.unit)
    if whose is Whose.TEAM:
        wanted.append(FollowUp.neighborhood_id.in_(sorted(tx.actor.neighborhoods)))  # type: ignore[union-attr]
    return wanted


@query(May.READ_CASES)
def due(tx: Tx, whose: Whose = Whose.MINE, now: datetime | None = None) -> Due:
    """What is overdue, due today and due in the next seven days, by the town's own calendar; soonest first."""
    zone = tx.store.zone
    today = (now or tx.now).astimezone(zone).date()
    horizon = datetime.combine(today + timedelta(days=DAYS_AHEAD + 1), time(), zone)
    asked = select(*_COLUMNS).where(is_open(), FollowUp.due_at < horizon)
    rows = {row.id: row for wanted in _whose(tx, Whose(whose), today) for row in tx.execute(asked.where(wanted))}
    found: dict[Bucket, list[DueRow]] = {bucket: [] for bucket in Bucket}
    for row in sorted(rows.values(), key=lambda row: (row.due_at, row.id)):
        bucket, days = bucket_of(row.due_at, row.window_days, today, zone)
        found[bucket].append(DueRow(*row[:-1], bucket=bucket, days_overdue=days))
    return Due(*(tuple(found[bucket]) for bucket in Bucket))


@query(May.READ_CASES)
def promised_to(tx: Tx, whose: Whose = Whose.MINE) -> set[UUID]:
    """The people something is still promised to, however far off."""
    asked = select(FollowUp.person_id).where(is_open(), FollowUp.person_id.is_not(None))  # type: ignore[union-attr]
    today = tx.now.astimezone(tx.store.zone).date()
    return {id for wanted in _whose(tx, Whose(whose), today) for id in tx.exec(asked.where(wanted)) if id is not None}


@query(May.READ_CASES)
def last_reached(tx: Tx, people: Collection[UUID]) -> dict[UUID, datetime]:
    """When an attempt last reached each of these people; those never reached so are left out."""
    if not people:
        return {}
    asked = select(FollowUp.person_id, func.max(FollowUpAttempt.at)).join(
        FollowUpAttempt, col(FollowUpAttempt.followup_id) == FollowUp.id
    )
    asked = asked.where(FollowUpAttempt.result == REACHED, col(FollowUp.person_id).in_(people))
    return {id: at for id, at in tx.exec(asked.group_by(FollowUp.person_id)) if id is not None}  # type: ignore[arg-type]
