"""The card of a service: everything one needs to send someone there, and how far it can be trusted."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.directory import shown
from casemgr.records.directory.details import RequiredDocument, ServiceArea
from casemgr.records.directory.freshness import Freshness, ages
from casemgr.records.directory.local import local_of
from casemgr.records.directory.open_now import open_states
from casemgr.records.directory.opening import OpenState
from casemgr.records.directory.receiving import is_active
from casemgr.records.directory.tables import Organization
from casemgr.records.directory.writing import the_service

_TEXTS = (
    *("alternate_name", "description", "status", "url", "email", "alert"),
    *("application_process", "eligibility_description", "wait_time"),
)


@dataclass(frozen=True)
class LocalFacts:
    """What we know of a service ourselves."""

    capacity_status: str
    capacity_checked_at: datetime | None
    wait_days: int | None
    walk_in: bool | None
    open_24_7: bool
    accepts_police_dropoff: bool | None
    transport_available: bool | None
    drop_off_instructions: str
    part2_program: bool
    vawa_provider: bool
    hipaa_entity: bool
    police_contact_phone: str
    quick_card: str
    last_good_outcome_at: datetime | None
    checked_on: date | None


@dataclass(frozen=True)
class ServiceCard:
    """A service with its organization, its places, hours and numbers, and what we know ourselves."""

    id: UUID
    name: str
    alternate_name: str
    organization_id: UUID | None
    organization: str
    description: str
    status: str
    active: bool
    gone: bool
    imported: bool
    url: str
    email: str
    alert: str
    application_process: str
    eligibility_description: str
    minimum_age: float | None
    maximum_age: float | None
    fees: str
    wait_time: str
    assured_date: date | None
    freshness: Freshness
    open: OpenState
    local: LocalFacts
    places: tuple[shown.PlaceShown, ...]
    phones: tuple[shown.NumberShown, ...]
    contacts: tuple[shown.ContactShown, ...]
    hours: tuple[shown.HoursShown, ...]
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    costs: tuple[str, ...]
    areas: tuple[str, ...]
    terms: tuple[str, ...]


@query(May.READ_DIRECTORY)
def service(tx: Tx, id: UUID) -> ServiceCard:
    """The card of a service; one that has left the directory says so and is still there."""
    row = the_service(tx, id)
    organization = tx.get(Organization, row.organization_id) if row.organization_id else None
    known = local_of(tx, id)
    spots = shown.spots_of(tx, id)
    return ServiceCard(
        id=row.id,
        name=row.name,
        organization_id=row.organization_id,
        organization=organization.name if organization is not None else "",
        active=is_active(row),
        gone=row.gone,
        imported=bool(row.source_id),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        fees=row.fees_description or row.fees or "",
        assured_date=row.assured_date,
        freshness=ages(tx).of(row.assured_date),
        open=open_states(tx, [id], tx.now)[id],
        local=LocalFacts(**{name: getattr(known, name) for name in LocalFacts.__dataclass_fields__}),
        places=shown.places(tx, list(spots)),
        phones=shown.phones(tx, row, spots),
        contacts=shown.contacts(tx, id, spots),
        hours=shown.hours(tx, id),
        languages=shown.languages(tx, id, spots),
        documents=shown.texts(tx, RequiredDocument.document, RequiredDocument.service_id == id),
        costs=shown.costs(tx, id),
        areas=shown.texts(tx, ServiceArea.name, ServiceArea.service_id == id),
        terms=shown.term_names(tx, id),
        **{name: getattr(row, name) or "" for name in _TEXTS},
    )
