"""What a user waits for: from a key or press on a screen until its answer is painted, against what is allowed."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from casemgr.core.desk import Desk
from tests.benchmarks.measure import Result, quantile, timed
from ui.ahead import Ahead
from ui.desk import UiDesk
from ui.page import Go
from ui.pages import ahead_for
from ui.preferences import Preferences
from ui.theme import apply_theme
from ui.tokens import Look
from ui.window import MainWindow

SHORT_MS, FULL_MS = 100.0, 200.0
"""What an answer may take on a small store, and on one of a million contacts."""
ROUNDS = 40
SHARE = 0.95
GIVE_UP_S = 20.0
PLACES = ("today", "log", "people", "referrals", "contacts", "directory", "shift")
WALKED = ("today", "people", "referrals", "directory")
"""Places with a list, whose rows are walked by arrow key."""
TYPED = "mira"


class Screens:
    """The window over a store, as one user after another key works it."""

    def __init__(self, app: QApplication, desk: Desk) -> None:
        self._app = app
        self.desk = UiDesk(desk)
        self.window = MainWindow(self.desk, Preferences(Path(tempfile.mkdtemp())))
        self.window.resize(1366, 690)
        self.window.open()
        self.window.show()
        ahead = Ahead(self.window.pages, ahead_for(self.desk.actor), self.desk, lambda: True)
        while not ahead.done:
            self.settle()
        self.settle()

    def settle(self) -> None:
        """Until everything asked for has come and is painted."""
        until = time.perf_counter() + GIVE_UP_S
        QTimer.singleShot(0, self._nothing)  # So that there is an event to wait for, though nothing was asked.
        while True:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if not self.desk.busy:
                self._app.processEvents()
                return
            if time.perf_counter() > until:
                raise TimeoutError

    def _nothing(self) -> None:
        """An event like any other."""

    def time(self, action: Callable[[], object]) -> float:
        """Milliseconds until an action is answered."""

        def whole() -> None:
            action()
            self.settle()

        return timed(whole)

    def p95(self, action: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
        """The time of an action, each time after another that is not counted; nor is the first of all."""
        before()
        self.settle()
        self.time(action)
        times = []
        for _round in range(ROUNDS):
            before()
            self.settle()
            times.append(self.time(action))
        return quantile(times, SHARE)

    def go(self, where: str) -> None:
        self.window.go(Go(where))

    def list(self) -> QListView | None:
        """The list of the page that is open."""
        page = self.window.pages.page()
        shown = page.findChildren(QListView) if page is not None else []
        return next((one for one in shown if one.isVisible() and one.model().rowCount() > 2), None)

    def close(self) -> None:
        self.window.hide()
        self.desk.end()
        self.desk.wait()


def results(desk: Desk, *, short: bool) -> Iterator[Result]:
    """Each screen opened again, its list walked, and words typed to find: the 95th of a hundred."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, Look())
    screens = Screens(app, desk)
    allowed = SHORT_MS if short else FULL_MS
    for where in PLACES:
        away = "log" if where == "today" else "today"
        took = screens.p95(lambda where=where: screens.go(where), before=lambda away=away: screens.go(away))
        yield Result(f"screen opened, {where} : {allowed:.0f} ms", took, allowed, 1.0, 3.0)
    for where in WALKED:
        screens.go(where)
        screens.settle()
        rows = screens.list()
        if rows is not None:
            took = screens.p95(lambda rows=rows: _down(rows))
            yield Result(f"next row, {where} : {allowed:.0f} ms", took, allowed, 1.0, 3.0)
    yield Result(f"a letter typed to find : {allowed:.0f} ms", _typing(screens), allowed, 1.0, 3.0)
    screens.close()


def _down(rows: QWidget) -> None:
    QTest.keyClick(rows, Qt.Key.Key_Down)


def _typing(screens: Screens) -> float:
    box = screens.window.search
    screens.window.begin_finding()
    times = []
    for _round in range(ROUNDS // len(TYPED) + 1):
        box.clear()
        screens.settle()
        times += [screens.time(lambda letter=letter: QTest.keyClicks(box, letter)) for letter in TYPED]
    return quantile(times, SHARE)
