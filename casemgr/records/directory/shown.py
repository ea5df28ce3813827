"""What stands around a service, as its card shows it: places, numbers, people, hours, costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, func, or_, select

from casemgr.core.tx import Tx
from casemgr.records.directory.details import (
    Accessibility,
    Address,
    CostOption,
    DirectoryContact,
    Language,
    ServicePhone,
)
from casemgr.records.directory.open_now import schedules_of
from casemgr.records.directory.tables import Location, Service, ServiceAtLocation
from casemgr.records.directory.terms import Attribute, TaxonomyTerm

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class PlaceShown:
    """Where a service is given."""

    id: UUID
    name: str
    address: str
    transportation: str
    latitude: float | None
    longitude: float | None
    accessibility: tuple[str, ...]


@dataclass(frozen=True)
class NumberShown:
    """A number to call."""

    number: str
    extension: str
    type: str
    description: str


@dataclass(frozen=True)
class ContactShown:
    """Someone there to talk to."""

    name: str
    title: str
    email: str


@dataclass(frozen=True)
class HoursShown:
    """One opening rule; empty times are not known, `text` is what the source wrote."""

    days: str
    opens_at: str
    closes_at: str
    valid_from: str
    valid_to: str
    closed: bool | None
    text: str


def spots_of(tx: Tx, service: UUID) -> dict[UUID, UUID]:
    """The locations of a service, each with its row that joins the two."""
    asked = select(ServiceAtLocation.location_id, ServiceAtLocation.id).where(ServiceAtLocation.service_id == service)
    return {location: joined for location, joined in tx.execute(asked)}


def texts(tx: Tx, column: Any, rule: Any) -> tuple[str, ...]:
    """The different texts of a column, in order."""
    return tuple(sorted({text for text in tx.exec(select(column).where(rule)) if text}))


def term_names(tx: Tx, service: UUID) -> tuple[str, ...]:
    """What the taxonomies of the source call a service."""
    asked = (
        select(TaxonomyTerm.name)
        .join(Attribute, col(Attribute.taxonomy_term_id) == TaxonomyTerm.id)
        .where(Attribute.link_id == service)
    )
    return tuple(sorted(set(tx.exec(asked))))


def languages(tx: Tx, service: UUID, spots: dict[UUID, UUID]) -> tuple[str, ...]:
    """The languages spoken, by name, or by code where the source gives no name."""
    here = or_(Language.service_id == service, col(Language.location_id).in_(spots))
    return texts(tx, func.coalesce(Language.name, Language.code), here)


def places(tx: Tx, locations: Sequence[UUID]) -> tuple[PlaceShown, ...]:
    """Where it is, by the name of the place."""
    rows = tx.exec(select(Location).where(col(Location.id).in_(locations))).all()
    addresses: dict[UUID, str] = {}
    for address in tx.exec(select(Address).where(col(Address.location_id).in_(locations))):
        if address.address_type != "postal" or address.location_id not in addresses:
            addresses[address.location_id] = _line(address)
    access: dict[UUID, list[str]] = {}
    for one in tx.exec(select(Accessibility).where(col(Accessibility.location_id).in_(locations))):
        access.setdefault(one.location_id, []).append(one.description or one.details or "")
    return tuple(
        PlaceShown(
            row.id,
            row.name or "",
            addresses.get(row.id, ""),
            row.transportation or "",
            row.latitude,
            row.longitude,
            tuple(access.get(row.id, ())),
        )
        for row in sorted(rows, key=lambda row: row.name or "")
    )


def _line(address: Address) -> str:
    town = " ".join(part for part in (address.state_province, address.postal_code) if part)
    return ", ".join(part for part in (address.address_1, address.address_2, address.city, town) if part)


def phones(tx: Tx, row: Service, spots: dict[UUID, UUID]) -> tuple[NumberShown, ...]:
    """The service's own numbers and those of its places; else those of its organization."""
    here = or_(
        ServicePhone.service_id == row.id,
        col(ServicePhone.service_at_location_id).in_(spots.values()),
        col(ServicePhone.location_id).in_(spots),
    )
    found = tx.exec(select(ServicePhone).where(here)).all()
    if not found and row.organization_id:
        found = tx.exec(select(ServicePhone).where(ServicePhone.organization_id == row.organization_id)).all()
    shown = {
        (p.number, p.extension): NumberShown(p.number, p.extension or "", p.type or "", p.description or "")
        for p in sorted(found, key=lambda p: p.service_id is None)
    }
    return tuple(shown.values())


def contacts(tx: Tx, id: UUID, spots: dict[UUID, UUID]) -> tuple[ContactShown, ...]:
    """Who to talk to there."""
    here = or_(DirectoryContact.service_id == id, col(DirectoryContact.service_at_location_id).in_(spots.values()))
    found = tx.exec(select(DirectoryContact).where(here).order_by(col(DirectoryContact.name)))
    return tuple(ContactShown(c.name or "", c.title or "", c.email or "") for c in found)


def hours(tx: Tx, id: UUID) -> tuple[HoursShown, ...]:
    """The opening rules in the order of the week."""
    return tuple(sorted(map(_shown, schedules_of(tx, [id]).get(id, ())), key=_in_week))


def _shown(row: Any) -> HoursShown:
    days = row.byday or row.bymonthday or ""
    return HoursShown(
        days,
        row.opens_at or "",
        row.closes_at or "",
        row.valid_from or "",
        row.valid_to or "",
        row.closed,
        row.description or row.notes or "",
    )


def _in_week(hours: HoursShown) -> tuple[str, int, str]:
    first = hours.days[:2]
    return hours.valid_from, DAYS.index(first) if first in DAYS else len(DAYS), hours.opens_at


def costs(tx: Tx, id: UUID) -> tuple[str, ...]:
    """What it costs, in the source's words."""
    found = tx.exec(select(CostOption).where(CostOption.service_id == id))
    return tuple(sorted(map(_cost, found)))


def _cost(cost: CostOption) -> str:
    amount = "" if cost.amount is None else f"{cost.amount:g} {cost.currency or ''}".strip()
    return " · ".join(part for part in (cost.option, cost.amount_description, amount) if part)
