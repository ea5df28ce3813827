"""Joint patrols: briefed before they start, hours and observations of places, and a debrief after."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.codes import label
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _, plural
from casemgr.records.staff import member
from casemgr.records.topics import refuse_private
from casemgr.records.watch.describing import describes_someone
from casemgr.records.watch.groups import GroupStatus, the_group
from casemgr.records.watch.tables import JointPatrol, PatrolObservation


class PatrolStatus(StrEnum):
    """Where a joint patrol stands."""

    PLANNED = "planned"
    BRIEFED = "briefed"
    UNDER_WAY = "under_way"
    DEBRIEFED = "debriefed"
    CALLED_OFF = "called_off"


class PatrolDraft(Draft):
    group_id: UUID = entry(N_("Watch group"), ref="watch")
    officer_id: UUID | None = entry(N_("Officer"), default=None, ref="staff", hint=N_("Left empty, you."))
    starts_at: AwareDatetime = entry(N_("Begins"), answer=Answer.MOMENT)
    minutes: int = entry(N_("Minutes"), default=120, ge=15, le=720)
    route: str = entry(N_("Route"), min_length=3, max_length=500, answer=Answer.LONG_TEXT)
    volunteers: list[str] = entry(N_("Volunteers"), default_factory=list, max_length=30)


class BriefingDraft(Draft):
    roles: bool = entry(N_("Everybody has a role and a partner"), default=False)
    observe_and_report: bool = entry(N_("We observe and report, nothing else"), default=False)
    no_weapons: bool = entry(N_("Nobody carries a weapon"), default=False)
    no_pursuit: bool = entry(N_("Nobody follows or stops anyone"), default=False)
    no_traits: bool = entry(N_("Nobody writes down how people look"), default=False)
    phone_check: bool = entry(N_("Radios or phones were tried"), default=False)
    emergency_plan: bool = entry(N_("Everybody knows what to do in an emergency"), default=False)


class ObservationDraft(Draft):
    sort: str = entry(N_("What it is about"), code="patrol_observation", min_length=1)
    place: str = entry(N_("Place"), min_length=2, max_length=120)
    note: str = entry(
        N_("What was seen"), default="", max_length=300, answer=Answer.LONG_TEXT, hint=N_("The place, no people.")
    )
    action: str = entry(N_("What was done"), code="patrol_observation_action", min_length=1)
    call_number: str = entry(
        N_("Emergency call number"), default="", max_length=40, hint=N_("Only where it was called in at once.")
    )


class DebriefDraft(Draft):
    hours: float = entry(N_("Hours walked"), ge=0.25, le=12)
    volunteers_there: int = entry(N_("Volunteers there"), ge=0, le=100)
    calls_made: int = entry(N_("Calls made"), default=0, ge=0, le=100)
    safety_incident: bool = entry(N_("Someone was in danger or hurt"), default=False)
    debrief: str = entry(N_("Debrief"), min_length=3, max_length=1000, answer=Answer.LONG_TEXT)


class CalledOffDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=200)


def the_patrol(tx: Tx, id: UUID) -> JointPatrol:
    """The joint patrol with this id; NotFound where there is none in sight."""
    patrol = tx.get(JointPatrol, id)
    if patrol is None:
        raise NotFound(_("There is no such patrol, or you may not see it."))
    return patrol


def observations(tx: Tx, id: UUID) -> list[PatrolObservation]:
    """What a patrol noted, in its order."""
    asked = select(PatrolObservation).where(PatrolObservation.patrol_id == id)
    return list(tx.exec(asked.order_by(col(PatrolObservation.n))))


def _fill(tx: Tx, patrol: JointPatrol, draft: PatrolDraft) -> UUID:
    group = the_group(tx, draft.group_id)
    if group.status == GroupStatus.CLOSED:
        raise Invalid(Problem("group_id", _("This group is closed.")))
    if any(len(name) > 100 for name in draft.volunteers):
        raise Invalid(Problem("volunteers", _("Give each name in 100 letters at most.")))
    if draft.officer_id is not None:
        member(tx, draft.officer_id)
    for name, value in draft.model_dump(exclude={"officer_id"}).items():
        setattr(patrol, name, value)
    patrol.officer_id, patrol.neighborhood_id = draft.officer_id or tx.actor.id, group.neighborhood_id
    tx.add(patrol)
    return patrol.id


@command(May.EDIT_COMMUNITY)
def plan_patrol(tx: Tx, draft: PatrolDraft) -> UUID:
    """Plan a patrol of volunteers with an officer."""
    home = the_group(tx, draft.group_id).neighborhood_id
    values = draft.model_dump(exclude={"officer_id"})
    number = next_number(tx, "J")
    patrol = JointPatrol(**values, number=number, officer_id=tx.actor.id, neighborhood_id=home)
    return _fill(tx, patrol, draft)


@command(May.EDIT_COMMUNITY)
def change_patrol(tx: Tx, id: UUID, draft: PatrolDraft) -> None:
    """Change a patrol that has not been briefed yet."""
    patrol = the_patrol(tx, id)
    if patrol.status != PatrolStatus.PLANNED:
        raise Invalid(Problem("status", _("This patrol was briefed; what was planned stays as it is.")))
    _fill(tx, patrol, draft)


@act(
    JointPatrol,
    N_("Pass the briefing"),
    may=May.EDIT_COMMUNITY,
    since={PatrolStatus.PLANNED},
    to=PatrolStatus.BRIEFED,
)
def brief(tx: Tx, patrol: JointPatrol, draft: BriefingDraft) -> None:
    """Go through the checklist with everybody; a patrol sets out only when each point holds."""
    missing = [name for name, holds in draft.model_dump().items() if not holds]
    if missing:
        said = _("The patrol cannot set out before this holds for everybody.")
        raise Invalid(*(Problem(name, said) for name in missing))
    patrol.briefed_by, patrol.briefed_at = tx.actor.id, tx.now


@act(JointPatrol, N_("Set out"), may=May.EDIT_COMMUNITY, since={PatrolStatus.BRIEFED}, to=PatrolStatus.UNDER_WAY)
def set_out(_tx: Tx, _patrol: JointPatrol) -> None:
    """Begin a patrol that was briefed."""


@act(JointPatrol, N_("Note an observation"), may=May.EDIT_COMMUNITY, since={PatrolStatus.UNDER_WAY})
def observe(tx: Tx, patrol: JointPatrol, draft: ObservationDraft) -> None:
    """Note a place and its condition; a person is described only where an emergency call tells of it."""
    if draft.call_number and not any(sign.isdigit() for sign in draft.call_number):
        raise Invalid(Problem("call_number", _("A call number has digits.")))
    if not draft.call_number:
        _refuse_people(draft)
    refuse_private(draft, "note", "place", meant=True)
    n = len(observations(tx, patrol.id)) + 1
    tx.add(PatrolObservation(patrol_id=patrol.id, n=n, **draft.model_dump()))


def _refuse_people(draft: ObservationDraft) -> None:
    said = _(
        "“{word}” may describe a person. Write of the place and its condition; where it was an emergency, call 911 "
        "and give the call number."
    )
    found = [(field, describes_someone(getattr(draft, field))) for field in ("note", "place")]
    problems = [Problem(field, said.format(word=word)) for field, word in found if word]
    if problems:
        raise Invalid(*problems)


@act(JointPatrol, N_("Debrief"), may=May.EDIT_COMMUNITY, since={PatrolStatus.UNDER_WAY}, to=PatrolStatus.DEBRIEFED)
def debrief(tx: Tx, patrol: JointPatrol, draft: DebriefDraft) -> None:
    """End a patrol: hours, who came, calls, and what to do better; nobody is described."""
    if patrol.starts_at > tx.now:
        raise Invalid(Problem("hours", _("This patrol has not begun yet.")))
    word = describes_someone(draft.debrief)
    if word:
        raise Invalid(Problem("debrief", _("“{word}” may describe a person. Tell how it went.").format(word=word)))
    for name, value in draft.model_dump().items():
        setattr(patrol, name, value)


@act(
    JointPatrol,
    N_("Call off"),
    may=May.EDIT_COMMUNITY,
    since={PatrolStatus.PLANNED, PatrolStatus.BRIEFED},
    to=PatrolStatus.CALLED_OFF,
)
def call_off(_tx: Tx, patrol: JointPatrol, draft: CalledOffDraft) -> None:
    """Say that a patrol will not be walked, and why."""
    patrol.reason = draft.reason


@query(May.READ_COMMUNITY)
def joint_patrols(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """All joint patrols the actor may see, latest first."""
    shown: list[Any] = [
        *(JointPatrol.id, JointPatrol.number, JointPatrol.group_id, JointPatrol.officer_id),
        *(JointPatrol.hours, JointPatrol.status),
    ]
    return page(tx, select(*shown), (JointPatrol.starts_at, JointPatrol.id), after, size)


def _due(tx: Tx) -> Iterator[Due]:
    """A patrol at its beginning, and its debrief from its end until it is written."""
    waiting = [PatrolStatus.PLANNED.value, PatrolStatus.BRIEFED.value, PatrolStatus.UNDER_WAY.value]
    for one in tx.exec(select(JointPatrol).where(col(JointPatrol.status).in_(waiting))):
        ends = one.starts_at + timedelta(minutes=one.minutes)
        over = one.status == PatrolStatus.UNDER_WAY or ends < tx.now
        at, what = (ends, _("Debrief of a joint patrol")) if over else (one.starts_at, _("Joint patrol"))
        yield Due(one.id, at, what, one.number, frozenset({one.officer_id}), one.unit, one.neighborhood_id)


def _beside(tx: Tx, patrol: JointPatrol) -> list[Section]:
    noted = [
        Line(f"{label(tx, 'patrol_observation', one.sort)} · {one.place}", _told(tx, one))
        for one in observations(tx, patrol.id)
    ]
    came = [Line(line) for line in (patrol.debrief, patrol.reason) if line]
    if patrol.volunteers_there is not None:
        came.insert(0, Line(plural("{n} volunteer was there", "{n} volunteers were there", patrol.volunteers_there)))
    return [Section(_("Observations"), tuple(noted)), Section(_("What came of it"), tuple(came))]


def _told(tx: Tx, one: PatrolObservation) -> str:
    return " · ".join(said for said in (label(tx, "patrol_observation_action", one.action), one.note) if said)


def _words(tx: Tx, patrol: JointPatrol) -> Words:
    return Words(_("Joint patrol"), patrol.number, patrol.route)


Kind(
    "patrols",
    JointPatrol,
    N_("Joint patrols"),
    N_("Joint patrol"),
    read=May.READ_COMMUNITY,
    draft=PatrolDraft,
    new=plan_patrol,
    amend=change_patrol,
    page=joint_patrols,
    columns=("number", "group_id", "starts_at", "officer_id", "hours", "status"),
    order=("starts_at",),
    letter="J",
    icon="waypoints",
    area=Area.NEIGHBORHOODS,
    sight=SightBy(own=("entered_by", "officer_id"), neighborhood="neighborhood_id"),
    parts={PatrolObservation: "patrol_id"},
    searched=_words,
    states="patrol_status",
    amended_in=frozenset({PatrolStatus.PLANNED}),
    beside=_beside,
    due=_due,
    retention="program",
)
