"""The calendar file: what is due, by kind and number, read back by another library; nobody named."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from icalendar import Calendar

from casemgr.core import general
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.jobs import run
from casemgr.records import exports
from casemgr.records.followups import FollowUpDraft, Whose, promise
from casemgr.services.calendar import calendar, save_calendar
from tests.builders import a_person

DeskOf = Callable[..., Desk]


def promised(desk: Desk, days: int = 3) -> str:
    person = a_person(desk, "Quetzal", "Ibarra")
    due = desk.store.clock() + timedelta(days=days)
    draft = FollowUpDraft(parent_kind="people", parent_id=person, person_id=person, what="Call Quetzal", due_at=due)
    return desk.ask(general.reading, "followups", desk.do(promise, draft)).number


def test_it_holds_each_open_promise_of_the_reader_once_and_names_nobody(desk_of: DeskOf) -> None:
    desk, other = desk_of(Role.OFFICER), desk_of(Role.OFFICER)
    number, theirs = promised(desk), promised(other)
    made = desk.ask(calendar)
    events = Calendar.from_ical(made).events
    assert [str(event["summary"]) for event in events] == [f"Follow-up {number}"]
    assert theirs.encode() not in made
    assert b"Quetzal" not in made
    assert b"Ibarra" not in made


def test_the_unit_has_what_the_unit_promised(desk_of: DeskOf) -> None:
    desk, other = desk_of(Role.SUPERVISOR, scope=Scope.UNIT), desk_of(Role.OFFICER)
    number = promised(other)
    assert number.encode() in desk.ask(calendar, Whose.UNIT)
    assert number.encode() not in desk.ask(calendar, Whose.MINE)


def test_it_is_saved_under_a_name_that_says_nothing_and_stands_in_the_register(desk_of: DeskOf, tmp_path: Path) -> None:
    desk = desk_of(Role.SUPERVISOR)
    promised(desk)
    left = run(save_calendar(desk, Whose.MINE, tmp_path))
    assert left.path.name.startswith("NP-")
    assert left.path.suffix == ".ics"
    rows = desk.ask(exports.exports).rows
    assert [(row.number, row.form, row.sha256) for row in rows] == [(left.number, "calendar", left.sha256)]
