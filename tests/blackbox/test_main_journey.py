"""The main journey: a contact becomes a referral, the agency answers it, and the promise made beside it is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.blackbox.window import PATIENCE, Window

pytestmark = pytest.mark.blackbox
OFFICER, LIAISON = "Rosa Delgado · Officer", "Verónica Castillo · Liaison"
PERSON, SERVICE = "Quillan, Zara", "Day Center and Showers"
HEADLINE, PROMISE = "Sleeps in the car since June", "Hear whether the door was open"


def log_and_refer(window: Window) -> None:
    """A contact with someone new, saved by the way to a referral."""
    window.key("Ctrl+n")
    window.at("group", "Type")
    window.write("1@")
    window.at("text_field", "Who")
    window.write(PERSON)
    window.row("People who look alike", f"New: {PERSON}")
    window.key("Enter")
    window.find("button", f"New: {PERSON}", part=True)
    window.reach("text_field", "Headline")
    window.write(HEADLINE)
    window.key("Tab")
    window.write("Parks behind the library at night.")
    window.key("Tab")
    window.at("group", "Next step")
    window.write("r")
    window.press("Save and refer")


def ask_the_service(window: Window) -> None:
    """Need, reason, outcome, service and consent; then it leaves."""
    window.at("group", "Need")
    window.write("1")
    window.key("Tab")
    window.write("Has nowhere to wash before work.")
    window.key("Tab")
    window.write("A shower before work")
    window.reach("text_field", "Find a service")
    window.write("showers")
    window.row("Services that fit", SERVICE)
    window.key("Enter")
    window.sees(f"{SERVICE} · Harbor House", "No consent")
    window.press("Record consent")
    window.at("group", "How it was given")
    window.reach("check_box", "Yes")
    window.key("Space")
    window.press("Keep this consent")
    window.sees("Consent covers this")
    window.key("Ctrl+Enter")
    window.sees(f"{PERSON} · R-")


def promise(window: Window) -> None:
    """A follow-up for tomorrow, at the person."""
    window.press("Open person")
    window.press("Follow-up")
    window.at("text_field", "What is promised")
    window.write(PROMISE)
    window.key("Tab")
    window.at("group", "When")
    window.write("1")
    window.press("Promise")
    window.row("What happened so far", PROMISE)
    window.row("What happened so far", HEADLINE)


def answer(window: Window) -> None:
    """What the agency does with what waits for it."""
    window.choose("What is to be done", PERSON)
    window.press("Open the referral")
    window.press("Acknowledge")
    window.at("text_field", "Who acknowledged it")
    window.key("Ctrl+Enter")
    window.press("Accept")
    window.at("text_field", "Date of the next step")
    window.write(f"{date.today() + timedelta(days=1):%m/%d/%Y}")
    window.key("Ctrl+Enter")
    window.sees("Accepted")


def test_from_a_contact_to_a_kept_promise(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    window.at("list", "What is to be done")
    log_and_refer(window)
    ask_the_service(window)
    promise(window)
    window.key("Ctrl+l")
    window.press(LIAISON)
    answer(window)
    window.key("Ctrl+l")
    window.press(OFFICER)
    window.choose("What is to be done", PROMISE)
    window.find("static_text", PERSON)
    window.row("What happened so far", f"Referred to Harbor House, {SERVICE} · Accepted")
    promised = window.row("What is to be done", PROMISE)
    window.press("Done")
    promised.wait_detached(timeout=PATIENCE)
    window.end()
    assert window.process.returncode == 0
