"""Meetings: counts that add up, minutes that name nobody, and names that go after a year."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.records import meetings
from casemgr.records.followups import Whose
from casemgr.records.meetings import (
    AgendaDraft,
    AttendeeDraft,
    CalledOffDraft,
    ForgetDraft,
    HeldDraft,
    ItemMinutesDraft,
)
from casemgr.services import today
from tests.builders import a_meeting, a_neighborhood
from tests.conftest import Clock

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def quarter(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


def said(desk: Desk, id: UUID) -> str:
    read = desk.ask(general.reading, "meetings", id)
    return "\n".join(f"{line.title} {line.detail}" for section in read.sections for line in section.lines)


def refused(desk: Desk, *call: object) -> set[str]:
    with pytest.raises(Invalid) as found:
        desk.do(*call)  # type: ignore[arg-type]
    return {problem.field for problem in found.value.problems}


def test_a_meeting_goes_from_its_agenda_to_its_minutes(officer: Desk, quarter: UUID) -> None:
    id = a_meeting(officer, quarter)
    officer.do(meetings.add_agenda_item, id, AgendaDraft(title="Lamps on the quay", proposed_by="community"))
    officer.do(meetings.hold, id, HeldDraft(attendance_total=20, attendance_youth=3, from_community=12))
    minutes = ItemMinutesDraft(item=1, decision="Ask the works office by Friday.", leader_input="Two more lamps.")
    officer.do(meetings.write_minutes, id, minutes)
    text = said(officer, id)
    assert "20 people there" in text
    assert "Ask the works office by Friday. · Two more lamps." in text
    assert refused(officer, meetings.write_minutes, id, ItemMinutesDraft(item=2)) == {"item"}


def test_nothing_comes_of_a_meeting_before_it_begins(officer: Desk, quarter: UUID, clock: Clock) -> None:
    id = a_meeting(officer, quarter, hours=2)
    assert refused(officer, meetings.hold, id, HeldDraft(attendance_total=5)) == {"attendance_total"}
    clock.move(hours=3)
    officer.do(meetings.hold, id, HeldDraft(attendance_total=5))
    assert refused(officer, meetings.call_off, id, CalledOffDraft(reason="Storm")) == {"status"}


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"attendance_youth": 6}, "attendance_youth"),
        ({"attendance_first_time": 6}, "attendance_first_time"),
        ({"from_business": 3, "from_media": 3}, "from_community"),
    ],
)
def test_a_part_is_never_more_than_the_whole(officer: Desk, quarter: UUID, counts: dict[str, Any], field: str) -> None:
    id = a_meeting(officer, quarter)
    assert refused(officer, meetings.hold, id, HeldDraft(attendance_total=5, **counts)) == {field}


def test_what_is_handed_out_tells_of_nobody(officer: Desk, quarter: UUID) -> None:
    id = a_meeting(officer, quarter)
    for words in ("Maria Garcia wants more patrols.", "Call 312 555 0199.", "He is a known activist."):
        assert refused(officer, meetings.hold, id, HeldDraft(attendance_total=5, minutes=words)) == {"minutes"}
    looked = HeldDraft(attendance_total=5, minutes="The Catholic school lends its hall.", meant=True)
    officer.do(meetings.hold, id, looked)
    assert officer.ask(general.reading, "meetings", id).values["meant"] is True, "who looks later sees it was waved on"


def test_a_name_needs_a_yes_and_goes_after_a_year(officer: Desk, quarter: UUID, clock: Clock, desk_of: DeskOf) -> None:
    id = a_meeting(officer, quarter)
    assert refused(officer, meetings.write_down, id, AttendeeDraft(name="Ines Duarte")) == {"agreed"}
    officer.do(meetings.write_down, id, AttendeeDraft(name="Ines Duarte", agreed=True, wants_updates=True))
    assert "Ines Duarte" in said(officer, id)
    clock.move(days=365)
    assert "Ines Duarte" in said(officer, id)
    clock.move(days=1)
    assert "Ines Duarte" not in said(officer, id)
    elsewhere = desk_of(Role.OFFICER, unit="South")
    assert elsewhere.do(meetings.forget_expired) == 1
    assert elsewhere.do(meetings.forget_expired) == 0


def test_whoever_agreed_may_take_it_back(officer: Desk, quarter: UUID) -> None:
    id = a_meeting(officer, quarter)
    for name in ("Ines Duarte", "Ben Holt"):
        officer.do(meetings.write_down, id, AttendeeDraft(name=name, agreed=True))
    officer.do(meetings.forget, id, ForgetDraft(attendee=1))
    assert "Ines Duarte" not in said(officer, id)
    assert "Ben Holt" in said(officer, id)
    assert refused(officer, meetings.forget, id, ForgetDraft(attendee=1)) == {"attendee"}


def test_names_are_found_by_no_search(officer: Desk, quarter: UUID, desk_of: DeskOf) -> None:
    id = a_meeting(officer, quarter)
    officer.do(meetings.write_down, id, AttendeeDraft(name="Ines Duarte", agreed=True))
    all_seeing = desk_of(Role.SUPERVISOR, scope=Scope.ALL)
    assert all_seeing.ask(general.find, "Duarte", ("meetings",)) == []


def test_a_planned_meeting_is_awaited_until_it_is_written_up(officer: Desk, quarter: UUID, clock: Clock) -> None:
    id = a_meeting(officer, quarter, hours=20)

    def awaited() -> list[str]:
        board = next(board for board in officer.ask(today.boards) if board.whose is Whose.MINE)
        return [item.what for item in board.items if item.id == id]

    assert awaited() == ["Harbor Flats forum"]
    clock.now += timedelta(days=1)
    assert awaited() == ["Enter what came of it: Harbor Flats forum"]
    officer.do(meetings.hold, id, HeldDraft(attendance_total=5))
    assert awaited() == []
