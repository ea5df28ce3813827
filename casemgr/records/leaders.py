"""Community leaders: who speaks for whom, how often to be in touch, and where they help decide (domain 2.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, col, select

from casemgr.core.access import Label, May, highest
from casemgr.core.acts import act
from casemgr.core.codes import label
from casemgr.core.columns import told
from casemgr.core.days import long_day
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Part, Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.people import names_of, the_person
from casemgr.records.staff import member, staff_names
from casemgr.records.topics import refuse_views

DUE_HOUR = 17


class LeaderStatus(StrEnum):
    """Whether someone still speaks for others here."""

    ACTIVE = "active"
    FORMER = "former"


class LeaderDraft(Draft):
    name: str = entry(N_("Name"), default="", max_length=100, hint=N_("Left empty, the name of the person below."))
    person_id: UUID | None = entry(N_("Person"), default=None, ref="people")
    role: str = entry(N_("Role"), min_length=2, max_length=120, hint=N_("Such as head of the tenants' group."))
    sector: str = entry(N_("Speaks for"), code="community_partner_type", min_length=1)
    neighborhood_id: UUID = entry(N_("Neighborhood"), ref="neighborhoods")
    languages: list[str] = entry(N_("Languages"), default_factory=list, code="community_language", max_length=13)
    decision_bodies: list[str] = entry(N_("Decision bodies they sit on"), default_factory=list, max_length=12)
    reach: str = entry(N_("How to reach them"), default="", max_length=200)
    cadence_days: int = entry(N_("Days between contacts, at most"), default=60, ge=7, le=365)
    owner_id: UUID | None = entry(N_("Keeps in touch"), default=None, ref="staff", hint=N_("Left empty, you."))


@told(name="name", title="role decision_bodies", code="sector languages status", reach="reach", rest="fact")
class Leader(Record, table=True):
    __table_args__ = (Index("ix_leader_name", "name", "id"),)
    name: str = Field(max_length=100)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    role: str = Field(max_length=120)
    sector: str = Field(max_length=60)
    neighborhood_id: UUID = Field(foreign_key="neighborhood.id", index=True)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    decision_bodies: list[str] = Field(default_factory=list, sa_type=JSON)
    reach: str = ""
    cadence_days: int
    owner_id: UUID
    last_contact_on: date | None = None
    status: str = Field(default=LeaderStatus.ACTIVE.value, max_length=12)


@told(code="how", quiet="note", rest="fact")
class LeaderContact(Part, table=True):
    __tablename__ = "leader_contact"  # type: ignore[assignment]
    leader_id: UUID = Field(foreign_key="leader.id", index=True)
    day: date
    how: str = Field(max_length=60)
    by: UUID
    note: str = ""


class NoteContactDraft(Draft):
    day: date | None = entry(N_("Day"), default=None, hint=N_("Left empty, today."))
    how: str = entry(N_("How"), code="contact_medium", min_length=1)
    note: str = entry(N_("What it was about"), default="", max_length=300, answer=Answer.LONG_TEXT)


@dataclass(frozen=True)
class LeaderCoverage:
    """Of the active leaders of a neighborhood, how many were in touch within their cadence."""

    neighborhood_id: UUID
    in_touch: int
    active: int


def _today(tx: Tx) -> date:
    return tx.now.astimezone(tx.store.zone).date()


def _fill(tx: Tx, leader: Leader, draft: LeaderDraft) -> None:
    if any(len(body) > 120 for body in draft.decision_bodies):
        raise Invalid(Problem("decision_bodies", _("Name each body in 120 letters at most.")))
    sensitivity: str = Label.INTERNAL
    if draft.person_id is not None:
        person = the_person(tx, draft.person_id)
        draft.person_id, sensitivity = person.id, highest(sensitivity, person.sensitivity)
        draft.name = draft.name or names_of(tx, {person.id}).get(person.id, "")
    if not draft.name:
        raise Invalid(Problem("name", _("Give a name, or choose a person who is on record.")))
    if draft.owner_id is not None:
        member(tx, draft.owner_id)
    for name, value in draft.model_dump(exclude={"owner_id"}).items():
        setattr(leader, name, value)
    leader.owner_id = draft.owner_id or tx.actor.id
    leader.sensitivity = highest(leader.sensitivity, sensitivity)
    tx.add(leader)


@command(May.EDIT_COMMUNITY)
def add_leader(tx: Tx, draft: LeaderDraft) -> UUID:
    """Add someone who speaks for others in a neighborhood."""
    leader = Leader(**draft.model_dump(exclude={"owner_id"}), owner_id=tx.actor.id)
    _fill(tx, leader, draft)
    return leader.id


@command(May.EDIT_COMMUNITY)
def change_leader(tx: Tx, id: UUID, draft: LeaderDraft) -> None:
    """Change what is known of a leader, or who keeps in touch with them."""
    leader = tx.get(Leader, id)
    if leader is None:
        raise NotFound(_("There is no such leader, or you may not see them."))
    _fill(tx, leader, draft)


@act(Leader, N_("Note a contact"), may=May.EDIT_COMMUNITY, since={"active"})
def note_contact(tx: Tx, leader: Leader, draft: NoteContactDraft) -> None:
    """Write down that one was in touch; the next contact is counted from the latest."""
    day = draft.day or _today(tx)
    if day > _today(tx):
        raise Invalid(Problem("day", _("A contact cannot lie in the future.")))
    refuse_views(draft, "note")
    tx.add(LeaderContact(leader_id=leader.id, day=day, how=draft.how, by=tx.actor.id, note=draft.note))
    leader.last_contact_on = max(leader.last_contact_on or day, day)


@act(Leader, N_("No longer speaks for them"), may=May.EDIT_COMMUNITY, since={"active"}, to="former")
def step_down(_tx: Tx, _leader: Leader) -> None:
    """Keep a leader on record without a contact being awaited."""


@act(Leader, N_("Speaks for them again"), may=May.EDIT_COMMUNITY, since={"former"}, to="active")
def step_up(_tx: Tx, _leader: Leader) -> None:
    """Await contacts with a leader again."""


def _next_contact(tx: Tx, leader: Leader) -> date:
    """The day by which to be in touch: from the last contact, without one from the day of entry."""
    if leader.last_contact_on is not None:
        return leader.last_contact_on + timedelta(days=leader.cadence_days)
    return (leader.entered_at or tx.now).astimezone(tx.store.zone).date()


def _active(tx: Tx) -> list[Leader]:
    return list(tx.exec(select(Leader).where(Leader.status == LeaderStatus.ACTIVE.value).order_by(col(Leader.name))))


def _due(tx: Tx) -> Iterator[Due]:
    for leader in _active(tx):
        yield Due(
            leader.id,
            datetime.combine(_next_contact(tx, leader), time(DUE_HOUR), tx.store.zone),
            _("Be in touch with a community leader"),
            owners=frozenset({leader.owner_id}),
            unit=leader.unit,
            neighborhood_id=leader.neighborhood_id,
        )


@query(May.READ_COMMUNITY)
def leaders(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """The register of leaders, by name."""
    shown: list[Any] = [
        *(Leader.id, Leader.role, Leader.sector, Leader.neighborhood_id),
        *(Leader.last_contact_on, Leader.cadence_days, Leader.status),
    ]
    return page(tx, select(*shown), (Leader.name, Leader.id), after, size, descending=False)


@query(May.READ_COMMUNITY)
def leader_coverage(tx: Tx) -> list[LeaderCoverage]:
    """For each neighborhood with active leaders, how many of them were in touch within their cadence."""
    today, by_place = _today(tx), dict[UUID, list[Leader]]()
    for leader in _active(tx):
        by_place.setdefault(leader.neighborhood_id, []).append(leader)
    return [
        LeaderCoverage(place, sum(1 for one in there if _in_touch(one, today)), len(there))
        for place, there in sorted(by_place.items())
    ]


def _in_touch(leader: Leader, today: date) -> bool:
    last = leader.last_contact_on
    return last is not None and last + timedelta(days=leader.cadence_days) >= today


def _beside(tx: Tx, leader: Any) -> list[Section]:
    names = staff_names(tx)
    rows = tx.exec(select(LeaderContact).where(LeaderContact.leader_id == leader.id))
    lines = [
        Line(
            f"{long_day(row.day)} · {label(tx, 'contact_medium', row.how)}",
            " · ".join(said for said in (row.note, names.get(row.by, "")) if said),
        )
        for row in sorted(rows, key=lambda row: (row.day, row.id), reverse=True)
    ]
    return [Section(_("Contacts"), tuple(lines))]


Kind(
    "leaders",
    Leader,
    N_("Community leaders"),
    N_("Community leader"),
    read=May.READ_COMMUNITY,
    draft=LeaderDraft,
    new=add_leader,
    amend=change_leader,
    page=leaders,
    columns=("name", "role", "sector", "neighborhood_id", "last_contact_on", "status"),
    order=("name",),
    icon="users",
    sight=SightBy(own=("entered_by", "owner_id"), neighborhood="neighborhood_id"),
    parts={LeaderContact: "leader_id"},
    searched=lambda _tx, leader: Words(leader.name, leader.role, " ".join(leader.decision_bodies)),
    area=Area.MEETINGS,
    states="leader_status",
    beside=_beside,
    due=_due,
    retention="program",
)
