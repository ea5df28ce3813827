"""What is due: each number is the length of its list, by the town's own calendar, and nobody sees another unit's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotFound
from casemgr.core.record import new_id
from casemgr.records import followups
from casemgr.records.followups import Bucket, Whose
from tests.builders import a_follow_up, a_member, a_neighborhood, a_place
from tests.conftest import NOON, Clock

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def place(officer: Desk) -> UUID:
    return a_place(officer)


def test_the_stand_in_has_it_in_their_queue_only_between_the_days(
    desk_of: DeskOf, officer: Desk, place: UUID, clock: Clock
) -> None:
    other = a_member(desk_of(Role.ADMINISTRATOR), roles=[Role.OFFICER])
    id = a_follow_up(officer, "places", place, due_at=NOON)
    officer.do(followups.stand_in, id, other, date(2026, 10, 15), date(2026, 10, 16))
    theirs = desk_of(Role.OFFICER, id=other, scope=Scope.OWN)
    assert theirs.ask(followups.due).overdue == ()
    clock.move(days=1)
    assert [row.id for row in theirs.ask(followups.due).overdue] == [id]
    clock.move(days=2)
    assert theirs.ask(followups.due).overdue == ()


def test_each_number_is_the_length_of_its_list(officer: Desk, place: UUID) -> None:
    for days in (-3, -1, 0, 0, 1, 7, 8):
        a_follow_up(officer, "places", place, due_at=NOON + timedelta(days=days))
    due = officer.ask(followups.due)
    assert [due.count(b) for b in Bucket] == [2, 2, 2]
    assert [len(due.of(b)) for b in Bucket] == [2, 2, 2]
    assert [row.days_overdue for row in due.overdue] == [3, 1]
    assert all(row.bucket is b for b in Bucket for row in due.of(b))


def test_the_day_is_the_towns_own_not_the_clock_of_greenwich(officer: Desk, place: UUID) -> None:
    late_tonight = datetime(2026, 10, 15, 3, 30, tzinfo=UTC)
    id = a_follow_up(officer, "places", place, due_at=late_tonight)
    assert [row.id for row in officer.ask(followups.due).today] == [id]
    next_morning = datetime(2026, 10, 15, 12, 0, tzinfo=UTC)
    assert [row.id for row in officer.ask(followups.due, now=next_morning).overdue] == [id]


def test_days_of_grace_are_given_then_it_is_overdue_and_stays_so(officer: Desk, place: UUID) -> None:
    id = a_follow_up(officer, "places", place, due_at=NOON, window_days=2)
    buckets = []
    for days in range(0, 5):
        due = officer.ask(followups.due, now=NOON + timedelta(days=days))
        buckets += [(b, row.days_overdue) for b in Bucket for row in due.of(b) if row.id == id]
    assert buckets == [(Bucket.TODAY, 0)] * 3 + [(Bucket.OVERDUE, 1), (Bucket.OVERDUE, 2)]


def test_whoever_is_handed_it_sees_it_even_in_another_unit(desk_of: DeskOf, officer: Desk, place: UUID) -> None:
    other = a_member(desk_of(Role.ADMINISTRATOR), unit="South")
    id = a_follow_up(officer, "places", place, due_at=NOON)
    south = desk_of(Role.OFFICER, id=other, unit="South")
    with pytest.raises(NotFound):
        south.ask(followups.followup, id)
    with pytest.raises(Invalid) as problem:
        officer.do(followups.reassign, id, new_id())
    assert {p.field for p in problem.value.problems} == {"to"}
    officer.do(followups.reassign, id, other)
    assert [row.id for row in south.ask(followups.due).today] == [id]
    assert officer.ask(followups.due).today == ()


def test_two_units_never_see_each_others(desk_of: DeskOf) -> None:
    desks = [desk_of(role, unit=unit) for unit in ("North", "South") for role in (Role.OFFICER, Role.SUPERVISOR)]
    for desk in desks:
        a_follow_up(desk, "places", a_place(desk), due_at=NOON)
    seen = [{row.id for row in desk.ask(followups.due, Whose.UNIT).today} for desk in desks]
    assert seen[0] == seen[1]
    assert seen[2] == seen[3]
    assert not seen[0] & seen[2]
    assert [len(s) for s in seen] == [2, 2, 2, 2]


def test_the_team_is_the_neighborhood(desk_of: DeskOf) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    a, b = (desk_of(Role.OFFICER, neighborhoods=frozenset({here})) for _ in range(2))
    id = a_follow_up(a, "places", a_place(a, neighborhood_id=here), due_at=NOON)
    a_follow_up(a, "places", a_place(a), due_at=NOON)
    assert [row.id for row in b.ask(followups.due, Whose.TEAM).today] == [id]
    assert b.ask(followups.due, Whose.MINE).today == ()
