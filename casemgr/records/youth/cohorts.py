"""Academy cohorts: who takes part, the sessions held, and who was there; names stand on no sheet of one."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import Label, May, highest
from casemgr.core.acts import act
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.consents import today
from casemgr.records.staff import member
from casemgr.records.youth.drafts import AcademyDraft, CohortDraft, EnrollDraft
from casemgr.records.youth.mentees import initials_of, lacking, reporting, the_mentee
from casemgr.records.youth.programs import refuse_full, the_program
from casemgr.records.youth.tables import AcademySession, Cohort, CohortMember, CohortStatus


@command(May.EDIT_YOUTH)
def start_cohort(tx: Tx, draft: CohortDraft) -> UUID:
    """Start a cohort of a program."""
    if tx.get(Cohort, draft.id) is not None:
        return draft.id
    facts = draft.model_dump(include={"id", "program_id", "name", "starts_on"})
    return _fill(tx, Cohort(**facts), draft)


@command(May.EDIT_YOUTH)
def change_cohort(tx: Tx, id: UUID, draft: CohortDraft) -> None:
    """Change how a cohort is called, when it meets and who leads it."""
    _fill(tx, the_cohort(tx, id), draft)


def _fill(tx: Tx, cohort: Cohort, draft: CohortDraft) -> UUID:
    program = the_program(tx, draft.program_id)
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise Invalid(Problem("ends_on", _("It ends before it begins.")))
    if draft.coordinator_id not in (None, cohort.coordinator_id):
        member(tx, draft.coordinator_id)
    for name, value in draft.model_dump(exclude={"id"}).items():
        setattr(cohort, name, value)
    cohort.coordinator_id = draft.coordinator_id or program.coordinator_id or tx.actor.id
    cohort.neighborhood_id = program.neighborhood_id
    tx.add(cohort)
    return cohort.id


def the_cohort(tx: Tx, id: UUID) -> Cohort:
    """The cohort with this id, if the actor may see it."""
    cohort = tx.get(Cohort, id)
    if cohort is None:
        raise NotFound(_("There is no such cohort, or you may not see it."))
    return cohort


@act(Cohort, N_("Enroll someone"), may=May.EDIT_YOUTH, since={CohortStatus.RUNNING})
def enroll(tx: Tx, cohort: Cohort, draft: EnrollDraft) -> None:
    """Take a mentee in: with their guardian's consent, their own yes, and a place left."""
    mentee = the_mentee(tx, draft.mentee_id)
    if mentee.id in {one.mentee_id for one in members_of(tx, cohort.id)}:
        raise Invalid(Problem("mentee_id", _("They are in this cohort already.")))
    missing = [Problem(field, said) for _standard, field, said in lacking(tx, mentee)]
    if missing:
        raise Invalid(*missing)
    refuse_full(tx, the_program(tx, cohort.program_id))
    cohort.sensitivity = highest(Label.JUVENILE, cohort.sensitivity, mentee.sensitivity)
    tx.add(CohortMember(cohort_id=cohort.id, mentee_id=mentee.id, joined_on=today(tx)))


@act(Cohort, N_("Someone leaves"), may=May.EDIT_YOUTH, since={CohortStatus.RUNNING})
def leave_cohort(tx: Tx, cohort: Cohort, draft: EnrollDraft) -> None:
    """Say that someone no longer takes part."""
    found = next((one for one in members_of(tx, cohort.id) if one.mentee_id == draft.mentee_id), None)
    if found is None:
        raise Invalid(Problem("mentee_id", _("They are not in this cohort.")))
    found.left_on = today(tx)
    tx.add(found)


@act(Cohort, N_("Log a session"), may=May.EDIT_YOUTH, since={CohortStatus.RUNNING})
def hold_academy(tx: Tx, cohort: Cohort, draft: AcademyDraft) -> None:
    """Write down a session and who of the cohort was there."""
    on = draft.on or today(tx)
    if on > today(tx):
        raise Invalid(Problem("on", _("This day lies in the future.")))
    enrolled = {one.mentee_id for one in members_of(tx, cohort.id)}
    if not set(draft.present) <= enrolled:
        raise Invalid(Problem("present", _("Someone named here is not in this cohort. Enroll them first.")))
    tx.add(
        AcademySession(
            cohort_id=cohort.id,
            n=len(sessions_held(tx, cohort.id)) + 1,
            on=on,
            minutes=draft.minutes,
            topic=draft.topic,
            two_adults=draft.two_adults,
            enrolled=len(enrolled),
            present=[str(id) for id in sorted(set(draft.present))],
        )
    )


@act(Cohort, N_("End"), may=May.EDIT_YOUTH, since={CohortStatus.RUNNING}, to="ended")
def end_cohort(tx: Tx, cohort: Cohort) -> None:
    """End a cohort; its places are free again."""
    cohort.ends_on = today(tx) if cohort.ends_on is None else min(cohort.ends_on, max(today(tx), cohort.starts_on))


def members_of(tx: Tx, cohort_id: UUID) -> list[CohortMember]:
    """Those who take part in a cohort now, first enrolled first."""
    asked = select(CohortMember).where(CohortMember.cohort_id == cohort_id, col(CohortMember.left_on).is_(None))
    return list(tx.exec(asked.order_by(col(CohortMember.joined_on), col(CohortMember.id))))


def sessions_held(tx: Tx, cohort_id: UUID) -> list[AcademySession]:
    """The sessions of a cohort, in the order they were entered."""
    asked = select(AcademySession).where(AcademySession.cohort_id == cohort_id)
    return list(tx.exec(asked.order_by(col(AcademySession.n))))


@query(May.READ_YOUTH)
def academy_cohorts(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All cohorts the actor may see, the last begun first."""
    shown: list[Any] = [Cohort.id, Cohort.name, Cohort.program_id, Cohort.ends_on, Cohort.status]
    return page(tx, select(*shown), (Cohort.starts_on, Cohort.id), after, size)


def _words(_tx: Tx, cohort: Cohort) -> Words:
    return Words(cohort.name, _("Academy cohort"))


def _beside(tx: Tx, cohort: Cohort) -> list[Section]:
    who = tuple(_member(tx, one) for one in members_of(tx, cohort.id))
    return [
        Section(_("Who takes part"), who),
        Section(_("Sessions"), tuple(_sessions(tx, cohort.id))),
        reporting(tx),
    ]


def _member(tx: Tx, one: CohortMember) -> Line:
    since = _("since {day}").format(day=long_day(one.joined_on))
    return Line(initials_of(tx, one.mentee_id), since, "mentees", one.mentee_id)


def _sessions(tx: Tx, cohort_id: UUID) -> Iterator[Line]:
    for one in reversed(sessions_held(tx, cohort_id)):
        came = _("{n} of {enrolled} there").format(n=len(one.present), enrolled=one.enrolled)
        alone = "" if one.two_adults else _("no second adult")
        yield Line(f"{one.n}. {long_day(one.on)} · {one.topic}", " · ".join(said for said in (came, alone) if said))


Kind(
    "academy_cohorts",
    Cohort,
    N_("Academy cohorts"),
    N_("Academy cohort"),
    read=May.READ_YOUTH,
    draft=CohortDraft,
    new=start_cohort,
    amend=change_cohort,
    page=academy_cohorts,
    columns=("name", "program_id", "starts_on", "ends_on", "status"),
    order=("starts_on",),
    icon="landmark",
    sight=SightBy(own=("entered_by", "coordinator_id"), neighborhood="neighborhood_id"),
    parts={CohortMember: "cohort_id", AcademySession: "cohort_id"},
    searched=_words,
    area=Area.YOUTH,
    states="cohort_status",
    beside=_beside,
)
