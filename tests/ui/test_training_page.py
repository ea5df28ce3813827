"""The training page: who lacks what, files taken over row by row, nothing taken where a row is wrong."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records.training import completions_in, coverage, import_completions, import_roster, roster_in
from tests.samples import made
from ui.desk import UiDesk
from ui.training.page import TrainingPage
from ui.training.taking import ShowRows


@pytest.fixture
def coordinator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.TRAINING_COORDINATOR)


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> UUID:
    return made(desk_of(Role.ADMINISTRATOR), "staff", user_name="o.example", full_name="Olive Example")


@pytest.fixture
def page(
    qtbot: QtBot,
    coordinator: Desk,
    officer: UUID,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[[QWidget], QWidget],
) -> TrainingPage:
    course = made(coordinator, "courses", code="DEE-8", topic="de_escalation", minutes=480)
    rule: dict[str, Any] = {"title": "De-escalation", "topic": "de_escalation", "course_id": course, "minutes": 480}
    since = coordinator.store.clock().date() - timedelta(days=400)
    made(coordinator, "requirements", **rule, for_unit="", cycle_months=12, effective_from=since)
    desk = ui_desk_of(desk=coordinator)
    page = TrainingPage(desk)
    desk.changed.connect(page.refresh)
    open_window(page)
    qtbot.waitUntil(lambda: "Olive Example" in said(page.due.rows))
    return page


def said(rows: Any) -> str:
    model = rows.model()
    return "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    return file


def shown(qtbot: QtBot, page: TrainingPage) -> ShowRows:
    qtbot.waitUntil(lambda: page.findChild(ShowRows) is not None)
    found = page.findChild(ShowRows)
    assert isinstance(found, ShowRows)
    return found


def test_a_file_of_completions_closes_the_gap_it_is_for(
    qtbot: QtBot, coordinator: Desk, page: TrainingPage, tmp_path: Path
) -> None:
    today = coordinator.store.clock().date().isoformat()
    file = written(tmp_path, f"user,course,completed_on\no.example,DEE-8,{today}\n")
    page.bring_in(file, completions_in, import_completions)
    dialog = shown(qtbot, page)
    assert "o.example" in said(dialog.rows)
    dialog.take.click()
    qtbot.waitUntil(lambda: "Olive Example" not in said(page.due.rows))
    assert len(coordinator.ask(general.listing, "completions").rows) == 1


def test_one_wrong_row_and_nothing_can_be_taken(
    qtbot: QtBot, coordinator: Desk, page: TrainingPage, tmp_path: Path
) -> None:
    file = written(tmp_path, "day,shift,beat,user\n2026-03-01,day,N-1,o.example\n2026-03-01,day,N-1,nobody\n")
    page.bring_in(file, roster_in, import_roster)
    dialog = shown(qtbot, page)
    assert not dialog.take.isEnabled()
    assert said(dialog.rows).startswith("3: "), "what is wrong comes first"
    dialog.reject()
    day = coordinator.store.clock().date()
    assert coordinator.ask(coverage, day - timedelta(days=3000), day) == ()


def test_a_file_that_is_none_is_told_in_a_sentence(qtbot: QtBot, page: TrainingPage, tmp_path: Path) -> None:
    told: list[object] = []
    page.troubled.connect(told.append)
    page.bring_in(tmp_path / "gone.csv", roster_in, import_roster)
    page.bring_in(written(tmp_path, "nothing\n"), roster_in, import_roster)
    qtbot.waitUntil(lambda: len(told) == 2)
