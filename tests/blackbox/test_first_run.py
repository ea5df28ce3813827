"""The first start on a laptop, by keyboard alone: set up, recovery sheet, Today; then in again with the passphrase."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
USER, PASSPHRASE = "ana.example", "quartz lantern mosaic gravel"
GROUPS = 9


def set_up(window: Window) -> None:
    """From the first window to the recovery sheet."""
    window.sees("Welcome to Casemgr", "It is not a criminal intelligence system")
    window.press("Set up this laptop")
    window.at("text_field", "Your full name")
    window.write("Ana Example")
    window.key("Enter")
    window.write(USER)
    window.key("Enter")
    window.write("Port Sample Police")
    window.press("Next")
    window.at("text_field", "Passphrase")
    window.write("casemgr")
    window.key("Enter", "Enter")
    window.at("text_field", "Passphrase")
    window.key("Ctrl+a")
    window.write(PASSPHRASE)
    window.key("Enter")
    window.write(PASSPHRASE)
    window.sees("This will do.")
    window.press("Set up")
    window.sees("The recovery sheet")


def copy_back(window: Window) -> None:
    """The two groups asked for, as they stood on the sheet."""
    sheet = {str(n): window.told(f"Group {n}: ").replace(" ", "") for n in range(1, GROUPS + 1)}
    window.press("I have put it away")
    window.sees("Is it readable?")
    for asked in window.app.locator('text_field[name^="Group "]').elements():
        window.at("text_field", str(asked.name))
        window.write(sheet[str(asked.name).removeprefix("Group ")])
        window.key("Enter")


def sign_in(window: Window, passphrase: str) -> None:
    window.at("text_field", "Sign-in name")
    window.write(USER)
    window.key("Enter")
    window.at("text_field", "Passphrase")
    window.write(passphrase)
    window.key("Enter")


def test_a_new_laptop_by_keyboard_alone(started: Callable[..., Window], tmp_path: Path) -> None:
    home = tmp_path / "own"
    window = started("--home", home)
    set_up(window)
    copy_back(window)
    window.sees("Ana Example · Administrator", "Your work lies in the other places of the window.")
    window.end()
    assert window.process.returncode == 0

    window = started("--home", home)
    sign_in(window, "quartz lantern mosaic granite")
    window.sees("The sign-in name or the passphrase is wrong.")
    assert window.lacks("Administrator")
    window.at("text_field", "Passphrase")
    window.write(PASSPHRASE)
    window.key("Enter")
    window.sees("Ana Example · Administrator")
    window.end()
