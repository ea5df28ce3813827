"""Youth work in the demo town: a mentoring program with matches at every stage, and an academy cohort."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from casemgr.core.acts import Nothing
from casemgr.demo.days import Shift, id_at, plain
from casemgr.demo.residents import Resident
from casemgr.demo.story import Story
from casemgr.disclosing import Purpose
from casemgr.records import consents, youth
from casemgr.records.consents import ConsentDraft
from casemgr.records.youth import (
    AcademyDraft,
    BeginDraft,
    CheckInDraft,
    CloseDraft,
    CohortDraft,
    EnrollDraft,
    MatchDraft,
    MenteeDraft,
    MentorDraft,
    ProgramDraft,
    SessionDraft,
)

COORDINATOR, MENTOR = "m.oconnor", "r.delgado"
UNIT = "Harbor Unit"
AGES = range(10, 16)
BEGUN = (150, 95, 33)
"""Days ago on which each match began; the first was closed early, the last has a check-in missed."""
COHORT, ACADEMY_DAYS = 6, 70
TOPICS = ("How a patrol works", "Rights and duties on the street", "Radio and dispatch", "First aid", "A day in court")
DONE = ("Chess at the library", "Homework", "Baseball practice", "A visit to the fire station", "Drawing class")
PLACES = ("public", "school", "site")


def tell(story: Story) -> None:
    """Fill the diary with programs, mentors, matches and the cohort, all kept by the youth officer."""
    chance = Random("port sample youth")
    founded = story.diary.on_or_after(COORDINATOR, story.diary.ago(200))
    academy = story.diary.on_or_after(COORDINATOR, story.diary.ago(ACADEMY_DAYS))
    if founded is None or academy is None:
        return
    programs = [id_at(founded.end, chance) for _n in range(2)]
    for id, sort, name, places in zip(
        programs, ("mentoring", "academy"), ("Harbor Mentors (DEMO)", "Youth Academy (DEMO)"), (12, 20), strict=True
    ):
        draft = ProgramDraft(id=id, name=name, sort=sort, capacity=places)
        story.diary.do(founded, plain(youth.add_program, draft))
    mentors = _mentors(story, chance, founded)
    young = _young(story, founded)
    for n, (days, resident) in enumerate(zip(BEGUN, young, strict=False)):
        shift = story.diary.on_or_after(COORDINATOR, story.diary.ago(days))
        if shift is not None:
            _match(story, chance, shift, programs[0], mentors[n % 2], resident, n)
    _cohort(story, chance, academy, programs[1], young[len(BEGUN) : len(BEGUN) + COHORT])


def _young(story: Story, shift: Shift) -> list[Resident]:
    """Those of the right age, with a name, whom the unit had met by then."""
    met = [one for some in story.known.values() for one in some]
    there = [
        one
        for one in met
        if one.age in AGES and one.given and one.family and story.town.member(one.author).unit == UNIT
    ]
    by_then = shift.end - timedelta(days=1)
    return [one for one in there if datetime.fromtimestamp((one.known.int >> 80) / 1000, UTC) < by_then]


def _mentors(story: Story, chance: Random, shift: Shift) -> list[UUID]:
    ids = [id_at(shift.end, chance) for _n in range(2)]
    day = story.diary.day(shift.end)
    for id, until in zip(ids, (story.diary.today + timedelta(days=21), day + timedelta(days=700)), strict=True):
        draft = MentorDraft(
            id=id,
            staff_id=story.ground.staff[MENTOR] if id == ids[0] else None,
            name="" if id == ids[0] else "Harriet Boone (DEMO)",
            application_on=day - timedelta(days=60),
            interview_on=day - timedelta(days=40),
            references=3,
            background_on=day - timedelta(days=30),
            background_until=until,
            training_hours=6,
        )
        story.diary.do(shift, plain(youth.add_mentor, draft), plain(youth.accept, id, Nothing()))
    return ids


def _mentee(story: Story, chance: Random, shift: Shift, resident: Resident) -> UUID:
    """Someone young with their guardian's consent and their own yes."""
    id = id_at(shift.end, chance)
    consent = ConsentDraft(
        id=id_at(shift.end, chance),
        person_id=resident.known,
        given_by="parent_or_guardian",
        recipient_classes=["Mentors and staff of the program"],
        categories=["identity"],
        purposes=[Purpose.YOUTH_PROGRAM.value],
        not_a_condition_of_service=True,
        assent=True,
    )
    draft = MenteeDraft(
        id=id,
        person_id=resident.known,
        school="Harbor Middle School (DEMO)",
        assent_on=story.diary.day(shift.end),
        goals="DEMO. Someone to talk to, and help with math.",
        transport="Walks; picked up after dark.",
    )
    story.diary.do(shift, plain(consents.record_consent, consent), plain(youth.add_mentee, draft))
    return id


def _match(story: Story, chance: Random, shift: Shift, program: UUID, mentor: UUID, resident: Resident, n: int) -> None:
    id, day = id_at(shift.end, chance), story.diary.day(shift.end)
    mentee = _mentee(story, chance, shift, resident)
    often = {"frequency": "every_two_weeks", "starts_on": day}
    draft = MatchDraft.model_validate(
        {"id": id, "program_id": program, "mentor_id": mentor, "mentee_id": mentee} | often
    )
    begun = BeginDraft(introduced_on=day, introduced_by=story.ground.staff[COORDINATOR])
    story.diary.do(shift, plain(youth.add_match, draft), plain(youth.begin, id, begun))
    later = story.diary.after(COORDINATOR, shift.end, 10)
    for held in range(9):
        if later is None:
            return
        _met(story, later, id, held, missed=n == len(BEGUN) - 1)
        if n == 0 and held == 7:
            left = CloseDraft(closure="early", reason="DEMO. The family moved away.", exit_mentor=True)
            story.diary.do(later, plain(youth.close_match, id, left))
            return
        later = story.diary.after(COORDINATOR, later.end, 13)


def _met(story: Story, shift: Shift, match: UUID, held: int, *, missed: bool) -> None:
    """A session that was held, and a talk with each of the three; where it is `missed`, not with the guardian."""
    session = SessionDraft(
        at=shift.end - timedelta(hours=3),
        minutes=60 + 15 * (held % 3),
        place_kind=PLACES[held % len(PLACES)],
        activity=DONE[held % len(DONE)],
        two_adults=held != 3,
        note="DEMO. The coach left early; the door stayed open." if held == 3 else "",
    )
    story.diary.do(shift, plain(youth.log_session, match, session))
    for party in ("mentor", "mentee") if missed else ("mentor", "mentee", "guardian"):
        story.diary.do(shift, plain(youth.check_in, match, CheckInDraft(party=party)))


def _cohort(story: Story, chance: Random, shift: Shift, program: UUID, young: list[Resident]) -> None:
    id = id_at(shift.end, chance)
    draft = CohortDraft(
        id=id, program_id=program, name="This season's cohort (DEMO)", starts_on=story.diary.day(shift.end)
    )
    story.diary.do(shift, plain(youth.start_cohort, draft))
    taking_part = [_mentee(story, chance, shift, resident) for resident in young]
    for one in taking_part:
        story.diary.do(shift, plain(youth.enroll, id, EnrollDraft(mentee_id=one)))
    later = story.diary.after(COORDINATOR, shift.end, 6)
    for topic in TOPICS:
        if later is None:
            return
        there = [one for one in taking_part if chance.random() < 0.85]
        held = AcademyDraft(topic=topic, present=there, two_adults=True)
        story.diary.do(later, plain(youth.hold_academy, id, held))
        later = story.diary.after(COORDINATOR, later.end, 7)
