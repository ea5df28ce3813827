"""Organizations, their programs and services, and where those are (HSDS 3.0, domain 2.5)."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Moment, Part, Record
from casemgr.records.directory.published import Detail, Published, found_by


@told(
    known="sort_key name alternate_name description email website tax_status tax_id legal_status logo uri",
    kept="standing",
    rest="fact",
)
class Organization(Record, Published, table=True):
    """Who offers services; `gone` once a later import left it out, for it may still be referred to."""

    __table_args__ = (Index("ix_organization_name", "gone", "sort_key", "id"),)
    sort_key: str = Field(default="", max_length=120)
    gone: bool = False
    name: str
    alternate_name: str | None = None
    description: str | None = None
    email: str | None = None
    website: str | None = None
    tax_status: str | None = None
    tax_id: str | None = None
    year_incorporated: int | None = None
    legal_status: str | None = None
    logo: str | None = None
    uri: str | None = None
    parent_organization_id: UUID | None = None


@told(known="name alternate_name description", rest="fact")
class Program(Detail, table=True):
    __table_args__ = found_by("program", "organization_id")
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id")
    name: str
    alternate_name: str | None = None
    description: str | None = None


@told(
    known=(
        "sort_key name alternate_name description url email status interpretation_services "
        "application_process fees_description wait_time fees accreditations eligibility_description "
        "assurer_email licenses alert last_modified"
    ),
    kept="standing",
    rest="fact",
)
class Service(Record, Published, table=True):
    """What someone can be referred to; `gone` once a later import left it out, for it may still be referred to.

    `assured_date` is the later of the source's own and the day someone here last checked the entry.
    """

    __table_args__ = (
        Index("ix_service_name", "gone", "sort_key", "id"),
        *found_by("service", "organization_id", "program_id"),
    )
    sort_key: str = Field(default="", max_length=120)
    gone: bool = False
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id")
    program_id: UUID | None = Field(default=None, foreign_key="program.id")
    name: str
    alternate_name: str | None = None
    description: str | None = None
    url: str | None = None
    email: str | None = None
    status: str | None = None
    interpretation_services: str | None = None
    application_process: str | None = None
    fees_description: str | None = None
    wait_time: str | None = None
    fees: str | None = None
    accreditations: str | None = None
    eligibility_description: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    assured_date: date | None = None
    assurer_email: str | None = None
    licenses: str | None = None
    alert: str | None = None
    last_modified: str | None = None


@told(code="capacity_status", title="drop_off_instructions quick_card", known="police_contact_phone", rest="fact")
class ServiceLocal(Part, table=True):
    """What we know of a service ourselves, under the service's own id; no import ever touches it."""

    __tablename__ = "service_local"  # type: ignore[assignment]
    service_id: UUID = Field(foreign_key="service.id", unique=True)
    capacity_status: str = Field(default="", max_length=60)
    capacity_checked_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    wait_days: int | None = None
    walk_in: bool | None = None
    open_24_7: bool = False
    accepts_police_dropoff: bool | None = None
    transport_available: bool | None = None
    drop_off_instructions: str = Field(default="", max_length=1000)
    part2_program: bool = False
    vawa_provider: bool = False
    hipaa_entity: bool = False
    police_contact_phone: str = Field(default="", max_length=40)
    quick_card: str = Field(default="", max_length=300)
    last_good_outcome_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    checked_on: date | None = None
    checked_by: UUID | None = None


@told(rest="fact")
class ServiceCheck(Part, table=True):
    """One time someone checked an entry here, and how long ago it was known to be right before."""

    __tablename__ = "service_check"  # type: ignore[assignment]
    service_id: UUID = Field(foreign_key="service.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    assured_before: date | None = None


@told(
    known=(
        "location_type url name alternate_name description transportation external_identifier external_identifier_type"
    ),
    kept="standing",
    rest="fact",
)
class Location(Detail, table=True):
    __table_args__ = found_by("location", "organization_id")
    location_type: str | None = None
    url: str | None = None
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id")
    name: str | None = None
    alternate_name: str | None = None
    description: str | None = None
    transportation: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: str | None = None
    external_identifier_type: str | None = None


@told(known="description", rest="fact")
class ServiceAtLocation(Detail, table=True):
    __tablename__ = "service_at_location"  # type: ignore[assignment]
    __table_args__ = found_by("service_at_location", "service_id", "location_id")
    service_id: UUID = Field(foreign_key="service.id")
    location_id: UUID = Field(foreign_key="location.id")
    description: str | None = None


@told(known="identifier_scheme identifier_type identifier", rest="fact")
class OrganizationIdentifier(Detail, table=True):
    __tablename__ = "organization_identifier"  # type: ignore[assignment]
    __table_args__ = found_by("organization_identifier", "organization_id")
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id")
    identifier_scheme: str | None = None
    identifier_type: str | None = None
    identifier: str
