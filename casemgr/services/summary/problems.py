"""Section 7: problem-solving projects by phase, gates overridden, and what the measures of those closed show."""

from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core import codes
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records.problems import Moved, Phase, PhaseChange, Problem, series_of
from casemgr.services.summary.figures import Figure, SectionFigures
from casemgr.services.summary.period import Month


def problems(tx: Tx, month: Month, neighborhood: UUID | None) -> SectionFigures:
    """In which phase each project stood at the end of the month, and what was closed in it."""
    first, end = month.borders(tx.store.zone)
    rules: list[Any] = [Problem.neighborhood_id == neighborhood] if neighborhood else []
    known = {one.id: one for one in tx.exec(select(Problem).where(*rules))}
    steps = [one for one in tx.exec(select(PhaseChange).order_by(PhaseChange.at)) if one.problem_id in known]  # type: ignore
    figures = []
    for phase in Phase:
        some = [one for one in known.values() if _phase_at(one, steps, end) is phase and (phase is not Phase.CLOSED)]
        if phase is not Phase.CLOSED:
            figures.append(_figure(phase.value, codes.label(tx, "sara_phase", phase).capitalize(), some))
    closed = [s for s in steps if s.to_phase == Phase.CLOSED and first <= s.at < end]
    done = [known[id] for id in dict.fromkeys(one.problem_id for one in closed)]
    better = [one for one in done if Moved.BETTER in {series.moved for series in series_of(tx, one.id)}]
    passed = {one.problem_id for one in steps if one.missing and first <= one.at < end}
    figures.append(_figure("closed", _("Closed in the month"), done))
    figures.append(_figure("better", _("Of these, with a measure that got better"), better))
    figures.append(_figure("overridden", _("Gates overridden"), [known[id] for id in passed]))
    return SectionFigures(7, "problems", _("Problem solving"), tuple(figures))


def _phase_at(one: Problem, steps: list[PhaseChange], end: Any) -> Phase | None:
    """The phase of a project at a moment; None where it had not begun."""
    if one.entered_at is None or one.entered_at >= end:
        return None
    taken = [step.to_phase for step in steps if step.problem_id == one.id and step.at < end]
    return Phase(taken[-1]) if taken else Phase.SCANNING


def _figure(code: str, label: str, some: list[Problem]) -> Figure:
    return Figure(code, label, len(some), behind=tuple(("problems", one.id) for one in some))
