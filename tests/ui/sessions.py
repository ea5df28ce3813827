"""Whole sessions for tests: a store that was set up, the unlock window over it, and how to get in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casemgr import app as program
from casemgr.app import Setup
from casemgr.core.access import Role
from casemgr.core.device import Keyring
from casemgr.core.home import Home
from casemgr.core.stretch import Effort
from tests.ui.typing import type_text
from ui.idle import IdleWatch
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import apply_theme
from ui.unlock import SignIn, UnlockWindow, Welcome

USER, PASSPHRASE = "r.delgado", "lantern orbit marzipan tugboat"
ROLES = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.OFFICER)


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one user, made once."""
    folder = tmp_path_factory.mktemp("set-up")
    setup = Setup(USER, "Rosa Delgado", PASSPHRASE, roles=ROLES, unit="North", effort=Effort.TEST)
    program.create(Home(folder), setup)[0].end()
    return folder


@pytest.fixture
def folder(set_up_once: Path, tmp_path: Path) -> Path:
    """A store of its own for one test; its user is Rosa Delgado."""
    return Path(shutil.copytree(set_up_once, tmp_path / "home"))


@pytest.fixture
def session_of(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Session]]:
    """The session over a folder, as it is once everything is loaded; put away at the end."""
    made: list[tuple[UnlockWindow, Session]] = []

    def make(
        folder: Path,
        first: QWidget | None = None,
        idle: IdleWatch | None = None,
        demo: object = None,
        keyring: Keyring | None = None,
    ) -> Session:
        window = UnlockWindow()
        qtbot.addWidget(window)
        window.show_step(first or (SignIn() if Home(folder).there else Welcome()))
        with qtbot.waitExposed(window):
            window.show()
        options = {"idle": idle or IdleWatch(), "keyring": lambda: keyring, "effort": Effort.TEST}
        session = Session(window, Preferences(folder), folder, demo, **options)  # type: ignore[arg-type]
        made.append((window, session))
        return session

    yield make
    for window, session in made:
        with qtbot.waitSignal(window.gone):
            session.leave()
    apply_theme(qapp, Preferences(Path("none")).look)


def sign_in(qtbot: QtBot, session: Session, passphrase: str = PASSPHRASE) -> None:
    """Sign in by keyboard and wait for the working window."""
    step = session.unlock.step()
    assert isinstance(step, SignIn)
    type_text(step.user.edit, USER)
    type_text(step.passphrase.edit, passphrase)
    with qtbot.waitSignal(session.entered):
        step.button.click()
    window = session.window
    assert window is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.waitUntil(lambda: not window.desk.busy)
