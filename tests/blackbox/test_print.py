"""A sheet printed to a file by the platform's own dialog: the pages that were shown, whole."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.conftest import Desktop, until
from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
LIAISON = "Verónica Castillo · Liaison"


def test_the_weekly_sheet_goes_to_a_file_by_the_print_dialog(
    town: Path, started: Callable[..., Window], desktop: Desktop
) -> None:
    window = started("--demo", "--home", town)
    window.press(LIAISON)
    window.find("list", "What is to be done")
    window.key("Ctrl+k")
    window.write("referrals")
    window.row("Found", "Referrals, Do")
    window.key("Enter")
    window.press("Weekly sheet")
    window.ready("Print…")
    window.press("Print…")
    window.press("Print")
    window.sees("Sent to the printer")
    window.end()

    printed = desktop.home / "Casemgr.pdf"
    until(printed.exists, "the file that was printed to")
    shown = subprocess.run(["qpdf", "--check", str(printed)], capture_output=True, text=True, check=False)
    assert shown.returncode == 0
