"""The keys from the shell: changed, recovered, and the second factor."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pyotp.totp import TOTP
from pypdf import PdfReader

from casemgr.core.sheets import MADE, WORDS
from tests.shell import DONE, REFUSED, ROOT, Shell
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE

POLICY = {"name": "phone_code_for", "value": "everyone"}
NEW_PHRASE = "mango trellis octave plain skies"


def sheets_on(paper: Path) -> list[str]:
    """The words of each sheet, read off the pages."""
    found = []
    for page in PdfReader(BytesIO(paper.read_bytes())).pages:
        numbered = dict(re.findall(r"(\d+)\.\s+([a-z]+)", page.extract_text()))
        found.append(" ".join(numbered[str(place)] for place in range(1, WORDS + 1)))
    return found


def test_two_of_five_sheets_bring_an_administrator_back(shell: Shell, tmp_path: Path) -> None:
    paper, again = tmp_path / "five.pdf", tmp_path / "one.pdf"
    assert shell.run("keys", "sheet", "--split", "--out", str(paper)).code == DONE
    five = sheets_on(paper)
    assert len(five) == MADE
    lost = replace(shell, phrases=(five[0], five[0], NEW_PHRASE))
    assert "same sheet" in lost.run("keys", "recover", "--user", ADMIN, "--out", str(again)).err
    assert not again.exists()
    back = replace(shell, phrases=(five[4], five[1], NEW_PHRASE))
    assert back.run("keys", "recover", "--user", ADMIN, "--out", str(again)).code == DONE
    assert again.read_bytes().startswith(b"%PDF")
    assert shell.run("ask", "places.places").code == REFUSED
    known = replace(shell, phrases=(NEW_PHRASE,))
    assert known.run("--json", "verify").json["audit"] == "ok"
    assert back.run("keys", "recover", "--user", ADMIN, "--out", str(again)).code == REFUSED


def test_who_is_removed_is_out_and_the_store_has_new_keys(shell: Shell) -> None:
    officer = replace(shell, user=OFFICER, phrases=(OFFICER_PHRASE,))
    adding = replace(shell, phrases=(ADMIN_PHRASE, OFFICER_PHRASE))
    added = adding.run("user", "add", "--name", OFFICER, "--full-name", "Lena Okafor", "--role", "officer")
    assert added.code == DONE, added
    assert officer.run("ask", "places.places").code == DONE
    removed = shell.run("--json", "user", "remove", OFFICER)
    assert (removed.code, removed.json["open_work_left"]) == (DONE, 0)
    assert officer.run("ask", "places.places").code == REFUSED
    assert shell.run("--json", "keys", "change").json == {"generation": 3}
    assert shell.run("--json", "verify").json["audit"] == "ok"
    refused = replace(shell, user=OFFICER, phrases=(OFFICER_PHRASE,)).run("keys", "change")
    assert refused.code == REFUSED


def test_the_second_factor_is_asked_for_after_the_passphrase(shell: Shell) -> None:
    begun = replace(shell, phrases=(ADMIN_PHRASE, "000000")).run("keys", "second-factor-on")
    assert begun.code == REFUSED
    assert "does not fit" in begun.err
    assert re.search(r"[A-Z2-7]{32}", begun.err)
    assert shell.run("ask", "places.places").code == DONE


@pytest.mark.skipif(sys.platform == "win32", reason="hands a pipe over by its number")
def test_a_phone_the_agency_asks_for_is_set_up_from_the_shell(shell: Shell) -> None:
    assert shell.run("do", "settings.set_text", "-", typed=json.dumps(POLICY)).code == DONE
    reads, writes = os.pipe()
    os.write(writes, f"{ADMIN_PHRASE}\n".encode())
    line = ["--home", str(shell.home), "--user", ADMIN, "--passphrase-fd", str(reads), "--no-keyring"]
    asked = subprocess.Popen(
        [sys.executable, "-m", "casemgr", *line, "ask", "places.places"],
        **{"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL, "text": True, "cwd": ROOT, "pass_fds": (reads,)},
    )
    with asked:
        assert asked.stderr is not None
        told = [asked.stderr.readline() for _line in range(3)]
        assert "asks for the code of a phone" in told[0]
        secret = re.search(r"[A-Z2-7]{32}", told[1])
        assert secret is not None
        os.write(writes, f"{TOTP(secret.group()).now()}\n".encode())
        assert asked.wait() == DONE
    os.close(writes)
    os.close(reads)
    assert replace(shell, phrases=(ADMIN_PHRASE, "000000")).run("ask", "places.places").code == REFUSED


def test_a_wrong_code_by_phone_is_refused_in_words(shell: Shell, tmp_path: Path) -> None:
    assert "no release code left" in shell.run("keys", "release", OFFICER).err
    assert shell.run("keys", "release-codes", "--out", str(tmp_path / "codes.pdf")).code == DONE
    refused = replace(shell, phrases=("WRONGCODE1",)).run("keys", "release", OFFICER)
    assert (refused.code, refused.err.strip()) == (REFUSED, "This sign-in is not locked.")
