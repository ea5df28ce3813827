"""The staged start: paint the unlock window with Qt alone, then load the rest while the user types."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from platformdirs import user_data_path
from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication

from casemgr.core.folder import folder_of, notice_in, set_up
from casemgr.i18n import _
from ui.garbage import Garbage
from ui.language import speak
from ui.lighting import look_now
from ui.preferences import Preferences
from ui.theme import apply_theme
from ui.unlock import TITLE, SignIn, UnlockWindow, Waiting, Welcome

DEMO_VARIABLE = "CASEMGR_DEMO"


class Begun(Protocol):
    """What takes over from the unlock window."""

    def caught(self, error: BaseException) -> None:
        """Something went wrong that nobody else caught."""
        ...


DemoBuild = Callable[..., Any]
Begin = Callable[[UnlockWindow, Preferences, Path, DemoBuild | None], Begun]
Parts = Iterator[Begin | None]
"""Loads a part of the window at each turn; the last one gives how to begin."""


class Loading(QThread):
    """Loads what needs no window; `loaded` tells the Parts that do, `failed` the name of what went wrong.

    Classes of Qt are made on the window's own thread only: Qt reads those there are without asking Python, and the
    program ends when it comes upon one that another thread is making.
    """

    loaded = Signal(object)
    failed = Signal(str)

    def __init__(self, rest: Callable[[], Parts]) -> None:
        super().__init__()
        self._rest = rest

    def run(self) -> None:
        try:
            self.loaded.emit(self._rest())
        except Exception as error:
            self.failed.emit(type(error).__name__)


class Start(QObject):
    """The time from the first paint to the moment the session takes over."""

    def __init__(self, folder: Path, rest: Callable[[], Parts], demo: DemoBuild | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._demo = demo
        self._preferences = Preferences(folder)
        self._session: Begun | None = None
        self._parts: Parts = iter(())
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._load_part)
        self._loading = Loading(rest)
        self.window = UnlockWindow()
        self.window.painted.connect(self._loading.start)
        self._loading.loaded.connect(self._load_parts)
        self._loading.failed.connect(self._say_failed)
        self.window.closed.connect(self._closed)
        self._first_step()

    def _first_step(self) -> None:
        if self._demo is not None:
            step = Waiting(_("Casemgr demo"), _("Getting the demo town ready."))
        else:
            step = SignIn(notice_in(self._folder)) if set_up(self._folder) else Welcome()
        self.window.show_step(step)
        step.setFocus()

    def _load_parts(self, parts: Parts) -> None:
        self._parts = parts
        self._turns.start()

    def _load_part(self) -> None:
        """One part at a turn: the user is typing."""
        try:
            begin = next(self._parts)
        except Exception as error:
            self._turns.stop()
            self._say_failed(type(error).__name__)
            return
        if begin is not None:
            self._turns.stop()
            gc.freeze()  # What is loaded stays; looking through it again would hold up a screen for a moment.
            self._session = begin(self.window, self._preferences, self._folder, self._demo)

    def _say_failed(self, name: str) -> None:
        said = _("A part of the program is missing or broken ({name}). Install it again; your store is untouched.")
        self.window.show_step(Waiting(_("Casemgr cannot start"), said.format(name=name)))

    def _closed(self) -> None:
        """Nothing was begun yet, so nothing needs to be put away."""
        if self._session is None:
            self.window.gone.emit()

    def caught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """The last resort: no traceback ever reaches a user."""
        if self._session is not None:
            self._session.caught(error)
        else:
            self._say_failed(type(error).__name__)

    def wait(self) -> None:
        """Wait for what is still being loaded."""
        self._loading.wait()


def run(home: Path | None, rest: Callable[[], Parts], demo: DemoBuild | None = None) -> int:
    """Open the window and stay until it is closed; `rest` imports what comes after the first paint."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName(TITLE)
    Garbage(app)
    app.setQuitOnLastWindowClosed(False)
    folder = folder_of(home) if demo is None else demo_folder(home)
    preferences = Preferences(folder)
    speak(app, preferences.language)
    apply_theme(app, look_now(app, preferences), own=not preferences.colors.system)
    start = Start(folder, rest, demo)
    sys.excepthook = start.caught
    start.window.gone.connect(app.quit)
    start.window.show()
    code = app.exec()
    start.wait()
    return code


def demo_folder(named: Path | None) -> Path:
    """The folder of the demo store, apart from any real one."""
    asked = named or os.environ.get(DEMO_VARIABLE)
    return Path(asked) if asked else user_data_path("casemgr-demo", appauthor=False)
