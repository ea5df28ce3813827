"""What is published about services, places and organizations: how to reach them, when, what it takes (HSDS 3.0)."""

from uuid import UUID

from sqlmodel import Field

from casemgr.core.columns import told
from casemgr.records.directory.published import Detail, found_by


@told(known="name title department email", rest="fact")
class DirectoryContact(Detail, table=True):
    """Someone to talk to; called so because a contact here is an encounter."""

    __tablename__ = "directory_contact"  # type: ignore[assignment]
    __table_args__ = found_by(
        "directory_contact", "organization_id", "service_id", "service_at_location_id", "location_id"
    )
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id")
    service_id: UUID | None = Field(default=None, foreign_key="service.id")
    service_at_location_id: UUID | None = Field(default=None, foreign_key="service_at_location.id")
    location_id: UUID | None = Field(default=None, foreign_key="location.id")
    name: str | None = None
    title: str | None = None
    department: str | None = None
    email: str | None = None


@told(known="number extension type description", rest="fact")
class ServicePhone(Detail, table=True):
    """A number of a service, location or organization; called so because a phone here is a person's."""

    __tablename__ = "directory_phone"  # type: ignore[assignment]
    __table_args__ = found_by(
        "directory_phone", "location_id", "service_id", "organization_id", "contact_id", "service_at_location_id"
    )
    location_id: UUID | None = Field(default=None, foreign_key="location.id")
    service_id: UUID | None = Field(default=None, foreign_key="service.id")
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id")
    contact_id: UUID | None = Field(default=None, foreign_key="directory_contact.id")
    service_at_location_id: UUID | None = Field(default=None, foreign_key="service_at_location.id")
    number: str
    extension: str | None = None
    type: str | None = None
    description: str | None = None


@told(
    known="attention address_1 address_2 city region state_province postal_code country address_type",
    kept="standing",
    rest="fact",
)
class Address(Detail, table=True):
    __table_args__ = found_by("address", "location_id")
    location_id: UUID = Field(foreign_key="location.id")
    attention: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    region: str | None = None
    state_province: str | None = None
    postal_code: str | None = None
    country: str | None = None
    address_type: str | None = None


@told(
    known=(
        "valid_from valid_to dtstart until wkst freq byday byweekno bymonthday byyearday description opens_at "
        "closes_at schedule_link attending_type notes zone"
    ),
    kept="standing",
    rest="fact",
)
class Schedule(Detail, table=True):
    """One opening rule; times are text, and `zone` is the IANA zone in which they are read.

    `closed` is nothing for a regular rule; true closes its days, false gives them special hours.
    """

    __table_args__ = found_by("schedule", "service_id", "location_id", "service_at_location_id")
    service_id: UUID | None = Field(default=None, foreign_key="service.id")
    location_id: UUID | None = Field(default=None, foreign_key="location.id")
    service_at_location_id: UUID | None = Field(default=None, foreign_key="service_at_location.id")
    valid_from: str | None = None
    valid_to: str | None = None
    dtstart: str | None = None
    timezone: float | None = None
    until: str | None = None
    count: int | None = None
    wkst: str | None = None
    freq: str | None = None
    interval: int | None = None
    byday: str | None = None
    byweekno: str | None = None
    bymonthday: str | None = None
    byyearday: str | None = None
    description: str | None = None
    opens_at: str | None = None
    closes_at: str | None = None
    schedule_link: str | None = None
    attending_type: str | None = None
    notes: str | None = None
    closed: bool | None = None
    zone: str


@told(known="source", rest="fact")
class Funding(Detail, table=True):
    __table_args__ = found_by("funding", "organization_id", "service_id")
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id")
    service_id: UUID | None = Field(default=None, foreign_key="service.id")
    source: str | None = None


@told(known="name description extent extent_type uri", rest="fact")
class ServiceArea(Detail, table=True):
    __tablename__ = "service_area"  # type: ignore[assignment]
    __table_args__ = found_by("service_area", "service_id")
    service_id: UUID = Field(foreign_key="service.id")
    name: str | None = None
    description: str | None = None
    extent: str | None = None
    extent_type: str | None = None
    uri: str | None = None


@told(known="document uri", rest="fact")
class RequiredDocument(Detail, table=True):
    __tablename__ = "required_document"  # type: ignore[assignment]
    __table_args__ = found_by("required_document", "service_id")
    service_id: UUID = Field(foreign_key="service.id")
    document: str | None = None
    uri: str | None = None


@told(known="name code note", rest="fact")
class Language(Detail, table=True):
    __table_args__ = found_by("language", "service_id", "location_id", "phone_id")
    service_id: UUID | None = Field(default=None, foreign_key="service.id")
    location_id: UUID | None = Field(default=None, foreign_key="location.id")
    phone_id: UUID | None = Field(default=None, foreign_key="directory_phone.id")
    name: str | None = None
    code: str | None = None
    note: str | None = None


@told(known="description details url", rest="fact")
class Accessibility(Detail, table=True):
    __table_args__ = found_by("accessibility", "location_id")
    location_id: UUID = Field(foreign_key="location.id")
    description: str | None = None
    details: str | None = None
    url: str | None = None


@told(known="valid_from valid_to option currency amount_description", rest="fact")
class CostOption(Detail, table=True):
    __tablename__ = "cost_option"  # type: ignore[assignment]
    __table_args__ = found_by("cost_option", "service_id")
    service_id: UUID = Field(foreign_key="service.id")
    valid_from: str | None = None
    valid_to: str | None = None
    option: str | None = None
    currency: str | None = None
    amount: float | None = None
    amount_description: str | None = None
