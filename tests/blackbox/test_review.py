"""The weekly review: a liaison works the queues by keys, the board says the same, the sheet adds up and is signed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
LIAISON = "Verónica Castillo · Liaison"


def test_queues_by_keys_and_a_signed_sheet(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(LIAISON)
    window.find("list", "What is to be done")
    window.key("Ctrl+k")
    window.write("referrals")
    window.row("Found", "Referrals, Do")
    window.key("Enter")
    window.reach("list", "To review")
    window.key("Home", "k")
    window.at("text_field", "Who acknowledged it")
    window.key("Ctrl+Enter")
    window.sees("Acknowledged")
    window.reach("group", "View")
    window.write("3")
    window.sees("Received")
    window.write("1")
    window.press("Weekly sheet")
    window.sees("To answer")
    window.press("Sign this week")
    window.sees("Signed")
    window.end()
    assert window.process.returncode == 0
