"""The main job from the shell alone: a contact, a referral to a published service, its answers, the month on paper."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from tests.hsds_reading import package
from tests.shell import DONE, REFUSED, Shell
from tests.stations import ADMIN_PHRASE, OFFICER, OFFICER_PHRASE

LIAISON, LIAISON_PHRASE = "o.reyes", "copper meadow nine folding boats"
ORGANIZATIONS = "id,name,description\no1,Harbor House,Shelter for all\n"
SERVICES = "id,organization_id,name,status,description\ns1,o1,Night Shelter,active,Beds\n"


@dataclass(frozen=True)
class Town:
    """Who sits at which shell."""

    admin: Shell
    officer: Shell
    partner: Shell
    neighborhood: str
    service: str
    organization: str


def did(shell: Shell, name: str, /, **draft: Any) -> Any:
    """Run one command with this draft; what it gave back."""
    said = shell.run("--json", "do", name, "-", typed=json.dumps(draft))
    assert said.code == DONE, said
    return said.json["result"]


def asked(shell: Shell, name: str, /, **options: object) -> Any:
    """What one query gave."""
    said = shell.run("--json", "ask", name, *(word for n, v in options.items() for word in (f"--{n}", str(v))))
    assert said.code == DONE, said
    return said.json


def added(shell: Shell, name: str, phrase: str, *words: str) -> Shell:
    """The shell of a user who was just added."""
    said = replace(shell, phrases=(ADMIN_PHRASE, phrase)).run("user", "add", "--name", name, *words)
    assert said.code == DONE, said
    return replace(shell, user=name, phrases=(phrase,))


@pytest.fixture
def town(shell: Shell, tmp_path: Path) -> Town:
    published = tmp_path / "published"
    published.mkdir()
    path = str(package(published, organizations=ORGANIZATIONS, services=SERVICES))
    assert shell.run("directory", "import", path).code == DONE
    (found,) = asked(shell, "directory.services_for", words="shelter")
    organization = asked(shell, "directory.service", id=found["id"])["organization_id"]
    at_work = ("--role", "officer", "--unit", "North", "--full-name", "Lena Okafor")
    partner = ("--role", "liaison", "--organization", organization, "--full-name", "Omar Reyes")
    return Town(
        shell,
        added(shell, OFFICER, OFFICER_PHRASE, *at_work),
        added(shell, LIAISON, LIAISON_PHRASE, *partner),
        did(shell, "neighborhoods.add_neighborhood", code="N1", name="Harbor Flats"),
        found["id"],
        organization,
    )


def test_from_a_contact_to_the_month_on_paper(town: Town, tmp_path: Path) -> None:
    person = did(town.officer, "people.add_person", given="Maria", family="García")
    did(
        town.officer,
        "contacts.log_contact",
        contact_type="foot_patrol_conversation",
        next_step="follow_up_scheduled",
        neighborhood_id=town.neighborhood,
        participants=[{"person_id": person}],
        follow_up_in_days=2,
        follow_up_what="Call back",
    )
    need = did(town.officer, "needs.note_need", person_id=person, domain="homelessness")
    referral = {
        "person_id": person,
        "need_id": need,
        "service_id": town.service,
        "reason": "Needs a bed",
        "desired_outcomes": ["A bed tonight"],
        "information_shared": ["identity", "needs"],
    }
    refused = town.officer.run("do", "referrals.refer", "-", typed=json.dumps(referral))
    assert (refused.code, refused.out) == (REFUSED, "")
    assert "consent" in refused.err
    consent = {"categories": ["identity", "needs"], "purposes": ["Housing"], "not_a_condition_of_service": True}
    did(town.officer, "consents.record_consent", person_id=person, recipient_ids=[town.organization], **consent)
    sent = did(town.officer, "referrals.refer", **referral)
    _answered(town, sent)
    did(town.officer, "referrals.seen_by_referrer", id=sent)
    assert asked(town.officer, "referrals.referral", id=sent)["loop_closed"] is True
    promises = asked(town.officer, "followups.due", whose="mine")["next_seven_days"]
    (call,) = [promise["id"] for promise in promises if promise["what"] == "Call back"]
    did(town.officer, "followups.done", id=call)
    assert [hit["id"] for hit in town.officer.run("--json", "find", "garc").json] == [person]
    _printed(town.admin, tmp_path / "october.pdf")
    _told(town.officer, person, tmp_path / "account.pdf")


def test_a_note_that_says_too_much_is_refused_and_kept_with_a_reason(town: Town) -> None:
    draft: dict[str, Any] = {
        "contact_type": "business_check",
        "next_step": "none_needed",
        "neighborhood_id": town.neighborhood,
        "note": "New sign in the window: 555-0142",
    }
    refused = town.officer.run("do", "contacts.log_contact", "-", typed=json.dumps(draft))
    assert (refused.code, refused.out) == (REFUSED, "")
    assert "“555-0142”: A phone number belongs to the person" in refused.err
    kept = {"field": "note", "text": "555-0142", "reason": "It is on the sign"}
    contact = did(town.officer, "contacts.log_contact", **draft, kept=[kept])
    (read,) = asked(town.officer, "contacts.contact", id=contact)["kept"]
    assert (read["text"], read["kind"], read["reason"]) == ("555-0142", "phone", "It is on the sign")


def _answered(town: Town, sent: str) -> None:
    """The receiver's own steps, up to the end."""
    rows = asked(town.partner, "referrals.referrals")["rows"]
    assert [(row["id"], row["status"]) for row in rows] == [(sent, "requested")]
    now = datetime.now(UTC)
    did(town.partner, "referrals.acknowledge", id=sent, acknowledged_by="Omar")
    did(town.partner, "referrals.accept", id=sent, next_step_on=(now + timedelta(days=2)).date().isoformat())
    did(town.partner, "referrals.start", id=sent, first_service_at=now.isoformat())
    (hoped,) = asked(town.partner, "referrals.referral", id=sent)["desired_outcomes"]
    reached = [{"desired_outcome_id": hoped["id"], "achievement": "ACHIEVED"}]
    did(town.partner, "referrals.complete", id=sent, outcome="got_help", evidence="provider", achieved=reached)


def _printed(admin: Shell, to: Path) -> None:
    """The month as an encrypted file that another reader opens with the passphrase and not without."""
    month = datetime.now(UTC).strftime("%Y-%m")
    made = admin.run("--json", "summary", month, "--out", str(to), "--neighborhood", "Harbor Flats").json
    assert made["path"] == str(to)
    with pytest.raises(FileNotDecryptedError):
        PdfReader(to).pages[0].extract_text()
    pages = PdfReader(to, password=made["passphrase"]).pages
    assert len(pages) == made["pages"]
    assert "Harbor Flats" in pages[0].extract_text()


def test_a_month_leaves_plain_only_for_a_reason_and_only_by_whom_it_may(shell: Shell, tmp_path: Path) -> None:
    month = datetime.now(UTC).strftime("%Y-%m")
    plain = ("summary", month, "--plain", "--out", str(tmp_path / "plain.pdf"))
    officer = added(shell, OFFICER, OFFICER_PHRASE, "--role", "officer", "--full-name", "Lena Okafor")
    assert shell.run(*plain).err == "reason: Say why this file has to leave unencrypted.\n"
    assert officer.run(*plain, "--reason", "For the council").code == REFUSED
    assert not (tmp_path / "plain.pdf").exists()
    made = shell.run("--json", *plain, "--reason", "For the council")
    assert set(made.json) == {"number", "path", "sha256", "size", "pages"}
    assert PdfReader(tmp_path / "plain.pdf").pages[0].extract_text()
    for words, told in (
        (("2026-13",), "month: Write the month"),
        (("2999-01",), "month: This month has not begun yet."),
        ((month, "--neighborhood", "N9"), "neighborhood: There is no one neighborhood called “N9”."),
        ((month, "--out", str(tmp_path / "nowhere" / "x.pdf")), "This place cannot be reached"),
    ):
        said = shell.run("summary", "--out", str(tmp_path / "x.pdf"), *words)
        assert (said.code, said.out) == (REFUSED, "")
        assert told in said.err


def test_a_bundle_is_opened_into_a_folder_of_its_own(shell: Shell, tmp_path: Path) -> None:
    sealed, folder = tmp_path / "october.p7m", tmp_path / "opened" / "here"
    month = datetime.now(UTC).strftime("%Y-%m")
    made = shell.run("--json", "bundle", "export", month, "--out", str(sealed)).json
    wrong = replace(shell, phrases=(ADMIN_PHRASE, "another")).run("bundle", "open", str(sealed), "--to", str(folder))
    assert (wrong.code, wrong.out, folder.exists()) == (REFUSED, "", False)
    right = replace(shell, phrases=(ADMIN_PHRASE, made["passphrase"]))
    opened = right.run("--json", "bundle", "open", str(sealed), "--to", str(folder)).json
    assert opened["signed_by"] == "Rosa Delgado"
    assert sorted(path.name for path in folder.iterdir()) == opened["files"] == ["figures.json", "summary.pdf"]


def _told(officer: Shell, person: str, out: Path) -> None:
    """What they may have about themselves: encrypted, and it names the one who was told."""
    said = officer.run("--json", "own", "account", person, "--out", str(out))
    assert said.code == DONE, said
    reader = PdfReader(out)
    reader.decrypt(said.json["passphrase"])
    assert "Harbor House · Night Shelter" in reader.pages[0].extract_text()


def test_a_packet_is_answered_by_a_code_and_a_consent_taken_back_from_the_shell(town: Town, tmp_path: Path) -> None:
    person = did(town.officer, "people.add_person", given="Maria", family="García")
    about = {"categories": ["identity"], "purposes": ["Housing"], "not_a_condition_of_service": True}
    consent = did(town.officer, "consents.record_consent", person_id=person, recipient_ids=[town.organization], **about)
    referral = {"person_id": person, "service_id": town.service, "reason": "Needs a bed"}
    hoped = {"desired_outcomes": ["A bed tonight"], "information_shared": ["identity"]}
    sent = did(town.officer, "referrals.refer", **referral, **hoped)
    out = tmp_path / "out"
    out.mkdir()
    made = town.officer.run("--json", "packet", "make", sent, "--out", str(out))
    assert made.code == DONE, made
    [left] = made.json
    reader = PdfReader(left["path"])
    reader.decrypt(left["passphrase"])
    text = " ".join(page.extract_text() for page in reader.pages)
    code = next(word for word in text.split() if len(word) == 9 and word[4] == "-" and word.isascii())
    assert town.officer.run("--json", "packet", "slip", sent, "--out", str(out)).code == DONE
    assert town.partner.run("reply", "--code", code).code == REFUSED, "a partner answers at its own desk, not by code"
    huge = tmp_path / "huge.casereply"
    huge.write_bytes(b"[" * 5_000_000)
    for words in ((), ("--code", code, str(huge)), (str(huge),), (str(tmp_path),), ("--code", "K" * 50)):
        assert town.admin.run("reply", *words).code == REFUSED, words
    taken = town.admin.run("--json", "reply", "--code", code)
    assert taken.code == DONE, taken
    assert asked(town.officer, "referrals.referral", id=sent)["status"] == "received"
    again = town.admin.run("reply", "--code", code)
    assert (again.code, "taken already" in again.err) == (REFUSED, True)
    form = town.officer.run("--json", "consent-form", "--consent", consent, "--out", str(out))
    assert form.code == DONE, form
    assert form.json["warnings"] == []
    blank = tmp_path / "blank.pdf"
    about_nobody = ("--service", str(town.service), "--share", "identity", "--out", str(blank))
    assert town.officer.run("consent-form", *about_nobody).code == DONE
    said = " ".join(page.extract_text() for page in PdfReader(blank).pages)
    assert ("Harbor House" in said, said.count("[ X ]"), "García" in said) == (True, 1, False)
    back = town.officer.run("--json", "withdraw", consent, "--reason", "She called", "--letters", str(out))
    assert back.code == DONE, back
    assert len(back.json["told"]) == 2
    assert back.json["letters"]["passphrase"]
