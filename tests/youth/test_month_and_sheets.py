"""What youth work leaves in the month and on paper: counts that are their lists, and nobody's name."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotFound
from casemgr.records import youth
from casemgr.records.youth import AcademyDraft, CheckInDraft, CloseDraft, CohortDraft, EnrollDraft, SessionDraft
from casemgr.services import summary
from casemgr.services.leaving import Within
from casemgr.services.youth_sheets import attendance_sheet, match_file
from tests.conftest import NOON, Clock
from tests.youth.lives import TODAY, a_mentee, a_program, a_whole_match, a_youth, agreed

HEADER = "Juvenile record. Disclosure limited by law."


def words(pages: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pages)).pages)


def section(desk: Desk, month: str) -> dict[str, Any]:
    found = desk.ask(summary.figures, month)
    return {figure.code: figure for one in found.sections if one.number == 9 for figure in one.figures}


def test_the_month_counts_what_was_done_and_what_was_due(desk: Desk, desk_of: Any, clock: Clock) -> None:
    match = a_whole_match(desk)
    clock.now = NOON + timedelta(days=12)
    desk.do(youth.check_in, match, CheckInDraft(party="mentor"))
    facts: dict[str, Any] = {"place_kind": "public", "activity": "Chess in the park", "note": "The aide was ill."}
    for minutes, two in ((60, True), (90, False)):
        draft = SessionDraft(at=clock.now - timedelta(hours=3), minutes=minutes, two_adults=two, **facts)
        desk.do(youth.log_session, match, draft)
    clock.now = NOON + timedelta(days=17)
    lead = desk_of(Role.SUPERVISOR, unit="North")
    found = section(lead, "2026-10")
    assert (found["active"].n, found["active"].behind) == (1, (("youth_matches", match),))
    assert (found["sessions"].n, found["hours"].n) == (2, 2.5)
    assert (found["alone"].n, found["alone"].of) == (1, 2)
    assert (found["check_ins"].n, found["check_ins"].of) == (1, 3)
    desk.do(youth.close_match, match, CloseDraft(closure="early", reason="Moved away"))
    found = section(lead, "2026-10")
    assert found["closed_early"].behind == (("youth_matches", match),)
    for figure in found.values():
        assert not figure.behind or len(figure.behind) == figure.n


def test_the_match_file_says_what_it_is_and_names_nobody_young(desk: Desk, desk_of: Any) -> None:
    match = a_whole_match(desk)
    pages = desk.ask(match_file, match)
    said = words(pages)
    assert pages.leave is Within.DUTY
    assert HEADER in said
    assert "J. Q. · 13-17" in said
    assert "Quill" not in said
    with pytest.raises(NotFound):
        desk_of(Role.OFFICER, unit="North").ask(match_file, match)


def test_the_attendance_sheet_is_by_initials(desk: Desk) -> None:
    program = a_program(desk, sort="academy")
    cohort = desk.do(youth.start_cohort, CohortDraft(program_id=program, name="Fall cohort", starts_on=TODAY))
    person = a_youth(desk)
    agreed(desk, person)
    mentee = a_mentee(desk, person)
    desk.do(youth.enroll, cohort, EnrollDraft(mentee_id=mentee))
    desk.do(youth.hold_academy, cohort, AcademyDraft(topic="Radio codes", present=[mentee], two_adults=True))
    said = words(desk.ask(attendance_sheet, cohort))
    assert HEADER in said
    assert "J. Q. · 13-17" in said
    assert "1 of 1" in said
    assert "Quill" not in said
    assert "Jaden" not in said
