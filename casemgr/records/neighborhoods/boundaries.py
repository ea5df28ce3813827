"""Boundaries as GeoJSON (RFC 7946): read within limits, matched to neighborhoods by their code, and set all at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import BadFile
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.neighborhoods.tables import Neighborhood

Point = tuple[float, float]
"""Degrees east and north (WGS 84)."""
Ring = tuple[Point, ...]

MOST_SIGNS = 5_000_000
MOST_POINTS = 20_000
"""Of one neighborhood; a city drawn to the meter has fewer."""
_NAMED = ("code", "beat", "id", "name")
"""Properties that tell which neighborhood a feature is, the surest first."""


class Found(StrEnum):
    """What became of one feature of a file."""

    READY = "ready"
    UNKNOWN = "unknown"
    WRONG = "wrong"
    TWICE = "twice"


@dataclass(frozen=True)
class Outline:
    """One feature: how the file calls it, the neighborhood it is, and why it cannot be taken, in words."""

    place: int
    named: str
    found: Found
    neighborhood_id: UUID | None = None
    rings: tuple[Ring, ...] = ()
    why: str = ""


def rings_of(geometry: object) -> tuple[Ring, ...]:
    """The rings of a polygon or of several, outlines and holes alike; BadFile in words where it is neither."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadFile(_("It is no polygon."))
    given = geometry.get("coordinates")
    polygons = [given] if geometry["type"] == "Polygon" else given
    rings = tuple(_ring(ring) for polygon in _listed(polygons) for ring in _listed(polygon))
    if not rings:
        raise BadFile(_("It has no points."))
    if sum(map(len, rings)) > MOST_POINTS:
        raise BadFile(_("It has more than {most} points; simplify it first.").format(most=MOST_POINTS))
    return rings


def boundary_rings(kept: str) -> tuple[Ring, ...]:
    """The rings of a boundary as it is kept; none where there is none."""
    return rings_of(json.loads(kept)) if kept else ()


@query(May.MANAGE_PLACES)
def outlines_in(tx: Tx, text: str) -> tuple[Outline, ...]:
    """What a file of features would set, feature by feature; BadFile where it is no GeoJSON at all."""
    return tuple(_outlines(tx, text))


@command(May.MANAGE_PLACES)
def set_boundaries(tx: Tx, text: str) -> int:
    """Set the boundary of every neighborhood a file names, or of none where one feature is wrong; how many were set."""
    found = list(_outlines(tx, text))
    wrong = next((one for one in found if one.found in (Found.WRONG, Found.TWICE)), None)
    if wrong is not None:
        said = _("Feature {place} ({named}): {why} Nothing was set.")
        raise BadFile(said.format(place=wrong.place, named=wrong.named, why=wrong.why))
    ready = [one for one in found if one.found is Found.READY]
    for one in ready:
        area = tx.get(Neighborhood, one.neighborhood_id)
        if area is not None:
            area.boundary = json.dumps({"type": "MultiPolygon", "coordinates": [[ring] for ring in one.rings]})
            tx.add(area)
    return len(ready)


def _outlines(tx: Tx, text: str) -> Iterator[Outline]:
    by_name: dict[str, UUID] = {}
    for id, code, name in tx.exec(select(Neighborhood.id, Neighborhood.code, Neighborhood.name)):
        by_name |= {name.casefold(): id, code.casefold(): id}
    taken: set[UUID] = set()
    for place, feature in enumerate(_features(text), start=1):
        outline = _outline(place, feature, by_name)
        if outline.neighborhood_id in taken:
            why = _("This neighborhood stands in the file twice.")
            outline = Outline(place, outline.named, Found.TWICE, outline.neighborhood_id, why=why)
        elif outline.neighborhood_id is not None:
            taken.add(outline.neighborhood_id)
        yield outline


def _features(text: str) -> list[object]:
    if len(text) > MOST_SIGNS:
        raise BadFile(_("This file is too large for boundaries."))
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile(_("This file is not GeoJSON.")) from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(read, dict) or read.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise BadFile(_("This file is not a GeoJSON collection of features."))
    return features


def _outline(place: int, feature: object, by_name: Mapping[str, UUID]) -> Outline:
    said = feature.get("properties") if isinstance(feature, Mapping) else None
    words = _words(feature, said if isinstance(said, Mapping) else {})
    named = next((word for word in words if word.casefold() in by_name), words[0] if words else "–")
    try:
        rings = rings_of(feature.get("geometry") if isinstance(feature, Mapping) else None)
    except BadFile as error:
        return Outline(place, named, Found.WRONG, why=error.sentence)
    id = by_name.get(named.casefold())
    if id is None:
        return Outline(place, named, Found.UNKNOWN, rings=rings, why=_("No neighborhood has this code or name."))
    return Outline(place, named, Found.READY, id, rings)


def _words(feature: object, properties: Mapping[Any, Any]) -> list[str]:
    folded = {str(name).casefold(): value for name, value in properties.items()}
    given = [folded.get(name) for name in _NAMED] + [feature.get("id") if isinstance(feature, Mapping) else None]
    return [str(value).strip()[:80] for value in given if isinstance(value, str | int) and str(value).strip()]


def _listed(given: object) -> list[Any]:
    if not isinstance(given, list):
        raise BadFile(_("Its points are not in lists."))
    return given


def _ring(given: object) -> Ring:
    points = tuple(_point(one) for one in _listed(given))
    if len(points) < 4 or points[0] != points[-1]:
        raise BadFile(_("A ring has too few points or does not come back to where it began."))
    if all(one == other for one, other in pairwise(points)):
        raise BadFile(_("A ring has no area."))
    return points


def _point(given: object) -> Point:
    match given:
        case [int() | float() as east, int() | float() as north, *_rest] if abs(east) <= 180 and abs(north) <= 90:
            return float(east), float(north)
    raise BadFile(_("A point is not in degrees east and north."))
