"""The agency's settings are seen and changed in the window by whoever may, each within its bounds."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core import settings
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from ui.admin.agency import Agency
from ui.admin.page import AGENCY, AdminPage
from ui.desk import UiDesk


@pytest.fixture
def administrator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


@pytest.fixture
def agency(
    qtbot: QtBot,
    administrator: Desk,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[..., QWidget],
) -> Agency:
    page = AdminPage(ui_desk_of(desk=administrator))
    open_window(page, QSize(1150, 640))
    page.turn_to(AGENCY)
    assert page.agency is not None
    qtbot.waitUntil(page.agency.save.isEnabled)
    return page.agency


def test_what_is_changed_is_saved_and_the_rest_stays_as_it_was(
    qtbot: QtBot, administrator: Desk, agency: Agency
) -> None:
    assert agency.fields["lead_handoff_minutes"].value() == 30
    agency.fields["lead_handoff_minutes"].set_value(45)
    agency.fields["self_opening_pages"].set_value("1")
    agency.fields["reply_phone"].set_value("555-555-0100")
    with qtbot.waitSignal(agency.did):
        agency.save.click()
    now = {one.name: one.value for one in administrator.ask(settings.in_force)}
    changed = {"lead_handoff_minutes": "45", "self_opening_pages": "1", "reply_phone": "555-555-0100"}
    assert changed.items() <= now.items()
    assert now["lead_intake_days"] == str(settings.THRESHOLDS["lead_intake_days"].default)


def test_a_value_out_of_bounds_is_said_beside_it_and_nothing_is_lost(
    qtbot: QtBot, administrator: Desk, agency: Agency
) -> None:
    agency.fields["agency"].set_value("Harbor Police")
    agency.fields["idle_lock_minutes"].field.editor().setText("90")  # type: ignore[attr-defined]
    agency.save.click()
    assert agency.fields["idle_lock_minutes"].problem() == "Write a number from 1 to 30."
    assert agency.fields["agency"].value() == "Harbor Police"
    agency.fields["idle_lock_minutes"].set_value(5)
    agency.fields["minor_alone"].set_value("needs, helth")
    agency.save.click()
    qtbot.waitUntil(lambda: agency.fields["minor_alone"].problem() is not None)
    assert "helth is no code of this list" in str(agency.fields["minor_alone"].problem())
    assert administrator.ask(settings.text_setting, "minor_alone") == ""
    qtbot.waitUntil(lambda: administrator.ask(settings.text_setting, "agency") == "Harbor Police")


def test_only_an_administrator_is_offered_them(
    ui_desk_of: Callable[..., UiDesk], open_window: Callable[..., QWidget]
) -> None:
    page = AdminPage(ui_desk_of(Role.SUPERVISOR))
    open_window(page, QSize(1150, 640))
    assert page.agency is None


def test_a_setting_nobody_knows_is_refused(administrator: Desk) -> None:
    with pytest.raises(Invalid):
        administrator.do(settings.set_text, "agencie", "Harbor Police")
