"""Problem solving: projects through scanning, analysis, response and assessment, with gates and proof (2.10)."""

from uuid import UUID

from casemgr.core.access import May
from casemgr.core.errors import NotFound
from casemgr.core.kind import Area, Kind, SightBy
from casemgr.core.numbers import next_number
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.problems.drafts import (
    ActionDraft,
    BackDraft,
    GateDraft,
    MeasureDraft,
    PointDraft,
    ProblemDraft,
)
from casemgr.records.problems.lists import (
    Card,
    actions_of,
    beside,
    board,
    changes_of,
    due,
    override_said,
    problems,
    said_of,
    words,
)
from casemgr.records.problems.measures import ENOUGH, Moved, Point, Series, series_of
from casemgr.records.problems.parts import add_action, add_measure, add_point
from casemgr.records.problems.phases import (
    begin_analysis,
    begin_assessment,
    begin_response,
    close,
    go_back,
    missing_for,
)
from casemgr.records.problems.tables import (
    Better,
    Measure,
    MeasurePoint,
    Phase,
    PhaseChange,
    Problem,
    ProblemAction,
    When,
)

__all__ = [
    "ENOUGH",
    "ActionDraft",
    "BackDraft",
    "Better",
    "Card",
    "GateDraft",
    "Measure",
    "MeasureDraft",
    "MeasurePoint",
    "Moved",
    "Phase",
    "PhaseChange",
    "Point",
    "PointDraft",
    "Problem",
    "ProblemAction",
    "ProblemDraft",
    "Series",
    "When",
    "actions_of",
    "add_action",
    "add_measure",
    "add_point",
    "begin_analysis",
    "begin_assessment",
    "begin_response",
    "board",
    "change_problem",
    "changes_of",
    "close",
    "go_back",
    "missing_for",
    "open_problem",
    "override_said",
    "problems",
    "said_of",
    "series_of",
]


@command(May.EDIT_COMMUNITY)
def open_problem(tx: Tx, draft: ProblemDraft) -> UUID:
    """Open a project on a problem, in its scanning."""
    there = tx.get(Problem, draft.id)
    if there is not None:
        return there.id
    day = draft.opened_on or tx.now.astimezone(tx.store.zone).date()
    problem = Problem(id=draft.id, number=next_number(tx, "S"), title=draft.title, since=tx.now, opened_on=day)
    problem.owner_id, problem.unit = tx.actor.id, tx.actor.unit
    return _fill(tx, problem, draft)


@command(May.EDIT_COMMUNITY)
def change_problem(tx: Tx, id: UUID, draft: ProblemDraft) -> None:
    """Change what is known of a problem; its phase goes by its own steps."""
    problem = tx.get(Problem, id)
    if problem is None:
        raise NotFound(_("There is no such project, or you may not see it."))
    _fill(tx, problem, draft)


def _fill(tx: Tx, problem: Problem, draft: ProblemDraft) -> UUID:
    values = draft.model_dump(exclude={"id"}) | {"partner_ids": [str(id) for id in draft.partner_ids]}
    kept = {name for name in ("opened_on", "owner_id") if values[name] is None}
    for name, value in values.items():
        if name not in kept:
            setattr(problem, name, value)
    tx.add(problem)
    return problem.id


Kind(
    "problems",
    Problem,
    N_("Problem-solving projects"),
    N_("Problem-solving project"),
    read=May.READ_COMMUNITY,
    draft=ProblemDraft,
    new=open_problem,
    amend=change_problem,
    page=problems,
    columns=("number", "title", "status", "owner_id", "opened_on", "review_on"),
    order=("opened_on",),
    letter="S",
    icon="waypoints",
    area=Area.PROBLEMS,
    sight=SightBy(own=("entered_by", "owner_id"), neighborhood="neighborhood_id"),
    parts={
        ProblemAction: "problem_id",
        Measure: "problem_id",
        MeasurePoint: "problem_id",
        PhaseChange: "problem_id",
    },
    searched=words,
    states="sara_phase",
    beside=beside,
    due=due,
    retention="significant",
)
