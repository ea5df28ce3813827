"""The page on security: what its tables promise has a test that exists and runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROWS = [line.strip("| ").split(" | ") for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()]
CONTROLS = [row for row in ROWS if len(row) == 3 and set(row[0]) - set("-|") and row[2] != "test"]


def test_the_tables_are_read() -> None:
    assert len(CONTROLS) > 30


@pytest.mark.parametrize("row", CONTROLS, ids=lambda row: row[0])
def test_a_control_names_tests_that_exist(row: list[str]) -> None:
    named = re.findall(r"`([^`]+)`", row[2])
    assert named, row
    for name in named:
        path = ROOT / name
        tests = [path] if path.is_file() else sorted(path.glob("test_*.py")) if path.is_dir() else []
        assert any("def test_" in one.read_text(encoding="utf-8") for one in tests), name
