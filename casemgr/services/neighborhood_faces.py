"""Neighborhoods at a glance: boundary, who is there since when, the share of contacts they made, leaders in touch."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, func, select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.contacts import Contact, ContactStatus
from casemgr.records.leaders import leader_coverage
from casemgr.records.neighborhoods import Duty, Neighborhood, Ring, assigned, boundary_rings
from casemgr.records.staff import staff_names

DAYS = 90
"""Days back over which contacts are counted."""


@dataclass(frozen=True)
class There:
    """Someone assigned, with the days since they began."""

    name: str
    duty: Duty
    first: bool
    since: date
    days: int


@dataclass(frozen=True)
class NeighborhoodFace:
    """One neighborhood; `made` of `contacts` of the last 90 days were made by those assigned, as far as one sees them.

    `in_touch` of `leaders` were spoken with in time; both are None for whoever may not read the register.
    """

    id: UUID
    code: str
    name: str
    rings: tuple[Ring, ...]
    there: tuple[There, ...]
    made: int
    contacts: int
    in_touch: int | None
    leaders: int | None


@query(May.READ_CASES)
def neighborhood_faces(tx: Tx) -> list[NeighborhoodFace]:
    """Every neighborhood, by name."""
    day, names = tx.now.astimezone(tx.store.zone).date(), staff_names(tx)
    may = tx.actor.may(May.READ_COMMUNITY)
    coverage = {one.neighborhood_id: one for one in leader_coverage(tx)} if may else {}
    found = []
    for place in tx.exec(select(Neighborhood).order_by(Neighborhood.name)):
        now = assigned(tx, place.id, day)
        made, contacts = _made(tx, place.id, {one.officer_id for one in now})
        known = coverage.get(place.id)
        there = (There(names.get(o.officer_id, ""), o.duty, o.primary, o.start, o.continuity_days) for o in now)
        found.append(
            NeighborhoodFace(
                place.id,
                place.code,
                place.name,
                boundary_rings(place.boundary),
                tuple(there),
                made,
                contacts,
                (known.in_touch if known else 0) if may else None,
                (known.active if known else 0) if may else None,
            )
        )
    return found


def _made(tx: Tx, place: UUID, officers: set[UUID]) -> tuple[int, int]:
    """Contacts of the last 90 days made by these officers, and all of them."""
    asked = select(Contact.officer_id, func.count(col(Contact.id))).where(
        Contact.neighborhood_id == place,
        Contact.occurred_at >= tx.now - timedelta(days=DAYS),
        Contact.status == ContactStatus.SEALED.value,
    )
    rows = tx.exec(asked.group_by(col(Contact.officer_id))).all()
    return sum(n for officer, n in rows if officer in officers), sum(n for _officer, n in rows)
