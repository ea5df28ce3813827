"""Whether services are open, from every opening rule that is about them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.directory.details import Schedule
from casemgr.records.directory.hours import Hours, to_hours
from casemgr.records.directory.opening import OpenState, open_at
from casemgr.records.directory.schema import TABLES
from casemgr.records.directory.tables import ServiceAtLocation, ServiceLocal

_RULE = tuple(
    getattr(Schedule, column.name) for column in TABLES["schedule"].columns if column.name not in ("id", "extra")
)


def schedules_of(tx: Tx, services: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """The schedule rows about each service: its own and those at its places; else those of the places themselves."""
    own = select(col(Schedule.service_id).label("about"), *_RULE).where(col(Schedule.service_id).in_(services))
    at_place = (
        select(col(ServiceAtLocation.service_id).label("about"), *_RULE)
        .join(Schedule, col(Schedule.service_at_location_id) == ServiceAtLocation.id)
        .where(col(ServiceAtLocation.service_id).in_(services), col(Schedule.service_id).is_(None))
    )
    of_place = (
        select(col(ServiceAtLocation.service_id).label("about"), *_RULE)
        .join(Schedule, col(Schedule.location_id) == ServiceAtLocation.location_id)
        .where(col(ServiceAtLocation.service_id).in_(services), col(Schedule.service_id).is_(None))
        .where(col(Schedule.service_at_location_id).is_(None))
    )
    found = _grouped((*tx.execute(own), *tx.execute(at_place)))
    for service, rows in _grouped(tx.execute(of_place)).items():
        found.setdefault(service, rows)
    return found


def _grouped(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.about, []).append(row)
    return found


def rules_of(tx: Tx, services: Sequence[UUID]) -> dict[UUID, list[Hours]]:
    """The same, as rules that can be computed."""
    return {id: [to_hours(row._mapping, row.zone) for row in rows] for id, rows in schedules_of(tx, services).items()}


def open_states(tx: Tx, services: Sequence[UUID], at: datetime) -> dict[UUID, OpenState]:
    """Whether each of these services is open at a moment; what we know ourselves comes first."""
    asked = select(ServiceLocal.service_id).where(
        col(ServiceLocal.service_id).in_(services), col(ServiceLocal.open_24_7).is_(True)
    )
    always = set(tx.exec(asked))
    rules = rules_of(tx, [id for id in services if id not in always])
    return {id: OpenState(open=True) if id in always else open_at(rules.get(id, ()), at) for id in services}


@query(May.READ_DIRECTORY)
def open_now(tx: Tx, service_id: UUID, at: AwareDatetime | None = None) -> OpenState:
    """Whether a service is open, now or at a moment, by the clock of its own time zone."""
    return open_states(tx, [service_id], at or tx.now)[service_id]
