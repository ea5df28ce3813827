"""Sealed PDFs: three independent readers open them with the passphrase and not without."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from casemgr.core.errors import BadFile, WrongKey
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.sealed_pdf import open_check, seal_pdf

WORDS = "plover lantern orchard seven"
SAID = "Synthetic contacts in October: 128"
ATTACHED = b"sealed twin of this page " * 40


def printed(pages: int = 2) -> Outgoing:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    canvas.setTitle("Monthly summary")
    for number in range(pages):
        canvas.drawString(72, 700, f"{SAID} {number + 1}")
        canvas.showPage()
    canvas.save()
    return Outgoing(out.getvalue(), NoPerson.FIGURES)


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal_pdf(printed(), WORDS, {"summary.p7m": ATTACHED})


@pytest.fixture
def path(sealed: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    return path


def run(tool: str, *words: str) -> subprocess.CompletedProcess[str]:
    if shutil.which(tool) is None:
        pytest.skip(f"needs the {tool} command, an independent reader")
    return subprocess.run([tool, *words], capture_output=True, text=True, check=False)


def test_qpdf_finds_it_sound_and_strongly_encrypted(path: Path):
    checked = run("qpdf", f"--password={WORDS}", "--check", str(path))
    assert checked.returncode == 0, checked.stderr
    assert "R = 6" in checked.stdout
    for way in ("stream", "string", "file"):
        assert f"{way} encryption method: AESv3" in checked.stdout
    assert "extract for any purpose: not allowed" in checked.stdout
    assert "extract for accessibility: allowed" in checked.stdout


def test_qpdf_refuses_another_passphrase_and_none(path: Path):
    for word in ("--password=plover", "--password="):
        assert run("qpdf", word, "--check", str(path)).returncode != 0


def test_pdftotext_reads_it_with_the_passphrase_only(path: Path):
    assert SAID in run("pdftotext", "-upw", WORDS, str(path), "-").stdout
    for way in ([], ["-upw", "plover"], ["-upw", ""]):
        done = run("pdftotext", *way, str(path), "-")
        assert done.returncode != 0
        assert not done.stdout


def test_pypdf_reads_pages_and_attachment_with_the_passphrase_only(sealed: bytes):
    reader = pypdf.PdfReader(io.BytesIO(sealed))
    assert reader.is_encrypted
    assert reader.decrypt("plover") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt("") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt(WORDS) == pypdf.PasswordType.USER_PASSWORD
    assert SAID in reader.pages[1].extract_text()
    assert reader.attachments["summary.p7m"] == [ATTACHED]


def test_nothing_readable_is_left_in_the_bytes(sealed: bytes):
    assert SAID.encode() in printed()
    for secret in (SAID.encode(), ATTACHED[:25], b"summary.p7m", b"Monthly summary", WORDS.encode()):
        assert secret not in sealed


def test_a_passphrase_may_hold_any_letters():
    assert open_check(seal_pdf(printed(1), "faro ñandú 灯台"), "faro ñandú 灯台") == 1


def test_the_test_opening_counts_the_pages(sealed: bytes):
    assert open_check(sealed, WORDS) == 2
    assert open_check(seal_pdf(printed(7), WORDS), WORDS) == 7


def test_the_test_opening_refuses_another_passphrase(sealed: bytes):
    with pytest.raises(WrongKey):
        open_check(sealed, "plover lantern orchard eight")


def test_the_test_opening_refuses_what_is_not_sealed(sealed: bytes):
    for content in (b"", b"%PDF-2.0", b"hello", sealed[:100], sealed[:-100], sealed[:-1000]):
        with pytest.raises(BadFile):
            open_check(content, WORDS)
    with pytest.raises(BadFile, match="not sealed as it should be"):
        open_check(printed(), WORDS)


def test_the_test_opening_refuses_weaker_encryption():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=WORDS, owner="other", R=4))
    with pytest.raises(BadFile, match="not sealed as it should be"):
        open_check(out.getvalue(), WORDS)


def test_what_is_no_pdf_cannot_be_sealed(sealed: bytes):
    for content in (b"", b"hello", sealed):
        with pytest.raises(BadFile):
            seal_pdf(Outgoing(content, NoPerson.FIGURES), WORDS)


def test_a_passphrase_readers_would_cut_is_refused():
    for words in ("", "x" * 128):
        with pytest.raises(ValueError, match="127"):
            seal_pdf(printed(1), words)


@pytest.mark.skipif(sys.platform == "win32", reason="forbids writing by a limit only POSIX systems have")
def test_sealing_writes_nothing_to_disk():
    """In a process that may not write one byte to any file, sealing and test-opening still work."""
    script = (
        "import resource, sys\n"
        "from casemgr.services.leaving import NoPerson, Outgoing\n"
        "from casemgr.services.sealed_pdf import open_check, seal_pdf\n"
        "plain = Outgoing(sys.stdin.buffer.read(), NoPerson.FIGURES)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "sys.exit(40 + open_check(seal_pdf(plain, 'words', {'a': b'b'}), 'words'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=printed(), capture_output=True, check=False)
    assert done.returncode == 42, done.stderr.decode()
