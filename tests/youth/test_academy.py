"""Academy cohorts: nobody without consent, no more than there are places, and who was there."""

from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.records import youth
from casemgr.records.youth import AcademyDraft, CohortDraft, EnrollDraft
from tests.youth.lives import TODAY, a_mentee, a_program, a_youth, agreed


def a_cohort(desk: Desk, capacity: int = 2) -> UUID:
    program = a_program(desk, name="Youth Academy", sort="academy", capacity=capacity)
    return desk.do(youth.start_cohort, CohortDraft(program_id=program, name="Fall cohort", starts_on=TODAY))


def a_taker(desk: Desk, given: str) -> UUID:
    person = a_youth(desk, given)
    agreed(desk, person)
    return a_mentee(desk, person)


def test_a_cohort_takes_those_who_agreed_until_it_is_full(desk: Desk) -> None:
    cohort = a_cohort(desk)
    unasked = a_mentee(desk, a_youth(desk, "Ona"))
    with pytest.raises(Invalid, match="No consent of a guardian"):
        desk.do(youth.enroll, cohort, EnrollDraft(mentee_id=unasked))
    first, second, third = (a_taker(desk, given) for given in ("Ana", "Bo", "Cy"))
    for one in (first, second):
        desk.do(youth.enroll, cohort, EnrollDraft(mentee_id=one))
    with pytest.raises(Invalid, match="already"):
        desk.do(youth.enroll, cohort, EnrollDraft(mentee_id=first))
    with pytest.raises(Invalid, match="Every place"):
        desk.do(youth.enroll, cohort, EnrollDraft(mentee_id=third))
    desk.do(youth.leave_cohort, cohort, EnrollDraft(mentee_id=second))
    desk.do(youth.enroll, cohort, EnrollDraft(mentee_id=third))


def test_attendance_counts_those_enrolled_and_shows_initials(desk: Desk) -> None:
    cohort = a_cohort(desk)
    first, second = a_taker(desk, "Ana"), a_taker(desk, "Bo")
    for one in (first, second):
        desk.do(youth.enroll, cohort, EnrollDraft(mentee_id=one))
    stranger = a_taker(desk, "Cy")
    draft = AcademyDraft(topic="How a patrol works", present=[stranger], two_adults=True)
    with pytest.raises(Invalid, match="not in this cohort"):
        desk.do(youth.hold_academy, cohort, draft)
    desk.do(youth.hold_academy, cohort, draft.model_copy(update={"present": [first]}))
    sections = desk.ask(general.reading, "academy_cohorts", cohort).sections
    assert [line.title for line in sections[0].lines] == ["A. Q. · 13-17", "B. Q. · 13-17"]
    assert "1 of 2 there" in sections[1].lines[0].detail
    desk.do(youth.end_cohort, cohort, Nothing())
    with pytest.raises(Invalid):
        desk.do(youth.hold_academy, cohort, draft)
