"""A session: from the unlock window to the working window and back, and what is locked away between."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from casemgr import installed
from casemgr.app import Shift
from casemgr.core import crash, settings
from casemgr.core.device import Keyring, system_keyring
from casemgr.core.home import Home
from casemgr.core.stretch import Effort
from casemgr.i18n import _
from ui.ahead import Ahead
from ui.audit_round import AuditRound
from ui.backup_round import BackupRound
from ui.desk import UiDesk
from ui.gate import Demo, Gate
from ui.greeting import Greeting
from ui.idle import IdleWatch
from ui.idle_time import system_idle
from ui.language import speak
from ui.page import Go
from ui.pages import ahead_for
from ui.preferences import Preferences
from ui.room_watch import RoomWatch
from ui.session_lock import session_locked
from ui.step_up import StepUp
from ui.tokens import Tone
from ui.unlock import UnlockWindow
from ui.widgets.text import PROBLEM, words
from ui.window import MainWindow


class Session(QObject):
    """`entered` tells that the working window is there, `locked` that nobody is signed in any more."""

    entered = Signal()
    locked = Signal()

    def __init__(
        self,
        window: UnlockWindow,
        preferences: Preferences,
        folder: Path,
        demo: Demo | None = None,
        *,
        idle: IdleWatch | None = None,
        keyring: Callable[[], Keyring | None] = system_keyring,
        effort: Effort | None = None,
    ) -> None:
        super().__init__()
        self.unlock = window
        self._preferences = preferences
        self._demo = demo is not None
        self._shift: Shift | None = None
        self._desk: UiDesk | None = None
        self._came_from: tuple[str, Go | None] = ("", None)
        self.window: MainWindow | None = None
        self._ahead: Ahead | None = None
        self._idle = idle or IdleWatch(system_idle(), session_locked(), parent=self)
        self._idle.expired.connect(self.lock)
        self.gate = Gate(window, Home(folder), demo, keyring=keyring, effort=effort)
        self.gate.opened.connect(self._enter)
        window.closed.connect(self.leave)
        self.gate.begin()

    def lock(self) -> None:
        """Keep what is typed, hide everything, forget the keys, and ask for the passphrase."""
        desk, window, shift = self._desk, self.window, self._shift
        if desk is None or window is None or shift is None:
            return
        self._idle.stop()
        window.keep()
        window.remember()  # While it is seen: a hidden window has lost its frame, and would come back lower.
        self._came_from = (str(desk.actor.id), window.here())
        self.gate.hold(_("Putting everything away…"))
        hide_all()
        self.unlock.show()
        self.unlock.activateWindow()
        forget_clipboard()
        self._close(window)
        desk.ended.connect(self._locked)
        desk.end(shift.end)

    def _locked(self) -> None:
        self._forget()
        self.gate.ask_again()
        self.locked.emit()

    def _forget(self) -> None:
        if self._desk is not None:
            self._desk.deleteLater()
        self._desk = self._shift = None

    def _enter(self, shift: Shift) -> None:
        desk = UiDesk(shift.desk, self, shift=shift)
        self._shift, self._desk = shift, desk
        who, where = self._came_from
        self._open_window(where if who == str(desk.actor.id) else None)
        desk.ask(settings.threshold, "idle_lock_minutes", then=partial(self._watch, shift))
        self.unlock.hide()
        self.entered.emit()

    def _watch(self, shift: Shift, minutes: int) -> None:
        self._idle.start(minutes, shift.desk.presence.lasts.total_seconds())

    def _open_window(self, where: Go | None) -> None:
        if self._desk is None:
            return
        window = MainWindow(self._desk, self._preferences, demo=self._demo)
        window.locking.connect(self.lock)
        window.leaving.connect(self.leave)
        window.spoken.connect(self._speak)
        self._idle.left.connect(window.say_locks_in)
        self.window = window
        window.open(where)
        window.show()
        BackupRound(window, self._desk)
        Greeting(window, self._desk)
        StepUp(window, self._desk, self.gate.shared_passphrase).locking.connect(self.lock)
        AuditRound(self._desk, window).refused.connect(window.trouble.show_error)
        if self._desk.shift is not None:
            watch = RoomWatch(self._desk.shift.home.folder, window)
            watch.told.connect(partial(window.trouble.tell, Tone.WARN))
        if not QAccessible.isActive():  # A screen reader goes through every page there is, seen or not.
            self._ahead = Ahead(window.pages, ahead_for(self._desk.actor), self._desk, self._idle.rested, window)

    def _close(self, window: MainWindow) -> None:
        self._idle.left.disconnect(window.say_locks_in)
        if self._ahead is not None:
            self._ahead.stop()
            self._ahead = None
        if window.isVisible():
            window.remember()
        window.hide()
        window.deleteLater()
        self.window = None

    def _speak(self, language: str) -> None:
        """Make the window anew in another language; the desk and what is typed stay."""
        app, window = QApplication.instance(), self.window
        if window is None or not isinstance(app, QApplication):
            return
        self._preferences.language = language
        window.keep()
        where = window.here()
        speak(app, language)
        self._close(window)
        self._open_window(where)

    def leave(self) -> None:
        """Close for good: what is typed is kept, the store is put away, then the program ends."""
        self._idle.stop()
        desk, window, shift = self._desk, self.window, self._shift
        if desk is not None and shift is not None:
            if window is not None:
                window.keep()
                self._close(window)
            hide_all()
            desk.end(shift.end)
            desk.wait()
            self._forget()
        self.gate.put_away()
        self.gate.ways.end_shift()
        self.unlock.gone.emit()

    def caught(self, error: BaseException) -> None:
        """The last resort: what nobody caught is reported and shown by its code."""
        code = crash.report(error)
        if self.window is not None:
            self.window.show_crash(code)
        else:
            self.gate.show_crash(code)


def begin(window: UnlockWindow, preferences: Preferences, folder: Path, demo: Demo | None) -> Session:
    """Take over from the unlock window, now that everything is loaded."""
    crash.start_log()
    if changed := installed.warning():
        window.above.insertWidget(0, words(changed, PROBLEM, wrap=True))
    return Session(window, preferences, folder, demo)


def hide_all() -> None:
    """Hide every window there is; a dialog that waits for an answer gets none."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.reject()
        if not window.isHidden():
            window.hide()


def forget_clipboard() -> None:
    """Empty the clipboard: names and notes may be in it."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if mode is not QClipboard.Mode.Selection or clipboard.supportsSelection():
            clipboard.clear(mode)
