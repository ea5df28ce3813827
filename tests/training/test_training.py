"""Training: what counts from when, whose is seen by whom, what the untrained are refused, and the month's figures."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.records import exports
from casemgr.records.exports import ExportDraft, Form
from casemgr.records.training import (
    CompletionDraft,
    Standing,
    add_completion,
    coverage,
    import_roster,
    standing_of,
    standings,
    verify,
)
from casemgr.records.training.completions import InErrorDraft, change_completion, mark_in_error
from casemgr.services import today
from casemgr.services.summary import figures
from casemgr.services.training_sheets import crisis_cover, gap_list, training_record
from tests.samples import made

DeskOf = Callable[..., Desk]
Hired = Callable[..., UUID]


def day_of(desk: Desk, ago: int = 0) -> date:
    return desk.store.clock().date() - timedelta(days=ago)


def required(desk: Desk, course: UUID, **facts: Any) -> UUID:
    rule = {"title": "De-escalation", "topic": "de_escalation", "course_id": course, "minutes": 480, "for_unit": ""}
    return made(desk, "requirements", **rule | {"effective_from": day_of(desk, 400), "cycle_months": 12} | facts)


def completed(desk: Desk, who: UUID, course: UUID, ago: int, *, seen: bool = True) -> UUID:
    draft = CompletionDraft(staff_id=who, course_id=course, completed_on=day_of(desk, ago))
    id = desk.do(add_completion, draft)
    if seen:
        desk.do(verify, id, Nothing())
    return id


def only(found: tuple[Standing, ...], who: UUID) -> Standing:
    (one,) = [one for one in found if one.staff_id == who]
    return one


@pytest.fixture
def course(coordinator: Desk) -> UUID:
    return made(coordinator, "courses", title="De-escalation 1", topic="de_escalation", minutes=480, good_for_months=0)


def text_of(paper: Any) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)


def test_what_is_completed_counts_from_when_another_has_seen_it(coordinator: Desk, officer: UUID, course: UUID) -> None:
    required(coordinator, course)
    id = completed(coordinator, officer, course, ago=10, seen=False)
    before = only(coordinator.ask(standings), officer)
    assert (before.earned, before.waiting, before.short) == (0, 480, True)
    coordinator.do(verify, id, Nothing())
    after = only(coordinator.ask(standings), officer)
    assert (after.earned, after.waiting, after.short) == (480, 0, False)
    assert after.due is not None
    assert after.due > day_of(coordinator) + timedelta(days=340)


def test_nobody_verifies_their_own_nor_changes_what_is_verified(
    coordinator: Desk, officer: UUID, desk_of: DeskOf, course: UUID
) -> None:
    own = desk_of(Role.SUPERVISOR, id=officer)
    draft = CompletionDraft(course_id=course, completed_on=day_of(own, 1))
    id = own.do(add_completion, draft)
    with pytest.raises(NotAllowed):
        own.do(verify, id, Nothing())
    assert "verify" not in own.ask(general.reading, "completions", id).acts
    coordinator.do(verify, id, Nothing())
    with pytest.raises(Invalid, match="verified"):
        own.do(change_completion, id, draft)
    coordinator.do(mark_in_error, id, InErrorDraft(reason="Another course"))
    assert own.ask(general.reading, "completions", id).status == "entered in error"


def test_an_officer_enters_and_sees_their_own_alone(
    coordinator: Desk, hired: Hired, officer: UUID, desk_of: DeskOf, course: UUID
) -> None:
    required(coordinator, course)
    other = hired()
    completed(coordinator, other, course, ago=3)
    own = desk_of(Role.OFFICER, id=officer)
    assert [one.staff_id for one in own.ask(standings)] == [officer]
    assert own.ask(standing_of, other) == ()
    assert own.ask(general.listing, "completions").rows == ()
    with pytest.raises(NotAllowed):
        own.do(add_completion, CompletionDraft(staff_id=other, course_id=course, completed_on=day_of(own)))
    with pytest.raises(NotAllowed):
        own.ask(coverage, day_of(own, 5), day_of(own))


def test_what_lapsed_shuts_the_gate_and_what_is_completed_opens_it(
    coordinator: Desk, officer: UUID, desk_of: DeskOf, course: UUID
) -> None:
    required(coordinator, course, title="Records and privacy", gates=["export"])
    own = desk_of(Role.SUPERVISOR, id=officer)
    leaving = ExportDraft(form=Form.PDF, what="Month")
    with pytest.raises(NotAllowed, match="Records and privacy"):
        own.do(exports.register_export, leaving)
    assert own.ask(exports.exports).rows == ()
    completed(coordinator, officer, course, ago=1)
    own.do(exports.register_export, leaving)


def test_a_newcomer_has_the_time_the_rule_gives(coordinator: Desk, officer: UUID, course: UUID) -> None:
    required(coordinator, course, grace_months=6)
    one = only(coordinator.ask(standings), officer)
    assert not one.short
    assert one.due is not None
    assert 170 < (one.due - day_of(coordinator)).days < 190


def test_a_rule_asks_only_those_it_names_while_it_is_in_force(coordinator: Desk, officer: UUID, course: UUID) -> None:
    required(coordinator, course, roles=["liaison"])
    required(coordinator, course, for_unit="South")
    required(coordinator, course, effective_to=day_of(coordinator, 1))
    assert coordinator.ask(standings) == ()
    with pytest.raises(Invalid) as refused:
        required(coordinator, course, effective_to=day_of(coordinator, 500))
    assert refused.value.problems[0].field == "effective_to"


def test_the_month_counts_who_lacks_a_training_and_names_them(
    coordinator: Desk, hired: Hired, officer: UUID, desk_of: DeskOf, course: UUID
) -> None:
    required(coordinator, course)
    soon = hired()
    completed(coordinator, soon, course, ago=330)
    done = completed(coordinator, hired(), course, ago=0)
    desk = desk_of(Role.COMMANDER)
    section = next(s for s in desk.ask(figures, f"{day_of(desk):%Y-%m}").sections if s.number == 10)
    by = {figure.code: figure for figure in section.figures}
    assert by["short"].behind == (("staff", officer),)
    assert by["due_60"].behind == (("staff", soon),)
    assert (by["completed"].n, by["hours"].n) == (1, 8)
    assert by["completed"].behind == (("completions", done),)


def test_shifts_with_someone_trained_for_a_crisis(coordinator: Desk, hired: Hired, officer: UUID) -> None:
    forty = made(coordinator, "courses", topic="crisis_intervention", minutes=2400, good_for_months=0)
    hired(user_name="p.plain")
    completed(coordinator, officer, forty, ago=2)
    rows = [("day", 0, "B-7"), ("day", 1, "p.plain"), ("night", 1, "p.plain")]
    lines = [f"{day_of(coordinator, ago)},{shift},N-1,{user}" for shift, ago, user in rows]
    assert coordinator.do(import_roster, "\n".join(["day,shift,beat,user", *lines])) == 3
    found = coordinator.ask(coverage, day_of(coordinator, 5), day_of(coordinator))
    assert [(one.shift, one.worked, one.covered) for one in found] == [("day", 2, 1), ("night", 1, 0)]
    assert found[1].bare == (day_of(coordinator, 1),)
    said = text_of(coordinator.ask(crisis_cover))
    assert "1 / 2" in said
    assert "0 / 1" in said


def test_the_papers_say_what_is_due_and_on_whose_authority(coordinator: Desk, officer: UUID, course: UUID) -> None:
    required(coordinator, course, authority="Policy 2.4 of Port Sample")
    gaps, record = text_of(coordinator.ask(gap_list)), text_of(coordinator.ask(training_record, officer))
    for said in (gaps, record):
        assert all(word in said for word in ("0 of 8", "Policy 2.4 of Port Sample", "Olive Example"))
    assert "Capacitación" in text_of(coordinator.ask(gap_list, language="es"))


def test_today_tells_an_officer_what_falls_due(coordinator: Desk, officer: UUID, desk_of: DeskOf, course: UUID) -> None:
    required(coordinator, course)
    own = desk_of(Role.OFFICER, id=officer)
    said = [str(item) for item in own.ask(today.boards)[0].items]
    assert any("De-escalation" in one for one in said)


def test_a_draft_sent_twice_is_one(coordinator: Desk, officer: UUID, course: UUID) -> None:
    draft = CompletionDraft(staff_id=officer, course_id=course, completed_on=day_of(coordinator))
    assert coordinator.do(add_completion, draft) == coordinator.do(add_completion, draft)
