"""What a measure shows: means before and after, and how far they may be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.tx import Tx
from casemgr.records.problems.tables import Better, Measure, MeasurePoint, When

ENOUGH = 8
"""Points before and after, together, from which on more than a direction is said."""


class Moved(StrEnum):
    """Which way a measure went."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Point:
    """One value of a measure on a day."""

    on: date
    value: float
    phase: When


@dataclass(frozen=True)
class Series:
    """A measure with its points in the order of their days."""

    id: UUID
    name: str
    unit: str
    better: Better
    source: str
    points: tuple[Point, ...]

    def mean(self, phase: When) -> float | None:
        """The mean of the points of one time; None where there is none."""
        values = [point.value for point in self.points if point.phase is phase]
        return fmean(values) if values else None

    @property
    def short(self) -> bool:
        """Whether there are too few points for more than a direction."""
        return sum(point.phase is not When.DURING for point in self.points) < ENOUGH

    @property
    def moved(self) -> Moved:
        """Which way it went from before to after."""
        before, after = self.mean(When.BEFORE), self.mean(When.AFTER)
        if before is None or after is None:
            return Moved.UNKNOWN
        if before == after:
            return Moved.SAME
        return Moved.BETTER if (after < before) == (self.better is Better.LOWER) else Moved.WORSE


def series_of(tx: Tx, problem_id: UUID) -> list[Series]:
    """The measures of a problem with their points, in the order they were added."""
    measures = tx.exec(select(Measure).where(Measure.problem_id == problem_id).order_by(Measure.id)).all()  # type: ignore
    asked: Any = select(MeasurePoint).where(MeasurePoint.problem_id == problem_id)
    points: Sequence[MeasurePoint] = tx.exec(asked.order_by(MeasurePoint.on, MeasurePoint.id)).all()
    return [
        Series(
            one.id,
            one.name,
            one.unit,
            Better(one.better),
            one.source,
            tuple(Point(p.on, p.value, When(p.phase)) for p in points if p.measure_id == one.id),
        )
        for one in measures
    ]
