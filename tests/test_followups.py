"""Follow-ups: promised, tried, kept, lost; overdue is computed and every number is the length of its list."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, May, Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.core.record import new_id
from casemgr.core.tx import Bypass, Tx
from casemgr.core.verbs import COMMANDS, command
from casemgr.records import followups
from casemgr.records.followups import Cadence, Priority, Status
from tests.builders import a_follow_up, a_member, a_person, a_place
from tests.conftest import NOON

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def place(officer: Desk) -> UUID:
    return a_place(officer)


def refused(problem: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {p.field for p in problem.value.problems}


def tried(desk: Desk, id: UUID, *methods: str, result: str = "no_answer") -> None:
    for method in methods:
        desk.do(followups.attempt, followups.AttemptDraft(followup_id=id, method=method, result=result))


def status(desk: Desk, id: UUID) -> Status:
    return desk.ask(followups.followup, id).status


def test_a_promise_has_a_number_and_is_mine_unless_said_otherwise(officer: Desk, place: UUID) -> None:
    id = a_follow_up(officer, "places", place, what="Ask about the broken lamp")
    card = officer.ask(followups.followup, id)
    assert card.number == "F-2026-TEST-000001"
    assert card.assigned_to == officer.actor.id
    assert card.status is Status.OPEN
    assert officer.ask(general.find, "broken lamp")[0].id == id


def test_promising_twice_with_the_same_id_is_one_promise(desk_of: DeskOf, officer: Desk, place: UUID) -> None:
    id = new_id()
    assert [a_follow_up(officer, "places", place, id=id) for _ in range(2)] == [id, id]
    assert len(officer.ask(followups.followups).rows) == 1
    with pytest.raises(Invalid) as problem:
        a_follow_up(desk_of(Role.OFFICER), "places", place, id=id)
    assert refused(problem) == {"id"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"parent_kind": "planets"}, "parent_kind"),
        ({"parent_id": new_id()}, "parent_id"),
        ({"assigned_to": new_id()}, "assigned_to"),
        ({"person_id": new_id()}, "person_id"),
        ({"backup_to": new_id(), "backup_from": NOON.date(), "backup_until": NOON.date()}, "backup_to"),
        ({"backup_from": NOON.date()}, "backup_to"),
    ],
)
def test_a_wrong_promise_is_refused_by_field(officer: Desk, place: UUID, wrong: dict[str, object], field: str) -> None:
    values = {"what": "Call", "due_at": NOON, "parent_kind": "places", "parent_id": place} | wrong
    with pytest.raises(Invalid) as problem:
        officer.do(followups.promise, followups.FollowUpDraft.model_validate(values))
    assert refused(problem) == {field}


def test_a_stand_in_needs_both_days_in_order(desk_of: DeskOf, officer: Desk, place: UUID) -> None:
    other = a_member(desk_of(Role.ADMINISTRATOR))
    id = a_follow_up(officer, "places", place)
    for start, until, field in (
        (date(2026, 10, 14), None, "backup_until"),
        (None, date(2026, 10, 14), "backup_from"),
        (date(2026, 10, 15), date(2026, 10, 14), "backup_until"),
    ):
        with pytest.raises(Invalid) as problem:
            officer.do(followups.stand_in, id, other, start, until)
        assert refused(problem) == {field}


def test_kept_promises_leave_the_queue(officer: Desk, place: UUID) -> None:
    id = a_follow_up(officer, "places", place, due_at=NOON)
    officer.do(followups.done, id, "The lamp is lit again.")
    assert officer.ask(followups.due).today == ()
    assert officer.ask(followups.followups).rows == ()
    assert [row.id for row in officer.ask(followups.followups, closed=True).rows] == [id]
    card = officer.ask(followups.followup, id)
    assert (card.status, card.done_by, card.result_note) == (Status.DONE, officer.actor.id, "The lamp is lit again.")
    with pytest.raises(Invalid) as problem:
        officer.do(followups.not_needed, id, "moved away")
    assert refused(problem) == {"status"}


def test_lost_is_offered_after_three_failed_attempts_by_two_methods(officer: Desk, place: UUID) -> None:
    id = a_follow_up(officer, "places", place)
    for methods, offered in ((("voice-only", "voice-only", "voice-only"), False), (("letter",), True)):
        tried(officer, id, *methods)
        assert officer.ask(followups.followup, id).may_be_lost is offered
        if not offered:
            with pytest.raises(Invalid, match="at least 3 times by 2 methods"):
                officer.do(followups.lost, id, "nobody answers")
    with pytest.raises(Invalid) as problem:
        officer.do(followups.lost, id, "  ")
    assert refused(problem) == {"reason"}
    officer.do(followups.lost, id, "nobody answers")
    assert status(officer, id) is Status.LOST


def test_whoever_was_reached_is_not_lost(officer: Desk, place: UUID) -> None:
    id = a_follow_up(officer, "places", place)
    tried(officer, id, "voice-only", "letter")
    tried(officer, id, "in-person", result="reached")
    tried(officer, id, "voice-only")
    assert not officer.ask(followups.followup, id).may_be_lost
    assert [a.n for a in officer.ask(followups.followup, id).attempts] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"method": "pigeon"}, "method"),
        ({"result": "ghosted"}, "result"),
        ({"at": NOON + timedelta(days=1)}, "at"),
    ],
)
def test_a_wrong_attempt_is_refused_by_field(officer: Desk, place: UUID, wrong: dict[str, object], field: str) -> None:
    id = a_follow_up(officer, "places", place)
    values = {"followup_id": id, "method": "letter", "result": "no_answer"} | wrong
    with pytest.raises(Invalid) as problem:
        officer.do(followups.attempt, followups.AttemptDraft.model_validate(values))
    assert refused(problem) == {field}


def test_postponing_needs_a_later_day_and_keeps_reason_and_old_day(officer: Desk, place: UUID) -> None:
    id = a_follow_up(officer, "places", place, due_at=NOON)
    for to, reason, field in (
        (NOON - timedelta(days=1), "no time", "to"),
        (datetime(2026, 10, 20), "no time", "to"),
        (NOON + timedelta(days=3), " ", "reason"),
    ):
        with pytest.raises(Invalid) as problem:
            officer.do(followups.postpone, id, to, reason)
        assert refused(problem) == {field}
    officer.do(followups.postpone, id, NOON + timedelta(days=3), "the office is closed")
    card = officer.ask(followups.followup, id)
    assert card.due_at == NOON + timedelta(days=3)
    (change,) = card.changes
    assert (change.did, change.before, change.reason) == ("postponed", NOON.isoformat(), "the office is closed")


def test_only_a_supervisor_opens_it_again(desk_of: DeskOf, officer: Desk, place: UUID) -> None:
    id = a_follow_up(officer, "places", place)
    supervisor = desk_of(Role.SUPERVISOR)
    with pytest.raises(Invalid):
        supervisor.do(followups.reopen, id, "not done at all")
    officer.do(followups.not_needed, id, "moved away")
    with pytest.raises(NotAllowed):
        officer.do(followups.reopen, id, "came back")
    supervisor.do(followups.reopen, id, "came back")
    assert status(officer, id) is Status.OPEN


@pytest.mark.parametrize("template", list(Cadence))
def test_a_cadence_keeps_the_time_of_day_across_the_change_of_clocks(
    officer: Desk, place: UUID, template: Cadence
) -> None:
    draft = followups.CadenceDraft(template=template, reference=NOON, parent_kind="places", parent_id=place)
    ids = officer.do(followups.promise_cadence, draft)
    moments = [officer.ask(followups.followup, id).due_at.astimezone(officer.store.zone) for id in ids]
    start = NOON.astimezone(officer.store.zone)
    assert [(m.date() - start.date()).days for m in moments] == list(followups.OFFSETS[template])
    assert {m.time() for m in moments} == {start.time()}


def test_the_shipped_cadences() -> None:
    assert followups.OFFSETS == {
        "homelessness_outreach": (1, 3, 7, 14, 30),
        "crisis": (1, 3, 14, 30),
        "youth": (7, 30, 90),
        "issue": (7, 14, 30),
        "substance_use": (1, 3, 7, 30),
    }


@pytest.fixture
def stop() -> object:
    """A command such as the closing of a referral would be."""

    def close_place(tx: Tx, id: UUID, *, what: str | None = None, finish: bool = False) -> int:
        if finish:
            return followups.complete_for(tx, "places", id, what, "answered")
        return followups.stop_for(tx, "places", id, "closed")

    close_place.__module__ = "casemgr.records.test_only"
    yield command(May.FOLLOW_UP)(close_place)
    del COMMANDS["test_only.close_place"]


def test_closing_the_parent_cancels_every_open_promise_whoever_closes_it(
    desk_of: DeskOf, officer: Desk, place: UUID, stop: Callable[..., int]
) -> None:
    kept, dropped = (a_follow_up(officer, "places", place) for _ in range(2))
    elsewhere = a_follow_up(officer, "places", a_place(officer))
    officer.do(followups.done, kept)
    stranger = desk_of(Role.LIAISON, unit="")
    assert stranger.do(stop, place) == 1
    assert [status(officer, id) for id in (kept, dropped, elsewhere)] == [Status.DONE, Status.CANCELLED, Status.OPEN]
    assert stranger.ask(followups.followups).rows == ()


def test_completing_what_was_promised_leaves_the_rest(officer: Desk, place: UUID, stop: Callable[..., int]) -> None:
    asked = a_follow_up(officer, "places", place, what="acknowledge")
    other = a_follow_up(officer, "places", place, what="visit")
    assert officer.do(stop, place, what="acknowledge", finish=True) == 1
    assert [status(officer, id) for id in (asked, other)] == [Status.DONE, Status.OPEN]


def test_nothing_looks_past_sight_outside_a_command(officer: Desk) -> None:
    with officer.store.tx(officer.actor) as tx, pytest.raises(Bypass):
        tx.all_of(None)


def test_the_list_is_by_due_day_and_pages_lose_none(officer: Desk, place: UUID) -> None:
    ids = [a_follow_up(officer, "places", place, due_at=NOON + timedelta(days=d % 4)) for d in range(9)]
    after, rows = None, []
    while True:
        page = officer.ask(followups.followups, after, 2)
        rows += page.rows
        after = page.next
        if after is None:
            break
    assert {row.id for row in rows} == set(ids)
    assert len(rows) == 9
    assert [row.due_at for row in rows] == sorted(row.due_at for row in rows)
    assert {row.id for row in officer.ask(followups.of_parent, "places", place)} == set(ids)


def test_a_promise_carries_the_label_of_whoever_it_is_about(officer: Desk, place: UUID) -> None:
    about_a_place = a_follow_up(officer, "places", place, priority=Priority.HIGH)
    assert officer.ask(followups.followup, about_a_place).priority == "high"
    assert officer.ask(general.reading, "followups", about_a_place).label == Label.INTERNAL
    child = a_person(officer, dob=date(2014, 5, 1))
    for kind, parent, person in (("people", child, None), ("places", place, child)):
        id = a_follow_up(officer, kind, parent, person_id=person)
        assert officer.ask(followups.followup, id).person_id == child
        assert officer.ask(general.reading, "followups", id).label == Label.JUVENILE
