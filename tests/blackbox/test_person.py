"""A person by keyboard: found by a name as it sounds, read, corrected, and their card before it is printed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
OFFICER = "Rosa Delgado · Officer"


def test_found_by_sound_and_the_card_shown(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.at("list", "What is to be done")
    window.key("Ctrl+k")
    window.write("people")
    window.row("Found", "People, Do")
    window.key("Enter")
    window.at("text_field", "Find a person")
    window.write("leila almasri")
    window.row("People who look alike", "al-Masri, Layla")
    window.key("Enter")
    window.press("Papers for them")
    window.find("*", "Preview of the pages")
    window.sees("1 page")
    window.press("Close")
    window.press("Edit")
    window.at("text_field", "Given name")
    window.key("End")
    window.write("h")
    window.key("Ctrl+Enter")
    window.sees("al-Masri, Laylah", "Person saved")
    window.end()
    assert window.process.returncode == 0
