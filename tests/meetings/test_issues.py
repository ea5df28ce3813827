"""Issues: each step in its order, a confirmation that never comes from the desk that resolved, promises with proof."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Invalid, NotAllowed
from casemgr.records import followups, issues, meetings
from casemgr.records.followups import Whose
from casemgr.records.issues import (
    AcknowledgeDraft,
    ActionDraft,
    ConfirmDraft,
    DecisionDraft,
    DoneDraft,
    LaterDraft,
    PrioritizeDraft,
    PromiseDraft,
    ReasonDraft,
    ResolveDraft,
)
from casemgr.records.meetings import HeldDraft
from casemgr.services import today
from tests.builders import a_meeting, a_neighborhood, an_issue
from tests.conftest import Clock

DeskOf = Callable[..., Desk]
TODAY = date(2026, 10, 14)
CALLED = ConfirmDraft(by="call_back", day=TODAY, source="Call-back to the tenants' group")


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def colleague(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def quarter(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


def status(desk: Desk, id: UUID) -> str:
    return next(row.status for row in desk.ask(general.listing, "issues").rows if row.id == id)


def in_action(desk: Desk, quarter: UUID) -> UUID:
    id = an_issue(desk, quarter)
    desk.do(issues.acknowledge, id, AcknowledgeDraft(text="We heard you."))
    desk.do(issues.prioritize, id, PrioritizeDraft(votes=14))
    desk.do(issues.set_to_work, id, ActionDraft(text="New lamps are ordered."))
    return id


def resolved(desk: Desk, quarter: UUID) -> UUID:
    id = in_action(desk, quarter)
    desk.do(issues.resolve, id, ResolveDraft(text="Four new lamps."))
    return id


def refused(desk: Desk, *call: object) -> set[str]:
    with pytest.raises(Invalid) as found:
        desk.do(*call)  # type: ignore[arg-type]
    return {problem.field for problem in found.value.problems}


def awaited(desk: Desk) -> list[str]:
    board = next(board for board in desk.ask(today.boards) if board.whose is Whose.MINE)
    return [item.what for item in board.items if item.about in ("issues", "commitments")]


def test_from_raised_to_confirmed_by_a_later_meeting(
    officer: Desk, colleague: Desk, quarter: UUID, clock: Clock
) -> None:
    id = resolved(officer, quarter)
    clock.move(days=6)
    later = a_meeting(colleague, quarter)
    colleague.do(meetings.hold, later, HeldDraft(attendance_total=12))
    draft = ConfirmDraft(by="meeting", day=TODAY + timedelta(days=6), meeting_id=later)
    colleague.do(issues.confirm, id, draft)
    read = officer.ask(general.reading, "issues", id)
    assert status(officer, id) == "confirmed_by_community"
    said = [line.title for section in read.sections for line in section.lines]
    assert said[0].startswith("a later meeting, October 20, 2026 · M-2026-TEST-")
    assert {"Four new lamps.", "New lamps are ordered.", "We heard you."} <= set(said)


def test_who_resolved_it_never_confirms_it(officer: Desk, colleague: Desk, quarter: UUID) -> None:
    id = resolved(officer, quarter)
    assert "confirm" not in officer.ask(general.reading, "issues", id).acts, "there is no button for it"
    assert "confirm" in colleague.ask(general.reading, "issues", id).acts
    with pytest.raises(NotAllowed, match="Someone else"):
        officer.do(issues.confirm, id, CALLED)
    assert status(officer, id) == "resolved"
    colleague.do(issues.confirm, id, CALLED)
    assert status(officer, id) == "confirmed_by_community"


def test_a_confirmation_is_from_later_and_can_be_found(
    officer: Desk, colleague: Desk, quarter: UUID, clock: Clock, desk_of: DeskOf
) -> None:
    earlier = a_meeting(colleague, quarter, hours=-1)
    colleague.do(meetings.hold, earlier, HeldDraft(attendance_total=12))
    id = resolved(officer, quarter)
    clock.move(days=2)
    elsewhere = a_meeting(colleague, a_neighborhood(desk_of(Role.ADMINISTRATOR), "N2", "Mill Row"))
    colleague.do(meetings.hold, elsewhere, HeldDraft(attendance_total=12))
    planned = a_meeting(colleague, quarter)
    for meeting in (None, earlier, elsewhere, planned):
        draft = ConfirmDraft(by="meeting", day=TODAY + timedelta(days=2), meeting_id=meeting)
        assert refused(colleague, issues.confirm, id, draft) == {"meeting_id"}
    before = ConfirmDraft(by="call_back", day=TODAY - timedelta(days=1), source="Call-back")
    unnamed = ConfirmDraft(by="survey", day=TODAY)
    to_come = ConfirmDraft(by="survey", day=TODAY + timedelta(days=9), source="Spring survey")
    for draft, field in ((before, "day"), (unnamed, "source"), (to_come, "day")):
        assert refused(colleague, issues.confirm, id, draft) == {field}
    assert status(officer, id) == "resolved"


def test_resolving_anew_takes_the_confirmation_back(officer: Desk, colleague: Desk, quarter: UUID) -> None:
    id = resolved(officer, quarter)
    colleague.do(issues.confirm, id, CALLED)
    colleague.do(issues.open_again, id, ReasonDraft(text="Two lamps went out again."))
    colleague.do(issues.resolve, id, ResolveDraft(text="The cable was mended."))
    read = colleague.ask(general.reading, "issues", id)
    assert not [section for section in read.sections if section.title == "Confirmed"]
    with pytest.raises(NotAllowed):
        colleague.do(issues.confirm, id, CALLED)
    officer.do(issues.confirm, id, CALLED)


STEPS = {
    "acknowledge": AcknowledgeDraft(),
    "prioritize": PrioritizeDraft(),
    "set_to_work": ActionDraft(text="Lamps are ordered."),
    "resolve": ResolveDraft(text="Four new lamps."),
    "confirm": CALLED,
    "open_again": ReasonDraft(text="They went out again."),
    "decline": ReasonDraft(text="It is the state's road."),
    "take_up": Nothing(),
}


@settings(max_examples=12)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(sorted(STEPS))), min_size=4, max_size=16))
def test_in_whatever_order_steps_are_tried_nobody_confirms_their_own(
    officer: Desk, colleague: Desk, quarter: UUID, tried: list[tuple[bool, str]]
) -> None:
    id, solver = in_action(officer, quarter), None
    for first, step in tried:
        desk = officer if first else colleague
        before = status(officer, id)
        try:
            desk.do(getattr(issues, step), id, STEPS[step])
        except CaseError:
            assert status(officer, id) == before
            continue
        solver = desk if step == "resolve" else solver
        assert step != "confirm" or (before == "resolved" and desk is not solver)


def test_what_is_not_taken_up_has_a_public_reason_and_its_promises_go(officer: Desk, quarter: UUID) -> None:
    id = an_issue(officer, quarter)
    officer.do(issues.promise, id, PromiseDraft(text="Ask the state", due_on=TODAY))
    assert "Ask the state" in awaited(officer)
    officer.do(issues.decline, id, ReasonDraft(text="It is the state's road; write to them."))
    assert awaited(officer) == []
    assert officer.ask(general.listing, "commitments").rows[0].status == "dropped"
    assert refused(officer, issues.resolve, id, ResolveDraft(text="Done.")) == {"status"}


def test_setting_to_work_promises_to_tell_and_resolving_ends_that(officer: Desk, quarter: UUID) -> None:
    id = in_action(officer, quarter)
    run = officer.ask(followups.of_parent, "issues", id)
    assert sorted((row.due_at.date() - TODAY).days for row in run) == [7, 14, 30]
    officer.do(issues.resolve, id, ResolveDraft(text="Four new lamps."))
    assert {row.status for row in officer.ask(followups.of_parent, "issues", id)} == {followups.Status.CANCELLED}


def test_a_promise_is_its_owners_until_something_shows_it_was_kept(
    officer: Desk, colleague: Desk, quarter: UUID, desk_of: DeskOf
) -> None:
    id = an_issue(officer, quarter)
    officer.do(issues.promise, id, PromiseDraft(text="Ask the works office", due_on=TODAY))
    (section,) = officer.ask(general.reading, "issues", id).sections
    (promise,) = section.lines
    assert promise.kind == "commitments"
    assert promise.id is not None
    assert "Ask the works office" in awaited(officer)
    assert "Ask the works office" not in awaited(colleague)
    later = LaterDraft(due_on=TODAY + timedelta(days=3), reason="The office is closed.")
    officer.do(issues.put_off, promise.id, later)
    said = officer.ask(general.reading, "commitments", promise.id).sections[0].lines[0]
    assert (said.title, said.detail) == ("First promised for October 14, 2026", "The office is closed.")
    officer.do(issues.keep, promise.id, DoneDraft(evidence="Work order 4410"))
    assert "Ask the works office" not in awaited(officer)


def test_what_was_resolved_is_awaited_of_others(officer: Desk, colleague: Desk, quarter: UUID, clock: Clock) -> None:
    id = an_issue(colleague, quarter)
    colleague.do(issues.acknowledge, id, AcknowledgeDraft())
    officer.do(issues.set_to_work, id, ActionDraft(text="New lamps are ordered."))
    officer.do(issues.resolve, id, ResolveDraft(text="Four new lamps."))
    clock.move(days=10)
    ask = "Ask the community whether it is solved: Dark corner at the ferry landing"
    assert ask in awaited(colleague)
    assert ask not in awaited(officer)


@pytest.mark.parametrize("words", ["Maria Garcia sells there", "Call 312 555 0199", "Protesters at the corner"])
def test_a_public_title_tells_of_nobody(officer: Desk, quarter: UUID, words: str) -> None:
    with pytest.raises(Invalid) as found:
        an_issue(officer, quarter, words)
    assert {problem.field for problem in found.value.problems} == {"title"}


def test_a_decision_says_what_the_community_changed(officer: Desk, quarter: UUID) -> None:
    meeting = a_meeting(officer, quarter)
    values = {"meeting_id": meeting, "subject": "Foot patrol hours", "outcome": "Evenings, from six to nine."}
    without = DecisionDraft(changed=True, **values)  # type: ignore[arg-type]
    assert refused(officer, issues.record_decision, without) == {"what_changed"}
    officer.do(issues.record_decision, without.model_copy(update={"what_changed": "Six instead of four."}))
    row = officer.ask(general.listing, "decisions").rows[0]
    assert (row.subject, row.changed, row.key_0) == ("Foot patrol hours", True, TODAY)
