"""The one-page report of a problem-solving project: summary, description, analysis, response, assessment, measures."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from reportlab.graphics import shapes
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.errors import NotFound
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, speaking
from casemgr.records import staff
from casemgr.records.problems import (
    Problem,
    Series,
    When,
    actions_of,
    changes_of,
    override_said,
    said_of,
    series_of,
)
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import BAR, BODY, INK, LINE, QUIET, REGULAR, SMALL, TITLE, WIDTH, PageFrame, document, para
from casemgr.services.sheets import sheet

HEAD = ParagraphStyle("problem head", BODY, fontName="Atkinson-Bold", fontSize=10.5, leading=13, spaceBefore=6)
TEXT = ParagraphStyle("problem text", BODY, fontSize=9, leading=11.5)
TALL, WIDE, SIDE = 74.0, WIDTH / 2 - 6, 8.0
Spot = Callable[[int, float], tuple[float, float]]
"""Where a value on a day, as its ordinal, is drawn."""
draw: Any = shapes
"""Its type stubs know whole numbers only."""
SHOWN = 2
"""Measures drawn; the others stand in words."""


@sheet("problems", N_("Problem report"), May.READ_COMMUNITY)
def problem_report(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The report of one project, on one page for texts of usual length."""
    problem = tx.get(Problem, id)
    if problem is None:
        raise NotFound(_("There is no such project, or you may not see it."))
    with speaking(language):
        title = f"{problem.number} · {problem.title}"
        foot = _("For use inside the agency. Not to be handed on.")
        frame = PageFrame(_("Problem report"), text_setting(tx, "agency"), foot, language)
        return document(frame, [para(title, TITLE), *_story(tx, problem)], Within.DUTY)


def _story(tx: Tx, problem: Problem) -> Iterator[Flowable]:
    yield para(_facts(tx, problem), SMALL)
    said = {
        _("Description"): _joined(problem.harm, *_elements(tx, problem)),
        _("Analysis"): _joined(
            problem.analysis,
            _titled(_("Hypothesis"), problem.hypothesis),
            _titled(_("Triangle"), _codes(tx, "crime_triangle", problem.triangle)),
        ),
        _("Response"): _joined(_titled(_("Goals"), problem.goals), *_actions(tx, problem)),
        _("Assessment"): _joined(
            problem.assessment, _titled(_("Moved elsewhere, or spread for the better"), problem.displacement)
        ),
    }
    for title, text in said.items():
        yield KeepTogether([para(title, HEAD), para(text or _("Nothing written yet."), TEXT)])
    measures = series_of(tx, problem.id)
    yield para(_("Measures"), HEAD)
    if measures:
        yield _charts([one for one in measures if one.points][:SHOWN])
        yield Spacer(1, 3)
    for one in measures:
        yield para(f"{one.name}: {said_of(one)}" + (f" ({one.source})" if one.source else ""), TEXT)
    passed = [override_said(one) for one in changes_of(tx, problem.id) if one.missing]
    if passed:
        yield para(_("Gates overridden"), HEAD)
        for text in passed:
            yield para(text, TEXT)


def _elements(tx: Tx, problem: Problem) -> Iterator[str]:
    """Of CHEERS what holds, as a sentence; that it recurs is said once."""
    if problem.cheers:
        said = _codes(tx, "cheers", problem.cheers)
        yield f"{said[0].upper()}{said[1:]}."
    if problem.recurring and "recurring" not in problem.cheers:
        yield _("Recurring.")


def _facts(tx: Tx, problem: Problem) -> str:
    phase = codes.label(tx, "sara_phase", problem.status)
    led = staff.staff_names(tx).get(problem.owner_id, "") if problem.owner_id else ""
    begun = _("begun {day}").format(day=long_day(problem.opened_on))
    parts = (phase, problem.place, begun, _titled(_("led by"), led), _titled(_("community"), problem.community_rep))
    return " · ".join(part for part in parts if part)


def _titled(title: str, text: str) -> str:
    return f"{title}: {text}" if text else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _codes(tx: Tx, list_name: str, values: Sequence[str]) -> str:
    return ", ".join(codes.label(tx, list_name, value) for value in values)


def _actions(tx: Tx, problem: Problem) -> Iterator[str]:
    for one in actions_of(tx, problem.id):
        technique = codes.label(tx, "scp_25_techniques", one.technique)
        yield f"• {one.what} ({technique}{', ' + one.owner if one.owner else ''})"


def _charts(some: Sequence[Series]) -> Drawing:
    """Up to two measures side by side: points over time, the means before and after as lines."""
    made = Drawing(WIDTH, TALL + 26)
    for place, one in enumerate(some):
        _chart(made, one, place * (WIDE + 12))
    return made


def _chart(made: Drawing, one: Series, left: float) -> None:
    days = [point.on.toordinal() for point in one.points]
    values = [point.value for point in one.points]
    low, high = min(0.0, *values), max(*values, 0.0) if any(values) else 1.0
    span = max(days) - min(days) or 1

    def spot(day: int, value: float) -> tuple[float, float]:
        across = left + SIDE + (WIDE - 2 * SIDE) * (day - min(days)) / span
        return across, 12 + (TALL - 16) * (value - low) / ((high - low) or 1)

    made.add(draw.Rect(left, 12, WIDE, TALL - 8, fillColor=None, **_edge(LINE, 0.5)))
    made.add(_words(left, TALL + 10, f"{one.name}, {one.unit}".rstrip(", "), 8, INK))
    spots = [spot(day, value) for day, value in zip(days, values, strict=True)]
    made.add(draw.PolyLine([at for pair in spots for at in pair], **_edge(QUIET, 0.7)))
    for (across, up), point in zip(spots, one.points, strict=True):
        filled = BAR if point.phase is When.AFTER else (None if point.phase is When.BEFORE else LINE)
        made.add(draw.Circle(across, up, 2.2, fillColor=filled, **_edge(BAR, 0.8)))
    if not one.short:
        _means(made, one, spot)
    ends = f"{long_day(one.points[0].on)} – {long_day(one.points[-1].on)}"
    made.add(_words(left, 2, ends, 7, QUIET))
    key = _("hollow before, filled after")
    made.add(_words(left + WIDE, 2, key, 7, QUIET, "end"))


def _edge(color: Any, width: float) -> dict[str, Any]:
    return {"strokeColor": color, "strokeWidth": width}


def _words(x: float, y: float, text: str, size: float, color: Any, anchor: str = "start") -> Any:
    return draw.String(x, y, text, fontName=REGULAR, fontSize=size, fillColor=color, textAnchor=anchor)


def _means(made: Drawing, one: Series, spot: Spot) -> None:
    for phase in (When.BEFORE, When.AFTER):
        mean, days = one.mean(phase), [p.on.toordinal() for p in one.points if p.phase is phase]
        if mean is not None:
            (x1, up), (x2, _up) = spot(min(days), mean), spot(max(days), mean)
            made.add(draw.Line(x1, up, x2, up, **_edge(BAR, 1.4)))
