"""A phone number and a label in a note: both are told while one types, replaced or kept by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
OFFICER = "Rosa Delgado · Officer"
NOTE = "Note · facts only, no labels"


def test_what_does_not_belong_is_replaced_before_it_is_sealed(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.find("list", "What is to be done")
    window.key("Ctrl+n")
    window.at("group", "Type")
    window.write("1")
    window.reach("text_area", NOTE)
    window.write("Wants a call at 202-555-0143 before noon.")
    window.sees("202-555-0143")
    window.reach("group", "Next step")
    window.write("n")
    window.key("Ctrl+Enter")
    window.reach("text_area", NOTE)
    window.key("F8")
    window.press("Replace with “[phone]”")
    assert window.find("text_area", NOTE).value == "Wants a call at [phone] before noon."
    window.at("text_area", NOTE)
    window.key("Ctrl+Enter")
    window.sees("saved")
    window.end()
    assert window.process.returncode == 0
