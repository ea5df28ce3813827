"""Writing a response plan: for one person one, by its author, with consent or for safety's sake."""

from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import Label, May, highest
from casemgr.core.errors import Invalid, NotAllowed, NotFound, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.people import Person, the_person
from casemgr.records.plans.drafts import PlanDraft
from casemgr.records.plans.standing import consent_for, holds, review_day
from casemgr.records.plans.tables import PlanNotes, PlanStatus, ResponsePlan

LEAST_ACCOUNT = 10
_PLAIN = ("to_do", "not_to_do", "triggers", "techniques", "strategies", "background", "safety_basis")


@command(May.LOG_CRISIS)
def add_plan(tx: Tx, draft: PlanDraft) -> UUID:
    """Begin a response plan for someone; nobody is guided by it before a supervisor approves it."""
    made = next(iter(tx.all_of(select(ResponsePlan).where(ResponsePlan.id == draft.id))), None)
    if made is not None and made.entered_by == tx.actor.id:
        return made.id
    if made is not None:
        raise Invalid(Problem("id", _("Another record has this id.")))
    person = the_person(tx, draft.person_id)
    if open_plans(tx, person.id):
        said = _("There is a plan for this person already. Change that one, or withdraw it first.")
        raise Invalid(Problem("person_id", said))
    values = _checked(tx, person, draft)
    plan = ResponsePlan(
        id=draft.id,
        person_id=person.id,
        neighborhood_id=person.neighborhood_id,
        sensitivity=highest(Label.INTERNAL, person.sensitivity),
        unit=person.unit,
        **values,
    )
    tx.add(plan)
    tx.flush()
    tx.add(PlanNotes(id=plan.id, text=draft.private_notes))
    return plan.id


@command(May.LOG_CRISIS)
def change_plan(tx: Tx, id: UUID, draft: PlanDraft) -> None:
    """Change a plan that is not submitted yet; what is approved is taken back to a draft first."""
    plan = the_plan(tx, id)
    if plan.status != PlanStatus.DRAFT:
        raise Invalid(Problem("status", _("Only a draft is changed. Take the plan back to a draft first.")))
    own_or_supervised(tx, plan)
    person = the_person(tx, plan.person_id)
    if the_person(tx, draft.person_id).id != person.id:
        raise Invalid(Problem("person_id", _("A plan stays with its person. Begin another for someone else.")))
    for name, value in _checked(tx, person, draft).items():
        setattr(plan, name, value)
    notes = tx.get(PlanNotes, plan.id) or PlanNotes(id=plan.id)
    notes.text = draft.private_notes
    tx.add_all([plan, notes])


def open_plans(tx: Tx, person_id: UUID) -> list[ResponsePlan]:
    """The plan of someone that is not withdrawn, seen by the actor or not."""
    asked = select(ResponsePlan).where(ResponsePlan.person_id == person_id)
    return tx.all_of(asked.where(ResponsePlan.status != PlanStatus.WITHDRAWN.value))


def the_plan(tx: Tx, id: UUID) -> ResponsePlan:
    """The plan with this id, if the actor may see it."""
    plan = tx.get(ResponsePlan, id)
    if plan is None:
        raise NotFound(_("There is no such plan, or you may not see it."))
    return plan


def own_or_supervised(tx: Tx, plan: ResponsePlan) -> None:
    """NotAllowed for whoever neither wrote the plan nor supervises."""
    if plan.entered_by != tx.actor.id and not tx.actor.may(May.SUPERVISE):
        raise NotAllowed(_("Only its author or a supervisor may do this with a plan."))


def _checked(tx: Tx, person: Person, draft: PlanDraft) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(draft, name) for name in _PLAIN}
    values["review_on"] = review_day(tx, draft.review_on)
    values["consent_id"] = draft.consent_id
    if draft.consent_id is not None and not holds(tx, person.id, draft.consent_id):
        said = _("This consent is not this person's, has ended, or was not given to work together.")
        raise Invalid(Problem("consent_id", said))
    if draft.consent_id is None and not draft.safety_basis:
        values["consent_id"] = consent_for(tx, person.id)
    if values["consent_id"] is None and len(draft.safety_basis) < LEAST_ACCOUNT:
        said = _("A plan needs the person's consent to work together. Without it, write why safety asks for the plan.")
        raise Invalid(Problem("safety_basis", said))
    return values
