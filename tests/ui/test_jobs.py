"""Jobs: one at a time beside the desk, with progress, a way to stop, and an end that is told."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Unwritable
from casemgr.core.jobs import Job, Progress
from casemgr.records import neighborhoods
from tests.conftest import Logged
from ui.desk import UiDesk


class Ear(QObject):
    """Hears results."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def hear(self, value: object) -> None:
        self.heard.append(value)


def counting(desk: Desk, upto: int) -> Job[int]:
    """Counts, each step a place to stop."""
    for step in range(upto):
        yield Progress(step, upto, "counting")
    return upto


def founding(desk: Desk) -> Job[None]:
    """Ends in an ordinary command, as jobs do."""
    yield Progress(0, 1)
    desk.do(neighborhoods.add_neighborhood, neighborhoods.NeighborhoodDraft(code="N1", name="Harbor Flats"))


def endless(desk: Desk, begun: threading.Event, part: Path) -> Job[None]:
    """Goes on until it is stopped, and then puts away what it had begun."""
    part.touch()
    try:
        while True:
            begun.set()
            yield Progress(0, 0)
    finally:
        part.unlink()


def refused(desk: Desk) -> Job[None]:
    yield Progress(0, 1)
    raise Unwritable("The disk is full.")


def broken(desk: Desk) -> Job[None]:
    yield Progress(0, 1)
    raise ZeroDivisionError


def test_a_job_tells_its_progress_and_its_result(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]) -> None:
    jobs, ear = ui_desk_of(Role.OFFICER).jobs, Ear()
    with qtbot.waitSignals([jobs.began, jobs.progressed, jobs.ended], order="strict"):
        jobs.start("Count", counting, 5, then=ear.hear)
        assert jobs.busy
    assert ear.heard == [5]
    assert not jobs.busy


def test_what_a_job_changed_is_told_like_any_change(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]) -> None:
    desk = ui_desk_of(Role.ADMINISTRATOR)
    with qtbot.waitSignal(desk.changed) as said:
        desk.jobs.start("Found", founding)
    assert said.args[0].of("neighborhoods")
    qtbot.waitUntil(lambda: not desk.jobs.busy)


def test_jobs_wait_for_each_other(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk]) -> None:
    jobs, ear, titles = ui_desk_of(Role.OFFICER).jobs, Ear(), list[str]()
    jobs.began.connect(titles.append)
    jobs.ended.connect(titles.append)
    jobs.start("one", counting, 3, then=ear.hear)
    jobs.start("two", counting, 4, then=ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert titles == ["one", "one", "two", "two"]
    assert ear.heard == [3, 4]


def test_a_canceled_job_puts_away_what_it_began(
    qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], tmp_path: Path
) -> None:
    jobs, ear, begun, part = ui_desk_of(Role.OFFICER).jobs, Ear(), threading.Event(), tmp_path / "part"
    jobs.start("Forever", endless, begun, part, then=ear.hear)
    assert begun.wait(5)
    with qtbot.waitSignal(jobs.stopped):
        jobs.cancel()
    assert not part.exists()
    assert ear.heard == []


def test_refusals_and_bugs_are_told(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], logged: Logged) -> None:
    desk, ear = ui_desk_of(Role.OFFICER), Ear()
    desk.jobs.start("Refused", refused, otherwise=ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert isinstance(ear.heard[0], CaseError)
    with qtbot.waitSignal(desk.failed):
        desk.jobs.start("Refused", refused)
    with qtbot.waitSignal(desk.crashed) as said:
        desk.jobs.start("Broken", broken)
    logged.take(said.args[0])


def test_ending_the_desk_stops_the_job_first(qtbot: QtBot, ui_desk_of: Callable[..., UiDesk], tmp_path: Path) -> None:
    desk, begun, part = ui_desk_of(Role.OFFICER), threading.Event(), tmp_path / "part"
    desk.jobs.start("Forever", endless, begun, part)
    assert begun.wait(5)
    left: list[bool] = []
    with qtbot.waitSignal(desk.ended):
        desk.end(lambda: left.append(part.exists()))
    assert left == [False]
