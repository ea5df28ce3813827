"""Files that leave: whole, tested and registered before they have a name; otherwise not there at all."""

import hashlib
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from casemgr.core.errors import CaseError, Unwritable
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.outgoing import Written, opaque_name, write_sealed

PDF = Outgoing(b"%PDF-2.0 sealed bytes " * 100, NoPerson.FIGURES)
BUNDLE = Outgoing(b"\x30\x82 sealed bytes " * 100, NoPerson.FIGURES)


class Register:
    """Notes what was there at each step, as the export register and the test-opening would see it."""

    def __init__(self) -> None:
        self.entries: list[Written] = []
        self.opened: list[bytes] = []
        self.modes: list[int] = []

    def check(self, path: Path) -> None:
        self.opened.append(path.read_bytes())
        self.modes.append(stat.S_IMODE(path.stat().st_mode))

    def enter(self, written: Written) -> None:
        assert not written.path.exists(), "the file has its name before the register has it"
        self.entries.append(written)


@pytest.fixture
def register() -> Register:
    return Register()


def test_the_file_is_whole_tested_and_registered(tmp_path: Path, register: Register):
    path = tmp_path / "october.pdf"
    written = write_sealed(PDF, path, check=register.check, before_rename=register.enter)
    assert path.read_bytes() == PDF
    assert written == Written(path, hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert register.entries == [written]
    assert register.opened == [PDF]
    assert os.listdir(tmp_path) == ["october.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no owner bits")
def test_only_its_owner_may_read_it(tmp_path: Path, register: Register):
    written = write_sealed(PDF, tmp_path, check=register.check, before_rename=register.enter)
    assert register.modes == [0o600]
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("content", "ending"), [(PDF, "pdf"), (BUNDLE, "p7m")])
def test_in_a_folder_it_gets_an_opaque_name(tmp_path: Path, register: Register, content: Outgoing, ending: str):
    written = write_sealed(content, tmp_path, check=register.check, before_rename=register.enter)
    assert written.path.parent == tmp_path
    assert re.fullmatch(rf"NP-[2-9A-Z]{{12}}\.{ending}", written.path.name)


def test_opaque_names_do_not_repeat():
    assert len({opaque_name(".pdf") for _turn in range(1000)}) == 1000


def test_a_file_of_that_name_is_replaced_in_one_step(tmp_path: Path, register: Register):
    path = tmp_path / "october.pdf"
    path.write_bytes(b"an earlier edition")

    def enter(_written: Written) -> None:
        assert path.read_bytes() == b"an earlier edition"

    write_sealed(PDF, path, check=register.check, before_rename=enter)
    assert path.read_bytes() == PDF


def refuse(_step: object) -> None:
    raise CaseError("It does not open.")


def test_a_file_that_fails_its_test_leaves_nothing(tmp_path: Path, register: Register):
    with pytest.raises(CaseError, match="does not open"):
        write_sealed(PDF, tmp_path / "october.pdf", check=refuse, before_rename=register.enter)
    assert not register.entries
    assert not os.listdir(tmp_path)


def test_a_file_the_register_refuses_leaves_nothing(tmp_path: Path, register: Register):
    with pytest.raises(CaseError):
        write_sealed(PDF, tmp_path / "october.pdf", check=register.check, before_rename=refuse)
    assert not os.listdir(tmp_path)


def test_a_place_that_is_gone_is_a_sentence(tmp_path: Path, register: Register):
    with pytest.raises(Unwritable, match="cannot be reached"):
        write_sealed(PDF, tmp_path / "gone" / "october.pdf", check=register.check, before_rename=register.enter)
    assert not register.entries


def test_a_name_that_is_taken_by_a_folder_meanwhile_is_a_sentence(tmp_path: Path, register: Register):
    path = tmp_path / "october.pdf"
    with pytest.raises(Unwritable):
        write_sealed(PDF, path, check=register.check, before_rename=lambda _written: path.mkdir())
    assert os.listdir(tmp_path) == ["october.pdf"]


SCRIPT = """
import os, resource, sys
from pathlib import Path
from casemgr.core.errors import Unwritable
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.outgoing import write_sealed
{hindrance}
try:
    content = Outgoing(b"%PDF-" + bytes(5000), NoPerson.FIGURES)
    write_sealed(content, Path(sys.argv[1]), check=print, before_rename=print)
except Unwritable as refusal:
    sys.exit(refusal.sentence)
"""
FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))"
NOBODY = "os.getuid() or os.setuid(65534)"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose parents anybody may pass through, unlike those of `tmp_path`."""
    with tempfile.TemporaryDirectory(prefix="casemgr-outgoing-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def attempted(folder: Path, hindrance: str) -> subprocess.CompletedProcess[str]:
    script = SCRIPT.format(hindrance=hindrance)
    return subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(os.name != "posix", reason="a limit on file size stands in for a full disk: POSIX only")
def test_a_disk_that_fills_up_is_a_sentence_and_leaves_nothing(folder: Path):
    done = attempted(folder, FULL)
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no room for this file" in done.stderr
    assert "Traceback" not in done.stderr
    assert not os.listdir(folder)


@pytest.mark.skipif(os.name != "posix", reason="takes away the right to write as POSIX systems do")
def test_a_read_only_folder_is_a_sentence(folder: Path):
    folder.chmod(0o555)
    done = attempted(folder, NOBODY)
    folder.chmod(0o755)
    assert (done.returncode, done.stdout) == (1, "")
    assert "may not be written to" in done.stderr
    assert not os.listdir(folder)
