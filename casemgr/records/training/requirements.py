"""Requirements: how much of what someone must have trained in which time, and on whose authority; data, not code."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, col, or_, select

from casemgr.core.access import May, Role
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.training.courses import MOST_MINUTES, the_course


class Gated(StrEnum):
    """What someone cannot do while a requirement that says so is not met."""

    EXPORT = "export"
    MERGE = "merge"


class RequirementDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    title: str = entry(N_("Title"), min_length=2, max_length=120)
    topic: str = entry(N_("Topic"), code="training_topic", min_length=1)
    course_id: UUID | None = entry(
        N_("Course"), default=None, ref="courses", hint=N_("Left empty, any course of the topic counts.")
    )
    minutes: int = entry(N_("Minutes required"), ge=5, le=MOST_MINUTES)
    cycle_months: int = entry(N_("Within, in months"), ge=0, le=240, hint=N_("0 when once is enough."))
    grace_months: int = entry(
        N_("Months a newcomer has"), default=0, ge=0, le=60, hint=N_("Counted from when they or the rule began.")
    )
    roles: list[Role] = entry(N_("For whom"), default_factory=list, hint=N_("Left empty, everyone."))
    for_unit: str = entry(N_("Of which unit"), default="", max_length=60, hint=N_("Left empty, every unit."))
    gates: list[str] = entry(N_("Needed for"), default_factory=list, code="gated_function", max_length=4)
    authority: str = entry(
        N_("Authority"), min_length=3, max_length=300, hint=N_("The law, policy or accreditation that asks for it.")
    )
    effective_from: date = entry(N_("In force from"))
    effective_to: date | None = entry(N_("In force until"), default=None)


@told(title="title for_unit authority", code="topic roles gates", kept="standing", rest="fact")
class Requirement(Record, table=True):
    __tablename__ = "training_requirement"  # type: ignore[assignment]
    title: str = Field(max_length=120)
    topic: str = Field(max_length=60)
    course_id: UUID | None = Field(default=None, foreign_key="training_course.id")
    minutes: int
    cycle_months: int
    grace_months: int = 0
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    for_unit: str = Field(default="", max_length=60)
    gates: list[str] = Field(default_factory=list, sa_type=JSON)
    authority: str = Field(max_length=300)
    effective_from: date
    effective_to: date | None = None


def _fill(tx: Tx, row: Requirement, draft: RequirementDraft) -> UUID:
    if draft.effective_to is not None and draft.effective_to < draft.effective_from:
        raise Invalid(Problem("effective_to", _("It ends before it begins.")))
    if draft.course_id is not None and the_course(tx, draft.course_id).topic != draft.topic:
        raise Invalid(Problem("course_id", _("This course has another topic.")))
    values = draft.model_dump(exclude={"id"}) | {"roles": [role.value for role in draft.roles]}
    for name, value in values.items():
        setattr(row, name, value)
    tx.add(row)
    return row.id


@command(May.EDIT_TRAINING)
def add_requirement(tx: Tx, draft: RequirementDraft) -> UUID:
    """Enter a requirement."""
    there = tx.get(Requirement, draft.id)
    if there is not None:
        return there.id
    values = draft.model_dump(include={"title", "topic", "minutes", "cycle_months", "authority", "effective_from"})
    return _fill(tx, Requirement(id=draft.id, **values), draft)


@command(May.EDIT_TRAINING)
def change_requirement(tx: Tx, id: UUID, draft: RequirementDraft) -> None:
    """Change a requirement, or end it by its last day."""
    row = tx.get(Requirement, id)
    if row is None:
        raise NotFound(_("There is no such requirement."))
    _fill(tx, row, draft)


def in_force(tx: Tx, day: date) -> list[Requirement]:
    """The requirements that are in force on a day, by title."""
    until = or_(col(Requirement.effective_to).is_(None), col(Requirement.effective_to) >= day)
    asked = select(Requirement).where(col(Requirement.effective_from) <= day, until)
    return list(tx.exec(asked.order_by(Requirement.title, col(Requirement.id))))


@query(May.READ_TRAINING)
def requirements(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All requirements, by title."""
    shown: list[Any] = [Requirement.id, Requirement.topic, Requirement.minutes, Requirement.cycle_months]
    return page(tx, select(*shown), (Requirement.title, Requirement.id), after, size, descending=False)
