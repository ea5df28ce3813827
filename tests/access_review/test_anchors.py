"""What a paper says of the log, held against it: the same entry, another in its place, or a log that ends before."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.audit import said_head
from casemgr.core.audit_anchor import Anchor, anchored
from casemgr.core.audit_standing import check_whole
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.core.jobs import run
from casemgr.services.seal_sheet import seal_sheet
from casemgr.services.summary.export import Wanted, make_summary
from tests.builders import a_place
from tests.conftest import NOON
from tests.shell import Shell

DeskOf = Callable[..., Desk]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    a_place(desk_of(Role.OFFICER))
    return desk_of(Role.COMMANDER)


@pytest.mark.parametrize("spell", [str, str.lower, lambda said: said.replace(" · ", "  "), lambda said: f" {said}… "])
def test_an_entry_on_paper_is_found_however_it_is_typed(
    commander: Desk, desk_of: DeskOf, spell: Callable[[str], str]
) -> None:
    head = commander.store.head()
    a_place(desk_of(Role.OFFICER), "Later")
    found = commander.ask(anchored, spell(said_head(head)))
    assert (found.holds, found.seq, found.why) == (True, head.seq, "")


def test_the_letters_alone_are_enough_and_so_is_the_whole_hash(commander: Desk) -> None:
    head = commander.store.head()
    for said in (said_head(head).split(" · ")[1], head.hash.hex(), head.hash.hex()[:12]):
        assert commander.ask(anchored, said).seq == head.seq


def test_what_is_not_in_the_log_is_said_with_the_reason(commander: Desk) -> None:
    head = commander.store.head()

    def why(said: str) -> str:
        found: Anchor = commander.ask(anchored, said)
        assert not found.holds
        return found.why

    letters = said_head(head).split(" · ")[1]
    assert "another than on the paper" in why(f"{head.seq - 1} · {letters}")
    assert "ends at entry" in why(f"{head.seq + 900} · {letters}")
    assert "no such entry" in why("0123-4567-89AB-CDEF")


@pytest.mark.parametrize("typed", ["", "18204", "7F3A", "no letters of a hash", "1 · " + "A" * 65])
def test_too_little_or_something_else_is_asked_for_again(commander: Desk, typed: str) -> None:
    with pytest.raises(Invalid, match="as it stands on the paper"):
        commander.ask(anchored, typed)


def test_the_seal_sheet_and_the_summary_say_where_the_log_stands(commander: Desk) -> None:
    run(check_whole(commander))
    head = said_head(commander.store.head())
    sheet = text_of(commander.ask(seal_sheet, "en"))
    assert f"log {head}" in sheet
    assert "entries hold" in sheet
    assert commander.ask(anchored, head).holds
    wanted = Wanted(month=f"{NOON:%Y-%m}")
    assert "log " + said_head(commander.store.head()) in text_of(make_summary(commander, wanted).pdf)


def test_the_log_is_sealed_and_asked_by_those_who_read_it(desk_of: DeskOf) -> None:
    officer = desk_of(Role.OFFICER)
    for query, word in ((anchored, "0123-4567-89AB-CDEF"), (seal_sheet, "en")):
        with pytest.raises(NotAllowed):
            officer.ask(query, word)


def test_from_the_command_line(shell: Shell, tmp_path: Any) -> None:
    standing = shell.run("--json", "audit", "standing").json
    head = standing["head"]
    assert standing["due"] is True
    assert shell.run("--json", "audit", "anchor", str(head["seq"]), "·", head["hash"][:16]).json["holds"]
    refused = shell.run("audit", "anchor", "0123-4567-89AB-CDEF")
    assert (refused.code, "no such entry" in refused.out) == (1, True)
    out = tmp_path / "seal.pdf"
    assert shell.run("audit", "seal", "--out", str(out)).code == 0
    assert "Seal of the log" in text_of(out.read_bytes())
