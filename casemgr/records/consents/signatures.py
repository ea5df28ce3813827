"""A signature drawn on a screen: strokes of points in a box of side one, each at its moment; or a typed name."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import _

MOST_POINTS = 5_000
FEWEST_POINTS = 8
"""Fewer points than this are a slip of the finger."""


@dataclass(frozen=True)
class Point:
    """Where the pen was, from 0 to 1 across and down, and when, in milliseconds since the first point."""

    x: float
    y: float
    ms: int


Stroke = tuple[Point, ...]


@dataclass(frozen=True)
class Signature:
    """What was drawn and the name that was typed, one of which may be missing, and when; None where nobody signed."""

    strokes: tuple[Stroke, ...] = ()
    typed_name: str = ""
    at: datetime | None = None

    @property
    def points(self) -> int:
        """How many points were drawn."""
        return sum(map(len, self.strokes))


def as_text(strokes: Sequence[Stroke]) -> str:
    """Strokes as a draft carries them: JSON, coordinates to a thousandth."""
    return json.dumps([[[round(p.x, 3), round(p.y, 3), p.ms] for p in stroke] for stroke in strokes]) if strokes else ""


def read(kept: Any) -> tuple[Stroke, ...]:
    """Strokes from what is kept."""
    return tuple(tuple(Point(float(x), float(y), int(ms)) for x, y, ms in stroke) for stroke in kept)


def checked_strokes(text: str) -> list[list[list[float]]]:
    """What may be kept of a drawn signature, or Invalid."""
    if not text:
        return []
    try:
        strokes = read(json.loads(text))
    except (ArithmeticError, RecursionError, TypeError, ValueError) as error:
        raise Invalid(Problem("signature", _("This signature cannot be read; have it drawn again."))) from error
    points = [point for stroke in strokes for point in stroke]
    if not FEWEST_POINTS <= len(points) <= MOST_POINTS:
        raise Invalid(Problem("signature", _("This is too little or too much for a signature; have it drawn again.")))
    if not all(0 <= p.x <= 1 and 0 <= p.y <= 1 and p.ms >= 0 for p in points):
        raise Invalid(Problem("signature", _("This signature cannot be read; have it drawn again.")))
    return [[[p.x, p.y, p.ms] for p in stroke] for stroke in strokes]
