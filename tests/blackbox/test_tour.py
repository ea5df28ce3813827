"""The tour on a demo town, as a visitor runs it: each statement leaves a record, a figure that moved, and a paper."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casemgr.demo import PASSPHRASE
from tests.blackbox.conftest import BUILDING, ROOT

pytestmark = pytest.mark.blackbox
NUMBER = ""
"""The paper bears the number of the record that was left."""
ON_PAPER = (
    "Lena Kowalska",
    "Two street lights out at the ferry landing",
    NUMBER,
    NUMBER,
    NUMBER,
    "For Toby",
    NUMBER,
    NUMBER,
    NUMBER,
    "crisis_camera",
    "wrongful property seizure",
    "Route of the night foot patrol",
    "Cultural competency",
    NUMBER,
)
"""What stands on the paper of each stop."""
OVERSIGHT = 10


def run(home: Path, *words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    whole = (sys.executable, str(ROOT / "main.py"), "--home", str(home), *map(str, words))
    return subprocess.run(whole, check=False, capture_output=True, text=True, input=typed, timeout=BUILDING)


def text(stop: dict[str, Any]) -> str:
    """What the paper of a stop says, opened with the passphrase that was printed; a package needs none."""
    if not stop["passphrase"]:
        with zipfile.ZipFile(stop["paper"]) as package:
            return "\n".join(package.read(name).decode() for name in package.namelist())
    reader = PdfReader(stop["paper"])
    assert reader.decrypt(stop["passphrase"]), stop["statement"]
    assert len(reader.pages) == stop["pages"]
    return "\n".join(page.extract_text() for page in reader.pages)


def test_every_statement_leaves_a_record_a_figure_and_a_paper(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    ran = run(town, "--json", "tour", "--out", out)
    assert ran.returncode == 0, ran.stderr
    stops: list[dict[str, Any]] = json.loads(ran.stdout)
    assert len(stops) == len(ON_PAPER)
    for stop, words in zip(stops, ON_PAPER, strict=True):
        assert stop["before"] != stop["after"], (stop["statement"], stop["figure"])
        assert (words or stop["record"].split()[0]) in text(stop), stop["statement"]
    assert len({stop["id"] for stop in stops}) == len(stops)
    assert {Path(stop["paper"]) for stop in stops} == set(out.iterdir())
    refused = [line for stop in stops for line in stop["done"] if "refused" in line]
    assert len(refused) == 9, "what must not be done is tried too"
    packet = text(stops[OVERSIGHT])
    assert "[private person]" in packet
    assert not any(word in packet for word in ("Nora", "Placeholder", "555-0188", "Singh")), "the packet is redacted"


def test_a_stop_that_fails_is_named_and_ends_the_tour(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    who = ("--user", "a.bright", "--passphrase-fd", "0")
    assert run(town, *who, "user", "disable", "r.delgado", typed=PASSPHRASE).returncode == 0
    ran = run(town, "tour", "--out", out)
    assert ran.returncode == 1
    assert "Stop 2" in ran.stderr
    assert "r.delgado" in ran.stderr
    assert len(list(out.iterdir())) == 1, "the paper of the first stop"
