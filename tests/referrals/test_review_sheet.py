"""The weekly sheet on paper and from the shell."""

from io import BytesIO

from pypdf import PdfReader

from casemgr.records.reviews import SheetDraft
from casemgr.services.review.pdf import week_pages
from casemgr.services.review.sheet import sign_week
from tests.referrals.steps import TODAY, brought_to
from tests.shell import DONE, REFUSED, Shell


def test_the_printed_sheet_names_nobody_but_the_liaison(town):
    brought_to(town, "requested")
    town.liaison.do(sign_week, SheetDraft(week_start=TODAY, note="All called"))
    first, again = (town.liaison.ask(week_pages) for _one in range(2))
    assert first == again
    [page] = PdfReader(BytesIO(first)).pages
    said = page.extract_text()
    assert "Weekly review, 2026-10-12 to 2026-10-18" in said
    assert "All called" in said
    assert town.liaison.actor.name in said
    assert "Garc" not in said


def test_the_shell_counts_signs_and_prints(shell: Shell, tmp_path):
    out = tmp_path / "week.pdf"
    said = shell.run("--json", "review", "--sign", "--note", "Nothing yet", "--out", str(out))
    assert said.code == DONE, said.err
    assert said.json["adds_up"]
    assert [one["queue"] for one in said.json["queues"]][:2] == ["unanswered", "declined"]
    assert said.json["signed_name"] == "Rosa Delgado"
    assert out.read_bytes().startswith(b"%PDF")
    spoken = shell.run("review").out
    assert "It adds up in every queue." in spoken
    assert "Not reached" in spoken
    assert "follow_ups" not in spoken
    wordy = shell.run("review", "--sign", "--note", "x" * 501)
    assert wordy.code == REFUSED
    assert "Note" in wordy.err
