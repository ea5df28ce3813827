"""Writing people down: the entries an officer makes when they first meet a household."""

from collections.abc import Iterator, Mapping
from random import Random
from uuid import UUID

from casemgr.demo.books import Names
from casemgr.demo.days import Call, Diary, Shift, id_at, plain
from casemgr.demo.residents import Home, Resident, phone_label, preference
from casemgr.records import people
from casemgr.records.people import HouseholdDraft, MemberDraft, PersonDraft, PhoneDraft


def write_down(
    diary: Diary, shift: Shift, home: Home, names: Names, quarters: Mapping[str, UUID], places: Mapping[str, UUID]
) -> None:
    """A household's people, adults first, and then the household."""
    chance = Random(f"port sample {home.people[0].given} {shift.end}")
    for resident in sorted(home.people, key=lambda one: one.minor):
        resident.id, resident.author = id_at(shift.end, chance), shift.who
        draft = _draft(resident, home, names, quarters[resident.quarter], chance)
        diary.do(shift, plain(people.add_person, draft))
    if home.name:
        diary.do(shift, *(plain(command, *args) for command, args in _household(diary, shift, home, places, chance)))


def _household(diary: Diary, shift: Shift, home: Home, places: Mapping[str, UUID], chance: Random) -> Iterator[Call]:
    id = id_at(shift.end, chance)
    yield people.start_household, (HouseholdDraft(id=id, name=home.name, place_id=places.get(home.address)),)
    since = diary.day(shift.end).replace(day=1, month=1)
    for resident in home.people:
        yield people.join, (id, MemberDraft(person_id=resident.known, relationship=resident.relationship, since=since))


def _draft(one: Resident, home: Home, names: Names, quarter: UUID, chance: Random) -> PersonDraft:
    guardian = home.people[0] if one.minor and home.people[0] is not one else None
    return PersonDraft(
        id=one.known,
        given=one.given,
        family=one.family,
        suffix=chance.choice(names.suffixes) if one.family and chance.random() < 0.02 else "",
        aliases=one.aliases,
        dob=one.born,
        dob_quality="2" if one.born and chance.random() < 0.05 else "",
        age_band=None if one.born else one.band(),
        pronouns=chance.choice(names.pronouns) if chance.random() < 0.15 else "",
        phones=[PhoneDraft(raw=number, label=phone_label(chance)) for number in one.phones],
        emails=[one.email] if one.email else [],
        contact_preference=preference(one, chance),
        preferred_language=one.language if one.speaks else "en",
        interpreter_needed=one.speaks and one.language != "es" and chance.random() < 0.5,
        accessibility_needs=[chance.choice(names.needs_access)] if chance.random() < 0.05 else [],
        neighborhood_id=quarter,
        guardian_person_id=guardian.known if guardian is not None else None,
        veteran="1" if one.age > 24 and chance.random() < 0.06 else chance.choice(("0", "99")),
        current_living_situation=one.living,
        safe_contact_note="DEMO. Leave no message; ask for the cook." if chance.random() < 0.02 else "",
    )
