"""People: who they are and how they are found, and the households they live in (domain 2.2)."""

from casemgr.records.people.ages import AgeBand
from casemgr.records.people.cards import (
    PersonCard,
    PhoneShown,
    names_of,
    people,
    person,
    safe_contact_note,
    to_reach,
)
from casemgr.records.people.drafts import ContactPreference, PersonDraft, PhoneDraft, PhoneLabel
from casemgr.records.people.households import (
    Household,
    HouseholdDraft,
    HouseholdMember,
    HouseholdShown,
    MemberDraft,
    MemberShown,
    change_household,
    households,
    households_of,
    join,
    leave,
    members_of,
    start_household,
)
from casemgr.records.people.lookalikes import LookAlike, look_alikes
from casemgr.records.people.looks import Look, last_look, look_at
from casemgr.records.people.names import fold, shown, sort_key, words_of
from casemgr.records.people.noting import FactsDraft, note_facts
from casemgr.records.people.persons import (
    add_person,
    amend_person,
    minor_at,
    note_safe_contact,
    the_person,
    withdraw_person,
)
from casemgr.records.people.tables import Alias, Email, Person, PersonKey, Phone, SafeContact, Standing, is_minor

__all__ = [
    "AgeBand",
    "Alias",
    "ContactPreference",
    "Email",
    "FactsDraft",
    "Household",
    "HouseholdDraft",
    "HouseholdMember",
    "HouseholdShown",
    "Look",
    "LookAlike",
    "MemberDraft",
    "MemberShown",
    "Person",
    "PersonCard",
    "PersonDraft",
    "PersonKey",
    "Phone",
    "PhoneDraft",
    "PhoneLabel",
    "PhoneShown",
    "SafeContact",
    "Standing",
    "add_person",
    "amend_person",
    "change_household",
    "fold",
    "households",
    "households_of",
    "is_minor",
    "join",
    "last_look",
    "leave",
    "look_alikes",
    "look_at",
    "members_of",
    "minor_at",
    "names_of",
    "note_facts",
    "note_safe_contact",
    "people",
    "person",
    "safe_contact_note",
    "shown",
    "sort_key",
    "start_household",
    "the_person",
    "to_reach",
    "withdraw_person",
    "words_of",
]
