"""A card printed to a file by the platform's own dialog: the pages that were shown, and an entry in the register."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.conftest import Desktop, until
from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
OFFICER = "Rosa Delgado · Officer"


def test_a_card_goes_to_a_file_as_it_was_shown(town: Path, started: Callable[..., Window], desktop: Desktop) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.find("list", "What is to be done")
    window.key("Ctrl+k")
    window.write("people")
    window.row("Found", "People, Do")
    window.key("Enter")
    window.at("text_field", "Find a person")
    window.write("leila almasri")
    window.row("People who look alike", "al-Masri, Layla")
    window.key("Enter")
    window.press("Print card")
    window.ready("Print…")
    window.press("Print…")
    window.press("Print")
    window.sees("Card printed, and entered in the register")
    window.end()

    printed = desktop.home / "Casemgr.pdf"
    until(printed.exists, "the file that was printed to")
    shown = subprocess.run(["qpdf", "--check", str(printed)], capture_output=True, text=True, check=False)
    assert shown.returncode == 0
