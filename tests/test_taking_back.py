"""A step just taken about a promise can be taken back by whoever took it, at once, and by nobody else."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.records import followups
from casemgr.records.followups import FollowUpCard, Status, Step
from tests.builders import a_follow_up, a_member, a_person
from tests.conftest import Clock

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def promise(officer: Desk) -> UUID:
    return a_follow_up(officer, "people", a_person(officer))


def card(desk: Desk, id: UUID) -> FollowUpCard:
    return desk.ask(followups.followup, id)


def lost(desk: Desk, id: UUID) -> None:
    for method in ("voice-only", "voice-only", "letter"):
        desk.do(followups.attempt, followups.AttemptDraft(followup_id=id, method=method, result="no_answer"))
    desk.do(followups.lost, id, "nobody answers")


@pytest.mark.parametrize(
    "end",
    [
        lambda desk, id: desk.do(followups.done, id, "went there"),
        lambda desk, id: desk.do(followups.not_needed, id, "moved away"),
        lost,
    ],
)
def test_an_end_is_taken_back(officer: Desk, promise: UUID, end: Callable[[Desk, UUID], None]) -> None:
    end(officer, promise)
    officer.do(followups.take_back, promise, Step.CLOSED)
    back = card(officer, promise)
    assert (back.status, back.done_at, back.done_by, back.result_note) == (Status.OPEN, None, None, "")
    assert back.changes[-1].did == "taken_back"
    with pytest.raises(Invalid):
        officer.do(followups.take_back, promise, Step.CLOSED)


def test_an_attempt_is_taken_back_and_the_one_before_stays(officer: Desk, promise: UUID) -> None:
    for method in ("voice-only", "letter"):
        officer.do(followups.attempt, followups.AttemptDraft(followup_id=promise, method=method, result="no_answer"))
    officer.do(followups.take_back, promise, Step.ATTEMPT)
    assert [made.method for made in card(officer, promise).attempts] == ["voice-only"]


def test_tomorrow_is_taken_back(officer: Desk, promise: UUID) -> None:
    due = card(officer, promise).due_at
    officer.do(followups.postpone, promise, due + timedelta(days=1), "no time")
    officer.do(followups.take_back, promise, Step.POSTPONED)
    assert card(officer, promise).due_at == due


def test_what_was_handed_out_of_ones_sight_comes_back(desk_of: DeskOf) -> None:
    mate = a_member(desk_of(Role.ADMINISTRATOR))
    own = a_member(desk_of(Role.ADMINISTRATOR), "t.nguyen", "Tuấn Nguyễn")
    alone = desk_of(Role.OFFICER, scope=Scope.OWN, id=own)
    supervisor = desk_of(Role.SUPERVISOR)
    id = a_follow_up(supervisor, "people", a_person(supervisor), assigned_to=alone.actor.id)
    alone.do(followups.reassign, id, mate)
    assert id not in {row.id for row in alone.ask(followups.followups).rows}
    alone.do(followups.take_back, id, Step.REASSIGNED)
    assert card(alone, id).assigned_to == alone.actor.id


def test_nobody_else_takes_it_back_and_nobody_later(
    desk_of: DeskOf, officer: Desk, promise: UUID, clock: Clock
) -> None:
    officer.do(followups.done, promise)
    with pytest.raises(Invalid):
        desk_of(Role.OFFICER).do(followups.take_back, promise, Step.CLOSED)
    clock.move(minutes=6)
    with pytest.raises(Invalid) as refused:
        officer.do(followups.take_back, promise, Step.CLOSED)
    assert "no longer" in refused.value.sentence
    assert card(officer, promise).status is Status.DONE


def test_a_step_with_another_after_it_stays(officer: Desk, promise: UUID) -> None:
    due = card(officer, promise).due_at
    officer.do(followups.postpone, promise, due + timedelta(days=1), "no time")
    officer.do(followups.done, promise)
    with pytest.raises(Invalid):
        officer.do(followups.take_back, promise, Step.POSTPONED)


def test_an_attempt_on_which_giving_up_rests_stays(officer: Desk, promise: UUID) -> None:
    lost(officer, promise)
    with pytest.raises(Invalid):
        officer.do(followups.take_back, promise, Step.ATTEMPT)
    assert len(card(officer, promise).attempts) == 3
