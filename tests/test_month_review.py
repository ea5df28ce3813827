"""Month end: notes, signatures over the figures, what changed since; what is missing line by line; the slip."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Conflict, Invalid, NotAllowed
from casemgr.core.jobs import run
from casemgr.core.recovery import ALPHABET
from casemgr.i18n import speaking
from casemgr.records import contacts, exports
from casemgr.records.months import MonthNotesDraft
from casemgr.services import slip
from casemgr.services.exported import slip_of
from casemgr.services.slip import slip_pdf
from casemgr.services.spelling import spelled
from casemgr.services.summary import figures, totals
from casemgr.services.summary.export import Wanted, export_summary, make_summary
from casemgr.services.summary.figures import Edition
from casemgr.services.summary.gaps import gaps
from casemgr.services.summary.review import note_month, review, sign_month
from casemgr.services.summary.signed import said_signed
from tests.builders import a_contact, a_neighborhood
from tests.conftest import Clock
from tests.shell import REFUSED, Shell

Desks = Callable[..., Desk]
OCTOBER = "2026-10"
NOTES = "Two officers on leave."


@pytest.fixture
def supervisor(desk_of: Desks) -> Desk:
    return desk_of(Role.SUPERVISOR)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def sign(desk: Desk) -> None:
    desk.do(sign_month, OCTOBER, totals.digest(desk.ask(figures, OCTOBER)))


class TestSigning:
    def test_notes_and_signature_are_printed_with_the_digest(self, supervisor: Desk) -> None:
        supervisor.do(note_month, OCTOBER, MonthNotesDraft(notes=NOTES))
        sign(supervisor)
        found = supervisor.ask(review, OCTOBER)
        assert found.notes == "Two officers on leave."
        assert [one.by for one in found.signed] == [supervisor.actor.name]
        printed = text_of(make_summary(supervisor, Wanted(OCTOBER)).pdf)
        assert "Two officers on leave." in printed
        assert f"Signed by {supervisor.actor.name} on 2026-10-14" in printed
        assert found.signed[0].digest[:12].upper() in printed
        assert "Changed since signed" not in printed
        assert "____" not in printed, "nobody signs by hand what is signed"

    def test_a_later_change_is_said_and_never_silent(self, desk_of: Desks, supervisor: Desk) -> None:
        place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
        sign(supervisor)
        a_contact(desk_of(Role.OFFICER), place)
        lines = said_signed(supervisor.ask(review, OCTOBER), supervisor.ask(figures, OCTOBER), "en")
        assert "Contacts 0, now 1" in lines[1]
        assert "Changed since signed: Contacts 0, now 1" in text_of(make_summary(supervisor, Wanted(OCTOBER)).pdf)
        supervisor.do(note_month, OCTOBER, MonthNotesDraft(notes="One more."))
        assert "the notes" in said_signed(supervisor.ask(review, OCTOBER), supervisor.ask(figures, OCTOBER), "en")[1]
        sign(supervisor)
        latest = said_signed(supervisor.ask(review, OCTOBER), supervisor.ask(figures, OCTOBER), "en")
        assert latest[0].startswith("Signed by")
        assert latest[1].startswith("Signed by"), "the latest signature stands over what is there now"
        assert latest[2].startswith("Changed since signed")

    def test_what_is_gone_since_is_said_in_words_and_by_no_code(self, desk_of: Desks, supervisor: Desk) -> None:
        officer, place = desk_of(Role.OFFICER), a_neighborhood(desk_of(Role.ADMINISTRATOR))
        only = a_contact(officer, place, contact_type="welfare_check")
        sign(supervisor)
        officer.do(contacts.entered_in_error, only, "Never happened")
        now = supervisor.ask(figures, OCTOBER)
        changes = totals.changed(supervisor.ask(review, OCTOBER).signed[0].totals, now)
        said = "; ".join(change.label for change in changes)
        assert {"A type of contact", "A neighborhood"} <= {change.label for change in changes}
        assert place.hex not in said
        assert "welfare_check" not in said

    def test_what_was_not_shown_is_not_signed(self, desk_of: Desks, supervisor: Desk) -> None:
        shown = totals.digest(supervisor.ask(figures, OCTOBER))
        a_contact(desk_of(Role.OFFICER), a_neighborhood(desk_of(Role.ADMINISTRATOR)))
        with pytest.raises(Conflict, match="have changed since"):
            supervisor.do(sign_month, OCTOBER, shown)
        assert supervisor.ask(review, OCTOBER).signed == ()

    def test_the_digest_is_the_same_in_every_language(self, desk_of: Desks, supervisor: Desk) -> None:
        a_contact(desk_of(Role.OFFICER), a_neighborhood(desk_of(Role.ADMINISTRATOR)))
        english = supervisor.ask(figures, OCTOBER)
        with speaking("es"):
            spanish = supervisor.ask(figures, OCTOBER)
        assert totals.digest(english) == totals.digest(spanish)
        assert totals.changed(totals.written(english), spanish) == ()

    def test_only_a_supervisor_writes_and_signs(self, desk_of: Desks) -> None:
        commander = desk_of(Role.COMMANDER)
        with pytest.raises(NotAllowed):
            commander.do(note_month, OCTOBER, MonthNotesDraft(notes="x"))
        with pytest.raises(NotAllowed):
            sign(commander)

    def test_whoever_sees_other_figures_has_a_review_of_their_own(self, desk_of: Desks, supervisor: Desk) -> None:
        sign(supervisor)
        assert len(desk_of(Role.SUPERVISOR).ask(review, OCTOBER).signed) == 1, "one unit, one review"
        assert desk_of(Role.SUPERVISOR, unit="South").ask(review, OCTOBER).signed == ()
        assert desk_of(Role.COMMANDER).ask(review, OCTOBER).signed == ()

    def test_those_who_see_a_few_neighborhoods_keep_reviews_apart(self, desk_of: Desks) -> None:
        place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
        facts = {"scope": Scope.NEIGHBORHOOD, "neighborhoods": frozenset({place})}
        first, second = (desk_of(Role.SUPERVISOR, **facts) for _n in range(2))
        for desk in (first, second):
            sign(desk)
            assert len(desk.ask(review, OCTOBER).signed) == 1

    def test_the_command_edition_has_numbers_only(self, supervisor: Desk) -> None:
        supervisor.do(note_month, OCTOBER, MonthNotesDraft(notes=NOTES))
        printed = text_of(make_summary(supervisor, Wanted(OCTOBER, edition=Edition.COMMAND)).pdf)
        assert "Command edition" in printed
        assert "on leave" not in printed


def test_pages_in_another_language_name_their_figures_in_it_too(desk_of: Desks, supervisor: Desk) -> None:
    a_contact(desk_of(Role.OFFICER), a_neighborhood(desk_of(Role.ADMINISTRATOR)), contact_type="welfare_check")
    spanish = make_summary(supervisor, Wanted(OCTOBER, language="es"))
    printed = text_of(spanish.pdf)
    assert "Contactos" in printed
    assert "Follow-ups" not in printed
    assert spanish.figures.headlines[0].label == "Contacts", "the window goes on in its own language"


class TestGaps:
    def test_each_line_opens_a_record_and_drafts_are_counted_by_owner(
        self, desk_of: Desks, supervisor: Desk, clock: Clock
    ) -> None:
        officer = desk_of(Role.OFFICER)
        place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
        for _n in range(2):
            officer.do(
                contacts.log_contact,
                contacts.ContactDraft(
                    contact_type="door_knock", neighborhood_id=place, next_step="none_needed", as_draft=True
                ),
            )
            clock.move(minutes=20)
        clock.move(days=5)
        long_ago = clock.now - timedelta(days=20)
        late = a_contact(officer, place, occurred_at=long_ago, late_reason="Was off duty", headline="Lights")
        month = f"{long_ago:%Y-%m}"
        found = {gap.code: gap for gap in supervisor.ask(gaps, supervisor.ask(figures, month).missing)}
        assert [(line.owner, gap.n) for gap in (found["drafts"],) for line in gap.lines] == [("2", 2)]
        assert [(line.kind, line.id) for line in found["late"].lines] == [("contacts", late)]
        assert "Lights" in found["late"].lines[0].title
        publisher = desk_of(Role.PUBLISHER, scope=Scope.ALL)
        published = {gap.code: gap for gap in publisher.ask(gaps, publisher.ask(figures, month).missing)}
        assert (published["late"].n, published["late"].lines, published["drafts"].lines) == (1, (), ())


class TestTheSlip:
    def test_the_passphrase_goes_on_a_page_of_its_own_named_by_the_register(
        self, supervisor: Desk, tmp_path: Path
    ) -> None:
        left = run(export_summary(supervisor, Wanted(OCTOBER, recipient="County board"), tmp_path))
        row = supervisor.ask(exports.exports).rows[0]
        assert left.number == row.number
        printed = text_of(slip_pdf(slip_of(left, "en")))
        assert left.passphrase in printed
        for said in (left.number, left.path.name, left.sha256[:16].upper(), "County board", "small letters: "):
            assert said in printed
        assert left.passphrase.encode() not in left.path.read_bytes()
        assert left.passphrase not in repr(left)
        assert left.passphrase not in repr(slip_of(left, "en"))
        spanish = text_of(slip_pdf(slip_of(left, "es")))
        assert left.passphrase in spanish

    def test_it_is_never_laid_beside_the_file(self, tmp_path: Path) -> None:
        away = tmp_path / "away"
        away.mkdir()
        file = tmp_path / "NP-X.pdf"
        slip.check_apart(away / "slip.pdf", file)
        for beside in (tmp_path / "slip.pdf", tmp_path, away / ".." / "slip.pdf"):
            with pytest.raises(Invalid, match="another folder"):
                slip.check_apart(beside, file)

    def test_every_sign_of_a_passphrase_has_a_word(self) -> None:
        words = [spelled(sign) for sign in ALPHABET + ALPHABET.lower()]
        assert len(set(words)) == len(set(ALPHABET + ALPHABET.lower()))
        assert spelled("K7MT") == "capitals: Kilo seven Mike Tango"
        assert spelled("k7mt") == "small letters: Kilo seven Mike Tango"


def test_the_command_line_notes_signs_and_lays_the_slip_apart(shell: Shell, tmp_path: Path) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"
    assert shell.run("month", "notes", month, "-", typed=NOTES).code == 0
    shown = shell.run("--json", "month", "show", month).json
    assert (shown["notes"], shown["signed"]) == (NOTES, [])
    refused = shell.run("month", "sign", month, "--digest", "0" * 64)
    assert refused.code == 1
    assert "have changed since" in refused.err
    signed = shell.run("--json", "month", "sign", month, "--digest", shown["digest"]).json["signed"]
    assert signed[0].startswith("Signed by Rosa Delgado on ")
    out, away = tmp_path / "out", tmp_path / "away"
    out.mkdir()
    away.mkdir()
    beside = shell.run("summary", month, "--out", str(out), "--slip", str(out / "slip.pdf"))
    assert "another folder" in beside.err
    assert not list(out.iterdir())
    made = shell.run("--json", "summary", month, "--out", str(out), "--slip", str(away / "slip.pdf")).json
    assert "passphrase" not in made
    slip_text = text_of((away / "slip.pdf").read_bytes())
    assert made["number"] in slip_text
    reader = PdfReader(made["path"])
    assert reader.decrypt(next(word for word in slip_text.split() if word.count("-") == 4 and len(word) == 24))


def test_the_command_line_shows_a_passphrase_whose_slip_cannot_be_written(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    month = f"{datetime.now(UTC):%Y-%m}"
    missing = tmp_path / "gone" / "slip.pdf"
    said = shell.run("--json", "summary", month, "--out", str(tmp_path / "out"), "--slip", str(missing))
    assert said.code == REFUSED
    assert PdfReader(said.json["path"]).decrypt(said.json["passphrase"])


def test_notes_that_are_too_long_are_refused_in_words(shell: Shell) -> None:
    said = shell.run("month", "notes", f"{datetime.now(UTC):%Y-%m}", "-", typed="x" * 4001)
    assert said.code == REFUSED
    assert "Notes" in said.err
