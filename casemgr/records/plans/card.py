"""The patrol card: do, do not, call whom, and how the last encounter ended; every opening is written down."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.records.people import Person, shown
from casemgr.records.plans.standing import WHY_NOT, Guidance, guidance_of
from casemgr.records.plans.steps import calls_of
from casemgr.records.plans.tables import PlanStatus, ResponsePlan
from casemgr.records.plans.writing import open_plans, the_plan

PLANS = "plans"


@dataclass(frozen=True)
class Call:
    """Someone to call; `who` says what they are to the person, or where they work."""

    name: str
    phone: str
    who: str
    note: str


@dataclass(frozen=True)
class PatrolCard:
    """One screen of a plan; all its lists are empty unless the plan guides today, and `why_not` says why."""

    id: UUID
    person_id: UUID
    name: str
    guidance: Guidance
    why_not: str
    review_on: date
    rests_on: str
    to_do: tuple[str, ...] = ()
    not_to_do: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    triggers: tuple[str, ...] = ()
    calmed: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    last_on: date | None = None
    last_outcome: str = ""
    last_worked: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanMark:
    """That someone has a plan, and whether it guides: what may be said before the card is opened."""

    id: UUID
    guidance: Guidance


@query(May.READ_CRISIS)
def plan_of(tx: Tx, person_id: UUID) -> PlanMark | None:
    """The plan someone has, if the actor may see it; one under way or withdrawn is none."""
    found = tx.exec(
        select(ResponsePlan).where(ResponsePlan.person_id == person_id, ResponsePlan.status == PlanStatus.ACTIVE.value)
    ).first()
    return PlanMark(found.id, guidance_of(tx, found)) if found is not None else None


@query(May.READ_CRISIS)
def patrol_card(tx: Tx, id: UUID) -> PatrolCard:
    """The card of a plan, with its lists only while it guides; opening it is written down by the plan's id."""
    plan = the_plan(tx, id)
    note_opening(tx, plan)
    guidance = guidance_of(tx, plan)
    person = tx.get(Person, plan.person_id)
    about = {
        "id": plan.id,
        "person_id": plan.person_id,
        "name": shown(person) if person is not None else _("Unknown person"),
        "guidance": guidance,
        "why_not": _(WHY_NOT[guidance]) if guidance in WHY_NOT else "",
        "review_on": plan.review_on,
        "rests_on": rests_on(plan),
    }
    if guidance is not Guidance.GUIDES:
        return PatrolCard(**about)  # type: ignore[arg-type]
    return PatrolCard(
        **about,  # type: ignore[arg-type]
        to_do=tuple(plan.to_do),
        not_to_do=tuple(plan.not_to_do),
        calls=tuple(_call(one) for one in calls_of(tx, plan.id)),
        triggers=tuple(plan.triggers),
        calmed=tuple(plan.techniques),
        steps=tuple(plan.strategies),
        last_on=_day(tx, plan.last_encounter_at),
        last_outcome=label(tx, "crisis_disposition", plan.last_outcome) if plan.last_outcome else "",
        last_worked=tuple(label(tx, "crisis_technique", code) for code in plan.last_techniques),
    )


def note_opening(tx: Tx, plan: ResponsePlan) -> None:
    """Have the audit name this plan as one that was opened, whatever its label."""
    tx.opened.add((PLANS, plan.id))


def note_outcome(tx: Tx, person_id: UUID, at: datetime, outcome: str, techniques: list[str]) -> None:
    """Note on someone's plan how an encounter ended, unless a later one is noted there."""
    for plan in open_plans(tx, person_id):
        if plan.last_encounter_at is None or plan.last_encounter_at <= at:
            plan.last_encounter_at, plan.last_outcome, plan.last_techniques = at, outcome, list(techniques)
            tx.add(plan)


def rests_on(plan: ResponsePlan) -> str:
    """On what ground there is this plan, in a few words."""
    if plan.consent_id is not None:
        return _("With the person's consent")
    approved = plan.approved_at
    return _("For safety, agreed to by a supervisor") if approved is not None else _("For safety, not agreed to yet")


def said_until(card: PatrolCard) -> str:
    """Until when a card guides, or the day it ran out."""
    words = _("Ran out on {day}") if card.guidance is Guidance.EXPIRED else _("Good until {day}")
    return words.format(day=long_day(card.review_on))


def _call(one: object) -> Call:
    who = " · ".join(part for part in (one.relationship, one.organization) if part)  # type: ignore[attr-defined]
    return Call(one.name, one.phone, who, one.note)  # type: ignore[attr-defined]


def _day(tx: Tx, at: datetime | None) -> date | None:
    return at.astimezone(tx.store.zone).date() if at is not None else None
