"""The start: the unlock window paints with Qt alone; refusals before it are one plain line."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

import main
from casemgr.core.home import Home
from tests.ui.sessions import PASSPHRASE, USER, folder, set_up_once
from tests.ui.typing import type_text
from ui.preferences import Preferences
from ui.start import DEMO_VARIABLE, Start, demo_folder
from ui.unlock import SignIn, UnlockWindow, Waiting, Welcome

__all__ = ["folder", "set_up_once"]

ROOT = Path(main.__file__).parent
HEAVY = (
    "sqlalchemy", "sqlmodel", "pydantic", "alembic", "reportlab", "pikepdf", "keyring", "cryptography", "sqlcipher3",
    "zxcvbn", "rapidfuzz", "casemgr.app", "casemgr.records", "ui.session", "ui.window",
)  # fmt: skip
AT_FIRST_PAINT = """
import os, sys
from pathlib import Path
from ui.start import run

def rest():
    print(*sorted(sys.modules), flush=True)
    os._exit(0)

run(Path(sys.argv[1]), rest)
"""


BESIDE = """
import sys
import ui.start
from main import rest

before = set(sys.modules)
parts = rest()
beside = set(sys.modules)
for begin in parts:
    pass
print(*sorted(beside - before))
print(*sorted(set(sys.modules) - beside))
"""


def started(*words: str, script: str | None = None, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """A fresh Python that runs main.py with these words, or a script instead."""
    how = ["-c", script] if script else ["main.py"]
    env = {k: v for k, v in {**os.environ, **environment}.items() if v is not None}
    command = [sys.executable, *how, *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("kind", ["a store", "no store yet"])
def test_the_first_paint_needs_neither_the_store_nor_the_pages(kind: str, folder: Path, tmp_path: Path) -> None:
    home = folder if kind == "a store" else tmp_path / "new"
    done = started(str(home), script=AT_FIRST_PAINT, QT_QPA_PLATFORM="offscreen")
    loaded = set(done.stdout.split())
    assert "ui.unlock" in loaded, done.stderr
    assert not {name for name in loaded if name.startswith(HEAVY)}


def test_no_class_of_qt_is_made_beside_the_window_and_no_service_is_loaded_in_its_turns() -> None:
    done = started(script=BESIDE, QT_QPA_PLATFORM="offscreen")
    beside, turns = (set(line.split()) for line in done.stdout.splitlines())
    assert "casemgr.app" in beside, done.stderr
    assert not {name for name in beside if name.startswith(("ui.", "PySide6."))}
    assert "ui.session" in turns
    assert not {name for name in turns if name.startswith("casemgr.")}


@pytest.mark.skipif(sys.platform != "linux", reason="only there a display may be missing")
def test_without_a_display_it_says_so_in_a_line() -> None:
    done = started(QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert done.returncode == 2
    assert done.stderr.startswith("There is no display to open a window on.")
    assert done.stderr.count("\n") == 1


def test_a_missing_system_library_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "PySide6.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file: No such file or directory')"
    )
    done = started(QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "The system library libEGL.so.1 is missing." in done.stderr
    assert "sudo apt-get install libgl1 libegl1" in done.stderr
    assert "Traceback" not in done.stderr


def test_words_are_for_the_command_line() -> None:
    done = started("--home", "somewhere", "nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr


class Begun(QObject):
    """Takes over without doing anything."""

    began = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.errors: list[BaseException] = []

    def __call__(self, *told: object) -> "Begun":
        self.told = list(told)
        self.began.emit()
        return self

    def caught(self, error: BaseException) -> None:
        self.errors.append(error)


@pytest.fixture
def start_of(qtbot: QtBot) -> Callable[..., Start]:
    """The first window over a folder."""

    def make(folder: Path, rest: Callable[[], object], demo: object = None) -> Start:
        start = Start(folder, rest, demo)  # type: ignore[arg-type]
        qtbot.addWidget(start.window)
        with qtbot.waitExposed(start.window):
            start.window.show()
        return start

    return make


def test_the_first_window_asks_for_what_the_folder_needs(
    qtbot: QtBot, folder: Path, tmp_path: Path, start_of: Callable[..., Start]
) -> None:
    begun = Begun()
    for home, demo, step in ((folder, None, SignIn), (tmp_path / "new", None, Welcome), (folder, print, Waiting)):
        with qtbot.waitSignal(begun.began):
            start = start_of(home, lambda: iter([begun]), demo)
        start.wait()
        assert isinstance(start.window.step(), step)
        window, preferences, told, made = begun.told
        assert isinstance(window, UnlockWindow)
        assert isinstance(preferences, Preferences)
        assert (told, made) == (home, demo)


def test_what_is_typed_while_the_rest_loads_is_handed_over(
    qtbot: QtBot, folder: Path, start_of: Callable[..., Start]
) -> None:
    begun = Begun()
    start = start_of(folder, lambda: iter([begun]))
    step = start.window.step()
    assert isinstance(step, SignIn)
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, PASSPHRASE)
    step.button.click()
    qtbot.waitUntil(lambda: bool(begun.told))
    assert step.pending == (USER, PASSPHRASE)
    start.wait()


def test_a_broken_part_is_told_in_words(qtbot: QtBot, folder: Path, start_of: Callable[..., Start]) -> None:
    def broken() -> object:
        raise ModuleNotFoundError("No module named 'sqlcipher3'")

    for rest in (broken, lambda: (broken() for _part in "window")):
        start = start_of(folder, rest)
        qtbot.waitUntil(lambda start=start: isinstance(start.window.step(), Waiting))
        start.wait()
        step = start.window.step()
        assert isinstance(step, Waiting)
        assert "(ModuleNotFoundError)" in step.said()


def test_what_nobody_caught_goes_to_the_session(qtbot: QtBot, folder: Path, start_of: Callable[..., Start]) -> None:
    begun, error = Begun(), ZeroDivisionError()
    with qtbot.waitSignal(begun.began):
        start = start_of(folder, lambda: iter([begun]))
    start.wait()
    start.caught(type(error), error, None)
    assert begun.errors == [error]


def test_closing_before_anything_began_ends_it(qtbot: QtBot, folder: Path, start_of: Callable[..., Start]) -> None:
    go_on = threading.Event()
    start = start_of(folder, lambda: iter([go_on.wait() and None]))
    with qtbot.waitSignal(start.window.gone):
        start.window.close()
    go_on.set()
    start.wait()


def test_the_demo_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(DEMO_VARIABLE, raising=False)
    assert demo_folder(None).name == "casemgr-demo"
    monkeypatch.setenv(DEMO_VARIABLE, str(tmp_path))
    assert demo_folder(None) == tmp_path
    assert demo_folder(tmp_path / "named") == tmp_path / "named"
    assert not Home(tmp_path).there
