"""A real window on a display of its own, driven from outside by role and accessible name."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

xa11y = pytest.importorskip("xa11y")
ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "openbox", "dbus-daemon", "dbus-send")
PATIENCE = 40.0
"""Seconds any one thing may take to appear."""


@dataclass
class Desktop:
    """A display, a session bus and a home of their own."""

    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]]

    def run(self, *words: str, **options: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(words, env=self.environment, start_new_session=True, **options)  # type: ignore
        self.processes.append(process)
        return process


def until(found: object, said: str) -> None:
    """Wait until a call gives something true."""
    end = time.monotonic() + PATIENCE
    while not found():  # type: ignore[operator]
        if time.monotonic() > end:
            pytest.fail(f"never happened: {said}")


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """Xvfb, a window manager and an accessibility bus; everything ends with the session."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing or sys.platform != "linux":
        pytest.skip(f"needs {', '.join(missing) or 'Linux'}")
    folder = tmp_path_factory.mktemp("desktop")
    made = Desktop(dict(os.environ), [])
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    made.processes.append(screen)
    os.close(write)
    with os.fdopen(read) as said:
        display = f":{said.readline().strip()}"
    for name in ("runtime", "cache", "config", "data", "state"):
        (folder / name).mkdir(mode=0o700)
        made.environment[f"XDG_{name.upper()}_{'DIR' if name == 'runtime' else 'HOME'}"] = str(folder / name)
    bus = f"unix:path={folder}/bus"
    made.environment |= {
        "DISPLAY": display,
        "HOME": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": bus,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "CASEMGR_DEMO": str(folder / "demo"),
        "PYTHONPATH": str(ROOT),
    }
    made.environment.pop("WAYLAND_DISPLAY", None)
    made.run("dbus-daemon", "--session", "--nofork", f"--address={bus}", stderr=subprocess.DEVNULL)
    until((folder / "bus").exists, "the session bus")
    made.run("openbox", stderr=subprocess.DEVNULL)
    ask = ("dbus-send", "--session", "--dest=org.a11y.Bus", "--print-reply", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
    until(lambda: subprocess.run(ask, env=made.environment, capture_output=True, check=False).returncode == 0, "AT-SPI")
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
        os.environ[name] = made.environment[name]
    yield made
    for process in reversed(made.processes):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


@dataclass
class Window:
    """One run of the program, seen from outside."""

    process: subprocess.Popen[bytes]

    @property
    def app(self) -> object:
        return xa11y.App.by_pid(self.process.pid)

    def find(self, selector: str) -> object:
        """The first element that fits, waited for."""
        found = self.app.locator(selector).first()  # type: ignore[attr-defined]
        found.wait_visible(timeout=PATIENCE)
        return found

    def press(self, name: str) -> None:
        self.find(f'button[name="{name}"]').press()  # type: ignore[attr-defined]

    def sees(self, name: str) -> None:
        """Wait until something of this name is on the window."""
        self.find(f'[name*="{name}"]')

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def started(desktop: Desktop) -> Iterator[object]:
    """Starts the program with these words; every run still there at the end is ended."""
    runs: list[Window] = []

    def start(*words: str) -> Window:
        made = Window(desktop.run(sys.executable, str(ROOT / "main.py"), *words))

        def listed() -> bool:
            try:
                return made.app is not None
            except xa11y.XA11yError:
                return False

        until(listed, "the window in the accessibility tree")
        runs.append(made)
        return made

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.kill()
