"""What a correction changed is read as a difference; and what is new since one last looked at a person."""

from collections.abc import Callable
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.amendments import amendments
from casemgr.core.desk import Desk
from casemgr.core.errors import NotFound
from casemgr.records import contacts, people
from casemgr.records.contacts import ContactDraft
from casemgr.services import face_sheet
from tests.builders import a_contact, a_follow_up, a_neighborhood, a_person, a_place
from tests.conftest import Clock

DeskOf = Callable[..., Desk]


@pytest.fixture
def here(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: DeskOf, here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


def corrected(desk: Desk, id: UUID, **changes: object) -> UUID:
    values = desk.ask(general.reading, "contacts", id).values | changes
    return desk.do(contacts.amend_contact, id, ContactDraft.model_validate(values))


def test_each_correction_names_what_it_changed_latest_first(officer: Desk, here: UUID, clock: Clock) -> None:
    first = a_contact(officer, here, headline="Loose dog", note="It was brown", topics=["stress"])
    clock.move(hours=1)
    second = corrected(officer, first, note="It was black")
    clock.move(hours=1)
    third = corrected(officer, second, headline="Two loose dogs", topics=[])
    latest, earlier = officer.ask(amendments, "contacts", third)
    assert [(f.name, f.before, f.after) for f in earlier.fields] == [("note", "It was brown", "It was black")]
    assert {f.name: f.after for f in latest.fields} == {"headline": "Two loose dogs", "topics": []}
    assert (latest.edition, latest.by) == (3, officer.actor.id)
    assert latest.at is not None
    assert earlier.at is not None
    assert latest.at > earlier.at


def test_whoever_may_not_see_the_record_sees_no_difference(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    new = corrected(officer, a_contact(officer, here, note="one"), note="two")
    with pytest.raises(NotFound):
        desk_of(Role.OFFICER, unit="South").ask(amendments, "contacts", new)


def test_a_kind_that_is_edited_in_place_has_none(officer: Desk) -> None:
    assert officer.ask(amendments, "places", a_place(officer)) == ()


def test_what_others_wrote_since_one_last_looked_is_new(
    desk_of: DeskOf, officer: Desk, here: UUID, clock: Clock
) -> None:
    person = a_person(officer)
    a_contact(officer, here, person, headline="Before")
    first = officer.ask(face_sheet.of_person, person)
    assert first.looked_at is None
    assert not any(first.is_new(entry) for entry in first.entries)
    officer.do(people.look_at, person)
    clock.move(hours=5)
    mate = desk_of(Role.OFFICER, neighborhoods=frozenset({here}))
    a_contact(mate, here, person, headline="After")
    promise = a_follow_up(mate, "people", person)
    for _again in range(2):
        sheet = officer.ask(face_sheet.of_person, person)
        new = {entry.what or entry.id for entry in sheet.entries if sheet.is_new(entry)}
        assert new == {"After", "Call back"}, "still the same look"
        officer.do(people.look_at, person)
        clock.move(minutes=10)
    clock.move(hours=1)
    assert not any(map(officer.ask(face_sheet.of_person, person).is_new, sheet.entries))
    assert promise
    assert mate.ask(face_sheet.of_person, person).looked_at is None, "each has looks of their own"
