"""What the tests of youth work start from: a program, a mentor who is accepted, a mentee who may take part."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.records import youth
from casemgr.records.staff import staff as all_staff
from casemgr.records.youth import BeginDraft, MatchDraft, MenteeDraft, MentorDraft, ProgramDraft
from tests.builders import a_consent, a_person

TODAY = date(2026, 10, 14)


def a_program(desk: Desk, **facts: Any) -> UUID:
    values = {"name": "Harbor Mentors", "sort": "mentoring", "capacity": 12} | facts
    return desk.do(youth.add_program, ProgramDraft.model_validate(values))


def a_mentor(desk: Desk, *, accepted: bool = True, **facts: Any) -> UUID:
    values = {
        "name": "Noor Vance",
        "application_on": TODAY - timedelta(days=80),
        "interview_on": TODAY - timedelta(days=70),
        "references": 2,
        "background_on": TODAY - timedelta(days=60),
        "background_until": TODAY + timedelta(days=300),
        "training_hours": 6,
    }
    id = desk.do(youth.add_mentor, MentorDraft.model_validate(values | facts))
    if accepted:
        desk.do(youth.accept, id, Nothing())
    return id


def a_youth(desk: Desk, given: str = "Jaden", family: str = "Quill", **facts: Any) -> UUID:
    """A person of 14."""
    return a_person(desk, given, family, **{"dob": date(2012, 5, 2)} | facts)


def agreed(desk: Desk, person: UUID, **facts: Any) -> UUID:
    """A guardian's consent to youth programs."""
    values = {
        "given_by": "parent_or_guardian",
        "purposes": ["youth_program"],
        "recipient_classes": ["Staff and mentors of the program"],
        "effective_on": TODAY,
    }
    return a_consent(desk, person, **values | facts)


def a_mentee(desk: Desk, person: UUID, **facts: Any) -> UUID:
    values = {"person_id": person, "assent_on": TODAY} | facts
    return desk.do(youth.add_mentee, MenteeDraft.model_validate(values))


def a_match(desk: Desk, program: UUID, mentor: UUID, mentee: UUID, **facts: Any) -> UUID:
    values = {
        "program_id": program,
        "mentor_id": mentor,
        "mentee_id": mentee,
        "frequency": "weekly",
        "starts_on": TODAY,
    }
    return desk.do(youth.add_match, MatchDraft.model_validate(values | facts))


def begun(desk: Desk, match: UUID, day: date = TODAY) -> UUID:
    desk.do(youth.begin, match, BeginDraft(introduced_on=day, introduced_by=staff_of(desk)))
    return match


def staff_of(desk: Desk) -> UUID:
    """Someone on the staff list."""
    from_list = desk.ask(all_staff)
    return from_list.rows[0].id


def a_whole_match(desk: Desk) -> UUID:
    """A match that has begun, with all it needs."""
    person = a_youth(desk)
    agreed(desk, person)
    return begun(desk, a_match(desk, a_program(desk), a_mentor(desk), a_mentee(desk, person)))
