"""Households: who lives together, one head at a time, and those out of sight left out."""

from collections.abc import Callable
from datetime import date

import pytest

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotFound
from casemgr.core.record import new_id
from casemgr.records import people
from tests.builders import a_household, a_person, a_place

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def joined(desk: Desk, household: object, person: object, relationship: str = "99", since: date | None = None) -> None:
    draft = people.MemberDraft(person_id=person, relationship=relationship, since=since)  # type: ignore[arg-type]
    desk.do(people.join, household, draft)


def test_people_join_and_leave_and_it_stays_known(officer: Desk) -> None:
    place = a_place(officer, "Elm Court 4")
    home = a_household(officer, place_id=place)
    head, partner = a_person(officer, "Rosa", "García"), a_person(officer, "Luis", "García")
    joined(officer, home, partner, "3", date(2024, 5, 1))
    joined(officer, home, head, "1")
    assert [(m.name, m.relationship) for m in officer.ask(people.members_of, home)] == [
        ("García, Rosa", "1"),
        ("García, Luis", "3"),
    ]
    officer.do(people.leave, home, head, date(2026, 3, 1))
    assert [(m.name, m.until) for m in officer.ask(people.members_of, home)] == [
        ("García, Luis", None),
        ("García, Rosa", date(2026, 3, 1)),
    ]
    lived = officer.ask(people.households_of, head)
    assert [(h.id, h.name, h.place_id, h.until) for h in lived] == [(home, "García household", place, date(2026, 3, 1))]
    joined(officer, home, head, "1")
    assert len(officer.ask(people.households_of, head)) == 2


def test_a_household_has_one_head_and_nobody_twice(officer: Desk) -> None:
    home = a_household(officer)
    rosa, luis = a_person(officer, "Rosa"), a_person(officer, "Luis")
    joined(officer, home, rosa, "1")
    with pytest.raises(Invalid, match="has a head already"):
        joined(officer, home, luis, "1")
    with pytest.raises(Invalid, match="in the household already"):
        joined(officer, home, rosa, "2")


@pytest.mark.parametrize("day", [date(2024, 4, 30), date(2027, 1, 1)])
def test_leaving_lies_between_joining_and_today(officer: Desk, day: date) -> None:
    home, rosa = a_household(officer), a_person(officer, "Rosa")
    joined(officer, home, rosa, since=date(2024, 5, 1))
    with pytest.raises(Invalid):
        officer.do(people.leave, home, rosa, day)


def test_what_is_not_there_is_said(officer: Desk) -> None:
    home, rosa = a_household(officer), a_person(officer, "Rosa")
    with pytest.raises(NotFound, match="not in the household"):
        officer.do(people.leave, home, rosa, date(2026, 1, 1))
    with pytest.raises(NotFound):
        joined(officer, new_id(), rosa)
    with pytest.raises(NotFound):
        joined(officer, home, new_id())
    with pytest.raises(Invalid, match="no such place"):
        a_household(officer, place_id=new_id())
    officer.do(people.withdraw_person, rosa, "Typed twice")
    with pytest.raises(Invalid, match="in error"):
        joined(officer, home, rosa)


def test_a_household_is_listed_found_and_changed(officer: Desk) -> None:
    home = a_household(officer, "Ávila household")
    a_household(officer, "Zapata household")
    assert [row.name for row in officer.ask(people.households).rows] == ["Ávila household", "Zapata household"]
    assert [hit.id for hit in officer.ask(general.find, "avila")] == [home]
    officer.do(people.change_household, home, people.HouseholdDraft(name="Zzyzx household"))
    assert [row.name for row in officer.ask(people.households).rows] == ["Zapata household", "Zzyzx household"]


def test_members_out_of_sight_are_left_out(desk_of: DeskOf, officer: Desk) -> None:
    home = a_household(officer)
    joined(officer, home, a_person(officer, "Rosa", "García"), "1")
    child = a_person(officer, "Ana", "García", dob=date(2015, 1, 1))
    joined(officer, home, child, "2")
    colleague, south = desk_of(Role.OFFICER), desk_of(Role.OFFICER, unit="South")
    assert [m.name for m in colleague.ask(people.members_of, home)] == ["García, Rosa"]
    assert len(officer.ask(people.members_of, home)) == 2
    with pytest.raises(NotFound):
        colleague.ask(people.households_of, child)
    with pytest.raises(NotFound):
        south.ask(people.members_of, home)
    assert south.ask(people.households).rows == ()
