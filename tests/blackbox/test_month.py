"""The month leaves as an encrypted PDF that other programs open with the passphrase shown, and not without."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.conftest import Desktop
from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
SUPERVISOR = "Simone Okafor · Supervisor"


def open_reports(window: Window) -> None:
    window.press(SUPERVISOR)
    window.find("check_box", "Reports")
    window.key("Ctrl+k")
    window.write("reports")
    window.row("Found", "Reports, Do")
    window.key("Enter")
    window.ready("Encrypted export…")


def export(window: Window, home: Path) -> tuple[Path, str]:
    """Where the file lies, and the passphrase shown with it."""
    window.press("Encrypted export…")
    window.at("text_field", "For whom")
    window.write("Council of Port Sample")
    window.key("Enter")
    window.sees("Saved, tested and registered")
    return home / window.told(f"{home}/"), window.told("Passphrase ")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)


def test_the_month_opens_with_its_passphrase_only(
    town: Path, started: Callable[..., Window], desktop: Desktop, tmp_path: Path
) -> None:
    window = started("--demo", "--home", town)
    open_reports(window)
    contacts = window.told("Contacts, This month: ")
    before = window.told("Contacts, Month before: ")
    path, passphrase = export(window, desktop.home)
    secret = tmp_path / "secret"
    secret.write_text(passphrase)

    assert run("qpdf", "--check", f"--password-file={secret}", path).returncode == 0
    assert "R = 6" in run("qpdf", "--show-encryption", f"--password-file={secret}", path).stdout
    printed = run("pdftotext", "-layout", "-upw", passphrase, path, "-").stdout
    assert "Monthly summary" in printed
    assert re.search(rf"^ *Contacts +{contacts} +{before} ", printed, re.MULTILINE)

    for refused in (
        run("qpdf", "--check", path),
        run("pdftotext", path, "-"),
        run("pdftotext", "-upw", f"{passphrase}x", path, "-"),
    ):
        assert refused.returncode != 0
        assert "password" in refused.stderr
        assert "Monthly" not in refused.stdout
    assert path.suffix == ".pdf"
    assert not re.search("month|council|port", path.name, re.IGNORECASE)

    window.key("Ctrl+l")
    window.find("button", SUPERVISOR)
    assert window.lacks(passphrase)
    assert window.lacks("Contacts, This month")
