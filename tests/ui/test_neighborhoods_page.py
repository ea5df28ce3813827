"""Neighborhoods in the window: chosen in the list or the drawing, and boundaries brought in from a file."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from tests.builders import a_neighborhood
from ui.desk import UiDesk
from ui.neighborhoods.outlines import ShowOutlines
from ui.neighborhoods.page import NeighborhoodsPage


def square(code: str, west: float) -> dict[str, object]:
    ring = [[west, 42.0], [west, 42.1], [west + 0.1, 42.1], [west + 0.1, 42.0], [west, 42.0]]
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def written(path: Path, *features: dict[str, object]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def lead(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def areas(lead: Desk) -> list[UUID]:
    return [a_neighborhood(lead, "HF", "Harbor Flats"), a_neighborhood(lead, "MR", "Mill Row")]


@pytest.fixture
def page(
    qtbot: QtBot,
    lead: Desk,
    areas: list[UUID],
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[[QWidget], QWidget],
) -> NeighborhoodsPage:
    desk = ui_desk_of(desk=lead)
    page = NeighborhoodsPage(desk)
    desk.changed.connect(page.refresh)
    open_window(page)
    qtbot.waitUntil(lambda: page.rows.model().rowCount() == len(areas))
    return page


def test_a_file_is_shown_before_it_is_set_and_then_drawn(qtbot: QtBot, page: NeighborhoodsPage, tmp_path: Path) -> None:
    assert page.drawing.accessibleDescription() == "No boundary is on record yet."
    page.bring_in(written(tmp_path / "a.geojson", square("HF", -71.0), square("MR", -70.9)))
    qtbot.waitUntil(lambda: page.findChild(ShowOutlines) is not None)
    shown = page.findChild(ShowOutlines)
    assert shown is not None
    with qtbot.waitSignal(page.said) as said:
        shown.set.click()
    assert said.args == ["2 boundaries set"]
    qtbot.waitUntil(lambda: page.drawing.accessibleDescription() == "Harbor Flats, Mill Row")
    place = page.drawing.rect()
    with qtbot.waitSignal(page.drawing.pressed):
        qtbot.mouseClick(page.drawing, Qt.MouseButton.LeftButton, pos=place.center() + place.topRight() / 6)


def test_nothing_is_set_from_a_file_with_one_wrong_feature(
    qtbot: QtBot, lead: Desk, areas: list[UUID], page: NeighborhoodsPage, tmp_path: Path
) -> None:
    wrong = square("MR", -70.9) | {"geometry": {"type": "Point", "coordinates": [1, 2]}}
    page.bring_in(written(tmp_path / "a.geojson", square("HF", -71.0), wrong))
    qtbot.waitUntil(lambda: page.findChild(ShowOutlines) is not None)
    shown = page.findChild(ShowOutlines)
    assert shown is not None
    assert not shown.set.isEnabled()
    shown.reject()
    kept = [lead.ask(general.reading, "neighborhoods", id).values.get("boundary") for id in areas]
    assert kept == ["", ""]


def test_a_file_that_is_no_text_is_refused_in_words(qtbot: QtBot, page: NeighborhoodsPage, tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    file.write_bytes(b"\xff\xfe\x00")
    with qtbot.waitSignal(page.troubled) as told:
        page.bring_in(file)
    assert told.args[0].sentence == "This file is not text in UTF-8."
