"""When the computer's own session is locked, so is the store."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from tests.ui.sessions import folder, session_of, set_up_once, sign_in
from ui.idle import IdleWatch
from ui.session import Session
from ui.session_lock import LOGIN, by_login

__all__ = ["folder", "session_of", "set_up_once"]


@pytest.fixture
def bus() -> Iterator[QDBusConnection]:
    """A bus of its own with a logind on it; gone at the end."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon on this computer")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address=1", "--nofork"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    service = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.login_service", address], stdout=subprocess.PIPE, text=True
    )
    assert service.stdout is not None
    assert service.stdout.readline().strip() == "ready"
    yield QDBusConnection.connectToBus(address, "tests")
    QDBusConnection.disconnectFromBus("tests")
    for process in (service, daemon):
        process.kill()
        process.communicate()


def turn(bus: QDBusConnection) -> None:
    bus.call(QDBusMessage.createMethodCall(LOGIN, "/session", "tests.Lock", "Turn"))


def test_the_desktop_that_locks_locks_the_store_too(
    qtbot: QtBot, folder: Path, session_of: Callable[..., Session], bus: QDBusConnection
) -> None:
    locked = by_login(bus)
    assert locked is not None
    assert not locked()
    session = session_of(folder, idle=IdleWatch(None, locked, tick_ms=20))
    sign_in(qtbot, session)
    with qtbot.waitSignal(session.locked):
        turn(bus)
    assert session.window is None


def test_a_computer_that_does_not_tell_locks_nothing(bus: QDBusConnection) -> None:
    told = by_login(QDBusConnection("nobody's"))
    assert told is None
    locked = by_login(bus)
    assert locked is not None
    bus.call(QDBusMessage.createMethodCall("nobody.here", "/", "tests.Lock", "Turn"))
    assert not locked()
