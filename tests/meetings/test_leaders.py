"""The register of leaders: contacts noted, the cadence, who is awaited, and coverage by neighborhood."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.records import leaders
from casemgr.records.followups import Whose
from casemgr.records.leaders import NoteContactDraft
from casemgr.services import today
from tests.builders import a_leader, a_neighborhood, a_person
from tests.conftest import NOON, Clock

DeskOf = Callable[..., Desk]
TODAY = date(2026, 10, 14)


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def quarter(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


def awaited(desk: Desk) -> list[UUID]:
    board = next(board for board in desk.ask(today.boards) if board.whose is Whose.MINE)
    return [item.id for item in board.items if item.about == "leaders" and item.group is not today.Group.NEXT]


def test_a_contact_starts_the_cadence_anew_and_is_read_under_the_leader(
    officer: Desk, quarter: UUID, clock: Clock
) -> None:
    id = a_leader(officer, quarter, cadence_days=30)
    assert awaited(officer) == [id], "nobody was in touch yet"
    officer.do(leaders.note_contact, id, NoteContactDraft(how="in-person", note="The lamps on the quay."))
    assert awaited(officer) == []
    read = officer.ask(general.reading, "leaders", id)
    (section,) = read.sections
    assert "The lamps on the quay." in section.lines[0].detail
    clock.now = NOON + timedelta(days=30)
    assert awaited(officer) == [id]


def test_an_earlier_contact_written_down_late_does_not_set_the_clock_back(officer: Desk, quarter: UUID) -> None:
    id = a_leader(officer, quarter)
    for days in (2, 20):
        officer.do(leaders.note_contact, id, NoteContactDraft(day=TODAY - timedelta(days=days), how="letter"))
    values = officer.ask(general.listing, "leaders").rows[0]
    assert values.last_contact_on == TODAY - timedelta(days=2)


def test_coverage_counts_who_was_in_touch_within_their_own_cadence(officer: Desk, quarter: UUID, clock: Clock) -> None:
    soon = a_leader(officer, quarter, "Ada Quiroga", cadence_days=14)
    late = a_leader(officer, quarter, "Ben Holt", cadence_days=90)
    a_leader(officer, quarter, "Cho Min")
    gone = a_leader(officer, quarter, "Dot Reyes")
    officer.do(leaders.step_down, gone, Nothing())
    for id in (soon, late):
        officer.do(leaders.note_contact, id, NoteContactDraft(how="in-person"))
    assert officer.ask(leaders.leader_coverage) == [leaders.LeaderCoverage(quarter, 2, 3)]
    clock.now = NOON + timedelta(days=15)
    assert officer.ask(leaders.leader_coverage) == [leaders.LeaderCoverage(quarter, 1, 3)]


def test_a_leader_on_record_gives_their_name_and_their_label(desk_of: DeskOf, quarter: UUID) -> None:
    desk = desk_of(Role.SUPERVISOR)
    person = a_person(desk, "Lucía", "Prado", sensitivity=Label.RESTRICTED)
    id = a_leader(desk, quarter, "", person_id=person)
    read = desk.ask(general.reading, "leaders", id)
    assert (read.title, read.label) == ("Prado, Lucía", "restricted")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (NoteContactDraft(day=TODAY + timedelta(days=1), how="letter"), "day"),
        (NoteContactDraft(how="letter", note="She is an activist and votes for the other side."), "note"),
    ],
)
def test_neither_the_future_nor_what_someone_believes_is_noted(
    officer: Desk, quarter: UUID, draft: NoteContactDraft, field: str
) -> None:
    id = a_leader(officer, quarter)
    with pytest.raises(Invalid) as refused:
        officer.do(leaders.note_contact, id, draft)
    assert {problem.field for problem in refused.value.problems} == {field}
    assert awaited(officer) == [id]


def test_nobody_has_no_name(officer: Desk, quarter: UUID) -> None:
    with pytest.raises(Invalid) as refused:
        a_leader(officer, quarter, "")
    assert refused.value.problems[0].field == "name"
