"""The page of a privacy incident: from every page by name, a press to report, and the sheet to print."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.audit_reading import audit_entries
from casemgr.core.desk import Desk
from ui.deeds import deeds
from ui.desk import UiDesk
from ui.incident import IncidentPage
from ui.page import Go


def test_it_is_reported_by_keys_alone_and_its_sheet_shows_whom_to_call(
    qtbot: QtBot,
    ui_desk_of: Callable[..., UiDesk],
    open_window: Callable[..., QWidget],
    desk_of: Callable[..., Desk],
) -> None:
    desk = ui_desk_of(Role.OFFICER)
    page = IncidentPage(desk)
    open_window(page, QSize(1150, 640))
    qtbot.waitUntil(lambda: "Call now" in page.call.text())
    assert not page.report.isEnabled()
    page.what.setFocus()
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_3)
    assert "destroy it unopened" in page.first.text()
    page.report.setFocus()
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(page.report, Qt.Key.Key_Space)
    assert said.args == ["Reported. Now call."]
    qtbot.waitUntil(page.save.isEnabled)
    assert "wrong person" in page.preview.document.getAllText(0).text()
    assert not page.report.isEnabled(), "once is enough"
    actions = [entry.action for entry in desk_of(Role.COMMANDER).ask(audit_entries).entries]
    assert actions.count("incident_reported") == 1


def test_everyone_comes_to_it_by_name(desk_of: Callable[..., Desk]) -> None:
    for role in Role:
        found = [deed.go for deed in deeds(desk_of(role).actor) if deed.label == "Report a privacy incident"]
        assert found == [Go("incident")]
