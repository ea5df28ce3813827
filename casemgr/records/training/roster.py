"""The duty roster: who works which shift on which beat, and on which of them someone is trained for a crisis."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record, new_id
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.staff import member, staff_names
from casemgr.records.training.completions import Completion, CompletionStatus
from casemgr.records.training.gaps import Earned, earned_by

CRISIS = "crisis_intervention"


class DutyStatus(StrEnum):
    """Whether a duty stands, or a later roster of its day left it out."""

    STANDS = "stands"
    REPLACED = "replaced"


class DutyDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    day: date = entry(N_("Day"))
    shift: str = entry(N_("Shift"), min_length=1, max_length=20)
    beat: str = entry(N_("Beat"), min_length=1, max_length=20)
    staff_id: UUID = entry(N_("Who"), ref="staff")


@told(code="status", number="beat", title="shift", rest="fact")
class RosteredDuty(Record, table=True):
    __tablename__ = "rostered_duty"  # type: ignore[assignment]
    __table_args__ = (Index("ix_duty_day", "day", "id"),)
    day: date
    shift: str = Field(max_length=20)
    beat: str = Field(max_length=20)
    staff_id: UUID = Field(foreign_key="staff.id")
    status: str = Field(default=DutyStatus.STANDS.value, max_length=12)


@dataclass(frozen=True)
class Coverage:
    """A shift on a beat over some days: on how many it was worked, on how many with a CIT officer, and when not."""

    shift: str
    beat: str
    worked: int
    covered: int
    bare: tuple[date, ...]


def _fill(tx: Tx, row: RosteredDuty, draft: DutyDraft) -> UUID:
    row.day, row.shift, row.beat, row.staff_id = draft.day, draft.shift, draft.beat, draft.staff_id
    row.unit = member(tx, draft.staff_id).unit
    tx.add(row)
    return row.id


@command(May.EDIT_TRAINING)
def add_duty(tx: Tx, draft: DutyDraft) -> UUID:
    """Enter one duty; nobody stands twice on one shift of a day."""
    there = tx.get(RosteredDuty, draft.id)
    if there is not None:
        return there.id
    twice = select(RosteredDuty.id).where(
        RosteredDuty.day == draft.day,
        RosteredDuty.shift == draft.shift,
        RosteredDuty.staff_id == draft.staff_id,
        RosteredDuty.status == DutyStatus.STANDS.value,
    )
    if tx.exec(twice).first() is not None:
        raise Invalid(Problem("staff_id", _("They stand in the roster of this shift already.")))
    return _fill(tx, RosteredDuty(**draft.model_dump()), draft)


@command(May.EDIT_TRAINING)
def change_duty(tx: Tx, id: UUID, draft: DutyDraft) -> None:
    """Change one duty."""
    row = tx.get(RosteredDuty, id)
    if row is None:
        raise NotFound(_("There is no such duty, or you may not see it."))
    _fill(tx, row, draft)


@query(May.REVIEW_TRAINING)
def coverage(tx: Tx, first: date, last: date) -> tuple[Coverage, ...]:
    """For each shift and beat from one day to another: on how many days someone CIT-trained was on duty."""
    asked = select(RosteredDuty).where(
        col(RosteredDuty.day) >= first,
        col(RosteredDuty.day) <= last,
        RosteredDuty.status == DutyStatus.STANDS.value,
    )
    trained = _crisis_training(tx)
    needed = 60 * threshold(tx, "cit_hours")
    there: dict[tuple[str, str], dict[date, bool]] = {}
    for duty in tx.exec(asked):
        days = there.setdefault((duty.shift, duty.beat), {})
        is_trained = earned_by(trained.get(duty.staff_id, ()), duty.day) >= needed
        days[duty.day] = days.get(duty.day, False) or is_trained
    return tuple(
        Coverage(shift, beat, len(days), sum(days.values()), tuple(sorted(day for day in days if not days[day])))
        for (shift, beat), days in sorted(there.items())
    )


def _crisis_training(tx: Tx) -> dict[UUID, list[Earned]]:
    asked = select(Completion).where(Completion.topic == CRISIS, Completion.status == CompletionStatus.VERIFIED.value)
    found: dict[UUID, list[Earned]] = {}
    for one in tx.exec(asked):
        found.setdefault(one.staff_id, []).append(Earned(one.completed_on, one.minutes, one.until))
    return found


@query(May.READ_TRAINING)
def duty_roster(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """The duties the actor may see, latest first."""
    shown: list[Any] = [
        RosteredDuty.id,
        RosteredDuty.shift,
        RosteredDuty.beat,
        RosteredDuty.staff_id,
        RosteredDuty.status,
    ]
    return page(tx, select(*shown), (RosteredDuty.day, RosteredDuty.id), after, size)


def _words(tx: Tx, row: RosteredDuty) -> Words:
    line = f"{row.day.isoformat()} · {row.shift}"
    return Words(staff_names(tx).get(row.staff_id, ""), line, row.beat)


Kind(
    "roster",
    RosteredDuty,
    N_("Duty roster"),
    N_("Duty"),
    read=May.READ_TRAINING,
    draft=DutyDraft,
    new=add_duty,
    amend=change_duty,
    page=duty_roster,
    columns=("day", "shift", "beat", "staff_id", "status"),
    order=("day",),
    icon="calendar",
    area=Area.TRAINING,
    sight=SightBy(own=("staff_id",), beyond_own=May.REVIEW_TRAINING),
    searched=_words,
    states="duty_status",
    retention="attendance",
)
