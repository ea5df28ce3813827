"""Files of a record leave encrypted and registered or not at all; and the shell does all the window does."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotAllowed, NotFound, Unwritable
from casemgr.core.jobs import run
from casemgr.records import exports
from casemgr.services.attachments_out import save_attachment
from tests.attachments.files import CANARY, a_jpg
from tests.attachments.test_attachments import put
from tests.builders import a_person
from tests.shell import DONE, REFUSED, Shell

DeskOf = Callable[..., Desk]


def test_it_leaves_inside_an_encrypted_pdf_and_stands_in_the_register(desk_of: DeskOf, tmp_path: Path) -> None:
    lead = desk_of(Role.SUPERVISOR)
    file = put(lead, "people", a_person(lead), b"The lamp is out.")
    to = tmp_path / "out"
    to.mkdir()
    left = run(save_attachment(lead, file, to))
    sealed = left.path.read_bytes()
    assert b"lamp" not in sealed
    assert [path.name for path in to.iterdir()] == [left.path.name]
    assert "note" not in left.path.name
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(sealed))
    opened = pypdf.PdfReader(io.BytesIO(sealed), password=left.passphrase)
    assert opened.attachments == {"note.txt": [b"The lamp is out."]}
    assert "not to be handed on" in opened.pages[0].extract_text().lower()
    (entry,) = lead.ask(exports.exports).rows
    assert (entry.number, entry.sha256, entry.recipient) == (left.number, left.sha256, "")


def test_only_the_original_that_is_asked_for_still_tells(desk_of: DeskOf, tmp_path: Path) -> None:
    lead = desk_of(Role.SUPERVISOR)
    file = put(lead, "people", a_person(lead), a_jpg(), evidence_reason="Asked for by the court")
    for original in (False, True):
        left = run(save_attachment(lead, file, tmp_path / f"{original}.pdf", original=original))
        with pikepdf.open(left.path, password=left.passphrase) as pdf:
            (inside,) = (spec.get_file().read_bytes() for spec in pdf.attachments.values())
        assert (CANARY in inside) == original


def test_without_the_right_out_of_sight_or_without_room_nothing_leaves(desk_of: DeskOf, tmp_path: Path) -> None:
    lead, officer = desk_of(Role.SUPERVISOR), desk_of(Role.OFFICER)
    file = put(lead, "people", a_person(lead))
    with pytest.raises(NotAllowed):
        run(save_attachment(officer, file, tmp_path / "a.pdf"))
    with pytest.raises(NotFound):
        run(save_attachment(desk_of(Role.SUPERVISOR, unit="Elsewhere"), file, tmp_path / "a.pdf"))
    with pytest.raises(Unwritable):
        run(save_attachment(lead, file, tmp_path / "gone" / "a.pdf"))
    assert not lead.ask(exports.exports).rows
    assert not list(tmp_path.glob("*.pdf"))


def test_the_shell_adds_lists_shows_and_takes_off(shell: Shell, tmp_path: Path) -> None:
    made = shell.run("--json", "do", "places.add_place", "-", typed='{"name": "Laundry on Elm"}')
    assert made.code == DONE, made.err
    place = made.json["result"]
    words = tmp_path / "tenants.txt"
    words.write_text("Seven homes without light.", encoding="utf-8")
    hung = shell.run("--json", "attachments", "add", "places", place, str(words), "--note", "List")
    assert hung.code == DONE, hung.err
    added = hung.json
    assert (added["name"], added["sort"], added["note"]) == ("tenants.txt", "txt", "List")
    (listed,) = shell.run("--json", "attachments", "list", "places", place).json
    assert listed["id"] == added["id"]
    assert shell.run("--json", "attachments", "show", added["id"]).json["content"] == "Seven homes without light."
    refused = shell.run("attachments", "take-off", added["id"], "--reason", "x")
    assert (refused.code, "reason" in refused.err.lower()) == (REFUSED, True)
    shell.run("attachments", "take-off", added["id"], "--reason", "Belongs elsewhere")
    (listed,) = shell.run("--json", "attachments", "list", "places", place).json
    assert (listed["taken_off"], listed["reason"]) == (True, "Belongs elsewhere")
    left = shell.run("--json", "attachments", "save", added["id"], "--out", str(tmp_path / "left.pdf")).json
    assert pypdf.PdfReader(tmp_path / "left.pdf", password=left["passphrase"]).attachments
    words.write_bytes(b"MZ\x90\x00")
    bad = shell.run("attachments", "add", "places", place, str(words))
    assert (bad.code, "sorts of file" in bad.err) == (REFUSED, True)
