"""Neighborhoods with their beats, and who is assigned to them: familiarity is the point (domain 2.3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, select

from casemgr.core.access import May
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Part, Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _


class Duty(StrEnum):
    """What an officer is to a neighborhood."""

    BEAT_OFFICER = "beat_officer"
    RELIEF = "relief"
    SERGEANT = "sergeant"
    LIAISON = "liaison"
    CO_RESPONDER = "co_responder"


class NeighborhoodDraft(Draft):
    code: str = entry(N_("Code"), min_length=1, max_length=12)
    name: str = entry(N_("Name"), min_length=2, max_length=80)
    description: str = entry(N_("Description"), default="", max_length=1000, answer=Answer.LONG_TEXT)
    population: int | None = entry(N_("Population"), default=None, ge=0, le=10**9)
    boundary: str = entry(N_("Boundary (GeoJSON)"), default="", max_length=200_000, hidden=True)
    beats: list[str] = entry(N_("Beats"), default_factory=list)


class Neighborhood(Record, table=True):
    __table_args__ = (Index("ix_neighborhood_name", "name", "id"),)
    code: str = Field(max_length=12, unique=True)
    name: str = Field(max_length=80)
    description: str = ""
    population: int | None = None
    boundary: str = ""


class Beat(Part, table=True):
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id", index=True)
    code: str = Field(max_length=20)


class AssignmentDraft(Draft):
    officer_id: UUID = entry(N_("Officer"), ref="staff")
    neighborhood_id: UUID = entry(N_("Neighborhood"), ref="neighborhoods")
    duty: Duty = entry(N_("Duty"), default=Duty.BEAT_OFFICER)
    start: date = entry(N_("From"))
    end: date | None = entry(N_("Until"), default=None)
    primary: bool = entry(N_("First officer for this neighborhood"), default=True)


class Assignment(Record, table=True):
    __table_args__ = (Index("ix_assignment_place", "neighborhood_id", "start"),)
    officer_id: UUID = Field(foreign_key="staff.id", index=True)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id")
    duty: str = Field(max_length=20)
    start: date
    end: date | None = None
    primary: bool = False
    handover_note: str = ""
    handed_over_to: UUID | None = None


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


def _fill(tx: Tx, place: Neighborhood, draft: NeighborhoodDraft) -> None:
    taken = tx.exec(select(Neighborhood.id).where(Neighborhood.code == draft.code)).first()
    if taken not in (None, place.id):
        raise Invalid(Problem("code", _("Another neighborhood has this code.")))
    for name in ("code", "name", "description", "population", "boundary"):
        setattr(place, name, getattr(draft, name))
    tx.add(place)
    tx.flush()
    there = {beat.code: beat for beat in tx.exec(select(Beat).where(Beat.neighborhood_id == place.id))}
    for code in draft.beats:
        if code not in there:
            tx.add(Beat(neighborhood_id=place.id, code=code))
    for code, beat in there.items():
        if code not in draft.beats:
            tx.delete(beat)


@command(May.MANAGE_PLACES)
def add_neighborhood(tx: Tx, draft: NeighborhoodDraft) -> UUID:
    """Add a neighborhood and its beats."""
    place = Neighborhood(code=draft.code, name=draft.name)
    _fill(tx, place, draft)
    return place.id


@command(May.MANAGE_PLACES)
def change_neighborhood(tx: Tx, id: UUID, draft: NeighborhoodDraft) -> None:
    """Change a neighborhood or its beats."""
    place = tx.get(Neighborhood, id)
    if place is None:
        raise NotFound(_("There is no such neighborhood."))
    _fill(tx, place, draft)


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
    """End an assignment and start the next officer's on the same day, with a note on what to know."""
    old = tx.get(Assignment, id)
    if old is None:
        raise NotFound(_("There is no such assignment."))
    if on < old.start:
        raise Invalid(Problem("on", _("The hand-over lies before the assignment began.")))
    if not note.strip():
        raise Invalid(Problem("note", _("Write what the next officer needs to know.")))
    old.end, old.handover_note, old.handed_over_to = on, note.strip(), to
    tx.add(old)
    new = Assignment(officer_id=to, neighborhood_id=old.neighborhood_id, duty=old.duty, start=on, primary=old.primary)
    tx.add(new)
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


@query(May.SIGN_IN)
def neighborhoods(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """All neighborhoods, by name."""
    shown: list[Any] = [Neighborhood.id, Neighborhood.code, Neighborhood.name, Neighborhood.population]
    columns = select(*shown)
    return page(tx, columns, (Neighborhood.name, Neighborhood.id), after, size, descending=False)


@query(May.SIGN_IN)
def neighborhood_named(tx: Tx, named: str) -> UUID:
    """The id of a neighborhood by its code, its name or the id itself."""
    asked = select(Neighborhood.id, Neighborhood.code, Neighborhood.name)
    found = [id for id, *names in tx.exec(asked) if named.strip().lower() in (str(id), *map(str.lower, names))]
    if len(found) != 1:
        raise Invalid(Problem("neighborhood", _("There is no one neighborhood called “{name}”.").format(name=named)))
    return found[0]


@query(May.SIGN_IN)
def beats(tx: Tx, neighborhood: UUID) -> list[str]:
    """The beats of a neighborhood."""
    asked = select(Beat.code).where(Beat.neighborhood_id == neighborhood).order_by(Beat.code)
    return list(tx.exec(asked))


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
    "neighborhoods",
    Neighborhood,
    N_("Neighborhoods"),
    N_("Neighborhood"),
    read=May.SIGN_IN,
    draft=NeighborhoodDraft,
    new=add_neighborhood,
    amend=change_neighborhood,
    page=neighborhoods,
    fill=lambda tx, place: {"beats": beats(tx, place.id)},
    columns=("code", "name", "population"),
    order=("name",),
    icon="map-pin",
    sight=SightBy(everyone=True),
    parts={Beat: "neighborhood_id"},
    searched=lambda _tx, place: Words(place.name, place.code, place.description),
)
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
    sight=SightBy(everyone=True),
)
