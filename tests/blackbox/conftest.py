"""A real window on a display of its own, driven from outside by role and accessible name."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import xa11y

from tests.blackbox.window import PATIENCE, Window

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "openbox", "dbus-daemon", "dbus-send")
BUILDING = 900
"""Seconds the demo town may take to be built on a busy machine."""

Started = Callable[..., Window]


@dataclass
class Desktop:
    """A display, a session bus and a home of their own."""

    home: Path
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]]

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a program here, in a process group of its own; what it says is let go."""
        process = subprocess.Popen(words, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process


def until(found: Callable[[], bool], said: str) -> None:
    """Wait until a call says yes."""
    end = time.monotonic() + PATIENCE
    while not found():
        if time.monotonic() > end:
            pytest.fail(f"never happened: {said}")


def display(processes: list[subprocess.Popen[bytes]]) -> str:
    """A screen that nobody sees, of the smallest size a laptop has."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    processes.append(screen)
    os.close(write)
    with os.fdopen(read) as said:
        return f":{said.readline().strip()}"


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a program: everything it may write lies in this home."""
    given = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    for name in ("runtime", "cache", "config", "data", "state"):
        (home / name).mkdir(mode=0o700)
        given[f"XDG_{name.upper()}_{'DIR' if name == 'runtime' else 'HOME'}"] = str(home / name)
    return given | {
        "HOME": str(home),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/bus",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "TZ": "America/New_York",
    }


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """Xvfb, a window manager and an accessibility bus; everything ends with the session."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing or sys.platform != "linux":
        pytest.skip(f"needs {', '.join(missing) or 'Linux'}")
    home = tmp_path_factory.mktemp("desktop")
    made = Desktop(home, surroundings(home), [])
    made.environment["DISPLAY"] = display(made.processes)
    made.run("dbus-daemon", "--session", "--nofork", f"--address={made.environment['DBUS_SESSION_BUS_ADDRESS']}")
    until((home / "bus").exists, "the session bus")
    made.run("openbox")
    ask = ("dbus-send", "--session", "--dest=org.a11y.Bus", "--print-reply", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
    until(lambda: subprocess.run(ask, env=made.environment, capture_output=True, check=False).returncode == 0, "AT-SPI")
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
        os.environ[name] = made.environment[name]
    yield made
    for process in reversed(made.processes):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


@pytest.fixture
def started(desktop: Desktop) -> Iterator[Started]:
    """Starts the program with these words; every run still there at the end is ended."""
    runs: list[Window] = []

    def start(*words: str | Path) -> Window:
        process = desktop.run(sys.executable, str(ROOT / "main.py"), *map(str, words))
        runs.append(Window(process, xa11y.App.by_pid(process.pid, timeout=PATIENCE)))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.kill()


@pytest.fixture(scope="session")
def built_town(desktop: Desktop) -> Path:
    """The demo town, built once by the shell."""
    folder = desktop.home / "town"
    words = (sys.executable, str(ROOT / "main.py"), "--home", str(folder), "demo")
    subprocess.run(words, env=desktop.environment, check=True, capture_output=True, timeout=BUILDING)
    return folder


@pytest.fixture
def town(built_town: Path, tmp_path: Path) -> Path:
    """The demo town, to do with as one likes."""
    return Path(shutil.copytree(built_town, tmp_path / "town"))
