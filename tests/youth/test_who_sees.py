"""Who sees what of a juvenile record: all of it, initials and age band, or nothing; by every way of asking."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from casemgr.core import general
from casemgr.core.access import Label, May, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.records import people, youth
from casemgr.services.seeking import look
from casemgr.services.youth_sheets import match_file
from tests.builders import a_person
from tests.youth.lives import a_match, a_mentee, a_mentor, a_program, a_youth

DeskOf = Callable[..., Desk]
ALL, INITIALS, NOTHING, REFUSED = "all", "initials", "nothing", "refused"
SAID = "J. Q. · 13-17"
FULL = "Quill, Jaden"
YOUNG = frozenset({Label.JUVENILE})


@dataclass(frozen=True)
class Reader:
    """Someone who asks: by role, unit, and what they see of the young person and of the match."""

    role: Role
    person: str
    match: str
    unit: str = "North"
    facts: tuple[tuple[str, Any], ...] = ()


READERS = {
    "officer of the unit": Reader(Role.OFFICER, INITIALS, NOTHING),
    "officer who works with the young": Reader(Role.OFFICER, ALL, ALL, facts=(("extra_labels", YOUNG),)),
    "officer of another unit": Reader(Role.OFFICER, NOTHING, NOTHING, "South"),
    "officer who works with the young elsewhere": Reader(
        Role.OFFICER, NOTHING, NOTHING, "South", (("extra_labels", YOUNG),)
    ),
    "officer who sees their own alone": Reader(Role.OFFICER, NOTHING, NOTHING, facts=(("scope", Scope.OWN),)),
    "co-responder": Reader(Role.CO_RESPONDER, INITIALS, NOTHING),
    "supervisor": Reader(Role.SUPERVISOR, ALL, ALL),
    "supervisor of another unit": Reader(Role.SUPERVISOR, NOTHING, NOTHING, "South"),
    "commander": Reader(Role.COMMANDER, INITIALS, REFUSED),
    "records custodian": Reader(Role.RECORDS_CUSTODIAN, ALL, ALL),
    "liaison of a partner": Reader(
        Role.LIAISON, NOTHING, REFUSED, "", (("organization", new_id()), ("scope", Scope.ALL))
    ),
    "training coordinator": Reader(Role.TRAINING_COORDINATOR, REFUSED, REFUSED),
    "oversight reviewer": Reader(Role.OVERSIGHT_REVIEWER, REFUSED, REFUSED),
    "publisher": Reader(Role.PUBLISHER, REFUSED, REFUSED),
    "administrator": Reader(Role.ADMINISTRATOR, REFUSED, REFUSED),
}


def reader(desk_of: DeskOf, name: str) -> tuple[Desk, Reader]:
    who = READERS[name]
    return desk_of(who.role, unit=who.unit, **dict(who.facts)), who


def found(asks: Desk, *words: str, kinds: tuple[str, ...] = ()) -> list[Any]:
    """What search gives for some words; whoever may not search is refused, and so finds nothing."""
    if asks.actor.may(May.SEARCH):
        return [hit for word in words for hit in asks.ask(general.find, word, *([kinds] if kinds else []))]
    for word in words:
        with pytest.raises(NotAllowed):
            asks.ask(general.find, word)
    return []


def looked_for(asks: Desk, typed: str) -> tuple[Any, ...]:
    """What the search by many signs gives."""
    if asks.actor.may(May.SEARCH):
        return tuple(asks.ask(look, typed).hits)
    with pytest.raises(NotAllowed):
        asks.ask(look, typed)
    return ()


@pytest.mark.parametrize("name", sorted(READERS))
def test_who_sees_what_of_a_young_person(desk: Desk, desk_of: DeskOf, name: str) -> None:
    id = a_youth(desk, aliases=["Jay"], phones=["312 555 0123"])
    asks, who = reader(desk_of, name)
    by_name = {hit.title for hit in found(asks, "Jaden", "Quill", "Jay", "0123")}
    by_initials = {hit.title for hit in found(asks, "jq", "J. Q.")}
    looked = {hit.title for typed in ("JQ", "Jaden") for hit in looked_for(asks, typed)}
    assert by_name == ({FULL} if who.person == ALL else set()), "a name typed tells nobody that there is someone"
    assert by_initials == ({SAID} if who.person == INITIALS else set())
    assert looked == {ALL: {FULL}, INITIALS: {SAID}}.get(who.person, set())
    if who.person == REFUSED:
        for asked in (lambda: asks.ask(general.titles, "people", [id]), lambda: asks.ask(people.names_of, [id])):
            with pytest.raises(NotAllowed):
                asked()
        return
    said = {ALL: {id: FULL}, INITIALS: {id: SAID}, NOTHING: {}}[who.person]
    assert asks.ask(general.titles, "people", [id]) == said
    assert asks.ask(people.names_of, [id]) == said
    assert [row.id for row in asks.ask(people.people).rows] == ([id] if who.person == ALL else [])
    if who.person == ALL:
        assert asks.ask(general.reading, "people", id).title == FULL
        return
    with pytest.raises(NotFound) as refused:
        asks.ask(general.reading, "people", id)
    assert ("juvenile" in refused.value.sentence) == (who.person == INITIALS)
    with pytest.raises(NotFound):
        asks.ask(people.person, id)


@pytest.mark.parametrize("name", sorted(READERS))
def test_who_sees_what_of_a_match(desk: Desk, desk_of: DeskOf, name: str) -> None:
    id = a_match(desk, a_program(desk), a_mentor(desk), a_mentee(desk, a_youth(desk)))
    asks, who = reader(desk_of, name)
    hits = {hit.id for hit in found(asks, "Y-2026", "Noor", "Quill", kinds=("youth_matches",))}
    if who.match == ALL:
        assert hits == {id}
        assert SAID in asks.ask(general.titles, "youth_matches", [id])[id]
        assert "Quill" not in str(asks.ask(general.reading, "youth_matches", id))
        assert [row.id for row in asks.ask(youth.youth_matches).rows] == [id]
        assert asks.actor.may(match_file.declared.may) == (who.role is not Role.RECORDS_CUSTODIAN)  # type: ignore
        return
    assert hits == set()
    for asked in (
        lambda: asks.ask(general.reading, "youth_matches", id),
        lambda: asks.ask(match_file, id),
    ):
        with pytest.raises(CaseError):
            asked()
    if who.match == REFUSED:
        with pytest.raises(NotAllowed):
            asks.ask(youth.youth_matches)
    else:
        assert asks.ask(youth.youth_matches).rows == ()
        assert asks.ask(general.titles, "youth_matches", [id]) == {}


@pytest.mark.parametrize("label", [Label.VICTIM_SERVICES, Label.SUBSTANCE_USE_PART2, Label.RESTRICTED])
def test_of_other_labels_nothing_is_said_by_initials(desk_of: DeskOf, label: Label) -> None:
    author = desk_of(Role.OFFICER, unit="North", extra_labels=frozenset(Label))
    young = {} if label is Label.RESTRICTED else {"age_band": "13-17"}
    id = a_person(author, "Jaden", "Quill", sensitivity=label, **young)
    for name in sorted(READERS):
        asks, who = reader(desk_of, name)
        if who.person == REFUSED or who.role in (Role.SUPERVISOR, Role.RECORDS_CUSTODIAN, Role.COMMANDER):
            continue
        assert asks.ask(general.titles, "people", [id]) == {}
        assert asks.ask(people.names_of, [id]) == {}
        assert [asks.ask(general.find, typed) for typed in ("jq", "J. Q.", "Quill")] == [[], [], []]


def test_a_match_with_someone_whose_record_is_hidden_is_hidden_too(desk: Desk, desk_of: DeskOf) -> None:
    all_labels = desk_of(Role.SUPERVISOR, unit="North", extra_labels=frozenset(Label))
    person = a_youth(all_labels, sensitivity=Label.VICTIM_SERVICES)
    id = a_match(all_labels, a_program(desk), a_mentor(desk), a_mentee(all_labels, person))
    for asks in (desk, desk_of(Role.SUPERVISOR, unit="North"), desk_of(Role.RECORDS_CUSTODIAN)):
        with pytest.raises(NotFound):
            asks.ask(general.reading, "youth_matches", id)


def test_the_author_of_a_juvenile_record_keeps_it(desk_of: DeskOf) -> None:
    author = desk_of(Role.OFFICER, unit="North")
    id = a_youth(author)
    assert author.ask(people.person, id).name == FULL
    assert author.ask(general.find, "jq") == []
    assert [hit.title for hit in author.ask(general.find, "Jaden")] == [FULL]
