"""The steps of a response plan: submitted by its author, approved by a supervisor who is not, reviewed, withdrawn."""

from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.errors import Invalid, NotAllowed, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.plans.drafts import MOST, CallDraft, DropCallDraft, ReviewedDraft, WhyDraft
from casemgr.records.plans.standing import Guidance, guidance_of, holds, review_day
from casemgr.records.plans.tables import PlanContact, PlanStatus, ResponsePlan
from casemgr.records.plans.writing import own_or_supervised

DRAFT, SUBMITTED, ACTIVE, WITHDRAWN = (status.value for status in PlanStatus)


def _not_own(tx: Tx, plan: ResponsePlan) -> None:
    if tx.actor.id in (plan.entered_by, plan.submitted_by):
        raise NotAllowed(_("You wrote or submitted this plan yourself; another supervisor has to decide on it."))


def _resting(tx: Tx, plan: ResponsePlan) -> None:
    """Invalid where the consent the plan rests on is gone, and nothing else carries it."""
    if plan.consent_id is not None and not holds(tx, plan.person_id, plan.consent_id):
        raise Invalid(Problem("consent_id", _("The consent this plan rests on has ended. Ask again, or withdraw it.")))


@act(ResponsePlan, N_("Submit for approval"), may=May.LOG_CRISIS, since={DRAFT}, to=SUBMITTED, holds=own_or_supervised)
def submit(tx: Tx, plan: ResponsePlan) -> None:
    """Hand a plan to a supervisor."""
    _resting(tx, plan)
    plan.submitted_at, plan.submitted_by, plan.said = tx.now, tx.actor.id, ""


@act(ResponsePlan, N_("Approve"), may=May.SUPERVISE, since={SUBMITTED}, to=ACTIVE, holds=_not_own)
def approve(tx: Tx, plan: ResponsePlan) -> None:
    """Let a plan guide patrol; where it rests on safety alone, agree to that account."""
    _resting(tx, plan)
    plan.review_on = review_day(tx, plan.review_on)
    plan.approved_at, plan.approved_by = tx.now, tx.actor.id


@act(ResponsePlan, N_("Send back"), may=May.SUPERVISE, since={SUBMITTED}, to=DRAFT, holds=_not_own)
def send_back(_tx: Tx, plan: ResponsePlan, draft: WhyDraft) -> None:
    """Give a plan back to its author, and say what is missing."""
    plan.said = draft.reason


@act(ResponsePlan, N_("Renew by a review"), may=May.SUPERVISE, since={ACTIVE}, holds=_not_own)
def review(tx: Tx, plan: ResponsePlan, draft: ReviewedDraft) -> None:
    """Renew a plan that still fits, one that ran out too."""
    _resting(tx, plan)
    plan.review_on = review_day(tx, draft.review_on)
    plan.reviewed_at, plan.reviewed_by, plan.said = tx.now, tx.actor.id, draft.note


@act(
    ResponsePlan,
    N_("Take back to change it"),
    may=May.LOG_CRISIS,
    since={SUBMITTED, ACTIVE},
    to=DRAFT,
    holds=own_or_supervised,
)
def revise(_tx: Tx, plan: ResponsePlan, draft: WhyDraft) -> None:
    """Make a plan a draft again; nobody is guided by it until it is approved anew."""
    plan.said = draft.reason


@act(ResponsePlan, N_("Add whom to call"), may=May.LOG_CRISIS, since={DRAFT}, holds=own_or_supervised)
def add_call(tx: Tx, plan: ResponsePlan, draft: CallDraft) -> None:
    """Add someone to call, after those there are."""
    there = calls_of(tx, plan.id)
    if len(there) >= MOST:
        raise Invalid(Problem("name", _("A card has room for {n} to call.").format(n=MOST)))
    tx.add(PlanContact(plan_id=plan.id, n=len(there) + 1, **draft.model_dump()))


@act(ResponsePlan, N_("Take off whom to call"), may=May.LOG_CRISIS, since={DRAFT}, holds=own_or_supervised)
def drop_call(tx: Tx, plan: ResponsePlan, draft: DropCallDraft) -> None:
    """Take someone off the list; those after them move up."""
    there = calls_of(tx, plan.id)
    if draft.place > len(there):
        raise Invalid(Problem("place", _("There are {n} to call.").format(n=len(there))))
    tx.delete(there.pop(draft.place - 1))
    for n, one in enumerate(there, 1):
        one.n = n
        tx.add(one)


@act(
    ResponsePlan,
    N_("Withdraw"),
    may=May.LOG_CRISIS,
    since={DRAFT, SUBMITTED, ACTIVE},
    to=WITHDRAWN,
    holds=own_or_supervised,
)
def withdraw(_tx: Tx, plan: ResponsePlan, draft: WhyDraft) -> None:
    """End a plan, as when its person takes the consent back."""
    plan.said = draft.reason


def calls_of(tx: Tx, plan_id: UUID) -> list[PlanContact]:
    """Whom to call, in their order."""
    return list(tx.exec(select(PlanContact).where(PlanContact.plan_id == plan_id).order_by(col(PlanContact.n))))


def consent_ended(tx: Tx, plan: ResponsePlan) -> bool:
    """Whether a plan in force has lost the consent it rests on."""
    return guidance_of(tx, plan) is Guidance.CONSENT_ENDED
