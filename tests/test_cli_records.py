"""One record from the shell: what can be done with it, its sheets, the calendar, and boundaries from a file."""

import json
from pathlib import Path

import pikepdf

from tests.shell import DONE, REFUSED, Shell

PROJECT = {"title": "Trucks at the school", "harm": "Children cross between parked trucks."}


def opened(shell: Shell) -> str:
    made = shell.run("--json", "do", "problems.open_problem", "-", typed=json.dumps(PROJECT))
    assert made.code == DONE, made
    return made.json["result"]


def test_a_record_is_opened_and_taken_a_step_on(shell: Shell) -> None:
    id = opened(shell)
    offered = shell.run("--json", "acts", "problems", id).json
    assert offered[0] == {"act": "problems.begin_analysis", "title": "Begin the analysis", "asks": ""}
    step = json.dumps({"id": id})
    assert shell.run("do", "problems.begin_analysis", "-", typed=step).code == DONE
    assert shell.run("--json", "open", "problems", id).json["status"] == "analysis"
    again = shell.run("do", "problems.begin_analysis", "-", typed=step)
    assert again.code == REFUSED
    assert "only while it is: scanning" in again.err


def test_a_sheet_leaves_encrypted_with_a_passphrase_that_opens_it(shell: Shell, tmp_path: Path) -> None:
    id = opened(shell)
    assert "problem_report" in {one["sheet"] for one in shell.run("--json", "sheets").json}
    left = shell.run("--json", "sheet", "problem_report", "--id", id, "--out", str(tmp_path))
    assert left.code == DONE, left
    path = Path(left.json["path"])
    assert path.name.startswith("NP-")
    with pikepdf.open(path, password=left.json["passphrase"]) as pdf:
        assert (len(pdf.pages), pdf.encryption.R) == (1, 6)
    missing = shell.run("sheet", "problem_report", "--out", str(tmp_path))
    assert missing.code != DONE
    assert "name it with --id" in missing.err


def test_due_days_are_saved_as_a_calendar(shell: Shell, tmp_path: Path) -> None:
    left = shell.run("--json", "calendar", "--out", str(tmp_path))
    assert left.code == DONE, left
    assert Path(left.json["path"]).read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_boundaries_are_tried_before_they_are_set(shell: Shell, tmp_path: Path) -> None:
    area = json.dumps({"code": "HF", "name": "Harbor Flats"})
    assert shell.run("do", "neighborhoods.add_neighborhood", "-", typed=area).code == DONE
    ring = [[-71.0, 42.0], [-71.0, 42.1], [-70.9, 42.1], [-71.0, 42.0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "hf"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    file = tmp_path / "areas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    tried = shell.run("--json", "neighborhoods", "boundaries", str(file), "--dry-run").json
    assert (tried["set"], tried["features"][0]["found"]) == (0, "ready")
    assert shell.run("--json", "neighborhoods", "boundaries", str(file)).json["set"] == 1
    file.write_text("{")
    wrong = shell.run("neighborhoods", "boundaries", str(file))
    assert (wrong.code, wrong.err) == (REFUSED, "This file is not GeoJSON.\n")
