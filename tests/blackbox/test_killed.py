"""A flat battery in the middle of a note: what was typed is still there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
OFFICER = "Rosa Delgado · Officer"
NOTE = "Note · facts only, no labels"
WORDS = "The lamp over the back stairs is out; two neighbors fell there this week."


def test_a_note_outlives_a_kill(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.find("list", "What is to be done")
    window.key("Ctrl+n")
    window.at("group", "Type")
    window.reach("text_area", NOTE)
    window.write(WORDS)
    window.sees("Draft kept on this laptop")
    window.kill()

    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.choose("What is to be done", "Contact, not saved yet")
    window.press("Go on writing")
    assert window.find("text_area", NOTE).value == WORDS
    window.sees("Draft kept on this laptop")
