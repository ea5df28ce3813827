"""An officer reports a privacy incident by keyboard alone, from wherever they are; the administrator is told of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox


def test_it_is_reported_from_any_page_and_told_to_who_answers_for_it(
    town: Path, started: Callable[..., Window]
) -> None:
    window = started("--demo", "--home", town)
    window.press("Avery Bright · Administrator")
    window.find("check_box", "Today")
    window.end()

    window = started("--demo", "--home", town)
    window.press("Rosa Delgado · Officer")
    window.at("list", "What is to be done")
    window.key("Ctrl+k")
    window.write("privacy inc")
    window.sees("Report a privacy incident")
    window.key("Down", "Return")
    window.sees("What happened?", "Call now")
    window.reach("group", "What happened")
    window.write("3")
    window.sees("destroy it unopened")
    window.press("Report now")
    window.sees("Reported. Now call.")
    window.ready("Save PDF…")
    window.end()
    assert window.process.returncode == 0

    window = started("--demo", "--home", town)
    window.press("Avery Bright · Administrator")
    window.sees("1 privacy incident was reported since you last signed in")
    window.end()
