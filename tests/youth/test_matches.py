"""Mentoring matches: none begins while a standard is not met, none ends as planned without its closing."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core import general, settings
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid
from casemgr.core.kind import KINDS, Due
from casemgr.records import consents, youth
from casemgr.records.consents import RevokeDraft
from casemgr.records.youth import AnswerDraft, CheckInDraft, CloseDraft, MatchDraft, ReportDraft, SessionDraft, WhyDraft
from tests.conftest import NOON, Clock
from tests.youth.lives import (
    TODAY,
    a_match,
    a_mentee,
    a_mentor,
    a_program,
    a_whole_match,
    a_youth,
    agreed,
    begun,
)


def fields(refused: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {problem.field for problem in refused.value.problems}


def status(desk: Desk, match: UUID) -> str:
    return desk.ask(general.reading, "youth_matches", match).status


def dues(desk: Desk, kind: str) -> list[Due]:
    asked = KINDS[kind].due
    assert asked is not None
    with desk.store.tx(desk.actor) as tx:
        return list(asked(tx))


def a_session(desk: Desk, match: UUID, **facts: Any) -> None:
    values = {
        "at": desk.store.clock() - timedelta(hours=2),
        "place_kind": "school",
        "activity": "Homework",
        "two_adults": True,
    }
    desk.do(youth.log_session, match, checked(SessionDraft, values | facts))


def test_a_match_begins_once_all_standards_are_met(desk: Desk) -> None:
    match = a_whole_match(desk)
    reading = desk.ask(general.reading, "youth_matches", match)
    assert (reading.status, reading.label) == ("active", "juvenile")
    standards = next(section for section in reading.sections if section.title == "Standards")
    assert [line.title for line in standards.lines] == [
        "Recruitment: met",
        "Screening: met",
        "Training: met",
        "Matching and initiation: met",
    ]


MENTOR_LACKS: dict[str, dict[str, Any]] = {
    "has not applied": {"application_on": None},
    "not interviewed": {"interview_on": None},
    "1 of 2 references": {"references": 1},
    "no background check": {"background_on": None, "background_until": None},
    "ran out": {"background_until": TODAY - timedelta(days=1)},
    "1 of 2 hours": {"training_hours": 1},
}


@pytest.mark.parametrize("said", sorted(MENTOR_LACKS))
def test_a_mentor_who_lacks_something_meets_nobody(desk: Desk, said: str) -> None:
    person = a_youth(desk)
    agreed(desk, person)
    mentor = a_mentor(desk, accepted=False, **MENTOR_LACKS[said])
    with pytest.raises(Invalid, match=said):
        desk.do(youth.accept, mentor, Nothing())
    match = a_match(desk, a_program(desk), mentor, a_mentee(desk, person))
    with pytest.raises(Invalid) as refused:
        begun(desk, match)
    assert said in str(refused.value.sentence) or said in " ".join(one.sentence for one in refused.value.problems)
    assert status(desk, match) == "proposed"


def test_without_consent_assent_frequency_or_meeting_it_does_not_begin(desk: Desk) -> None:
    person = a_youth(desk)
    mentee = a_mentee(desk, person, assent_on=None)
    match = a_match(desk, a_program(desk), a_mentor(desk), mentee, frequency="")
    with pytest.raises(Invalid) as refused:
        begun(desk, match, TODAY + timedelta(days=3))
    said = " ".join(one.sentence for one in refused.value.problems)
    for words in ("No consent of a guardian", "has not agreed themselves", "How often", "have not met yet"):
        assert words in said
    assert "Matching and initiation" in said


@pytest.mark.parametrize("facts", [{"given_by": "individual"}, {"purposes": ["referral"]}])
def test_only_a_guardians_consent_to_youth_programs_counts(desk: Desk, facts: dict[str, Any]) -> None:
    person = a_youth(desk)
    agreed(desk, person, **facts)
    match = a_match(desk, a_program(desk), a_mentor(desk), a_mentee(desk, person))
    with pytest.raises(Invalid, match="No consent of a guardian"):
        begun(desk, match)


def test_a_match_is_made_for_a_year(desk: Desk) -> None:
    person = a_youth(desk)
    parts = (a_program(desk), a_mentor(desk), a_mentee(desk, person))
    with pytest.raises(Invalid) as refused:
        a_match(desk, *parts, expected_end=TODAY + timedelta(days=300))
    assert fields(refused) == {"expected_end"}
    match = a_match(desk, *parts)
    assert desk.ask(general.reading, "youth_matches", match).values["expected_end"] == TODAY + timedelta(days=365)


def test_a_full_program_takes_nobody_and_a_mentee_is_matched_once(desk: Desk) -> None:
    program, mentor = a_program(desk, capacity=1), a_mentor(desk)
    mentee = a_mentee(desk, a_youth(desk))
    a_match(desk, program, mentor, mentee)
    with pytest.raises(Invalid, match="Every place"):
        a_match(desk, program, mentor, a_mentee(desk, a_youth(desk, "Mina")))
    other = a_program(desk, name="Uplands Mentors")
    a_match(desk, other, mentor, mentee)
    with pytest.raises(Invalid, match="not closed yet"):
        a_match(desk, other, mentor, mentee)


def test_sessions_are_never_in_a_private_home_and_tell_why_nobody_else_was_there(desk: Desk) -> None:
    match = a_whole_match(desk)
    with pytest.raises(Invalid) as refused:
        a_session(desk, match, place_kind="private_home")
    assert fields(refused) == {"place_kind"}
    with pytest.raises(Invalid) as refused:
        a_session(desk, match, two_adults=False)
    assert fields(refused) == {"note"}
    with pytest.raises(Invalid) as refused:
        a_session(desk, match, at=desk.store.clock() + timedelta(hours=1))
    assert fields(refused) == {"at"}
    a_session(desk, match)
    with pytest.raises(Invalid, match="only while"):
        a_session(desk, a_match(desk, a_program(desk), a_mentor(desk), a_mentee(desk, a_youth(desk, "Mina"))))


def test_a_concern_is_awaited_until_it_is_answered(desk: Desk) -> None:
    match = a_whole_match(desk)
    a_session(desk, match, concern=True, note="Very quiet today.")
    assert any("concern" in due.what for due in dues(desk, "youth_matches"))
    desk.do(youth.answer_concern, match, AnswerDraft(session=1, answer="Spoke with the school."))
    assert not any("concern" in due.what for due in dues(desk, "youth_matches"))


def test_check_ins_are_due_twice_in_the_first_month_and_then_monthly(desk: Desk, clock: Clock) -> None:
    match = a_whole_match(desk)
    awaited = {due.what: due.at.date() for due in dues(desk, "youth_matches")}
    assert set(awaited.values()) == {TODAY + timedelta(days=15)}
    assert len(awaited) == 3
    assert not [due for due in dues(desk, "youth_matches") if "Quill" in due.what]
    clock.now = NOON + timedelta(days=10)
    desk.do(youth.check_in, match, CheckInDraft(party="mentor"))
    clock.now = NOON + timedelta(days=20)
    by = {due.what: due.at.date() for due in dues(desk, "youth_matches")}
    assert by["Check in with the mentor of a match"] == TODAY + timedelta(days=30)
    assert by["Check in with the mentee of a match"] == TODAY + timedelta(days=15), "missed, and still awaited"
    desk.do(youth.check_in, match, CheckInDraft(party="mentee"))
    by = {due.what: due.at.date() for due in dues(desk, "youth_matches")}
    assert by["Check in with the mentee of a match"] == TODAY + timedelta(days=60)


@given(st.lists(st.integers(1, 400), max_size=12), st.integers(0, 400))
def test_a_check_in_is_always_awaited_within_a_month_of_the_last_slot(days: list[int], passed: int) -> None:
    start = date(2026, 1, 1)
    made = [start + timedelta(days=day) for day in days]
    due = youth.awaited(start, made, start + timedelta(days=passed))
    last = max(made, default=start)
    assert due > last or not made
    assert due <= last + timedelta(days=60)
    if not made:
        assert due == start + timedelta(days=15)


def test_a_match_ends_as_planned_with_its_closing_or_says_why_it_ended_otherwise(desk: Desk) -> None:
    match = a_whole_match(desk)
    with pytest.raises(Invalid) as refused:
        desk.do(youth.close_match, match, CloseDraft(closure="planned"))
    assert fields(refused) == {"closing_meeting_on", "exit_mentor"}
    with pytest.raises(Invalid) as refused:
        desk.do(youth.close_match, match, CloseDraft(closure="early"))
    assert fields(refused) == {"reason"}
    draft = CloseDraft(closure="planned", closing_meeting_on=TODAY, exit_mentor=True, exit_mentee=True)
    desk.do(youth.close_match, match, draft)
    assert status(desk, match) == "closed"
    assert dues(desk, "youth_matches") == []
    with pytest.raises(Invalid):
        desk.do(youth.check_in, match, CheckInDraft(party="mentor"))


def test_a_paused_match_goes_on_only_while_consent_and_screening_stand(desk: Desk) -> None:
    person = a_youth(desk)
    consent = agreed(desk, person)
    match = begun(desk, a_match(desk, a_program(desk), a_mentor(desk), a_mentee(desk, person)))
    desk.do(youth.pause_match, match, WhyDraft(reason="Moving house"))
    assert not any("Check in" in due.what for due in dues(desk, "youth_matches"))
    desk.do(consents.revoke_consent, consent, RevokeDraft(reason="They changed their mind"))
    assert [due.what for due in dues(desk, "mentees")] == ["The consent to a youth program has ended"]
    with pytest.raises(Invalid, match="No consent of a guardian"):
        desk.do(youth.resume_match, match, Nothing())
    agreed(desk, person)
    desk.do(youth.resume_match, match, Nothing())
    assert status(desk, match) == "active"


def test_what_runs_out_is_awaited_a_month_before(desk: Desk, clock: Clock) -> None:
    a_whole_match(desk)
    clock.now = NOON + timedelta(days=160)
    assert [due.what for due in dues(desk, "mentees")] == ["Renew the consent to a youth program"]
    clock.now = NOON + timedelta(days=280)
    assert [due.what for due in dues(desk, "mentors")] == ["Renew the background check of a mentor"]
    clock.now = NOON + timedelta(days=340)
    assert any("expected end" in due.what for due in dues(desk, "youth_matches"))


def test_of_a_report_only_that_and_when_is_kept(desk: Desk, desk_of: Any) -> None:
    match = a_whole_match(desk)
    desk_of(Role.ADMINISTRATOR).do(settings.set_text, settings.REPORT_PHONE, "555-0142")
    assert {name for name in ReportDraft.model_fields} == {"at"}
    desk.do(youth.note_match_report, match, ReportDraft())
    with pytest.raises(Invalid):
        desk.do(youth.note_match_report, match, ReportDraft(at=desk.store.clock() + timedelta(hours=1)))
    section = desk.ask(general.reading, "youth_matches", match).sections[-1]
    assert "555-0142" in section.lines[0].title
    assert section.lines[1].title.startswith("A report was made on October 14, 2026")


def test_who_is_matched_stays_once_they_have_begun(desk: Desk) -> None:
    match = a_whole_match(desk)
    values = desk.ask(general.reading, "youth_matches", match).values
    with pytest.raises(CaseError):
        desk.do(
            youth.change_match, match, checked(MatchDraft, values | {"mentor_id": a_mentor(desk, name="Other One")})
        )
    desk.do(youth.change_match, match, checked(MatchDraft, values | {"frequency": "monthly"}))
