"""The exported audit, checked by the very script that the help page prints, and refused after one changed byte."""

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.services.audit_export import proof_lines
from tests.builders import a_person
from tests.conftest import NOON

DeskOf = Callable[..., Desk]
HELP = Path(__file__).parents[2] / "resources" / "help"


def printed(language: str) -> str:
    """The script as the help page prints it."""
    page = (HELP / language / "privacy.md").read_text(encoding="utf-8")
    return page.split("```python\n")[1].split("```")[0]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "check_audit.py"
    path.write_text(printed("en"), encoding="utf-8")
    return path


@pytest.fixture
def lines(desk_of: DeskOf) -> bytes:
    officer = desk_of(Role.OFFICER)
    for name in ("Ana", "Ines", "José"):
        a_person(officer, name, "Quetzal")
    return proof_lines(desk_of(Role.COMMANDER), NOON.date(), NOON.date())


def checked(script: Path, content: bytes) -> subprocess.CompletedProcess[str]:
    file = script.with_name("audit.jsonl")
    file.write_bytes(content)
    return subprocess.run([sys.executable, script, file], capture_output=True, text=True, check=False)


def test_the_printed_script_says_that_an_export_holds(script: Path, lines: bytes) -> None:
    done = checked(script, lines)
    assert done.returncode == 0, done.stderr
    assert "HOLDS:" in done.stdout


def test_the_printed_script_refuses_one_changed_byte(script: Path, lines: bytes) -> None:
    chance = random.Random(6)
    places = [0, len(lines) - 2, *(chance.randrange(len(lines)) for _n in range(10))]
    for place in places:
        changed = lines[:place] + bytes([lines[place] ^ 1]) + lines[place + 1 :]
        done = checked(script, changed)
        assert done.returncode != 0, place
        assert "HOLDS:" not in done.stdout.replace("DOES NOT HOLD", ""), place


def test_the_printed_script_refuses_an_entry_left_out(script: Path, lines: bytes) -> None:
    rows = lines.splitlines(keepends=True)
    assert checked(script, b"".join(rows[:-3] + rows[-2:])).returncode != 0


def test_the_export_holds_no_name_and_no_digest_of_a_row(lines: bytes) -> None:
    assert b"Quetzal" not in lines
    assert b"digest" not in lines


def test_the_printed_script_is_short_enough_to_type_in() -> None:
    assert len(printed("en").splitlines()) <= 30


def test_both_languages_print_the_same_script() -> None:
    assert printed("en") == printed("es")


def test_days_without_an_entry_are_refused(desk_of: DeskOf) -> None:
    with pytest.raises(Invalid, match="no entry"):
        proof_lines(desk_of(Role.COMMANDER), date(2020, 1, 1), date(2020, 1, 2))
