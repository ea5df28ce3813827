"""Two entries side by side before they are made one, what would go over, and what was merged before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import distinct, func
from sqlmodel import col, select

from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.general import Reading
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.consents import Consent
from casemgr.records.contacts import Contact, ContactPerson
from casemgr.records.followups import FollowUp
from casemgr.records.needs import Need
from casemgr.records.people import HouseholdMember, Person, merges_into, shown, the_person
from casemgr.records.referrals import Referral
from casemgr.services.merging.choosing import FIELDS, full_name, open_choices
from casemgr.services.merging.merging import both
from casemgr.services.merging.pointing import KIND


@dataclass(frozen=True)
class Goes:
    """How much goes over to the entry that goes on, as far as the actor sees it."""

    contacts: int
    referrals: int
    consents: int
    needs: int
    followups: int
    households: int


@dataclass(frozen=True)
class Comparison:
    """Two entries as their forms would show them; `choices` are the fields one has to choose in.

    `together` are contacts and households that have both of them: a sign that they are two people.
    """

    keep: Reading
    other: Reading
    names: tuple[str, str]
    choices: tuple[str, ...]
    fields: tuple[str, ...]
    goes: Goes
    together: int


@dataclass(frozen=True)
class MergedFrom:
    """An entry that was merged into one, by which merge and when."""

    merge: UUID
    number: str
    name: str
    at: datetime


@query(May.MERGE_PEOPLE)
def compare(tx: Tx, keep: UUID, other: UUID) -> Comparison:
    """Two entries side by side, and what would go over from the second to the first."""
    first, second = both(tx, keep, other)
    return Comparison(
        keep=general.reading(tx, KIND, keep),
        other=general.reading(tx, KIND, other),
        names=(full_name(first), full_name(second)),
        choices=tuple(open_choices(first, second)),
        fields=tuple(FIELDS),
        goes=_goes(tx, other),
        together=_together(tx, keep, other),
    )


@query(May.READ_CASES)
def merged_from(tx: Tx, person: UUID) -> list[MergedFrom]:
    """The entries merged into someone's, the latest first, for those the actor may see."""
    merges = merges_into(tx, the_person(tx, person).id)
    asked = select(Person).where(col(Person.id).in_([row.merged_person_id for row in merges]))
    there = {one.id: one for one in tx.exec(asked)} if merges else {}
    return [
        MergedFrom(row.id, there[row.merged_person_id].number, shown(there[row.merged_person_id]), row.entered_at)
        for row in merges
        if row.merged_person_id in there and row.entered_at is not None
    ]


def _goes(tx: Tx, person: UUID) -> Goes:
    met = select(func.count(distinct(col(Contact.origin_id)))).where(
        ContactPerson.contact_id == Contact.id, ContactPerson.person_id == person, col(Contact.head).is_(True)
    )
    return Goes(
        contacts=tx.exec(met).one(),
        referrals=_count(tx, Referral, person),
        consents=_count(tx, Consent, person),
        needs=_count(tx, Need, person),
        followups=_count(tx, FollowUp, person),
        households=_count(tx, HouseholdMember, person),
    )


def _count(tx: Tx, table: Any, person: UUID) -> int:
    return tx.exec(select(func.count(table.id)).where(table.person_id == person)).one()


def _together(tx: Tx, one: UUID, other: UUID) -> int:
    """How many contacts and households have both."""
    found = 0
    for table, home in ((ContactPerson, ContactPerson.contact_id), (HouseholdMember, HouseholdMember.household_id)):
        theirs = select(home).where(table.person_id == other)
        asked = select(func.count(distinct(col(home)))).where(table.person_id == one, col(home).in_(theirs))
        found += tx.exec(asked).one()
    return found
