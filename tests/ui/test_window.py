"""The working window: rail, header, search, foot; and the lock that puts everything away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.jobs import Job, Progress
from casemgr.core.kind import KINDS
from casemgr.i18n import RESOURCES
from tests.builders import a_place
from tests.ui.sessions import folder, session_of, set_up_once, sign_in
from tests.ui.typing import type_text
from ui.idle import IdleWatch
from ui.language import speak
from ui.list_page import ListPage
from ui.look import current_look
from ui.page import Go
from ui.preferences import FILE, Preferences
from ui.session import Session
from ui.tokens import Theme
from ui.widgets.status import Place
from ui.window import MainWindow

__all__ = ["folder", "session_of", "set_up_once"]

WindowOf = Callable[..., MainWindow]


def signed_in(qtbot: QtBot, session: Session) -> MainWindow:
    sign_in(qtbot, session)
    window = session.window
    assert window is not None
    return window


def page(window: MainWindow) -> ListPage:
    shown = window.pages.page()
    assert isinstance(shown, ListPage)
    return shown


def labels(window: MainWindow) -> list[str]:
    return [item.text() for item in window.rail.items()]


def test_the_rail_leads_where_one_has_a_right_to_go(window_of: WindowOf) -> None:
    officer = labels(window_of(Role.OFFICER))
    assert {"Today", "Log", "People", "Referrals", "Directory", "More", "Night", "Lock"} <= set(officer)
    assert "Admin" not in officer
    admin = window_of(Role.ADMINISTRATOR)
    assert "People" not in labels(admin)
    assert not admin.log.isVisible(), "an administrator logs no contacts"


def test_every_place_is_one_key_away(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    places = [item.key for item in window.rail.items() if item.isCheckable()]
    for number, key in enumerate(places, 1):
        QTest.keySequence(window, f"Ctrl+{number}")
        assert [item.key for item in window.rail.items() if item.isChecked()] == [key]
    qtbot.waitUntil(lambda: not window.desk.busy)


def test_the_title_names_nobody(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    place = a_place(window.desk.beside(), "Pier 4")
    window.go(Go("places", place))
    qtbot.waitUntil(lambda: page(window).title == "Pier 4")
    assert window.windowTitle() == "Casemgr"


def test_words_typed_after_ctrl_k_find_a_record_and_enter_opens_it(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    a_place(window.desk.beside(), "Café Ñandú", address_1="12 Elm Street")
    a_place(window.desk.beside(), "Pier 4")
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.search
    type_text(window.search, "elm")
    qtbot.waitUntil(lambda: [row.title for row in window.found.rows()] == ["Café Ñandú", "Save this search"])
    assert window.found.rows()[0].line == "12 “Elm” Street", "it says why it matched"
    assert window.found.rows()[0].chip == "Place"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).title == "Café Ñandú")
    assert not window.found.isVisible()
    assert window.search.text() == ""


def test_enter_before_the_answer_opens_what_it_finds(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    a_place(window.desk.beside(), "Pier 4")
    window.begin_finding()
    type_text(window.search, "pier")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).title == "Pier 4")


def test_deeds_are_found_by_name(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    window.begin_finding()
    type_text(window.search, "hous")
    qtbot.waitUntil(lambda: "Households" in [row.title for row in window.found.rows()])
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    type_text(window.search, "loc")
    qtbot.waitUntil(lambda: [row.title for row in window.found.rows()][:1] == ["Lock"])
    with qtbot.waitSignal(window.locking):
        qtbot.keyClick(window.search, Qt.Key.Key_Return)


def test_what_is_saved_shows_at_the_foot_and_as_a_toast(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    window.go(Go("places", new=True))
    form = page(window).pane.form
    assert form is not None
    type_text(form.fields.field("name").field.editor(), "Pier 4")
    with qtbot.waitSignal(window.desk.changed):
        form.save()
    qtbot.waitUntil(lambda: window.toast.sentence() == "Place saved")
    assert window.status.said(Place.SAVED).startswith("Saved on this laptop 12:0")
    assert window.status.said(Place.WHO) == "Test Person · Officer"


def test_back_goes_through_the_page_and_then_to_the_page_before(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    window.go(Go("households"))
    window.go(Go("places", a_place(window.desk.beside(), "Pier 4")))
    qtbot.waitUntil(lambda: page(window).title == "Pier 4")
    window.header.went_back.emit()
    assert page(window).title == "Places"
    window.header.went_back.emit()
    assert page(window).title == "Households"


def test_night_is_a_press_away_and_remembered(qtbot: QtBot, window_of: WindowOf, tmp_path: Path) -> None:
    window = window_of(Role.OFFICER)
    night = next(item for item in window.rail.items() if item.key == "night")
    night.click()
    assert current_look().theme is Theme.NIGHT
    assert Preferences(tmp_path).colors.moon is True
    night.click()
    assert current_look().theme is Theme.LIGHT
    assert Preferences(tmp_path).look.theme is Theme.LIGHT


def test_a_crash_shows_its_code_and_one_can_go_on(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    window.desk.crashed.emit("7K2F:Q1MD")
    assert window.crash.isVisible()
    assert window.crash.code() == "7K2F:Q1MD"
    qtbot.mouseClick(window.crash.go_on, Qt.MouseButton.LeftButton)
    assert window.pages.isVisible()


def forever(_desk: object) -> Job[None]:
    while True:
        yield Progress(1, 4, "counting")


def test_a_long_job_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, window_of: WindowOf) -> None:
    window = window_of(Role.OFFICER)
    window.desk.jobs.start("Count", forever)
    qtbot.waitUntil(lambda: window.jobs.isVisible() and window.jobs.said() == "Count · counting")
    with qtbot.waitSignal(window.desk.jobs.stopped):
        window.jobs.cancel.click()
    qtbot.waitUntil(lambda: window.toast.sentence() == "Count: stopped")
    assert not window.jobs.isVisible()


def test_every_kind_has_an_icon_that_is_shipped() -> None:
    missing = {kind.name for kind in KINDS.values() if not (RESOURCES / "icons" / f"{kind.icon}.svg").exists()}
    assert not missing


@pytest.mark.parametrize("where", [Go("places"), Go("places", new=True), Go("neighborhoods"), Go("more")])
def test_whatever_takes_the_focus_has_a_name(qtbot: QtBot, window_of: WindowOf, where: Go) -> None:
    window = window_of(Role.OFFICER)
    window.go(where)
    qtbot.waitUntil(lambda: not window.desk.busy)
    stops = [w for w in window.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [
        widget
        for widget in stops
        if not (widget.accessibleName() or widget.property("text") or widget.toolTip())
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QLineEdit)
    ]
    assert stops
    assert not nameless


def test_lock_hides_everything_empties_the_clipboard_and_keeps_what_was_typed(
    qtbot: QtBot, folder: Path, session_of: Callable[..., Session]
) -> None:
    session = session_of(folder)
    window = signed_in(qtbot, session)
    window.go(Go("places", new=True))
    form = page(window).pane.form
    assert form is not None
    type_text(form.fields.field("name").field.editor(), "Pier 4")
    dialog = QDialog(window)
    with qtbot.waitActive(dialog):
        dialog.open()
    QGuiApplication.clipboard().setText("Pier 4")
    with qtbot.waitSignal(session.locked):
        qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [session.unlock]
    assert QGuiApplication.clipboard().text() == ""
    assert session.window is None
    again = signed_in(qtbot, session)
    qtbot.waitUntil(lambda: page(again).pane.form is not None and not again.desk.busy)
    form = page(again).pane.form
    assert form is not None
    qtbot.waitUntil(lambda: form.fields.field("name").value() == "Pier 4")
    assert form.restored.sentence() == "What you typed just now is back."


def test_without_use_it_locks_and_says_before_when(
    qtbot: QtBot, folder: Path, session_of: Callable[..., Session]
) -> None:
    times = [0.0]
    idle = IdleWatch(monotonic=lambda: times[0], wall=lambda: 0.0, tick_ms=1)
    session = session_of(folder, idle=idle)
    window = signed_in(qtbot, session)
    qtbot.waitUntil(lambda: window.status.said(Place.LOCK) == "Encrypted · locks in 10 min")
    times[0] = 9 * 60
    qtbot.waitUntil(lambda: window.status.said(Place.LOCK) == "Encrypted · locks in 1 min")
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: window.status.said(Place.LOCK) == "Encrypted · locks in 10 min")
    with qtbot.waitSignal(session.locked):
        times[0] = 19 * 60


def test_a_computer_that_slept_is_locked(qtbot: QtBot, folder: Path, session_of: Callable[..., Session]) -> None:
    wall = [0.0]
    session = session_of(folder, idle=IdleWatch(monotonic=lambda: 0.0, wall=lambda: wall[0], tick_ms=1))
    window = signed_in(qtbot, session)
    qtbot.waitUntil(lambda: "locks in" in window.status.said(Place.LOCK))
    with qtbot.waitSignal(session.locked):
        wall[0] = 3600.0


def test_use_of_other_programs_counts_as_use(qtbot: QtBot) -> None:
    now = [0.0]
    idle = IdleWatch(lambda: 5.0, monotonic=lambda: now[0], wall=lambda: 0.0, tick_ms=1)
    left: list[int] = []
    idle.left.connect(left.append)
    with qtbot.waitSignal(idle.left), qtbot.assertNotEmitted(idle.expired):
        idle.start(10, 12 * 3600)
        now[0] = 3600.0
    idle.stop()
    assert left == [10]


def test_another_language_makes_the_window_anew_where_it_was(
    qtbot: QtBot, qapp: QApplication, folder: Path, session_of: Callable[..., Session]
) -> None:
    session = session_of(folder)
    before = signed_in(qtbot, session)
    before.go(Go("places"))
    before.spoken.emit("es")
    window = session.window
    assert window is not None
    assert window is not before
    qtbot.waitUntil(lambda: not window.desk.busy)
    assert "Más" in labels(window)
    assert window.pages.key == "places"
    assert Preferences(folder).language == "es"
    speak(qapp, "en")


def test_what_the_window_remembers_is_nothing_personal(
    qtbot: QtBot, folder: Path, session_of: Callable[..., Session]
) -> None:
    session = session_of(folder)
    window = signed_in(qtbot, session)
    window.begin_finding()
    type_text(window.search, "delgado")
    with qtbot.waitSignal(session.locked):
        session.lock()
    kept = {line.partition("=")[0] for line in (folder / FILE).read_text().splitlines() if "=" in line}
    assert kept <= {"geometry", "language", "theme", "density", "scale", "month"}
