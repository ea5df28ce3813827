"""Completions: who took which course when, with what certificate, and who has seen it (domain 2.13)."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotAllowed, NotFound, Problem
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query, require
from casemgr.i18n import N_, _
from casemgr.records.staff import member, staff_names
from casemgr.records.training.courses import MOST_MINUTES, the_course

VERIFIED_WITHIN = timedelta(days=14)
"""So soon a certificate is looked at."""


class CompletionStatus(StrEnum):
    """Where a completion stands; it counts from when it is verified."""

    ENTERED = "entered"
    VERIFIED = "verified"
    ENTERED_IN_ERROR = "entered_in_error"


class CompletionDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    staff_id: UUID | None = entry(N_("Who"), default=None, ref="staff", hint=N_("Left empty, you."))
    course_id: UUID = entry(N_("Course"), ref="courses")
    completed_on: date = entry(N_("Completed on"))
    minutes: int | None = entry(
        N_("Minutes earned"), default=None, ge=5, le=MOST_MINUTES, hint=N_("Left empty, the whole course.")
    )
    score: int | None = entry(N_("Score, in percent"), default=None, ge=0, le=100)
    certificate: str = entry(
        N_("Certificate"), default="", max_length=80, hint=N_("Its number, or where the paper lies.")
    )


class InErrorDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=200)


@told(number="number", code="topic status", quiet="reason", title="certificate", rest="fact")
class Completion(Record, table=True):
    __tablename__ = "training_completion"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_completion_day", "completed_on", "id"),
        Index("ix_completion_staff", "staff_id", "completed_on"),
    )
    number: str = Field(max_length=24, unique=True)
    staff_id: UUID = Field(foreign_key="staff.id")
    course_id: UUID = Field(foreign_key="training_course.id")
    topic: str = Field(max_length=60)
    minutes: int
    completed_on: date
    until: date | None = None
    score: int | None = None
    certificate: str = Field(default="", max_length=80)
    status: str = Field(default=CompletionStatus.ENTERED.value, max_length=20)
    verified_by: UUID | None = None
    reason: str = Field(default="", max_length=200)


def _fill(tx: Tx, row: Completion, draft: CompletionDraft) -> UUID:
    if draft.completed_on > tx.now.astimezone(tx.store.zone).date():
        raise Invalid(Problem("completed_on", _("This day has not come yet.")))
    course, who = the_course(tx, draft.course_id), member(tx, row.staff_id)
    row.unit, row.course_id, row.topic = who.unit, course.id, course.topic
    row.minutes = draft.minutes or course.minutes
    row.completed_on, row.score, row.certificate = draft.completed_on, draft.score, draft.certificate
    good_for = relativedelta(months=course.good_for_months)
    row.until = draft.completed_on + good_for if course.good_for_months else None
    tx.add(row)
    return row.id


@command(May.READ_TRAINING)
def add_completion(tx: Tx, draft: CompletionDraft) -> UUID:
    """Enter that a course was completed: one's own, or with the right to edit training anybody's."""
    there = tx.get(Completion, draft.id)
    if there is not None:
        return there.id
    who = draft.staff_id or tx.actor.id
    if who != tx.actor.id:
        require(tx, May.EDIT_TRAINING)
    row = Completion(
        id=draft.id,
        number=next_number(tx, "T"),
        staff_id=who,
        course_id=draft.course_id,
        topic="",
        minutes=0,
        completed_on=draft.completed_on,
    )
    return _fill(tx, row, draft)


@command(May.READ_TRAINING)
def change_completion(tx: Tx, id: UUID, draft: CompletionDraft) -> None:
    """Change a completion that nobody has verified yet; whose it is stays."""
    row = tx.get(Completion, id)
    if row is None:
        raise NotFound(_("There is no such completion, or you may not see it."))
    if row.staff_id != tx.actor.id:
        require(tx, May.EDIT_TRAINING)
    if row.status != CompletionStatus.ENTERED:
        raise Invalid(Problem("", _("This is verified. Mark it entered in error, and enter what is right.")))
    _fill(tx, row, draft)


def _another(tx: Tx, row: Completion) -> None:
    if row.staff_id == tx.actor.id:
        raise NotAllowed(_("Nobody verifies their own training."))


@act(
    Completion,
    N_("Verify"),
    may=May.EDIT_TRAINING,
    since={CompletionStatus.ENTERED},
    to=CompletionStatus.VERIFIED,
    holds=_another,
)
def verify(tx: Tx, row: Completion) -> None:
    """Say that one has seen the certificate; from now on the course counts."""
    row.verified_by = tx.actor.id


@act(
    Completion,
    N_("Entered in error"),
    may=May.EDIT_TRAINING,
    since={CompletionStatus.ENTERED, CompletionStatus.VERIFIED},
    to=CompletionStatus.ENTERED_IN_ERROR,
)
def mark_in_error(tx: Tx, row: Completion, draft: InErrorDraft) -> None:
    """Take a completion out of what counts; it stays readable, with the reason."""
    row.reason = draft.reason


@query(May.READ_TRAINING)
def completions(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """What the actor may see completed, latest first."""
    shown: list[Any] = [
        Completion.id,
        Completion.number,
        Completion.staff_id,
        Completion.course_id,
        Completion.minutes,
        Completion.status,
    ]
    return page(tx, select(*shown), (Completion.completed_on, Completion.id), after, size)


def _words(tx: Tx, row: Completion) -> Words:
    name = staff_names(tx).get(row.staff_id, "")
    return Words(the_course(tx, row.course_id).title, f"{row.number} · {name}", row.certificate)


def _beside(tx: Tx, row: Completion) -> list[Section]:
    said: list[Line] = []
    if row.until is not None:
        said.append(Line(_("Good until the day before"), row.until.isoformat()))
    if row.verified_by is not None:
        said.append(Line(_("Verified by"), staff_names(tx).get(row.verified_by, ""), "staff", row.verified_by))
    if row.reason:
        said.append(Line(_("Entered in error"), row.reason))
    return [Section(_("Certificate"), tuple(said))] if said else []


def _due(tx: Tx) -> list[Due]:
    """What nobody has verified yet, for those of the unit who may; never for whoever took the course."""
    if not tx.actor.may(May.EDIT_TRAINING):
        return []
    asked = select(Completion).where(
        col(Completion.status) == CompletionStatus.ENTERED.value, col(Completion.staff_id) != tx.actor.id
    )
    return [
        Due(
            id=row.id,
            at=datetime.combine(row.completed_on, time(17), tx.store.zone) + VERIFIED_WITHIN,
            what=_("Verify a certificate: {course}").format(course=the_course(tx, row.course_id).title),
            number=row.number,
            unit=row.unit,
        )
        for row in tx.exec(asked)
    ]


Kind(
    "completions",
    Completion,
    N_("Training completed"),
    N_("Completed course"),
    read=May.READ_TRAINING,
    draft=CompletionDraft,
    new=add_completion,
    amend=change_completion,
    amended_in=frozenset({CompletionStatus.ENTERED}),
    page=completions,
    columns=("number", "staff_id", "course_id", "completed_on", "minutes", "status"),
    order=("completed_on",),
    letter="T",
    icon="circle-check",
    area=Area.TRAINING,
    sight=SightBy(own=("staff_id",), beyond_own=May.REVIEW_TRAINING),
    searched=_words,
    states="completion_status",
    beside=_beside,
    due=_due,
    retention="training",
)
