"""Who is assigned to a neighborhood, since when, and the hand-over to the next: familiarity is the point."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Kind, SightBy
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.neighborhoods.tables import Assignment, Duty

COVER_DAYS = 30
"""Days for which two officers cover a neighborhood after a hand-over."""


class AssignmentDraft(Draft):
    officer_id: UUID = entry(N_("Officer"), ref="staff")
    neighborhood_id: UUID = entry(N_("Neighborhood"), ref="neighborhoods")
    duty: Duty = entry(N_("Duty"), default=Duty.BEAT_OFFICER)
    start: date = entry(N_("From"))
    end: date | None = entry(N_("Until"), default=None)
    primary: bool = entry(N_("First officer for this neighborhood"), default=True)


@dataclass(frozen=True)
class Assigned:
    """Who is assigned on a date; continuity counts the days since the assignment began."""

    id: UUID
    officer_id: UUID
    duty: Duty
    primary: bool
    start: date
    continuity_days: int
    handover_note: str


@command(May.MANAGE_PLACES)
def assign_officer(tx: Tx, draft: AssignmentDraft) -> UUID:
    """Assign an officer; a neighborhood has one first officer at a time."""
    if draft.end is not None and draft.end < draft.start:
        raise Invalid(Problem("end", _("The assignment ends before it begins.")))
    if draft.primary and any(a.primary for a in _on(tx, draft.neighborhood_id, draft.start)):
        sentence = _("This neighborhood has a first officer on that day; hand it over instead.")
        raise Invalid(Problem("primary", sentence))
    row = Assignment(**draft.model_dump())
    tx.add(row)
    return row.id


@command(May.MANAGE_PLACES)
def hand_over(tx: Tx, id: UUID, to: UUID, on: date, note: str) -> UUID:
    """End an assignment and start the next officer's on the same day, with a note on what to know.

    Whoever hands over stays beside them for COVER_DAYS: people are told by someone they know who comes now.
    """
    old = tx.get(Assignment, id)
    if old is None:
        raise NotFound(_("There is no such assignment."))
    if to == old.officer_id:
        raise Invalid(Problem("to", _("Choose someone else to hand over to.")))
    if on < old.start:
        raise Invalid(Problem("on", _("The hand-over lies before the assignment began.")))
    if not note.strip():
        raise Invalid(Problem("note", _("Write what the next officer needs to know.")))
    old.end, old.handover_note, old.handed_over_to = on, note.strip(), to
    tx.add(old)
    new = Assignment(officer_id=to, neighborhood_id=old.neighborhood_id, duty=old.duty, start=on, primary=old.primary)
    tx.add(new)
    until = on + timedelta(days=COVER_DAYS)
    tx.add(
        Assignment(officer_id=old.officer_id, neighborhood_id=old.neighborhood_id, duty=Duty.COVER, start=on, end=until)
    )
    return new.id


def _on(tx: Tx, neighborhood: UUID, day: date) -> list[Assignment]:
    """Those assigned on a day; whoever hands over on that day is no longer counted."""
    asked = select(Assignment).where(Assignment.neighborhood_id == neighborhood, Assignment.start <= day)
    return [row for row in tx.exec(asked) if row.end is None or row.end > day]


@query(May.READ_STAFF)
def assigned(tx: Tx, neighborhood: UUID, day: date) -> list[Assigned]:
    """Who is assigned to a neighborhood on a day, the first officer first."""
    rows = sorted(_on(tx, neighborhood, day), key=lambda row: (not row.primary, row.start))
    return [
        Assigned(r.id, r.officer_id, Duty(r.duty), r.primary, r.start, (day - r.start).days, r.handover_note)
        for r in rows
    ]


def of_officer(tx: Tx, officer: UUID, day: date) -> list[UUID]:
    """The neighborhoods an officer is assigned to on a day, the ones they are first in first."""
    asked = select(Assignment).where(Assignment.officer_id == officer, Assignment.start <= day)
    rows = [row for row in tx.exec(asked) if row.end is None or row.end > day]
    return [row.neighborhood_id for row in sorted(rows, key=lambda row: (not row.primary, row.start))]


@query(May.READ_STAFF)
def assignments(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All assignments, latest first."""
    shown: list[Any] = [
        Assignment.id,
        Assignment.officer_id,
        Assignment.neighborhood_id,
        Assignment.duty,
        Assignment.primary,
        Assignment.end,
    ]
    columns = select(*shown)
    return page(tx, columns, (Assignment.start, Assignment.id), after, size)


Kind(
    "assignments",
    Assignment,
    N_("Assignments"),
    N_("Assignment"),
    read=May.READ_STAFF,
    draft=AssignmentDraft,
    new=assign_officer,
    page=assignments,
    columns=("officer_id", "neighborhood_id", "duty", "start", "end", "primary"),
    order=("start",),
    icon="users",
    area=Area.NEIGHBORHOODS,
    sight=SightBy(everyone=True),
)
