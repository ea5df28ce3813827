"""Places: addresses and named spots; premise notes run out unless renewed (domain 2.2)."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import NotFound
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _

NOTE_DAYS = 180
"""A premise note is shown this many days, unless renewed by changing it."""


class PlaceUse(StrEnum):
    """What a place is."""

    HOME = "home"
    BUSINESS = "business"
    SCHOOL = "school"
    PARK = "park"
    TRANSIT = "transit"
    FAITH = "faith"
    SHELTER = "shelter"
    VACANT = "vacant"
    OTHER = "other"


class PlaceDraft(Draft):
    name: str = entry(N_("Name"), min_length=2, max_length=120)
    use: PlaceUse = entry(N_("Kind of place"), default=PlaceUse.OTHER)
    neighborhood_id: UUID | None = entry(N_("Neighborhood"), default=None, ref="neighborhoods")
    beat: str = entry(N_("Beat"), default="", max_length=20)
    address_1: str = entry(N_("Address"), default="", max_length=200)
    address_2: str = entry(N_("Address, second line"), default="", max_length=200)
    city: str = entry(N_("City"), default="", max_length=80)
    state_province: str = entry(N_("State"), default="", max_length=40)
    postal_code: str = entry(N_("Postal code"), default="", max_length=20)
    country: str = entry(N_("Country"), default="US", max_length=2)
    latitude: float | None = entry(N_("Latitude"), default=None, ge=-90, le=90)
    longitude: float | None = entry(N_("Longitude"), default=None, ge=-180, le=180)
    premise_note: str = entry(N_("Premise note"), default="", max_length=500, answer=Answer.LONG_TEXT)


@told(
    title="name beat",
    code="use",
    reach="address_1 address_2 city state_province postal_code country",
    quiet="premise_note",
    kept="standing",
    rest="fact",
)
class Place(Record, table=True):
    __table_args__ = (Index("ix_place_name", "name", "id"),)
    name: str = Field(max_length=120)
    use: str = Field(max_length=20)
    neighborhood_id: UUID | None = Field(default=None, index=True)
    beat: str = ""
    address_1: str = ""
    address_2: str = ""
    city: str = ""
    state_province: str = ""
    postal_code: str = ""
    country: str = "US"
    latitude: float | None = None
    longitude: float | None = None
    premise_note: str = ""
    note_until: date | None = None


def _fill(tx: Tx, place: Place, draft: PlaceDraft) -> None:
    if draft.premise_note:
        place.note_until = tx.now.date() + timedelta(days=NOTE_DAYS)
    for name, value in draft.model_dump().items():
        setattr(place, name, value)
    tx.add(place)


@command(May.EDIT_PEOPLE)
def add_place(tx: Tx, draft: PlaceDraft) -> UUID:
    """Add a place."""
    place = Place(name=draft.name, use=draft.use.value)
    _fill(tx, place, draft)
    return place.id


@command(May.EDIT_PEOPLE)
def change_place(tx: Tx, id: UUID, draft: PlaceDraft) -> None:
    """Change a place; a premise note is renewed by it."""
    place = tx.get(Place, id)
    if place is None:
        raise NotFound(_("There is no such place, or you may not see it."))
    _fill(tx, place, draft)


@query(May.READ_CASES)
def places(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All places the actor may see, by name."""
    shown: list[Any] = [Place.id, Place.name, Place.use, Place.address_1, Place.city, Place.beat]
    columns = select(*shown)
    return page(tx, columns, (Place.name, Place.id), after, size, descending=False)


def _words(_tx: Tx, place: Place) -> Words:
    return Words(place.name, f"{place.address_1} {place.city}".strip(), f"{place.beat} {place.postal_code}")


Kind(
    "places",
    Place,
    N_("Places"),
    N_("Place"),
    read=May.READ_CASES,
    draft=PlaceDraft,
    new=add_place,
    amend=change_place,
    page=places,
    columns=("name", "use", "address_1", "city", "beat"),
    order=("name",),
    icon="map-pin",
    sight=SightBy(neighborhood="neighborhood_id"),
    searched=_words,
)
