"""An older log from the shell: a mapping, a dry run, the import, undoing it; any file is answered in words."""

import json
from pathlib import Path

import pytest

from tests.imports.conftest import ROWS, log, said
from tests.shell import DONE, REFUSED, Shell


@pytest.fixture
def station(shell: Shell) -> Shell:
    draft = json.dumps({"code": "N1", "name": "Harbor Flats", "beats": []})
    assert shell.run("do", "neighborhoods.add_neighborhood", "-", typed=draft).code == DONE
    return shell


def test_a_log_is_tried_taken_refused_again_and_undone(station: Shell, tmp_path: Path) -> None:
    rows = [row.replace("B-7", station.user).replace("o.example", station.user) for row in ROWS]
    file, mapping = tmp_path / "old.csv", tmp_path / "mapping.json"
    file.write_bytes(log(*rows).encode("cp1252"))
    mapping.write_text(said(), encoding="utf-8")
    guessed = station.run("contacts", "mapping", str(file))
    assert json.loads(guessed.out)["columns"]["occurred_at"] == "Date"
    dry = station.run("--json", "contacts", "import", str(file), "--mapping", str(mapping), "--dry-run")
    assert (dry.json["batch"], [row["found"] for row in dry.json["rows"]]) == (None, ["ready"] * 3)
    done = station.run("--json", "contacts", "import", str(file), "--mapping", str(mapping))
    assert done.code == DONE, done
    again = station.run("contacts", "import", str(file), "--mapping", str(mapping))
    assert (again.code, "taken over before" in again.err) == (REFUSED, True)
    undo = json.dumps({"id": done.json["batch"], "reason": "Wrong file"})
    assert station.run("do", "imports.undo_import", "-", typed=undo).code == DONE
    rows_kept = station.run("--json", "ask", "imports.imports_of").json["rows"]
    assert [(row["taken"], row["status"]) for row in rows_kept] == [(3, "undone")]


@pytest.mark.parametrize("content", [b"", b"\xff\xfea\0", b'Date\n"', b"a,a\n", b"x" * 20])
def test_any_file_is_refused_in_words(station: Shell, tmp_path: Path, content: bytes) -> None:
    file, mapping = tmp_path / "old.csv", tmp_path / "mapping.json"
    file.write_bytes(content)
    mapping.write_text(said(), encoding="utf-8")
    refused = station.run("contacts", "import", str(file), "--mapping", str(mapping))
    assert (refused.code, refused.out) == (REFUSED, "")
    assert refused.err.count("\n") == 1
    assert station.run("contacts", "import", str(tmp_path / "none.csv"), "--mapping", str(mapping)).code == REFUSED
    assert station.run("contacts", "import", str(file), "--mapping", "no such name").code == REFUSED
