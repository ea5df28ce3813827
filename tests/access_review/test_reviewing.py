"""A week reviewed: found over real openings and searches, answered by somebody else, signed, and left as signed."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed, NotFound
from casemgr.records import people, searches
from casemgr.records.access_reviews import (
    AnswerDraft,
    Answered,
    WatchDraft,
    Watched,
    access_findings,
    answer_finding,
    sign_access_review,
    watch_for,
)
from casemgr.services.access_review import begin_review, review_weeks
from tests.builders import a_member, a_person
from tests.conftest import Clock

DeskOf = Callable[..., Desk]
WEEK = date(2026, 10, 12)
FINE = AnswerDraft(answer=Answered.JUSTIFIED)


@pytest.fixture
def reviewer(desk_of: DeskOf) -> Desk:
    id = a_member(desk_of(Role.ADMINISTRATOR), "c.lindqvist", "Carin Lindqvist", roles=[Role.COMMANDER])
    return desk_of(Role.COMMANDER, id=id, extra_labels=frozenset({Label.RESTRICTED}))


@pytest.fixture
def rosa(desk_of: DeskOf) -> Desk:
    id = a_member(desk_of(Role.ADMINISTRATOR))
    return desk_of(Role.OFFICER, id=id, extra_labels=frozenset({Label.RESTRICTED}))


def begun(clock: Clock, desk: Desk) -> UUID:
    """The review of the week of the test, begun on the Wednesday after."""
    clock.move(days=7)
    return desk.do(begin_review, WEEK)


def lines(desk: Desk, review: UUID) -> list[tuple[str, UUID]]:
    return [(row.pattern, row.staff_id) for row in desk.ask(access_findings, review)]


def test_openings_and_searches_of_the_week_become_findings(
    clock: Clock, desk_of: DeskOf, rosa: Desk, reviewer: Desk
) -> None:
    cousin = a_person(desk_of(Role.OFFICER), "Jorge", "Delgado", sensitivity=Label.RESTRICTED)
    rosa.ask(people.person, cousin)
    rosa.do(searches.note_search, "type:person carin lindqvist", 1)
    review = begun(clock, reviewer)
    shown = ["colleague", "no_open_work", "same_surname"]
    assert lines(reviewer, review) == [(pattern, rosa.actor.id) for pattern in shown]


def test_who_entered_the_record_has_work_with_it(clock: Clock, rosa: Desk, reviewer: Desk) -> None:
    rosa.ask(people.person, a_person(rosa, "Ana", "Petrov", sensitivity=Label.RESTRICTED))
    assert lines(reviewer, begun(clock, reviewer)) == []


def test_nobody_sees_answers_or_signs_away_lines_about_themselves(
    clock: Clock, desk_of: DeskOf, reviewer: Desk
) -> None:
    reviewer.do(watch_for, WatchDraft(sort=Watched.FIGURE, text="Lena Vasquez"))
    reviewer.do(searches.note_search, "lena vasquez", 0)
    review = begun(clock, reviewer)
    other = desk_of(Role.RECORDS_CUSTODIAN)
    [finding] = other.ask(access_findings, review)
    assert finding.pattern == "figure"
    assert reviewer.ask(access_findings, review) == []
    with pytest.raises(NotFound):
        reviewer.do(answer_finding, finding.id, FINE)
    with pytest.raises(Invalid, match="Another reviewer"):
        reviewer.do(sign_access_review, review)
    other.do(answer_finding, finding.id, FINE)
    other.do(sign_access_review, review)


def test_a_week_is_signed_when_each_finding_has_its_answer_and_then_stays(
    clock: Clock, rosa: Desk, reviewer: Desk
) -> None:
    rosa.do(searches.note_search, "rosa delgado", 0)
    review = begun(clock, reviewer)
    [finding] = reviewer.ask(access_findings, review)
    with pytest.raises(Invalid, match="without an answer"):
        reviewer.do(sign_access_review, review)
    with pytest.raises(Invalid, match="few words"):
        reviewer.do(answer_finding, finding.id, AnswerDraft(answer=Answered.REFER))
    reviewer.do(answer_finding, finding.id, AnswerDraft(answer=Answered.REFER, words="Looked herself up."))
    reviewer.do(sign_access_review, review)
    with pytest.raises(Invalid, match="signed"):
        reviewer.do(answer_finding, finding.id, FINE)
    assert [(row.week_start, row.signed_at is None) for row in reviewer.ask(review_weeks)][:2] == [
        (WEEK, False),
        (date(2026, 10, 5), True),
    ]


def test_a_week_is_begun_once_and_only_when_it_is_over(clock: Clock, reviewer: Desk) -> None:
    with pytest.raises(Invalid, match="not over"):
        reviewer.do(begin_review, WEEK)
    assert begun(clock, reviewer) == reviewer.do(begin_review, date(2026, 10, 15))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICER, Role.LIAISON])
def test_who_has_no_part_in_the_review_is_refused(clock: Clock, desk_of: DeskOf, reviewer: Desk, role: Role) -> None:
    review = begun(clock, reviewer)
    desk = desk_of(role)
    with pytest.raises(NotAllowed):
        desk.ask(access_findings, review)
    with pytest.raises(NotAllowed):
        desk.do(sign_access_review, review)


def test_a_home_belongs_to_one_of_the_staff(reviewer: Desk) -> None:
    with pytest.raises(Invalid, match="names who"):
        reviewer.do(watch_for, WatchDraft(sort=Watched.HOME, text="14 Elm Street"))
