"""Entering organizations and services by hand; imported entries change only with their source."""

from datetime import time
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.record import new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.directory.details import Address, Schedule, ServicePhone
from casemgr.records.directory.drafts import OrganizationDraft, ServiceDraft
from casemgr.records.directory.tables import Location, Organization, Service, ServiceAtLocation

KEY_LENGTH = 120

_OF_SERVICE = (
    *("name", "status", "description", "email", "url"),
    *("application_process", "eligibility_description", "fees_description"),
)
_OF_ORGANIZATION = ("name", "alternate_name", "description", "email", "website")
_OF_ADDRESS = ("address_1", "city", "state_province", "postal_code")


def sort_key(name: str) -> str:
    """The name as lists put it in order."""
    return name.casefold()[:KEY_LENGTH]


def the_service(tx: Tx, id: UUID) -> Service:
    """The service with this id."""
    service = tx.get(Service, id)
    if service is None:
        raise NotFound(_("There is no such service."))
    return service


@command(May.EDIT_DIRECTORY)
def add_organization(tx: Tx, draft: OrganizationDraft) -> UUID:
    """Add an organization by hand."""
    if tx.get(Organization, draft.id) is not None:
        return draft.id
    organization = Organization(id=draft.id, name=draft.name)
    _fill_organization(tx, organization, draft)
    return organization.id


@command(May.EDIT_DIRECTORY)
def amend_organization(tx: Tx, id: UUID, draft: OrganizationDraft) -> None:
    """Change an organization that was entered by hand."""
    organization = tx.get(Organization, id)
    if organization is None:
        raise NotFound(_("There is no such organization."))
    _check_ours(organization)
    _fill_organization(tx, organization, draft)


@command(May.EDIT_DIRECTORY)
def add_service(tx: Tx, draft: ServiceDraft) -> UUID:
    """Add a service by hand; its organization is found by name, or added with it."""
    if tx.get(Service, draft.id) is not None:
        return draft.id
    service = Service(id=draft.id, name=draft.name)
    _fill_service(tx, service, draft)
    return service.id


@command(May.EDIT_DIRECTORY)
def amend_service(tx: Tx, id: UUID, draft: ServiceDraft) -> None:
    """Change a service that was entered by hand."""
    service = the_service(tx, id)
    _check_ours(service)
    _fill_service(tx, service, draft)


def _check_ours(record: Organization | Service) -> None:
    if record.source_id:
        sentence = _("This entry comes from an imported directory and changes with it. Write what you know beside it.")
        raise Invalid(Problem("name", sentence))


def _fill_organization(tx: Tx, organization: Organization, draft: OrganizationDraft) -> None:
    for name in _OF_ORGANIZATION:
        setattr(organization, name, getattr(draft, name) or None)
    organization.sort_key = sort_key(draft.name)
    tx.add(organization)


def _fill_service(tx: Tx, service: Service, draft: ServiceDraft) -> None:
    hours = _hours(draft)
    for name in _OF_SERVICE:
        setattr(service, name, getattr(draft, name) or None)
    service.sort_key = sort_key(draft.name)
    service.organization_id = _organization(tx, draft.organization)
    service.assured_date = tx.now.astimezone(tx.store.zone).date()
    tx.add(service)
    tx.flush()
    _fill_place(tx, service, draft)
    _fill_phone(tx, service, draft.phone)
    _fill_hours(tx, service, hours)


def _organization(tx: Tx, name: str) -> UUID:
    """The organization of this name, added if there is none."""
    asked = select(Organization.id, Organization.name).where(Organization.sort_key == sort_key(name))
    there = tx.execute(asked.where(col(Organization.gone).is_(False)))
    found = next((row.id for row in there if row.name.casefold() == name.casefold()), None)
    return found or add_organization(tx, OrganizationDraft(name=name))


def _fill_place(tx: Tx, service: Service, draft: ServiceDraft) -> None:
    """The place of a service: one location with one address, kept through later changes."""
    asked = select(Location).join(ServiceAtLocation).where(ServiceAtLocation.service_id == service.id)
    location = tx.exec(asked).first()
    if location is None:
        if not any(getattr(draft, name) for name in _OF_ADDRESS):
            return
        location = Location(id=new_id(), location_type="physical", name=draft.name)
        tx.add(location)
        tx.flush()
        tx.add(ServiceAtLocation(id=new_id(), service_id=service.id, location_id=location.id))
        tx.add(Address(id=new_id(), location_id=location.id, address_type="physical"))
        tx.flush()
    location.latitude, location.longitude = draft.latitude, draft.longitude
    tx.add(location)
    address = tx.exec(select(Address).where(Address.location_id == location.id)).one()
    for name in _OF_ADDRESS:
        setattr(address, name, getattr(draft, name) or None)
    tx.add(address)


def _fill_phone(tx: Tx, service: Service, number: str) -> None:
    phone = tx.exec(select(ServicePhone).where(ServicePhone.service_id == service.id)).first()
    if phone is not None and not number:
        tx.delete(phone)
    elif number:
        phone = phone or ServicePhone(id=new_id(), service_id=service.id, number=number)
        phone.number = number
        tx.add(phone)


def _hours(draft: ServiceDraft) -> tuple[str, str, str] | None:
    """Opening, closing and days; nothing when none are given."""
    if not (draft.opens or draft.closes or draft.days):
        return None
    for name in ("opens", "closes"):
        if not _is_time(getattr(draft, name)):
            raise Invalid(Problem(name, _("Write the time as 09:00.")))
    if not draft.days:
        raise Invalid(Problem("days", _("Choose the days on which it is open.")))
    return draft.opens, draft.closes, ",".join(draft.days)


def _is_time(text: str) -> bool:
    try:
        return len(text) == 5 and bool(time.fromisoformat(text).isoformat())
    except ValueError:
        return False


def _fill_hours(tx: Tx, service: Service, hours: tuple[str, str, str] | None) -> None:
    rule = tx.exec(select(Schedule).where(Schedule.service_id == service.id)).first()
    if hours is None:
        if rule is not None:
            tx.delete(rule)
        return
    rule = rule or Schedule(id=new_id(), service_id=service.id, freq="WEEKLY", zone=tx.store.zone.key)
    rule.opens_at, rule.closes_at, rule.byday = hours
    tx.add(rule)
