"""Locked with a dialog open: neither the dialog nor what it showed is left, and the store opens again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
SUPERVISOR = "Simone Okafor · Supervisor"
RECIPIENT = "Council of Port Sample"


def test_a_dialog_does_not_outlive_the_lock(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(SUPERVISOR)
    window.find("check_box", "Reports")
    window.key("Ctrl+k")
    window.write("reports")
    window.row("Found", "Reports, Do")
    window.key("Enter")
    window.ready("Encrypted export…")
    window.press("Encrypted export…")
    window.at("text_field", "For whom")
    window.write(RECIPIENT)

    window.key("Ctrl+l")
    window.find("button", SUPERVISOR)
    assert window.lacks(RECIPIENT)
    assert window.lacks("For whom")

    window.press(SUPERVISOR)
    window.ready("Encrypted export…")
    window.end()
    assert window.process.returncode == 0
