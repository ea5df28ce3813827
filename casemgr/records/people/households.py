"""Households: who lives together, as what to the head, from when until when (domain 2.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Part, Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.people.names import fold, shown_as
from casemgr.records.people.persons import the_person, today
from casemgr.records.people.tables import Person, Standing
from casemgr.records.places import Place

HEAD = "1"
"""HUD's code for the head of household."""
_NAME: tuple[Any, ...] = (Person.given, Person.family, Person.suffix, Person.called)


class HouseholdDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    name: str = entry(N_("Name"), min_length=2, max_length=120)
    place_id: UUID | None = entry(N_("Lives at"), default=None, ref="places")


class MemberDraft(Draft):
    person_id: UUID = entry(N_("Person"), ref="people")
    relationship: str = entry(N_("To the head of household"), default="99", code="hmis_relationship_to_hoh")
    since: date | None = entry(N_("From"), default=None)


@told(name="name", about="sort_key", kept="standing", rest="fact")
class Household(Record, table=True):
    __table_args__ = (Index("ix_household_name", "sort_key", "id"),)
    name: str = Field(max_length=120)
    sort_key: str = Field(max_length=200)
    place_id: UUID | None = Field(default=None, foreign_key="place.id")
    neighborhood_id: UUID | None = None


@told(about="relationship", rest="fact")
class HouseholdMember(Part, table=True):
    __tablename__ = "household_member"  # type: ignore[assignment]
    household_id: UUID = Field(foreign_key="household.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    relationship: str = Field(default="99", max_length=2)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class MemberShown:
    """Someone in a household."""

    person_id: UUID
    name: str
    relationship: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class HouseholdShown:
    """A household someone lives or lived in."""

    id: UUID
    name: str
    place_id: UUID | None
    relationship: str
    since: date | None
    until: date | None


@command(May.EDIT_PEOPLE)
def start_household(tx: Tx, draft: HouseholdDraft) -> UUID:
    """Start a household; its people join one by one."""
    if tx.get(Household, draft.id) is not None:
        return draft.id
    household = Household(id=draft.id, name=draft.name, sort_key=fold(draft.name))
    _put(tx, household, draft)
    return household.id


@command(May.EDIT_PEOPLE)
def change_household(tx: Tx, id: UUID, draft: HouseholdDraft) -> None:
    """Change a household's name or where it lives."""
    _put(tx, _household(tx, id), draft)


@command(May.EDIT_PEOPLE)
def join(tx: Tx, household: UUID, draft: MemberDraft) -> UUID:
    """Have a person join a household; it has one head at a time, and nobody joins twice."""
    home = _household(tx, household)
    person = the_person(tx, draft.person_id)
    if person.standing == Standing.ENTERED_IN_ERROR:
        raise Invalid(Problem("person_id", _("This person was entered in error.")))
    if draft.since is not None and draft.since > today(tx):
        raise Invalid(Problem("since", _("The day lies in the future.")))
    there = [member for member in _members(tx, home.id) if member.until is None]
    if any(member.person_id == person.id for member in there):
        raise Invalid(Problem("person_id", _("This person is in the household already.")))
    if draft.relationship == HEAD and any(member.relationship == HEAD for member in there):
        raise Invalid(Problem("relationship", _("The household has a head already.")))
    values: dict[str, Any] = draft.model_dump() | {"person_id": person.id}
    row = HouseholdMember(household_id=home.id, **values)
    tx.add(row)
    return row.id


@command(May.EDIT_PEOPLE)
def leave(tx: Tx, household: UUID, person: UUID, on: date) -> None:
    """Have a person leave a household on a day; that they lived there stays known."""
    home = _household(tx, household)
    for member in _members(tx, home.id):
        if member.person_id == person and member.until is None:
            if on > today(tx) or (member.since is not None and on < member.since):
                raise Invalid(Problem("on", _("The day lies before they joined, or in the future.")))
            member.until = on
            tx.add(member)
            return
    raise NotFound(_("This person is not in the household."))


def _put(tx: Tx, household: Household, draft: HouseholdDraft) -> None:
    place = tx.get(Place, draft.place_id) if draft.place_id is not None else None
    if draft.place_id not in (None, household.place_id) and place is None:
        raise Invalid(Problem("place_id", _("There is no such place, or you may not see it.")))
    if place is not None or draft.place_id is None:
        household.neighborhood_id = place.neighborhood_id if place is not None else None
    household.name, household.sort_key, household.place_id = draft.name, fold(draft.name), draft.place_id
    tx.add(household)


def _household(tx: Tx, id: UUID) -> Household:
    household = tx.get(Household, id)
    if household is None:
        raise NotFound(_("There is no such household, or you may not see it."))
    return household


def _members(tx: Tx, household: UUID) -> list[HouseholdMember]:
    return tx.all_of(select(HouseholdMember).where(HouseholdMember.household_id == household))


@query(May.READ_CASES)
def households(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All households the actor may see, by name."""
    columns: Any = select(Household.id, Household.name, Household.place_id)
    return page(tx, columns, (Household.sort_key, Household.id), after, size, descending=False)


@query(May.READ_CASES)
def members_of(tx: Tx, household: UUID) -> list[MemberShown]:
    """Who is and was in a household, of those the actor may see; the head first, those who left last."""
    _household(tx, household)
    asked = select(HouseholdMember, *_NAME).where(
        HouseholdMember.household_id == household,
        Person.id == HouseholdMember.person_id,
        Person.standing != Standing.MERGED,
    )
    found = [
        MemberShown(row.person_id, shown_as(*name), row.relationship, row.since, row.until)
        for row, *name in tx.exec(asked)
    ]
    return sorted(found, key=lambda one: (one.until is not None, one.relationship, one.name))


@query(May.READ_CASES)
def households_of(tx: Tx, person: UUID) -> list[HouseholdShown]:
    """The households someone lives or lived in, the present ones first."""
    asked = select(Household, HouseholdMember).where(
        HouseholdMember.person_id == the_person(tx, person).id, Household.id == HouseholdMember.household_id
    )
    found = [
        HouseholdShown(home.id, home.name, home.place_id, row.relationship, row.since, row.until)
        for home, row in tx.exec(asked)
    ]
    return sorted(found, key=lambda one: (one.until is not None, one.name))


Kind(
    "households",
    Household,
    N_("Households"),
    N_("Household"),
    read=May.READ_CASES,
    draft=HouseholdDraft,
    new=start_household,
    amend=change_household,
    page=households,
    columns=("name",),
    order=("sort_key",),
    icon="house",
    sight=SightBy(neighborhood="neighborhood_id"),
    parts={HouseholdMember: "household_id"},
    searched=lambda _tx, household: Words(household.name),
)
