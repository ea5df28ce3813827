"""Section 2: the contacts of a month by type and neighborhood, and the share made by the assigned officer."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from casemgr.core.errors import NotFound
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records import neighborhoods
from casemgr.records.contacts import Contact, ContactStatus
from casemgr.records.contacts.tables import shows
from casemgr.records.neighborhoods import Assignment, Neighborhood
from casemgr.services.summary.figures import ContactFigures, Count, Rate
from casemgr.services.summary.funnel import counted
from casemgr.services.summary.period import Month


def counting(month: Month, neighborhood: UUID | None) -> list[Any]:
    """The conditions of a contact that counts for a month: the version that shows, sealed, met in it."""
    rules: list[Any] = [
        shows(),
        Contact.month == month.number,
        Contact.status == ContactStatus.SEALED.value,
    ]
    return [*rules, Contact.neighborhood_id == neighborhood] if neighborhood else rules


def total(tx: Tx, month: Month, neighborhood: UUID | None) -> int:
    """How many contacts a month has."""
    return int(tx.scalar(select(func.count(col(Contact.id))).where(*counting(month, neighborhood))) or 0)


def contact_figures(tx: Tx, month: Month, neighborhood: UUID | None) -> ContactFigures:
    """The contacts of a month."""
    columns: list[Any] = [Contact.neighborhood_id, Contact.contact_type, Contact.officer_id, Contact.late_entry]
    counts: list[Any] = [*columns, func.count(col(Contact.id)).label("n")]
    grouped = select(*counts).where(*counting(month, neighborhood))
    rows = tx.execute(grouped.group_by(*columns)).all()
    names = {id: name for id, name in tx.exec(select(Neighborhood.id, Neighborhood.name))}
    types: Counter[str] = Counter()
    places: Counter[UUID] = Counter()
    by_officer: Counter[tuple[UUID, UUID]] = Counter()
    for row in rows:
        types[row.contact_type] += row.n
        places[row.neighborhood_id] += row.n
        by_officer[row.neighborhood_id, row.officer_id] += row.n
    first = _first_officers(tx, month)
    shares = [
        Rate(names.get(place, ""), sum(by_officer[place, officer] for officer in first.get(place, ())), n)
        for place, n in places.items()
    ]
    missed = [*counting(month, neighborhood), col(Contact.reached).is_(False)]
    return ContactFigures(
        total=sum(types.values()),
        by_type=counted(tx, "contact_type", types),
        by_neighborhood=tuple(
            sorted((Count(names.get(p, ""), n, p.hex) for p, n in places.items()), key=lambda c: (-c.n, c.label))
        ),
        assigned_share=tuple(sorted(shares, key=lambda rate: rate.label)),
        late=sum(row.n for row in rows if row.late_entry),
        not_reached=int(tx.scalar(select(func.count(col(Contact.id))).where(*missed)) or 0),
    )


def _first_officers(tx: Tx, month: Month) -> dict[UUID, set[UUID]]:
    """Who was a neighborhood's first officer at any time in the month."""
    first, end = (at.astimezone(tx.store.zone).date() for at in month.borders(tx.store.zone))
    found: dict[UUID, set[UUID]] = {}
    for row in tx.exec(select(Assignment).where(Assignment.primary, Assignment.start < end)):
        if row.end is None or row.end >= first:
            found.setdefault(row.neighborhood_id, set()).add(row.officer_id)
    return found


def neighborhood_name(tx: Tx, id: UUID | None) -> str:
    """The name of a neighborhood; empty for all of them."""
    if id is None:
        return ""
    place = tx.get(neighborhoods.Neighborhood, id)
    if place is None:
        raise NotFound(_("There is no such neighborhood."))
    return place.name
