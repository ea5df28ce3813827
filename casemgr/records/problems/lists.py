"""Problems as a list, a board by phase, one to be read, and what is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.kind import Due, Line, Section, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.records.problems.measures import Moved, Series, series_of
from casemgr.records.problems.phases import ORDER, missing_for, said
from casemgr.records.problems.tables import Phase, PhaseChange, Problem, ProblemAction, When

MOST = 300
"""Projects a board shows at most."""


@dataclass(frozen=True)
class Card:
    """A project on the board: days in its phase, and what the gate to the next still asks for, in words."""

    id: UUID
    number: str
    title: str
    phase: Phase
    owner_id: UUID | None
    days: int
    missing: str
    review_on: date | None


@query(May.READ_COMMUNITY)
def problems(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All projects the actor may see, latest begun first."""
    shown: list[Any] = [Problem.id, Problem.number, Problem.title, Problem.status, Problem.owner_id, Problem.review_on]
    return page(tx, select(*shown), (Problem.opened_on, Problem.id), after, size)


@query(May.READ_COMMUNITY)
def board(tx: Tx) -> list[Card]:
    """The projects not closed, and those closed last, longest in their phase first."""
    rows = tx.exec(select(Problem).order_by(col(Problem.since)).limit(MOST)).all()
    return [_card(tx, row) for row in rows]


def _card(tx: Tx, row: Problem) -> Card:
    phase = Phase(row.status)
    following = ORDER[min(ORDER.index(phase) + 1, len(ORDER) - 1)]
    missing = said(missing_for(tx, row, following)) if phase is not Phase.CLOSED else ""
    return Card(row.id, row.number, row.title, phase, row.owner_id, (tx.now - row.since).days, missing, row.review_on)


def words(tx: Tx, problem: Problem) -> Words:
    """How a project is found."""
    phase = codes.label(tx, "sara_phase", problem.status)
    text = f"{problem.place} {problem.harm} {problem.hypothesis}"
    return Words(problem.title, f"{problem.number} · {phase}", text)


def beside(tx: Tx, problem: Problem) -> list[Section]:
    """Measures, actions, and the way through the phases with each override."""
    return [
        Section(_("Measures"), tuple(_measured(one) for one in series_of(tx, problem.id))),
        Section(_("Actions"), tuple(_actions(tx, problem))),
        Section(_("Phases"), tuple(_changes(tx, problem))),
    ]


def said_of(one: Series) -> str:
    """What a measure shows, in one line; under eight points the direction only."""
    before, after = one.mean(When.BEFORE), one.mean(When.AFTER)
    ways = {Moved.BETTER: _("better"), Moved.WORSE: _("worse"), Moved.SAME: _("the same"), Moved.UNKNOWN: ""}
    if before is None or after is None:
        return _("{n} points; nothing to compare yet").format(n=len(one.points))
    if one.short:
        return _("{way}; short series: direction only").format(way=ways[one.moved])
    sentence = _("mean before {before:g}, after {after:g} {unit}: {way}")
    return sentence.format(before=round(before, 2), after=round(after, 2), unit=one.unit, way=ways[one.moved])


def _measured(one: Series) -> Line:
    return Line(one.name, said_of(one))


def actions_of(tx: Tx, problem_id: UUID) -> list[ProblemAction]:
    """The actions of a project in the order they were added."""
    asked = select(ProblemAction).where(ProblemAction.problem_id == problem_id)
    return list(tx.exec(asked.order_by(ProblemAction.id)))  # type: ignore[arg-type]


def changes_of(tx: Tx, problem_id: UUID) -> list[PhaseChange]:
    """The steps of a project from phase to phase, first to last."""
    asked = select(PhaseChange).where(PhaseChange.problem_id == problem_id)
    return list(tx.exec(asked.order_by(PhaseChange.at, PhaseChange.id)))  # type: ignore[arg-type]


def _actions(tx: Tx, problem: Problem) -> Iterator[Line]:
    for one in actions_of(tx, problem.id):
        technique = codes.label(tx, "scp_25_techniques", one.technique)
        done = _("done {day}").format(day=long_day(one.done_on)) if one.done_on else ""
        due = _("by {day}").format(day=long_day(one.due_on)) if one.due_on and not one.done_on else ""
        yield Line(one.what, " · ".join(part for part in (technique, one.owner, done or due) if part))


def _changes(tx: Tx, problem: Problem) -> Iterator[Line]:
    for one in changes_of(tx, problem.id):
        phase = codes.label(tx, "sara_phase", one.to_phase)
        yield Line(phase.capitalize(), override_said(one) or one.reason)


def override_said(one: PhaseChange) -> str:
    """That a gate was passed without what it asks for, and why; nothing where none was."""
    if not one.missing:
        return ""
    return _("Gate overridden, missing: {what}. Why: {reason}").format(what=said(tuple(one.missing)), reason=one.reason)


def due(tx: Tx) -> Iterator[Due]:
    """The day on which a project not closed is to be looked at again."""
    asked = select(Problem).where(col(Problem.review_on).is_not(None), Problem.status != Phase.CLOSED.value)
    for one in tx.exec(asked):
        assert one.review_on is not None
        yield Due(
            id=one.id,
            at=datetime.combine(one.review_on, time(23, 59), tx.store.zone),
            what=_("Look again: {title}").format(title=one.title),
            number=one.number,
            owners=frozenset({one.owner_id} if one.owner_id else ()),
            unit=one.unit,
            neighborhood_id=one.neighborhood_id,
        )
