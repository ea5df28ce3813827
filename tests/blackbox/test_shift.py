"""A shift ends: the screen is covered and shown again, drafts are told, and signing off locks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
OFFICER = "Rosa Delgado · Officer"
HEADLINE = "Lamp out at the back stairs"
AGAIN = "Show again · F9"


def test_covered_at_once_and_signed_off_by_keyboard(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.at("list", "What is to be done")
    window.key("Ctrl+n")
    window.at("group", "Type")
    window.write("1")
    window.reach("text_field", "Headline")
    window.write(HEADLINE)

    window.key("F9")
    window.sees("The screen is covered")
    assert not window.locate("text_field", "Headline").exists()
    window.ready(AGAIN)
    window.key("F9")
    window.find("text_field", "Headline")
    window.key("Escape", "Escape")
    window.sees("The screen is covered")
    window.ready(AGAIN)
    window.key("Enter")
    assert window.find("text_field", "Headline").value == HEADLINE

    window.key("Ctrl+k")
    window.write("end of")
    window.row("Found", "End of shift")
    window.key("Enter")
    window.row("What this shift leaves", HEADLINE)
    window.press("Sign off and lock")
    window.find("button", OFFICER)
    assert window.lacks(HEADLINE)

    window.press(OFFICER)
    window.row("What this shift leaves", HEADLINE)
    window.end()
    assert window.process.returncode == 0
