"""The desk of the window: it never waits, hears on its own thread, and passes over whoever is gone."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from casemgr.core.access import Role
from casemgr.core.changes import Changes
from casemgr.core.errors import CaseError, NotAllowed
from casemgr.core.store import FILE, Store
from casemgr.core.verbs import QUERIES
from casemgr.records import neighborhoods, staff
from tests.conftest import Logged
from ui.desk import UiDesk

FLATS = neighborhoods.NeighborhoodDraft(code="N1", name="Harbor Flats")


class Ear(QObject):
    """Hears answers, and on which thread."""

    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[str] = set()

    def hear(self, value: object) -> None:
        self.heard.append(value)
        self.threads.add(threading.current_thread().name)


def test_a_command_answers_and_tells_what_changed_on_the_windows_thread(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]
) -> None:
    desk, ear = ui_desk_of(Role.ADMINISTRATOR), Ear()
    desk.changed.connect(ear.hear)
    with qtbot.waitSignal(desk.changed):
        desk.do(neighborhoods.add_neighborhood, FLATS, then=ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    changes, made = ear.heard
    assert isinstance(changes, Changes)
    assert changes.has("neighborhoods", made)  # type: ignore[arg-type]
    assert ear.threads == {"MainThread"}


def test_what_is_asked_after_a_command_sees_it(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]) -> None:
    desk, ear = ui_desk_of(Role.ADMINISTRATOR), Ear()
    desk.do(neighborhoods.add_neighborhood, FLATS)
    desk.ask(neighborhoods.neighborhoods, then=ear.hear)
    assert desk.busy
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert [row.name for row in ear.heard[0].rows] == ["Harbor Flats"]  # type: ignore[attr-defined]
    assert not desk.busy


def test_a_refusal_goes_to_whoever_takes_it_else_to_the_window(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]) -> None:
    desk, ear = ui_desk_of(Role.OFFICER), Ear()
    with qtbot.assertNotEmitted(desk.failed):
        desk.do(neighborhoods.add_neighborhood, FLATS, otherwise=ear.hear)
        qtbot.waitUntil(lambda: bool(ear.heard))
    assert isinstance(ear.heard[0], NotAllowed)
    with qtbot.waitSignal(desk.failed) as said:
        desk.do(neighborhoods.add_neighborhood, FLATS)
    assert isinstance(said.args[0], CaseError)


def test_a_bug_is_told_as_a_code_and_the_desk_goes_on(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], logged: Logged
) -> None:
    desk, ear = ui_desk_of(Role.OFFICER), Ear()
    with qtbot.waitSignal(desk.crashed) as said:
        desk.ask(QUERIES["staff.staff"], "no such argument", "at all", "here")
    logged.take(said.args[0])
    desk.ask(staff.staff_names, then=ear.hear)
    qtbot.waitUntil(lambda: ear.heard == [{}])


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]) -> None:
    desk, ear, label, other = ui_desk_of(Role.OFFICER), Ear(), QLabel(), Ear()
    desk.ask(staff.staff_names, then=label.setText)
    desk.ask(staff.staff_names, then=other.told.emit)
    desk.ask(staff.staff_names, then=ear.hear)
    delete(label)
    delete(other)
    qtbot.waitUntil(lambda: bool(ear.heard))


def test_it_drains_and_ends_with_a_last_word(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]) -> None:
    desk, done = ui_desk_of(Role.ADMINISTRATOR), list[str]()
    desk.do(neighborhoods.add_neighborhood, FLATS)
    desk.drain()
    with qtbot.waitSignal(desk.ended):
        desk.end(lambda: done.append("keys forgotten"))
    assert done == ["keys forgotten"]
    desk.ask(staff.staff_names)
    assert not desk.busy, "it takes nothing more"


def test_quiet_time_work_comes_after_a_while_without_work(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], store: Store
) -> None:
    desk, file = ui_desk_of(Role.ADMINISTRATOR, idle_ms=1), store.home / FILE
    before = file.read_bytes()
    desk.do(neighborhoods.add_neighborhood, FLATS)
    qtbot.waitUntil(lambda: file.read_bytes() != before)  # What was in the log is moved into the file.
