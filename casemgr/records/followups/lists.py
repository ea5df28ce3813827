"""Reading follow-ups: the list, one with all that happened to it, and the Kind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import NotFound
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records.followups.due import bucket_of
from casemgr.records.followups.promises import FollowUpDraft, promise
from casemgr.records.followups.steps import attempts, may_be_lost
from casemgr.records.followups.table import FollowUp, FollowUpAttempt, FollowUpChange, Status, is_open

_COLUMNS: tuple[Any, ...] = (
    FollowUp.id,
    FollowUp.number,
    FollowUp.what,
    FollowUp.due_at,
    FollowUp.status,
    FollowUp.priority,
    FollowUp.person_id,
    FollowUp.assigned_to,
    FollowUp.parent_kind,
    FollowUp.parent_id,
)


@dataclass(frozen=True)
class Tried:
    """One attempt."""

    n: int
    at: datetime
    by: UUID
    method: str
    result: str
    note: str


@dataclass(frozen=True)
class Changed:
    """A postponement, hand-over or reopening; `before` and `after` are moments or ids as text."""

    at: datetime
    by: UUID
    did: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class FollowUpCard:
    """One follow-up opened; `may_be_lost` says whether giving up may be offered."""

    id: UUID
    number: str
    what: str
    status: Status
    priority: str
    due_at: datetime
    days_overdue: int
    person_id: UUID | None
    parent_kind: str
    parent_id: UUID
    assigned_to: UUID
    backup_to: UUID | None
    done_at: datetime | None
    done_by: UUID | None
    result_note: str
    attempts: tuple[Tried, ...]
    changes: tuple[Changed, ...]
    may_be_lost: bool


@query(May.READ_CASES)
def followups(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE, *, closed: bool = False) -> Page:
    """The open follow-ups, due first first; or with `closed` those that are not open, latest first."""
    columns = select(*_COLUMNS).where(~is_open() if closed else is_open())
    return page(tx, columns, (FollowUp.due_at, FollowUp.id), after, size, descending=closed)


@query(May.READ_CASES)
def of_parent(tx: Tx, parent_kind: str, parent_id: UUID) -> list[Row]:
    """All follow-ups about one record, in the order they fall due."""
    asked = select(*_COLUMNS).add_columns(FollowUp.done_at)  # type: ignore[arg-type]
    asked = asked.where(FollowUp.parent_id == parent_id, FollowUp.parent_kind == parent_kind)
    return list(tx.execute(asked.order_by(FollowUp.due_at, FollowUp.id)))  # type: ignore[arg-type]


@query(May.READ_CASES)
def of_person(tx: Tx, person: UUID) -> list[Row]:
    """All follow-ups about one person, in the order they fall due."""
    more: tuple[Any, ...] = (FollowUp.done_at, FollowUp.updated_at)
    asked = select(*_COLUMNS).add_columns(*more).where(FollowUp.person_id == person)  # type: ignore[arg-type]
    return list(tx.execute(asked.order_by(FollowUp.due_at, FollowUp.id)))  # type: ignore[arg-type]


@query(May.READ_CASES)
def promised_since(tx: Tx, since: datetime) -> list[Row]:
    """The open promises one made oneself since a moment, soonest due first."""
    asked = select(*_COLUMNS).where(is_open(), FollowUp.assigned_to == tx.actor.id)
    asked = asked.where(FollowUp.entered_by == tx.actor.id, FollowUp.entered_at >= since)  # type: ignore[operator]
    return list(tx.execute(asked.order_by(FollowUp.due_at, FollowUp.id)))  # type: ignore[arg-type]


@query(May.READ_CASES)
def followup(tx: Tx, id: UUID) -> FollowUpCard:
    """One follow-up with its attempts and changes."""
    row = tx.get(FollowUp, id)
    if row is None:
        raise NotFound(_("There is no such follow-up, or you may not see it."))
    made = attempts(tx, id)
    asked = select(FollowUpChange).where(FollowUpChange.followup_id == id)
    changes = sorted(tx.exec(asked), key=lambda change: (change.at, change.id))
    today = tx.now.astimezone(tx.store.zone).date()
    overdue = bucket_of(row.due_at, row.window_days, today, tx.store.zone)[1] if row.status == Status.OPEN else 0
    return FollowUpCard(
        id=row.id,
        number=row.number,
        what=row.what,
        status=Status(row.status),
        priority=row.priority,
        due_at=row.due_at,
        days_overdue=overdue,
        person_id=row.person_id,
        parent_kind=row.parent_kind,
        parent_id=row.parent_id,
        assigned_to=row.assigned_to,
        backup_to=row.backup_to,
        done_at=row.done_at,
        done_by=row.done_by,
        result_note=row.result_note,
        attempts=tuple(Tried(a.n, a.at, a.by, a.method, a.result, a.note) for a in made),
        changes=tuple(Changed(c.at, c.by, c.did, c.before, c.after, c.reason) for c in changes),
        may_be_lost=row.status == Status.OPEN and may_be_lost(made),
    )


Kind(
    "followups",
    FollowUp,
    N_("Follow-ups"),
    N_("Follow-up"),
    read=May.READ_CASES,
    draft=FollowUpDraft,
    new=promise,
    page=followups,
    columns=("number", "what", "due_at", "person_id", "assigned_to", "priority", "status"),
    order=("due_at",),
    letter="F",
    icon="calendar-check",
    sight=SightBy(own=("entered_by", "assigned_to", "backup_to"), neighborhood="neighborhood_id"),
    parts={FollowUpAttempt: "followup_id", FollowUpChange: "followup_id"},
    searched=lambda _tx, row: Words(row.number, row.what),
    retention="promise",
)
