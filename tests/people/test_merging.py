"""Merging: two entries of one person become one, nothing is lost, and the merge can be undone."""

from collections.abc import Callable
from datetime import date

import pytest

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import people
from casemgr.records.people import MergeDraft
from casemgr.services import face_sheet, merging
from tests.builders import a_contact, a_need, a_neighborhood, a_person, a_referral, a_service

DeskOf = Callable[..., Desk]
BORN = date(1988, 3, 12)


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


def test_all_that_touches_them_goes_over_and_comes_back(lead: Desk) -> None:
    keep = a_person(lead, "Maria", "García", phones=["312 555 0134"])
    other = a_person(lead, "Maria", "Garcia Lopez", dob=BORN, phones=["312 555 0199"], aliases=["Mari"])
    place = a_neighborhood(lead)
    a_contact(lead, place, other)
    a_need(lead, other)
    a_referral(lead, a_service(lead), other)
    before = lead.ask(people.person, other)

    merge = lead.do(merging.merge, MergeDraft(keep=keep, other=other))

    card = lead.ask(people.person, other)
    assert card.id == keep
    assert card.dob == BORN
    assert set(card.aliases) == {"Mari", "Maria Garcia Lopez"}
    assert [phone.raw for phone in card.phones] == ["312 555 0134", "312 555 0199"]
    sheet = lead.ask(face_sheet.of_person, keep)
    assert sorted(entry.kind for entry in sheet.entries) == ["contacts", "referrals"]
    assert [row.id for row in lead.ask(people.people).rows] == [keep]
    assert [hit.id for hit in lead.ask(general.find, "Lopez")] == [keep]
    assert [hit.id for hit in lead.ask(general.find, before.number)] == [keep]

    undone = lead.do(merging.unmerge, merge)

    assert (undone.fields_left, undone.rows_left) == ((), 0)
    assert lead.ask(people.person, other).name == before.name
    assert len(lead.ask(face_sheet.of_person, other).entries) == 2
    assert lead.ask(people.person, keep).aliases == ()
