"""Education sessions: planned, held, called off; what the month makes of them, and the acts every kind shares."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.records import education
from casemgr.records.education import CalledOffDraft, HeldDraft
from casemgr.services import today
from casemgr.services.summary import figures
from casemgr.services.today import Group, Sort
from tests.samples import made

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def planned(desk: Desk, *, hours: float = -2, **facts: Any) -> UUID:
    return made(desk, "education", starts_at=desk.store.clock() + timedelta(hours=hours), **facts)


def acts(desk: Desk, id: UUID) -> tuple[str, ...]:
    return desk.ask(general.reading, "education", id).acts


def test_a_state_offers_its_steps_and_refuses_others_with_the_states_they_need(officer: Desk) -> None:
    id = planned(officer)
    assert acts(officer, id) == ("hold", "call_off")
    officer.do(education.hold, id, HeldDraft(attendance=12))
    assert acts(officer, id) == ("hold",)
    with pytest.raises(Invalid) as refused:
        officer.do(education.call_off, id, CalledOffDraft(reason="Nobody came"))
    assert (
        refused.value.problems[0].sentence
        == "“Call off” is not possible while this is “held”, only while it is: planned."
    )
    assert officer.ask(general.reading, "education", id).status == "held"


def test_whoever_may_only_read_is_offered_nothing_and_refused(officer: Desk, desk_of: DeskOf) -> None:
    id = planned(officer)
    commander = desk_of(Role.COMMANDER)
    assert acts(commander, id) == ()
    with pytest.raises(NotAllowed):
        commander.do(education.hold, id, HeldDraft(attendance=12))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"attendance": 3, "quiz_n": 4, "quiz_before": 10, "quiz_after": 20}, "quiz_n"),
        ({"attendance": 3, "quiz_n": 2, "quiz_before": 10}, "quiz_before"),
        ({"attendance": 3, "quiz_before": 10, "quiz_after": 20}, "quiz_n"),
    ],
)
def test_a_quiz_that_cannot_be_is_refused_beside_its_field(officer: Desk, said: dict[str, Any], field: str) -> None:
    id = planned(officer)
    with pytest.raises(Invalid) as refused:
        officer.do(education.hold, id, HeldDraft(**said))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert officer.ask(general.reading, "education", id).status == "planned"


def test_a_session_to_come_cannot_have_been_held(officer: Desk) -> None:
    with pytest.raises(Invalid):
        officer.do(education.hold, planned(officer, hours=3), HeldDraft(attendance=1))


def test_what_came_of_it_is_read_under_it(officer: Desk) -> None:
    id = planned(officer)
    officer.do(education.hold, id, HeldDraft(attendance=20, quiz_n=10, quiz_before=40, quiz_after=65.5))
    (section,) = officer.ask(general.reading, "education", id).sections
    assert [line.title for line in section.lines] == [
        "20 people there",
        "Quiz: 40 % before, 65.5 % after, of 10 who answered both",
    ]


def test_its_presenter_is_told_until_it_is_entered_what_came_of_it(officer: Desk, desk_of: DeskOf) -> None:
    mate = desk_of(Role.OFFICER)
    id = planned(officer, title="Your rights at a traffic stop", presenter_ids=[mate.actor.id])
    (item,) = mate.ask(today.boards)[0].items
    assert (item.sort, item.about, item.id) == (Sort.DUTY, "education", id)
    assert item.what == "Enter what came of it: Your rights at a traffic stop"
    assert item.group in (Group.TODAY, Group.OVERDUE)
    assert officer.ask(today.boards)[0].items == ()
    officer.do(education.hold, id, HeldDraft(attendance=5))
    assert mate.ask(today.boards)[0].items == ()


def test_the_month_counts_what_was_held_and_each_number_has_its_list(officer: Desk, desk_of: DeskOf) -> None:
    supervisor = desk_of(Role.SUPERVISOR)
    day = officer.store.clock().astimezone(officer.store.zone).date() - timedelta(days=40)
    at = datetime.combine(day, time(18), UTC)
    held = [made(officer, "education", starts_at=at, topic=topic) for topic in ("legal_rights", "safety_skill")]
    made(officer, "education", starts_at=at)
    officer.do(education.hold, held[0], HeldDraft(attendance=30, quiz_n=10, quiz_before=40, quiz_after=60))
    officer.do(education.hold, held[1], HeldDraft(attendance=40, quiz_n=30, quiz_before=50, quiz_after=60))
    section = section_of(supervisor, day)
    figure = {one.code: one for one in section.figures}
    assert {id for _kind, id in figure["held"].behind} == set(held)
    assert all(one.n == len(one.behind) for one in section.figures if one.behind)
    assert (figure["people"].n, figure["gain"].n) == (70, 12.5)
    assert figure["topic_legal_rights"].n == 1


def section_of(desk: Desk, day: date) -> Any:
    return next(one for one in desk.ask(figures, f"{day:%Y-%m}").sections if one.code == "education")
