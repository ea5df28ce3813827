"""Boundaries of neighborhoods come from GeoJSON, all or none, and each feature says what becomes of it."""

import json
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile, NotAllowed
from casemgr.records.neighborhoods.boundaries import Found, boundary_rings, outlines_in, rings_of, set_boundaries
from tests.builders import a_neighborhood

SQUARE = [[[-71.06, 42.35], [-71.05, 42.35], [-71.05, 42.36], [-71.06, 42.36], [-71.06, 42.35]]]


def feature(named: dict[str, object], points: object = SQUARE, kind: str = "Polygon") -> dict[str, object]:
    return {"type": "Feature", "properties": named, "geometry": {"type": kind, "coordinates": points}}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def administrator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


def boundary(desk: Desk, id: UUID) -> str:
    return str(desk.ask(general.reading, "neighborhoods", id).values["boundary"])


def test_each_neighborhood_gets_its_outline_by_code_or_name(administrator: Desk) -> None:
    elm = a_neighborhood(administrator, code="E1", name="Elm Park")
    mill = a_neighborhood(administrator, code="M1", name="Mill Row")
    text = collection(
        feature({"CODE": "e1"}), feature({"name": "Mill Row"}, [SQUARE], "MultiPolygon"), feature({"name": "Elsewhere"})
    )
    assert [one.found for one in administrator.ask(outlines_in, text)] == [Found.READY, Found.READY, Found.UNKNOWN]
    assert administrator.do(set_boundaries, text) == 2
    for id in (elm, mill):
        assert boundary_rings(boundary(administrator, id)) == (tuple((x, y) for x, y in SQUARE[0]),)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (feature({"code": "M1"}, [[[-71.06, 42.35], [-71.05, 42.35]]]), "too few points"),
        (feature({"code": "M1"}, [[[500, 42.35]] * 5]), "degrees east and north"),
        (feature({"code": "M1"}, "there"), "not in lists"),
        (feature({"code": "M1"}, [1, 2], "Point"), "no polygon"),
        (feature({"code": "M1"}, [SQUARE[0][:1] * 5]), "no area"),
        (feature({"code": "E1"}), "twice"),
        ("no feature", "no polygon"),
    ],
)
def test_one_wrong_feature_sets_nothing_and_says_which(administrator: Desk, broken: object, said: str) -> None:
    elm = a_neighborhood(administrator, code="E1", name="Elm Park")
    a_neighborhood(administrator, code="M1", name="Mill Row")
    with pytest.raises(BadFile) as refused:
        administrator.do(set_boundaries, collection(feature({"code": "E1"}), broken))
    assert said in refused.value.sentence
    assert "Feature 2" in refused.value.sentence
    assert boundary(administrator, elm) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, json.dumps({"type": "Topology"}), "null", "3"])
def test_what_is_no_geojson_is_told_in_a_sentence(administrator: Desk, text: str) -> None:
    with pytest.raises(BadFile):
        administrator.ask(outlines_in, text)


def test_only_who_manages_places_sets_them(desk_of: Callable[..., Desk]) -> None:
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).do(set_boundaries, collection())


@given(
    st.recursive(
        st.none() | st.floats() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=4), max_leaves=12
    )
)
def test_whatever_stands_for_points_is_read_or_refused(points: object) -> None:
    with suppress(BadFile):
        assert rings_of({"type": "Polygon", "coordinates": points})
