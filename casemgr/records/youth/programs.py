"""Youth programs: mentoring, academies, explorers, athletics, summer jobs; how many places each has."""

from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.staff import member
from casemgr.records.youth.drafts import ProgramDraft
from casemgr.records.youth.tables import Cohort, CohortMember, CohortStatus, MatchStatus, YouthMatch, YouthProgram


@command(May.EDIT_YOUTH)
def add_program(tx: Tx, draft: ProgramDraft) -> UUID:
    """Add a program for young people."""
    if tx.get(YouthProgram, draft.id) is not None:
        return draft.id
    return _fill(tx, YouthProgram(id=draft.id, name=draft.name, sort=draft.sort, capacity=draft.capacity), draft)


@command(May.EDIT_YOUTH)
def change_program(tx: Tx, id: UUID, draft: ProgramDraft) -> None:
    """Change what a program offers, or how many places it has."""
    _fill(tx, the_program(tx, id), draft)


def _fill(tx: Tx, program: YouthProgram, draft: ProgramDraft) -> UUID:
    if draft.coordinator_id not in (None, program.coordinator_id):
        member(tx, draft.coordinator_id)
    for name, value in draft.model_dump(exclude={"id"}).items():
        setattr(program, name, value)
    program.coordinator_id = draft.coordinator_id or program.coordinator_id or tx.actor.id
    tx.add(program)
    return program.id


def the_program(tx: Tx, id: UUID) -> YouthProgram:
    """The program with this id, if the actor may see it."""
    program = tx.get(YouthProgram, id)
    if program is None:
        raise NotFound(_("There is no such program, or you may not see it."))
    return program


def refuse_full(tx: Tx, program: YouthProgram) -> None:
    """Invalid where every place of a program is taken."""
    if sum(taken(tx, program)) >= program.capacity:
        said = _("Every place of this program is taken: {n}.").format(n=program.capacity)
        raise Invalid(Problem("program_id", said))


def taken(tx: Tx, program: YouthProgram) -> tuple[int, int]:
    """Places taken by matches that are not closed, and by those in cohorts that run; within sight."""
    matched = select(func.count()).select_from(YouthMatch).where(YouthMatch.program_id == program.id)
    enrolled = select(func.count()).select_from(CohortMember).join(Cohort, col(Cohort.id) == CohortMember.cohort_id)
    enrolled = enrolled.where(Cohort.program_id == program.id, Cohort.status == CohortStatus.RUNNING.value)
    return (
        tx.exec(matched.where(YouthMatch.status != MatchStatus.CLOSED.value)).one(),
        tx.exec(enrolled.where(col(CohortMember.left_on).is_(None))).one(),
    )


@query(May.READ_YOUTH)
def youth_programs(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All programs the actor may see, by name."""
    shown: list[Any] = [YouthProgram.id, YouthProgram.sort, YouthProgram.capacity, YouthProgram.neighborhood_id]
    return page(tx, select(*shown), (YouthProgram.name, YouthProgram.id), after, size, descending=False)


def _words(tx: Tx, program: YouthProgram) -> Words:
    return Words(program.name, label(tx, "youth_program_kind", program.sort), program.about)


def _beside(tx: Tx, program: YouthProgram) -> list[Section]:
    matched, enrolled = taken(tx, program)
    said = _("{matched} matched and {enrolled} in cohorts, of {capacity} places")
    return [
        Section(
            _("Places taken, as far as you may see"),
            (Line(said.format(matched=matched, enrolled=enrolled, capacity=program.capacity)),),
        )
    ]


Kind(
    "youth_programs",
    YouthProgram,
    N_("Youth programs"),
    N_("Youth program"),
    read=May.READ_YOUTH,
    draft=ProgramDraft,
    new=add_program,
    amend=change_program,
    page=youth_programs,
    columns=("name", "sort", "capacity", "neighborhood_id"),
    order=("name",),
    icon="users",
    sight=SightBy(own=("entered_by", "coordinator_id"), neighborhood="neighborhood_id"),
    searched=_words,
    area=Area.YOUTH,
    beside=_beside,
)
