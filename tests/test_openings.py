"""Whoever entered a restricted record is told who else opened it, and of no record they may not see."""

from collections.abc import Callable

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import contacts
from casemgr.services.openings import opened_by_others
from tests.builders import a_contact, a_neighborhood
from tests.conftest import Clock

DeskOf = Callable[..., Desk]


def test_the_author_is_told_who_opened_what_they_entered(desk_of: DeskOf, clock: Clock) -> None:
    officer, lead, other = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR), desk_of(Role.OFFICER)
    quarter = a_neighborhood(lead)
    told_to_few = a_contact(officer, quarter, sensitivity="restricted")
    plain = a_contact(officer, quarter)
    others = a_contact(other, quarter, sensitivity="restricted")
    for id in (told_to_few, plain, others):
        lead.ask(contacts.contact, id)
    officer.ask(contacts.contact, told_to_few)
    rows = officer.ask(opened_by_others).rows
    assert [(row.kind, row.record, row.by, row.how) for row in rows] == [
        ("contacts", told_to_few, lead.actor.id, "contacts.contact")
    ]
    assert [row.record for row in other.ask(opened_by_others).rows] == [others]
    assert not lead.ask(opened_by_others).rows
    clock.move(days=91)
    assert not officer.ask(opened_by_others).rows


def test_the_newest_come_first_and_no_more_than_asked_for(desk_of: DeskOf, clock: Clock) -> None:
    officer, lead = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR)
    quarter = a_neighborhood(lead)
    ids = [a_contact(officer, quarter, sensitivity="restricted") for _each in range(3)]
    for id in ids:
        clock.move(minutes=1)
        lead.ask(contacts.contact, id)
    assert [row.record for row in officer.ask(opened_by_others, size=2).rows] == [ids[2], ids[1]]
