"""Response plans as a kind: their list, what is read under one, and what each awaits of whom."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case
from sqlmodel import col, select

from casemgr.core.access import Label, May
from casemgr.core.days import long_day
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _
from casemgr.records import consents
from casemgr.records.people import Person, shown
from casemgr.records.plans.card import PLANS, note_opening, rests_on
from casemgr.records.plans.drafts import PlanDraft
from casemgr.records.plans.standing import WHY_NOT, guidance_of
from casemgr.records.plans.steps import calls_of, consent_ended
from casemgr.records.plans.tables import PlanContact, PlanNotes, PlanStatus, ResponsePlan
from casemgr.records.plans.writing import add_plan, change_plan
from casemgr.records.staff import Staff

WARNED = timedelta(days=30)
"""So long before its day the review of a plan is asked for."""
DECIDE = timedelta(days=3)
"""So long a plan may wait for a supervisor's decision."""
EVENING = time(17)
EXPIRED = "expired"
"""How the list calls a plan that ran out, which is counted and never stored."""


@query(May.READ_CRISIS)
def plans(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """The plans the actor may see, the first to be reviewed first."""
    over = and_(col(ResponsePlan.status) == PlanStatus.ACTIVE.value, col(ResponsePlan.review_on) < consents.today(tx))
    status = case((over, EXPIRED), else_=ResponsePlan.status).label("status")
    shown_: list[Any] = [ResponsePlan.id, ResponsePlan.person_id, status]
    return page(tx, select(*shown_), (ResponsePlan.review_on, ResponsePlan.id), after, size, descending=False)


def _fill(tx: Tx, plan: ResponsePlan) -> Mapping[str, Any]:
    """The notes for whoever may read them; with them all of the plan is open, which is written down."""
    note_opening(tx, plan)
    may = tx.actor.id == plan.entered_by or Label.RESTRICTED in tx.actor.labels
    notes = tx.get(PlanNotes, plan.id) if may else None
    return {"private_notes": notes.text if notes is not None else ""}


def _beside(tx: Tx, plan: ResponsePlan) -> list[Section]:
    calls = [Line(f"{n}. {one.name} · {one.phone}", one.note) for n, one in enumerate(calls_of(tx, plan.id), 1)]
    return [Section(_("Where it stands"), tuple(_standing(tx, plan))), Section(_("Whom to call"), tuple(calls))]


def _standing(tx: Tx, plan: ResponsePlan) -> Iterator[Line]:
    why_not = WHY_NOT.get(guidance_of(tx, plan))
    if why_not is not None:
        yield Line(_(why_not))
    yield Line(rests_on(plan), plan.safety_basis)
    steps = (
        (_("Submitted"), plan.submitted_at, plan.submitted_by),
        (_("Approved"), plan.approved_at, plan.approved_by),
        (_("Reviewed"), plan.reviewed_at, plan.reviewed_by),
    )
    for what, at, by in steps:
        if at is not None:
            who = tx.get(Staff, by) if by is not None else None
            day = long_day(at.astimezone(tx.store.zone).date())
            yield Line(f"{what} · {day}", who.full_name if who is not None else "")
    if plan.said:
        yield Line(_("Said last"), plan.said)


def _due(tx: Tx) -> Iterator[Due]:
    """A decision on what is submitted, a review before a plan runs out, an end where the consent has ended."""
    until = consents.today(tx) + WARNED
    status = col(ResponsePlan.status)
    asked = select(ResponsePlan).where(status.in_([PlanStatus.SUBMITTED.value, PlanStatus.ACTIVE.value]))
    for plan in tx.exec(asked.order_by(col(ResponsePlan.review_on), col(ResponsePlan.id))):
        if plan.status == PlanStatus.SUBMITTED and plan.submitted_at is not None:
            yield _awaited(plan, plan.submitted_at + DECIDE, _("Decide on a response plan"), frozenset())
        elif consent_ended(tx, plan):
            said = _("End or renew a response plan whose consent has ended")
            yield _awaited(plan, tx.now, said, _owners(plan))
        elif plan.review_on <= until:
            at = datetime.combine(plan.review_on, EVENING, tx.store.zone)
            yield _awaited(plan, at, _("Review a response plan"), _owners(plan))


def _owners(plan: ResponsePlan) -> frozenset[UUID]:
    return frozenset(id for id in (plan.entered_by, plan.approved_by) if id is not None)


def _awaited(plan: ResponsePlan, at: datetime, what: str, owners: frozenset[UUID]) -> Due:
    return Due(
        plan.id,
        at,
        what,
        owners=owners,
        unit=plan.unit,
        neighborhood_id=plan.neighborhood_id,
        person_id=plan.person_id,
    )


def _words(tx: Tx, plan: ResponsePlan) -> Words:
    person = tx.get(Person, plan.person_id)
    return Words(shown(person) if person is not None else _("Response plan"), _("Response plan"))


Kind(
    PLANS,
    ResponsePlan,
    N_("Response plans"),
    N_("Response plan"),
    read=May.READ_CRISIS,
    draft=PlanDraft,
    new=add_plan,
    amend=change_plan,
    page=plans,
    fill=_fill,
    columns=("person_id", "status", "review_on"),
    order=("review_on",),
    icon="shield-check",
    sight=SightBy(neighborhood="neighborhood_id"),
    parts={PlanNotes: "id", PlanContact: "plan_id"},
    kept_back=frozenset({PlanNotes}),
    searched=_words,
    area=Area.CRISIS,
    states="plan_status",
    amended_in=frozenset({PlanStatus.DRAFT.value}),
    beside=_beside,
    due=_due,
)
