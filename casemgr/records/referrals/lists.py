"""Referrals in lists: all of them, those waiting on an agency, those stalled, those of a person or on a consent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.page import SIZE, Page, page
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.consents import today
from casemgr.records.referrals.measures import stalled_on, waiting_on_agency
from casemgr.records.referrals.tables import Referral
from casemgr.records.referrals.words import UNDER_WAY, Status

_R: Any = Referral
_COLUMNS: tuple[Any, ...] = (
    _R.number,
    _R.person_id,
    _R.service_name,
    _R.organization_name,
    _R.need_domain,
    _R.status,
    _R.urgency,
    _R.requested_at,
    _R.acknowledge_by,
    _R.last_event_at,
)


@dataclass(frozen=True)
class Waiting:
    """A referral, the days since its last event, and whether it is `late`: not acknowledged in time."""

    id: UUID
    number: str
    person_id: UUID | None
    service_name: str
    organization_name: str
    status: Status
    urgency: str
    requested_at: datetime | None
    last_event_at: datetime
    acknowledge_by: datetime | None
    days: int
    late: bool


@query(May.READ_CASES)
def referrals(
    tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE, *, status: Status | None = None
) -> Page:
    """All referrals the actor may see, or those in one state, latest change first."""
    columns = _columns()
    if status is not None:
        columns = columns.where(_R.status == status.value)
    return page(tx, columns, (_R.last_event_at, _R.id), after, size)


@query(May.READ_CASES)
def of_person(tx: Tx, person_id: UUID) -> list[Any]:
    """The referrals of a person, latest change first, as rows of the list."""
    asked = _columns().where(_R.person_id == person_id)
    return list(tx.execute(asked.order_by(_R.last_event_at.desc(), _R.id.desc())))


@query(May.READ_CASES)
def resting_on(tx: Tx, consent_id: UUID) -> list[Any]:
    """The referrals under way that rest on a consent: whom to tell when it is narrowed or withdrawn."""
    asked = _columns().where(_R.consent_id == consent_id, _R.status.in_(sorted(UNDER_WAY)))
    return list(tx.execute(asked.order_by(_R.last_event_at.desc(), _R.id.desc())))


@query(May.READ_CASES)
def awaiting(tx: Tx, whose: UUID | None = None, size: int = SIZE) -> list[Waiting]:
    """Referrals waiting on an agency, of one officer or of all, longest first."""
    asked = select(Referral).where(waiting_on_agency())
    if whose is not None:
        asked = asked.where(_R.officer_id == whose)
    return [_waiting(tx, r) for r in tx.exec(asked.order_by(_R.last_event_at, _R.id).limit(size))]


@query(May.READ_CASES)
def stalled(tx: Tx, size: int = SIZE) -> list[Waiting]:
    """Referrals under way in which nothing has happened for the days the setting names, longest first."""
    asked = select(Referral).where(stalled_on(tx.now, today(tx), threshold(tx, "stalled_days")))
    return [_waiting(tx, r) for r in tx.exec(asked.order_by(_R.last_event_at, _R.id).limit(size))]


def _columns() -> Any:
    return select(_R.id, *_COLUMNS)


def _waiting(tx: Tx, row: Referral) -> Waiting:
    unanswered = row.acknowledged_at is None and row.acknowledge_by is not None
    return Waiting(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        service_name=row.service_name,
        organization_name=row.organization_name,
        status=Status(row.status),
        urgency=row.urgency,
        requested_at=row.requested_at,
        last_event_at=row.last_event_at,
        acknowledge_by=row.acknowledge_by,
        days=(tx.now - row.last_event_at).days,
        late=unanswered and row.acknowledge_by is not None and row.acknowledge_by < tx.now,
    )
