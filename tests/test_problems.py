"""Problem-solving projects: the gates, what a measure may say, the report on one page, and the month."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.records import problems
from casemgr.records.problems import (
    ActionDraft,
    BackDraft,
    Better,
    GateDraft,
    MeasureDraft,
    Moved,
    Phase,
    Point,
    PointDraft,
    ProblemDraft,
    Series,
    When,
)
from casemgr.services.problem_report import problem_report
from casemgr.services.summary import figures
from tests.samples import made

DeskOf = Callable[..., Desk]
HARM, GUESS = "Children cross between parked trucks.", "Trucks wait there because the yard opens late."
WHY = "The school term begins on Monday and cannot wait."


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def begun(desk: Desk, **facts: Any) -> UUID:
    id = made(desk, "problems", **({"harm": "", "hypothesis": "", "assessment": ""} | facts))
    desk.do(problems.begin_analysis, id, Nothing())
    return id


def counted(desk: Desk, id: UUID, *values: float, phase: When = When.BEFORE, ago: int = 90) -> None:
    day = desk.store.clock().astimezone(desk.store.zone).date()
    for place, value in enumerate(values):
        on = day - timedelta(days=ago - place)
        desk.do(problems.add_point, id, PointDraft(on=on, value=value, phase=phase))


def phase(desk: Desk, id: UUID) -> str:
    return desk.ask(general.reading, "problems", id).status


def test_no_response_before_harm_hypothesis_and_two_points(officer: Desk) -> None:
    id = begun(officer)
    officer.do(problems.add_measure, id, MeasureDraft(name="Near misses"))
    counted(officer, id, 4)
    with pytest.raises(Invalid) as refused:
        officer.do(problems.begin_response, id, GateDraft())
    (problem,) = refused.value.problems
    assert problem.field == "reason"
    for missing in ("what harm it does", "a working hypothesis", "a measure with two points before"):
        assert missing in problem.sentence
    assert phase(officer, id) == "analysis"
    officer.do(problems.change_problem, id, ProblemDraft(title="Trucks at the school", harm=HARM, hypothesis=GUESS))
    counted(officer, id, 5, ago=60)
    officer.do(problems.begin_response, id, GateDraft())
    assert phase(officer, id) == "response"


def test_a_gate_overridden_stays_visible_in_record_report_and_month(officer: Desk, desk_of: DeskOf) -> None:
    id = begun(officer)
    with pytest.raises(Invalid):
        officer.do(problems.begin_response, id, GateDraft(reason="because"))
    officer.do(problems.begin_response, id, GateDraft(reason=WHY))
    reading = officer.ask(general.reading, "problems", id)
    said = [line.detail for section in reading.sections for line in section.lines]
    assert any(WHY in line for line in said)
    assert WHY in text_of(officer.ask(problem_report, id)).replace("\n", " ")
    month = f"{officer.store.clock().astimezone(officer.store.zone):%Y-%m}"
    section = next(one for one in desk_of(Role.SUPERVISOR).ask(figures, month).sections if one.code == "problems")
    assert next(one for one in section.figures if one.code == "overridden").behind == (("problems", id),)


def test_no_end_without_a_point_after_and_what_came_of_it(officer: Desk) -> None:
    id = begun(officer, harm=HARM, hypothesis=GUESS)
    officer.do(problems.add_measure, id, MeasureDraft(name="Near misses"))
    counted(officer, id, 4, 6)
    officer.do(problems.begin_response, id, GateDraft())
    officer.do(problems.begin_assessment, id, Nothing())
    with pytest.raises(Invalid) as refused:
        officer.do(problems.close, id, GateDraft())
    assert "a point after" in refused.value.problems[0].sentence
    counted(officer, id, 1, phase=When.AFTER, ago=5)
    values = {"title": "Trucks at the school", "harm": HARM, "hypothesis": GUESS, "assessment": "Fewer near misses."}
    officer.do(problems.change_problem, id, ProblemDraft(**values))
    officer.do(problems.close, id, GateDraft())
    assert phase(officer, id) == "closed"
    with pytest.raises(Invalid):
        officer.do(problems.add_action, id, ActionDraft(what="Late", technique="1", owner_type="media"))


def test_the_phases_are_a_circle(officer: Desk) -> None:
    id = begun(officer)
    officer.do(problems.go_back, id, BackDraft(phase=Phase.SCANNING, reason="It is two problems"))
    assert phase(officer, id) == "scanning"
    with pytest.raises(Invalid):
        officer.do(problems.go_back, id, BackDraft(phase=Phase.SCANNING, reason="Again"))


def test_a_point_needs_its_measure_and_a_day_that_has_been(officer: Desk) -> None:
    id = begun(officer)
    day = officer.store.clock().date()
    with pytest.raises(Invalid) as refused:
        officer.do(problems.add_point, id, PointDraft(on=day, value=1))
    assert refused.value.problems[0].sentence == "There is no measure yet; add one first."
    for name in ("Near misses", "Trucks"):
        officer.do(problems.add_measure, id, MeasureDraft(name=name))
    with pytest.raises(Invalid) as refused:
        officer.do(problems.add_point, id, PointDraft(on=day, value=1))
    assert refused.value.problems[0].sentence == "Name one of: Near misses, Trucks."
    with pytest.raises(Invalid):
        officer.do(problems.add_point, id, PointDraft(measure="trucks", on=day + timedelta(days=3), value=1))


def test_the_board_says_what_the_next_gate_asks(officer: Desk) -> None:
    id = begun(officer, harm=HARM)
    card = next(one for one in officer.ask(problems.board) if one.id == id)
    assert (card.phase, card.missing) == (Phase.ANALYSIS, "a working hypothesis; a measure with two points before")


def test_the_report_fits_a_page_and_says_that_a_short_series_is_a_direction_only(officer: Desk) -> None:
    id = begun(officer, harm=HARM * 4, hypothesis=GUESS * 3, analysis=HARM * 6, assessment=GUESS * 4, goals=HARM)
    officer.do(problems.add_measure, id, MeasureDraft(name="Near misses", unit="a week", source="School log"))
    counted(officer, id, 4, 6, 5)
    counted(officer, id, 1, 2, phase=When.AFTER, ago=9)
    pages = PdfReader(BytesIO(officer.ask(problem_report, id))).pages
    assert len(pages) == 1
    said = pages[0].extract_text().replace("\n", " ")
    assert "Near misses: better; short series: direction only" in said
    assert "Not to be handed on" in said


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@given(
    st.lists(st.tuples(st.sampled_from(list(When)), st.integers(-1000, 1000)), max_size=20),
    st.sampled_from(list(Better)),
)
def test_a_series_never_claims_what_its_means_do_not_show(points: list[tuple[When, int]], better: Better) -> None:
    day = date(2026, 1, 1)
    made_of = tuple(Point(day + timedelta(days=n), value, when) for n, (when, value) in enumerate(points))
    series = Series(uuid4(), "Calls", "", better, "", made_of)
    before, after = series.mean(When.BEFORE), series.mean(When.AFTER)
    assert (series.moved is Moved.UNKNOWN) == (before is None or after is None)
    assert series.short == (len([p for p in made_of if p.phase is not When.DURING]) < problems.ENOUGH)
    if before is not None and after is not None and before != after:
        fell = after < before
        assert (series.moved is Moved.BETTER) == (fell == (better is Better.LOWER))
