"""Older logs in the window: columns guessed, rows looked through, a mapping kept, nothing taken if a row is wrong."""

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
from tests.builders import a_member, a_neighborhood
from tests.imports.conftest import HEAD
from ui.admin.older_logs import PERSON, OlderLogs
from ui.desk import UiDesk
from ui.training.taking import ShowRows

ROW = "03/05/2019 14:30,Walk & talk,B-7,N1,Street lights,Two lamps are dark,Ines,Duarte,555-0101,resident"


@pytest.fixture
def custodian(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def officer(desk_of: Callable[..., Desk]) -> UUID:
    admin = desk_of(Role.ADMINISTRATOR)
    a_neighborhood(admin)
    return a_member(admin, "o.example", "Olive Example", badge="B-7", unit="North")


@pytest.fixture
def card(
    qtbot: QtBot,
    custodian: Desk,
    officer: UUID,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[..., QWidget],
) -> OlderLogs:
    made = OlderLogs(ui_desk_of(desk=custodian))
    open_window(made)
    qtbot.waitUntil(lambda: made.saved.count() > 0)
    return made


def given(card: OlderLogs, tmp_path: Path, *rows: str) -> None:
    file = tmp_path / "old.csv"
    file.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    card.bring_in(file)
    for column, part in (("First", "given"), ("Last", "family"), ("Phone", "phone"), ("Role", "role")):
        box = card.columns[column]
        box.setCurrentIndex(box.findData(PERSON + part))
    card.form.setCurrentIndex(1)
    card.meanings.set_value("contact_type: Walk & talk = foot_patrol_conversation")


def looked(qtbot: QtBot, card: OlderLogs) -> ShowRows:
    qtbot.mouseClick(card.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.findChild(ShowRows) is not None)
    found = card.findChild(ShowRows)
    assert isinstance(found, ShowRows)
    return found


def batches(desk: Desk) -> list[tuple[str, int, str]]:
    return [(row.file, row.taken, row.status) for row in desk.ask(general.listing, "contact_imports").rows]


def test_a_log_is_taken_over_as_it_was_looked_through(
    qtbot: QtBot, custodian: Desk, card: OlderLogs, tmp_path: Path
) -> None:
    assert not card.look.isEnabled()
    given(card, tmp_path, ROW)
    assert card.columns["Area"].currentData() == "neighborhood", "guessed from its name"
    dialog = looked(qtbot, card)
    assert batches(custodian) == [], "looking takes nothing"
    with qtbot.waitSignal(card.did):
        dialog.take.click()
    assert batches(custodian) == [("old.csv", 1, "taken")]


def test_a_wrong_row_holds_everything_back(qtbot: QtBot, custodian: Desk, card: OlderLogs, tmp_path: Path) -> None:
    given(card, tmp_path, ROW, ROW.replace("B-7", "nobody"))
    dialog = looked(qtbot, card)
    assert not dialog.take.isEnabled()
    dialog.reject()
    assert batches(custodian) == []


def test_a_mapping_is_kept_and_used_for_the_next_file(
    qtbot: QtBot, custodian: Desk, card: OlderLogs, tmp_path: Path
) -> None:
    given(card, tmp_path, ROW)
    card.name.set_value("Old CAD log")
    with qtbot.waitSignal(card.did):
        card.save.click()
    qtbot.waitUntil(lambda: card.saved.findData("Old CAD log") > 0)
    card.saved.setCurrentIndex(card.saved.findData("Old CAD log"))
    card.meanings.set_value("")
    with qtbot.waitSignal(card.did):
        looked(qtbot, card).take.click()
    assert [taken for _file, taken, _status in batches(custodian)] == [1]


@pytest.mark.parametrize("content", [b"", b"\xff\xfeA\0", b"A\0", b"A,A\n1,2\n"])
def test_what_is_no_log_is_said(qtbot: QtBot, card: OlderLogs, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    with qtbot.waitSignal(card.refused) as told:
        card.bring_in(file)
    assert told.args[0].sentence
    assert not card.look.isEnabled()


def test_a_mapping_without_a_name_is_refused_in_words(qtbot: QtBot, card: OlderLogs, tmp_path: Path) -> None:
    given(card, tmp_path, ROW)
    with qtbot.waitSignal(card.refused) as told:
        card.save.click()
    assert "Name" in told.args[0].problems[0].sentence
