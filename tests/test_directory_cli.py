"""`casemgr directory import`: what it prints, and how it refuses."""

from pathlib import Path

from tests.hsds_reading import ONE_SERVICE, package
from tests.shell import DONE, REFUSED, Shell


def test_rows_are_counted_table_by_table(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    path = str(package(tmp_path / "d", services=ONE_SERVICE, phones="id,service_id,number\np1,s1,\n"))
    said = shell.run("--json", "directory", "import", path, "--dry-run").json
    assert said["id"] is None
    counts = {t["table"]: (t["read"], t["added"], t["rejected"]) for t in said["tables"]}
    assert counts == {"service": (1, 1, 0), "phone": (1, 0, 1)}
    assert said["rejected"][0]["reason"] == "It has no number."
    printed = shell.run("directory", "import", path)
    assert printed.code == DONE
    assert "added service: Shelter" in printed.out
    assert "1 × phones.csv (phone): It has no number. First: line 2" in printed.out
    assert printed.out.rstrip().endswith("Imported.")
    assert shell.run("directory", "import", path).out.rstrip().endswith("Nothing has changed.")


def test_a_refusal_is_one_sentence(shell: Shell, tmp_path: Path) -> None:
    said = shell.run("directory", "import", str(tmp_path / "nowhere.zip"))
    assert said.code == REFUSED
    assert said.err == f"There is no file or folder at “{tmp_path / 'nowhere.zip'}”.\n"
