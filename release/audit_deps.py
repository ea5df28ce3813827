"""The tool behind `make audit-deps`: known flaws in the locked packages, asked with pip-audit in a throw-away venv."""

import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from release.lock import LOCK

TOOL = "pip-audit==2.10.1"


class Verdict(IntEnum):
    """What the audit came to; the number is the exit code. What was not asked is never clean."""

    CLEAN = 0
    FLAWS = 1
    NOT_RUN = 3


def verdict_of(code: int, said: str) -> Verdict:
    """Read the end of pip-audit: clean only where it ran, ended well, and says so."""
    lower = said.lower()
    if code == 0 and "no known vulnerabilities found" in lower and "could not be audited" not in lower:
        return Verdict.CLEAN
    if code == 1 and "known vulnerabilit" in lower and "found " in lower and "no known" not in lower:
        return Verdict.FLAWS
    return Verdict.NOT_RUN


def audit(lock: Path = LOCK, index: Sequence[str] = ()) -> tuple[Verdict, str]:
    """Ask for known flaws of every package in the lock, with what was said."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = next(p for p in (Path(folder, "bin", "python"), Path(folder, "Scripts", "python.exe")) if p.exists())
        made = _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *index, TOOL)
        if made.returncode:
            return Verdict.NOT_RUN, made.stderr
        asked = ("--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off", "-r", str(lock))
        told = _run(python, "-m", "pip_audit", *asked)
        said = told.stdout + told.stderr
        return verdict_of(told.returncode, said), said


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)


def main() -> int:
    """Print what was said and the verdict."""
    verdict, said = audit()
    sys.stdout.write(f"{said.strip()}\n")
    if verdict is Verdict.NOT_RUN:
        sys.stdout.write("NOT RUN: nothing is known about flaws in these packages. This is not a clean result.\n")
    else:
        sys.stdout.write(f"{verdict.name}\n")
    return verdict


if __name__ == "__main__":
    sys.exit(main())
