"""Find or do anything: tokens narrow, a search is kept, help opens for the screen one is on; hands on the keys."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
SUPERVISOR = "Simone Okafor · Supervisor"
PLACES = {
    "Log": "Log a contact",
    "People": "People",
    "Referrals": "Referrals",
    "Directory": "Directory",
    "Reports": "Reports",
    "Today": "Today",
}
"""The places of the rail, and the title of each."""


def test_a_search_narrowed_by_tokens_is_saved_and_found_again(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(SUPERVISOR)
    window.find("check_box", "Reports")
    window.key("Ctrl+k")
    window.write("type:referral showers")
    window.row("Found", "Referral")
    window.walk(window.row("Found", "Save this search"))
    window.key("Enter")
    window.sees("Search saved")
    window.key("Escape", "Ctrl+k")
    window.row("Found", "type:referral showers")
    window.key("Escape")
    window.end()
    assert window.process.returncode == 0


def test_every_place_and_its_help_by_keyboard_alone(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(SUPERVISOR)
    window.find("check_box", "Reports")
    for place, title in PLACES.items():
        window.key("Ctrl+k")
        window.write(place.lower())
        window.row("Found", f"{place}, Do")
        window.key("Enter")
        window.find("static_text", title)
    window.key("F1")
    window.find("list", "Pages of the help")
    window.sees("Today")
    window.end()
    assert window.process.returncode == 0
