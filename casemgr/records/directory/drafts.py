"""What one enters about a service by hand: a new entry, and what we know of any ourselves."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import new_id
from casemgr.i18n import N_


class ServiceStatus(StrEnum):
    """Whether a service is given; a source that says nothing leaves it open, and the service usable."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Weekday(StrEnum):
    """A day of the week as calendars write it."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


class ServiceDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    name: str = entry(N_("Service"), min_length=2, max_length=200)
    organization: str = entry(N_("Organization"), min_length=2, max_length=200)
    status: str = entry(N_("Status"), default=ServiceStatus.ACTIVE.value, code="hsds_service_status")
    description: str = entry(N_("What it does"), default="", max_length=4000, answer=Answer.LONG_TEXT)
    phone: str = entry(N_("Phone"), default="", max_length=40)
    email: str = entry(N_("Email"), default="", max_length=254)
    url: str = entry(N_("Website"), default="", max_length=400)
    address_1: str = entry(N_("Address"), default="", max_length=200)
    city: str = entry(N_("City"), default="", max_length=80)
    state_province: str = entry(N_("State"), default="", max_length=40)
    postal_code: str = entry(N_("Postal code"), default="", max_length=20)
    latitude: float | None = entry(N_("Latitude"), default=None, ge=-90, le=90)
    longitude: float | None = entry(N_("Longitude"), default=None, ge=-180, le=180)
    opens: str = entry(N_("Opens"), default="", max_length=5, hint=N_("Such as 09:00; empty where not known."))
    closes: str = entry(N_("Closes"), default="", max_length=5, hint=N_("Such as 17:00."))
    days: list[Weekday] = entry(N_("On days"), default_factory=list, max_length=7)
    application_process: str = entry(N_("How to apply"), default="", max_length=2000, answer=Answer.LONG_TEXT)
    eligibility_description: str = entry(N_("Who it is for"), default="", max_length=2000, answer=Answer.LONG_TEXT)
    fees_description: str = entry(N_("Fees"), default="", max_length=500)


class OrganizationDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    name: str = entry(N_("Name"), min_length=2, max_length=200)
    alternate_name: str = entry(N_("Also called"), default="", max_length=200)
    description: str = entry(N_("Description"), default="", max_length=4000, answer=Answer.LONG_TEXT)
    email: str = entry(N_("Email"), default="", max_length=254)
    website: str = entry(N_("Website"), default="", max_length=400)


class LocalDraft(Draft):
    capacity_status: str = entry(N_("Room for new people"), default="", code="sdohcc_capacity_status")
    capacity_checked_at: AwareDatetime | None = entry(N_("Room last asked for"), default=None, answer=Answer.MOMENT)
    wait_days: int | None = entry(N_("Wait in days"), default=None, ge=0, le=3650)
    walk_in: bool | None = entry(N_("Takes people who walk in"), default=None)
    open_24_7: bool = entry(N_("Open around the clock"), default=False)
    accepts_police_dropoff: bool | None = entry(N_("Takes people whom police bring"), default=None)
    transport_available: bool | None = entry(N_("Fetches people"), default=None)
    drop_off_instructions: str = entry(N_("How to bring someone"), default="", max_length=1000, answer=Answer.LONG_TEXT)
    part2_program: bool = entry(N_("Substance use program under 42 CFR Part 2"), default=False)
    vawa_provider: bool = entry(N_("Victim services provider (VAWA)"), default=False)
    hipaa_entity: bool = entry(N_("Covered by HIPAA"), default=False)
    police_contact_phone: str = entry(N_("Number for officers"), default="", max_length=40)
    quick_card: str = entry(N_("In short, for officers"), default="", max_length=300, answer=Answer.LONG_TEXT)
    last_good_outcome_at: AwareDatetime | None = entry(N_("Last good outcome"), default=None, answer=Answer.MOMENT)
