"""The directory's kinds of record: organizations and services, seen by everyone who signs in."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.tx import Tx
from casemgr.i18n import N_
from casemgr.records.directory.details import Address, Schedule, ServicePhone
from casemgr.records.directory.drafts import OrganizationDraft, ServiceDraft
from casemgr.records.directory.lists import organizations, services
from casemgr.records.directory.tables import Location, Organization, Service, ServiceAtLocation, ServiceLocal
from casemgr.records.directory.writing import add_organization, add_service, amend_organization, amend_service

MOST_WORDS = 1_000
"""Characters of a description that search knows."""


def organization_words(_tx: Tx, organization: Organization) -> Words:
    """What search knows of an organization."""
    said = (organization.alternate_name, (organization.description or "")[:MOST_WORDS])
    return Words(organization.name, organization.website or "", " ".join(s for s in said if s))


def service_words(tx: Tx, service: Service) -> Words:
    """What search knows of a service: its names, its organization, its cities, what it does."""
    organization = tx.get(Organization, service.organization_id) if service.organization_id else None
    asked = (
        select(Address.city)
        .join(ServiceAtLocation, ServiceAtLocation.location_id == Address.location_id)  # type: ignore[arg-type]
        .where(ServiceAtLocation.service_id == service.id)
    )
    cities = list(dict.fromkeys(city for city in tx.exec(asked) if city))
    return words_from(service, organization.name if organization is not None else "", cities)


def words_from(service: Service, organization: str, cities: list[str]) -> Words:
    """The same, from what a caller with many services has at hand."""
    line = " · ".join(part for part in (organization, ", ".join(cities)) if part)
    said = (service.alternate_name, (service.description or "")[:MOST_WORDS])
    return Words(service.name, line, " ".join(s for s in said if s))


def _by_hand(tx: Tx, service: Service) -> Mapping[str, Any]:
    """What the form of a service shows that lies in other tables."""
    organization = tx.get(Organization, service.organization_id) if service.organization_id else None
    phone = tx.exec(select(ServicePhone).where(ServicePhone.service_id == service.id)).first()
    rule = tx.exec(select(Schedule).where(Schedule.service_id == service.id)).first()
    at = select(Location).join(ServiceAtLocation).where(ServiceAtLocation.service_id == service.id)
    location = tx.exec(at).first()
    address = location and tx.exec(select(Address).where(Address.location_id == location.id)).first()
    said: dict[str, Any] = {"organization": organization.name if organization is not None else ""}
    said |= {"phone": phone.number} if phone is not None else {}
    if rule is not None:
        said |= {"opens": rule.opens_at or "", "closes": rule.closes_at or "", "days": (rule.byday or "").split(",")}
    if location is not None:
        said |= {"latitude": location.latitude, "longitude": location.longitude}
    if address:
        names = ("address_1", "city", "state_province", "postal_code")
        said |= {name: getattr(address, name) or "" for name in names}
    return said


Kind(
    "organizations",
    Organization,
    N_("Organizations"),
    N_("Organization"),
    read=May.READ_DIRECTORY,
    draft=OrganizationDraft,
    new=add_organization,
    amend=amend_organization,
    page=organizations,
    columns=("name", "alternate_name", "website", "email"),
    order=("sort_key",),
    icon="building",
    sight=SightBy(everyone=True),
    searched=organization_words,
)
Kind(
    "services",
    Service,
    N_("Services"),
    N_("Service"),
    read=May.READ_DIRECTORY,
    draft=ServiceDraft,
    new=add_service,
    amend=amend_service,
    page=services,
    fill=_by_hand,
    columns=("name", "organization", "status", "assured_date"),
    order=("sort_key",),
    icon="handshake",
    sight=SightBy(everyone=True),
    parts={ServiceLocal: "service_id"},
    searched=service_words,
)
