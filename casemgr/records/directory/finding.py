"""Services for a need: what fits by its words, those that can take someone now first, each with why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, Problem
from casemgr.core.finding import ranked, words_of
from casemgr.core.kind import KINDS
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records.directory.drafts import ServiceStatus
from casemgr.records.directory.freshness import Ages, Freshness, ages
from casemgr.records.directory.need_words import NEED_WORDS
from casemgr.records.directory.open_now import open_states
from casemgr.records.directory.opening import OpenState
from casemgr.records.directory.tables import Location, Organization, Service, ServiceAtLocation, ServiceLocal

AMONG = 200
"""How many of the best matches are looked at."""
NEAR_KM = 5.0
EARTH_KM = 6371.0


class Why(StrEnum):
    """What speaks for a service, or against it."""

    OPEN_NOW = "open_now"
    HAS_ROOM = "has_room"
    TAKES_DROP_OFF = "takes_drop_off"
    WALK_IN = "walk_in"
    FETCHES = "fetches"
    NEAR = "near"
    CLOSED = "closed"
    NO_ROOM = "no_room"
    WAITLIST = "waitlist"
    NO_DROP_OFF = "no_drop_off"


AGAINST = frozenset({Why.CLOSED, Why.NO_ROOM, Why.WAITLIST, Why.NO_DROP_OFF})
WHY_WORDS = {
    Why.OPEN_NOW: N_("open then"),
    Why.HAS_ROOM: N_("has room"),
    Why.TAKES_DROP_OFF: N_("takes people whom police bring"),
    Why.WALK_IN: N_("takes people who walk in"),
    Why.FETCHES: N_("fetches people"),
    Why.NEAR: N_("near"),
    Why.CLOSED: N_("closed then"),
    Why.NO_ROOM: N_("has no room"),
    Why.WAITLIST: N_("has a waiting list"),
    Why.NO_DROP_OFF: N_("takes nobody whom police bring"),
}
_ROOM = {"capacity": Why.HAS_ROOM, "no-capacity": Why.NO_ROOM, "waitlist": Why.WAITLIST}
_LOCAL = (
    *("capacity_status", "wait_days", "walk_in", "accepts_police_dropoff", "transport_available"),
    *("police_contact_phone", "quick_card"),
)


@dataclass(frozen=True)
class Suggestion:
    """A service that may answer a need; `open` is nothing when its hours are not known, or not asked for."""

    id: UUID
    name: str
    organization: str
    open: bool | None
    until: datetime | None
    next_open: datetime | None
    capacity_status: str
    wait_days: int | None
    accepts_police_dropoff: bool | None
    police_contact_phone: str
    quick_card: str
    distance_km: float | None
    freshness: Freshness
    stale: bool
    why: tuple[Why, ...]


@dataclass(frozen=True)
class _Asked:
    """What a search for services weighs."""

    open_at: datetime | None
    dropoff: bool
    near: tuple[float, float] | None
    ages: Ages


@query(May.READ_DIRECTORY)
def services_for(
    tx: Tx,
    need: str = "",
    words: str = "",
    *,
    open_at: AwareDatetime | None = None,
    accepts_police_dropoff: bool = False,
    near: tuple[float, float] | None = None,
    size: int = 20,
) -> list[Suggestion]:
    """Active services for a need's domain or for words: those with least against them first, then most for them.

    `open_at` asks for hours at a moment, `near` is a latitude and longitude.
    """
    asked = _Asked(open_at, accepts_police_dropoff, near, ages(tx))
    ids = ranked(tx, KINDS["services"], _groups(need, words), AMONG)
    rows = {row.id: row for row in tx.execute(_columns(ids))}
    states = open_states(tx, list(rows), open_at) if open_at is not None else {}
    spots = _spots(tx, list(rows)) if near is not None else {}
    found = [_suggestion(rows[id], asked, states.get(id), spots.get(id, ())) for id in ids if id in rows]
    return sorted(found, key=_rank)[:size]


def _groups(need: str, words: str) -> list[Sequence[str]]:
    if need and need not in NEED_WORDS:
        raise Invalid(Problem("need", _("There is no need of this kind: {code}.").format(code=need)))
    groups: list[Sequence[str]] = [(word,) for word in words_of(words)]
    if need:
        groups.append(NEED_WORDS[need])
    if not groups:
        raise Invalid(Problem("words", _("Say what is needed.")))
    return groups


def _columns(ids: Sequence[UUID]) -> Any:
    return (
        select(
            col(Service.id),
            Service.name,
            col(Organization.name).label("organization"),
            col(Service.assured_date),
            *(getattr(ServiceLocal, name) for name in _LOCAL),
        )
        .outerjoin(Organization, col(Organization.id) == Service.organization_id)
        .outerjoin(ServiceLocal, col(ServiceLocal.service_id) == Service.id)
        .where(col(Service.id).in_(ids), col(Service.gone).is_(False))
        .where(col(Service.status).is_(None) | (col(Service.status) == ServiceStatus.ACTIVE.value))
    )


def _spots(tx: Tx, services: Sequence[UUID]) -> dict[UUID, list[tuple[float, float]]]:
    """Where each of these services is, as far as the directory knows."""
    asked = (
        select(ServiceAtLocation.service_id, Location.latitude, Location.longitude)
        .join(Location, col(Location.id) == ServiceAtLocation.location_id)
        .where(col(ServiceAtLocation.service_id).in_(services))
        .where(col(Location.latitude).is_not(None), col(Location.longitude).is_not(None))
    )
    found: dict[UUID, list[tuple[float, float]]] = {}
    for service, latitude, longitude in tx.execute(asked):
        found.setdefault(service, []).append((latitude, longitude))
    return found


def _suggestion(row: Any, asked: _Asked, state: OpenState | None, spots: Iterable[tuple[float, float]]) -> Suggestion:
    distance = min((_km(asked.near, spot) for spot in spots), default=None) if asked.near is not None else None
    freshness = asked.ages.of(row.assured_date)
    return Suggestion(
        id=row.id,
        name=row.name,
        organization=row.organization or "",
        open=state.open if state else None,
        until=state.until if state else None,
        next_open=state.next_open if state else None,
        capacity_status=row.capacity_status or "",
        wait_days=row.wait_days,
        accepts_police_dropoff=row.accepts_police_dropoff,
        police_contact_phone=row.police_contact_phone or "",
        quick_card=row.quick_card or "",
        distance_km=None if distance is None else round(distance, 1),
        freshness=freshness,
        stale=freshness is Freshness.RED,
        why=tuple(_why(row, asked, state, distance)),
    )


def _why(row: Any, asked: _Asked, state: OpenState | None, distance: float | None) -> Iterable[Why]:
    if state is not None and state.open is not None:
        yield Why.OPEN_NOW if state.open else Why.CLOSED
    if row.capacity_status in _ROOM:
        yield _ROOM[row.capacity_status]
    if row.accepts_police_dropoff:
        yield Why.TAKES_DROP_OFF
    elif asked.dropoff and row.accepts_police_dropoff is False:
        yield Why.NO_DROP_OFF
    if row.walk_in:
        yield Why.WALK_IN
    if row.transport_available:
        yield Why.FETCHES
    if distance is not None and distance <= NEAR_KM:
        yield Why.NEAR


def _rank(suggestion: Suggestion) -> tuple[int, int, int]:
    """Least against, most for, then near before far; among equals the better match stays first."""
    against = sum(why in AGAINST for why in suggestion.why)
    far = 1_000_000 if suggestion.distance_km is None else int(suggestion.distance_km / NEAR_KM)
    return against, against - len(suggestion.why), far


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometers between two points of latitude and longitude."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    return 2 * EARTH_KM * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
