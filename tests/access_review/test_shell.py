"""The review of access and the export of the audit from the command line."""

from pathlib import Path

from tests.shell import Shell


def test_the_audit_leaves_from_the_command_line_in_a_file_that_shows_nothing(shell: Shell, tmp_path: Path) -> None:
    listed = shell.run("--json", "audit", "list", "--size", "1").json
    day = str(listed["entries"][0]["at"])[:10]
    empty = shell.run("audit", "export", "2001-01-01", "2001-01-02", "--out", str(tmp_path))
    assert (empty.code, "no entry" in empty.err) == (1, True)
    made = shell.run("--json", "audit", "export", "2001-01-01", day, "--out", str(tmp_path)).json
    assert made["passphrase"]
    assert b"casemgr" not in Path(made["path"]).read_bytes()


def test_the_weeks_of_the_review_are_told_and_a_week_that_goes_on_is_refused(shell: Shell) -> None:
    weeks = shell.run("--json", "audit", "review", "weeks").json
    assert len(weeks) == 8
    begun = shell.run("--json", "audit", "review", "begin", weeks[0]["week_start"]).json
    assert begun["findings"] == []
    assert shell.run("audit", "review", "sign", begun["review"]).code == 0
    again = shell.run("audit", "review", "sign", begun["review"])
    assert (again.code, "signed" in again.err) == (1, True)
