"""The phases of a project: each step with its gate, which may be passed with a reason that stays visible."""

from collections.abc import Iterator

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.problems import tables
from casemgr.records.problems.drafts import LEAST_REASON, BackDraft, GateDraft
from casemgr.records.problems.measures import series_of
from casemgr.records.problems.tables import Phase, PhaseChange, When

LEAST_BEFORE = 2
HARM, HYPOTHESIS, BEFORE, AFTER, ASSESSMENT = "harm", "hypothesis", "before", "after", "assessment"
MISSING = {
    HARM: N_("what harm it does"),
    HYPOTHESIS: N_("a working hypothesis"),
    BEFORE: N_("a measure with two points before"),
    AFTER: N_("a point after"),
    ASSESSMENT: N_("what came of it, in words"),
}
ORDER = tuple(Phase)


def missing_for(tx: Tx, problem: tables.Problem, to: Phase) -> tuple[str, ...]:
    """What the gate to a phase still asks for, as codes of MISSING."""
    return tuple(_missing(tx, problem, to))


def _missing(tx: Tx, problem: tables.Problem, to: Phase) -> Iterator[str]:
    if to is Phase.RESPONSE:
        if not problem.harm:
            yield HARM
        if not problem.hypothesis:
            yield HYPOTHESIS
        counted = [sum(p.phase is When.BEFORE for p in one.points) for one in series_of(tx, problem.id)]
        if max(counted, default=0) < LEAST_BEFORE:
            yield BEFORE
    if to is Phase.CLOSED:
        if not any(p.phase is When.AFTER for one in series_of(tx, problem.id) for p in one.points):
            yield AFTER
        if not problem.assessment:
            yield ASSESSMENT


def said(missing: tuple[str, ...]) -> str:
    """What is missing, in words."""
    return "; ".join(_(MISSING[code]) for code in missing)


def _pass(tx: Tx, problem: tables.Problem, to: Phase, reason: str) -> None:
    """Take the step, or refuse it with what its gate asks for."""
    missing = missing_for(tx, problem, to)
    if missing and len(reason) < LEAST_REASON:
        sentence = _("Still missing: {what}. Add it, or write here in {n} characters or more why it goes on without.")
        raise Invalid(Problem("reason", sentence.format(what=said(missing), n=LEAST_REASON)))
    _write(tx, problem, to, missing, reason)


def _write(tx: Tx, problem: tables.Problem, to: Phase, missing: tuple[str, ...], reason: str) -> None:
    change = PhaseChange(
        problem_id=problem.id,
        at=tx.now,
        by=tx.actor.id,
        from_phase=problem.status,
        to_phase=to.value,
        missing=list(missing),
        reason=reason,
    )
    problem.since = tx.now
    tx.add(change)


@act(tables.Problem, N_("Begin the analysis"), may=May.EDIT_COMMUNITY, since={Phase.SCANNING}, to=Phase.ANALYSIS)
def begin_analysis(tx: Tx, problem: tables.Problem) -> None:
    """Go from scanning to analysis."""
    _write(tx, problem, Phase.ANALYSIS, (), "")


@act(tables.Problem, N_("Begin the response"), may=May.EDIT_COMMUNITY, since={Phase.ANALYSIS}, to=Phase.RESPONSE)
def begin_response(tx: Tx, problem: tables.Problem, draft: GateDraft) -> None:
    """Go from analysis to response; harm, hypothesis and two points before come first, or a reason."""
    _pass(tx, problem, Phase.RESPONSE, draft.reason)


@act(tables.Problem, N_("Begin the assessment"), may=May.EDIT_COMMUNITY, since={Phase.RESPONSE}, to=Phase.ASSESSMENT)
def begin_assessment(tx: Tx, problem: tables.Problem) -> None:
    """Go from response to assessment."""
    _write(tx, problem, Phase.ASSESSMENT, (), "")


@act(tables.Problem, N_("Close the project"), may=May.EDIT_COMMUNITY, since={Phase.ASSESSMENT}, to=Phase.CLOSED)
def close(tx: Tx, problem: tables.Problem, draft: GateDraft) -> None:
    """Close a project; a point after and what came of it come first, or a reason."""
    _pass(tx, problem, Phase.CLOSED, draft.reason)


@act(tables.Problem, N_("Go back"), may=May.EDIT_COMMUNITY, since=set(ORDER[1:]))
def go_back(tx: Tx, problem: tables.Problem, draft: BackDraft) -> None:
    """Go back to an earlier phase, and say why: the four phases are a circle, not a line."""
    if ORDER.index(draft.phase) >= ORDER.index(Phase(problem.status)):
        raise Invalid(Problem("phase", _("Choose a phase before the one it is in.")))
    _write(tx, problem, draft.phase, (), draft.reason)
    problem.status = draft.phase.value
