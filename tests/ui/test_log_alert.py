"""The red bar: told when the log cannot be written, gone when it can, and the gap is written down."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.audit_reading import audit_entries
from casemgr.core.desk import Desk
from casemgr.core.store import Store
from casemgr.records import places
from casemgr.records.places import PlaceDraft
from tests.access_review.test_fails_closed import break_log, mend_log
from tests.conftest import Logged
from ui.desk import UiDesk
from ui.log_alert import LogAlert
from ui.preferences import Preferences
from ui.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, desk_of: Callable[..., Desk], ui_desk_of: Callable[..., UiDesk], tmp_path: Path) -> MainWindow:
    window = MainWindow(ui_desk_of(desk=desk_of(Role.OFFICER)), Preferences(tmp_path))
    qtbot.addWidget(window, before_close_func=lambda _window: window.hide())
    window.show()
    window.open()
    return window


def test_the_bar_stays_until_an_entry_can_be_written_again(
    qtbot: QtBot, window: MainWindow, store: Store, desk_of: Callable[..., Desk], logged: Logged
) -> None:
    bar = window.log_alert
    qtbot.waitUntil(lambda: not window.desk.busy)
    break_log(store)
    window.desk.do(places.add_place, PlaceDraft(name="Never kept"))
    qtbot.waitUntil(lambda: "Nothing can be saved" in bar.sentence())
    bar.dismiss()
    bar.try_again()
    qtbot.waitUntil(lambda: not window.desk.busy)
    assert bar.sentence()
    mend_log(store)
    bar.try_again()
    qtbot.waitUntil(lambda: not bar.sentence())
    assert "again" in window.toast.sentence()
    told = desk_of(Role.ADMINISTRATOR).ask(audit_entries).entries
    assert [one.outcome for one in told if one.action == "log_failed"] == ["failure"]
    logged.take("no audit entry")


def test_it_tries_again_by_itself(
    qtbot: QtBot, desk_of: Callable[..., Desk], ui_desk_of: Callable[..., UiDesk], store: Store, logged: Logged
) -> None:
    desk = ui_desk_of(desk=desk_of(Role.OFFICER))
    bar = LogAlert(desk, again_ms=20)
    qtbot.addWidget(bar)
    break_log(store)
    desk.do(places.add_place, PlaceDraft(name="Never kept"))
    qtbot.waitUntil(lambda: bool(bar.sentence()))
    mend_log(store)
    qtbot.waitUntil(lambda: not bar.sentence())
    logged.take("no audit entry")
