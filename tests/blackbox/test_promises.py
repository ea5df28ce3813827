"""A promise dealt with where it stands: tried, put off, done, and each step taken back with one key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import PATIENCE, Window

pytestmark = pytest.mark.blackbox
OFFICER = "Rosa Delgado · Officer"
PERSON, PROMISE = "Quillan, Zara", "Bring the bus timetable"
LIST, SO_FAR = "What is to be done", "What happened so far"


def log_with_promise(window: Window) -> None:
    """A contact with someone new and a promise for tomorrow."""
    window.key("Ctrl+n")
    window.at("group", "Type")
    window.write("1@")
    window.at("text_field", "Who")
    window.write(PERSON)
    window.row("People who look alike", f"New: {PERSON}")
    window.key("Enter")
    window.reach("text_field", "Headline")
    window.write(PROMISE)
    window.key("Tab", "Tab")
    window.at("group", "Next step")
    window.write("f1")
    window.key("Ctrl+Enter")
    window.sees("saved")


def test_tried_put_off_done_and_taken_back(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.at("list", LIST)
    log_with_promise(window)
    window.key("Ctrl+k")
    window.write("today")
    window.row("Found", "Today, Do")
    window.key("Enter")
    window.choose(LIST, PROMISE)

    window.press("Attempt")
    window.at("group", "How")
    window.write("1")
    window.reach("group", "Result")
    window.write("2")
    window.reach("text_field", "Note")
    window.key("Enter")
    window.sees("Attempt written down", "1 attempt")

    window.press("A day later")
    window.reach("text_field", "Reason")
    window.write("No bus on Sunday")
    window.key("Enter")
    window.sees("Moved to")

    window.choose(LIST, PROMISE)
    promised = window.row(LIST, PROMISE)
    window.press("Done")
    promised.wait_detached(timeout=PATIENCE)
    window.key("Ctrl+z")
    window.row(LIST, PROMISE)
    window.sees("Taken back")
    window.end()
    assert window.process.returncode == 0
