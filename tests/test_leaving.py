"""Nothing leaves without leave: bytes carry it by type, writers take no others, and only the rule gives it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from casemgr.services.leaving import NoPerson, Outgoing, checked_out
from casemgr.services.outgoing import write_sealed
from casemgr.services.sealed_pdf import seal_pdf
from ui.printing import save_file

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*ROOT.glob("casemgr/**/*.py"), *ROOT.glob("ui/**/*.py")])
ABOUT_NOBODY = {
    "casemgr/services/concern_receipt.py",
    "casemgr/services/consent_form/blank.py",
    "casemgr/services/erasure_record.py",
    "casemgr/services/incident.py",
    "casemgr/services/lost_laptop.py",
    "casemgr/services/meeting_sheet.py",
    "casemgr/services/publishing/leaving.py",
    "casemgr/services/recovery_sheet.py",
    "casemgr/services/release_sheet.py",
    "casemgr/services/seal_sheet.py",
    "casemgr/services/retention/certificates.py",
    "casemgr/services/split_sheets.py",
    "casemgr/services/redacting/pages.py",
    "casemgr/services/review/pdf.py",
    "casemgr/services/slip.py",
    "casemgr/services/summary/pdf.py",
    "casemgr/services/you_said.py",
}
"""Whose pages tell of nobody: figures and keys. Each is held to read no record of a person."""
NUMBERS_ALONE = {"casemgr/services/audit_export.py", "casemgr/services/calendar.py", "casemgr/services/withdrawing.py"}
"""What speaks of records by numbers; the tests of each see that no name is in it."""
PERSONAL = {"people", "contacts", "consents", "needs", "followups", "referrals", "disclosures"}
WRITERS = {
    "casemgr/cli/output.py": {"replace_whole"},
    "casemgr/services/outgoing.py": {"write_synced"},
    "ui/printing.py": {"QSaveFile", "QPainter"},
}
"""The writers, and what they write by."""
WRITE = {"replace_whole", "write_synced", "QSaveFile", "write_bytes", "write_text", "QPdfWriter"}
NOT_ABOUT_PEOPLE = {
    "casemgr/services/backup.py": "the sealed store itself, and its manifest of figures",
    "casemgr/services/key_copies.py": "keys, sealed",
    "casemgr/cli/reports.py": "the files of a bundle that somebody else sealed, with the right to",
    "casemgr/cli/dictionary.py": "what each column is",
    "casemgr/cli/rights.py": "who may do what",
    "ui/glyphs.py": "drawings",
}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            yield (called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")), node


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_only_the_rule_gives_leave() -> None:
    givers = {named(path) for path in SOURCES for name, _call in calls(path) if name == "Allow"}
    assert givers == {"casemgr/disclosing/deciding.py"}


def test_whoever_says_that_pages_tell_of_nobody_reads_no_record_of_a_person() -> None:
    says = {named(path) for path in SOURCES if "NoPerson." in path.read_text(encoding="utf-8")}
    assert says == ABOUT_NOBODY | NUMBERS_ALONE
    for path in ABOUT_NOBODY:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("casemgr.records"):
                taken = {*(node.module or "").split("."), *(alias.name for alias in node.names)}
                assert not taken & PERSONAL, path


def test_files_are_written_by_the_writers_alone() -> None:
    core = "casemgr/core/"
    found = {
        named(path): {name for name, _call in calls(path) if name in WRITE}
        for path in SOURCES
        if not named(path).startswith(core)
    }
    found = {path: names for path, names in found.items() if names}
    assert set(found) == {*WRITERS, *NOT_ABOUT_PEOPLE}


@pytest.mark.parametrize("forged", [b"%PDF-1.7", bytearray(b"x"), "text", None])
def test_no_writer_takes_bytes_without_leave(forged: object, tmp_path: Path) -> None:
    def nothing(_said: object) -> None:
        pytest.fail("asked before the leave was looked at")

    with pytest.raises(TypeError):
        write_sealed(forged, tmp_path, check=nothing, before_rename=nothing)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        save_file(forged, tmp_path / "file")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        checked_out(forged)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        seal_pdf(forged, "passphrase")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("leave", [None, "figures", True, object()])
def test_nothing_but_leave_makes_bytes_outgoing(leave: object) -> None:
    with pytest.raises(TypeError):
        Outgoing(b"%PDF-1.7", leave)  # type: ignore[arg-type]
    assert Outgoing(b"x", NoPerson.FIGURES).leave is NoPerson.FIGURES
