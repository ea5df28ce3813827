"""`casemgr directory import`: what it prints, and how it refuses."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casemgr.cli import main
from tests.hsds_reading import ONE_SERVICE, package

SECRET = "seven lanterns over the harbor"
Cli = Callable[..., int]


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line on a store of its own; each call types the passphrase twice, once to confirm it."""

    def run(*words: str, json: bool = False) -> int:
        reading, writing = os.pipe()
        try:
            os.write(writing, f"{SECRET}\n{SECRET}\n".encode())
            os.close(writing)
            before = ["--home", str(tmp_path / "home"), "--user", "r.delgado", "--no-keyring"]
            before += ["--passphrase-fd", str(reading), *(["--json"] if json else [])]
            return main([*before, *words])
        finally:
            os.close(reading)

    assert run("init", "--user", "r.delgado", "--full-name", "Rosa Delgado") == 0
    return run


def test_rows_are_counted_table_by_table(cli: Cli, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "d").mkdir()
    path = str(package(tmp_path / "d", services=ONE_SERVICE, phones="id,service_id,number\np1,s1,\n"))
    capfd.readouterr()
    assert cli("directory", "import", path, "--dry-run", json=True) == 0
    said = json.loads(capfd.readouterr().out)
    assert said["id"] is None
    counts = {t["table"]: (t["read"], t["added"], t["rejected"]) for t in said["tables"]}
    assert counts == {"service": (1, 1, 0), "phone": (1, 0, 1)}
    assert said["rejected"][0]["reason"] == "It has no number."
    assert cli("directory", "import", path) == 0
    printed = capfd.readouterr().out
    assert "added service: Shelter" in printed
    assert "1 × phones.csv (phone): It has no number. First: line 2" in printed
    assert printed.rstrip().endswith("Imported.")
    assert cli("directory", "import", path) == 0
    assert capfd.readouterr().out.rstrip().endswith("Nothing has changed.")


def test_a_refusal_is_one_sentence(cli: Cli, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert cli("directory", "import", str(tmp_path / "nowhere.zip")) == 1
    assert "There is no file or folder at" in capfd.readouterr().err
