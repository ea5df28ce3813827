"""The lock: nothing stays in sight, a wrong passphrase is refused in words, the right one leads back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casemgr.demo import PASSPHRASE
from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
OFFICER = "r.delgado"
NAME = "Quillan"


def sign_in(window: Window, passphrase: str) -> None:
    window.at("text_field", "Sign-in name")
    window.write(OFFICER)
    window.key("Tab")
    window.write(passphrase)
    window.key("Enter")


def test_a_locked_window_shows_nothing_until_the_right_passphrase(town: Path, started: Callable[..., Window]) -> None:
    window = started("--home", town)
    sign_in(window, PASSPHRASE)
    window.at("list", "What is to be done")
    window.key("Ctrl+n")
    window.at("group", "Type")
    window.write("@")
    window.at("text_field", "Who")
    window.write(NAME)
    window.row("People who look alike", NAME)

    window.key("Ctrl+l")
    window.sees("Unlock Casemgr")
    assert window.lacks(NAME)
    assert window.lacks("What is to be done")

    sign_in(window, PASSPHRASE.replace("lantern", "lamp"))
    window.sees("The sign-in name or the passphrase is wrong.")
    window.at("text_field", "Passphrase")
    assert window.lacks(NAME)
    assert window.lacks("What is to be done")

    window.write(PASSPHRASE)
    window.key("Enter")
    assert window.find("text_field", "Who").value == NAME
