"""What is added to a project as it goes: actions, measures and their points."""

from datetime import date
from typing import Any

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.errors import Invalid
from casemgr.core.errors import Problem as Wrong
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.problems.drafts import ActionDraft, MeasureDraft, PointDraft
from casemgr.records.problems.tables import Measure, MeasurePoint, Phase, Problem, ProblemAction

OPEN = set(Phase) - {Phase.CLOSED}
MOST = 60
"""Actions, measures, and points of a measure there can be at most, each."""


def _day(tx: Tx) -> date:
    return tx.now.astimezone(tx.store.zone).date()


@act(Problem, N_("Add an action"), may=May.EDIT_COMMUNITY, since=OPEN)
def add_action(tx: Tx, problem: Problem, draft: ActionDraft) -> None:
    """Add what is done about it: one of the 25 techniques, whose part it is, by when."""
    tx.add(ProblemAction(problem_id=problem.id, **draft.model_dump()))


@act(Problem, N_("Add a measure"), may=May.EDIT_COMMUNITY, since=OPEN)
def add_measure(tx: Tx, problem: Problem, draft: MeasureDraft) -> None:
    """Add what is counted to know whether it got better."""
    if draft.name.casefold() in {one.name.casefold() for one in _measures(tx, problem)}:
        raise Invalid(Wrong("name", _("There is a measure of this name already.")))
    values: dict[str, Any] = draft.model_dump() | {"better": draft.better.value}
    tx.add(Measure(problem_id=problem.id, **values))


@act(Problem, N_("Add a point"), may=May.EDIT_COMMUNITY, since=OPEN)
def add_point(tx: Tx, problem: Problem, draft: PointDraft) -> None:
    """Add one value of a measure on a day."""
    measure = _measure(tx, problem, draft.measure)
    if draft.on > _day(tx):
        raise Invalid(Wrong("on", _("This day is still to come.")))
    there = tx.exec(select(MeasurePoint).where(MeasurePoint.measure_id == measure.id)).all()
    if len(there) >= MOST:
        raise Invalid(Wrong("value", _("There are {n} points already, as many as a measure holds.").format(n=MOST)))
    values: dict[str, Any] = draft.model_dump(exclude={"measure"}) | {"phase": draft.phase.value}
    tx.add(MeasurePoint(problem_id=problem.id, measure_id=measure.id, **values))


def _measures(tx: Tx, problem: Problem) -> list[Measure]:
    return list(tx.exec(select(Measure).where(Measure.problem_id == problem.id).order_by(Measure.id)))  # type: ignore


def _measure(tx: Tx, problem: Problem, name: str) -> Measure:
    there = _measures(tx, problem)
    if not there:
        raise Invalid(Wrong("measure", _("There is no measure yet; add one first.")))
    named = [one for one in there if one.name.casefold() == name.casefold()] if name else there
    if len(named) != 1:
        known = ", ".join(one.name for one in there)
        raise Invalid(Wrong("measure", _("Name one of: {measures}.").format(measures=known)))
    return named[0]
