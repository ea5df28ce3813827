"""The directory's kinds of record: organizations and services, seen by everyone who signs in."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel, select

from casemgr.core.access import May
from casemgr.core.kind import Kind, SightBy
from casemgr.core.tx import Tx
from casemgr.i18n import N_
from casemgr.records.directory.details import Address, Schedule, ServicePhone
from casemgr.records.directory.drafts import OrganizationDraft, ServiceDraft
from casemgr.records.directory.lists import organizations, services
from casemgr.records.directory.tables import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    ServiceCheck,
    ServiceLocal,
)
from casemgr.records.directory.words import organization_words, service_words
from casemgr.records.directory.writing import add_organization, add_service, amend_organization, amend_service


def _texts(draft: type[SQLModel], record: Organization | Service) -> dict[str, Any]:
    """The texts of a form: a source that says nothing leaves them empty."""
    return {
        name: getattr(record, name, "") or "" for name, field in draft.model_fields.items() if field.annotation is str
    }


def _by_hand(tx: Tx, service: Service) -> Mapping[str, Any]:
    """What the form of a service shows, much of which lies in other tables."""
    organization = tx.get(Organization, service.organization_id) if service.organization_id else None
    phone = tx.exec(select(ServicePhone).where(ServicePhone.service_id == service.id)).first()
    rule = tx.exec(select(Schedule).where(Schedule.service_id == service.id)).first()
    at = select(Location).join(ServiceAtLocation).where(ServiceAtLocation.service_id == service.id)
    location = tx.exec(at).first()
    address = location and tx.exec(select(Address).where(Address.location_id == location.id)).first()
    said = _texts(ServiceDraft, service)
    said |= {"organization": organization.name} if organization is not None else {}
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
    fill=lambda _tx, organization: _texts(OrganizationDraft, organization),
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
    parts={ServiceLocal: "service_id", ServiceCheck: "service_id"},
    searched=service_words,
)
