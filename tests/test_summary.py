"""The month: figures against what was done, its pages, its exports opened by other readers, its register."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.core.jobs import run
from casemgr.records import contacts, exports, followups
from casemgr.services.summary import figures
from casemgr.services.summary.export import Wanted, export_plain, export_summary, make_summary
from casemgr.services.summary.period import Month, month
from tests.builders import a_contact, a_neighborhood
from tests.conftest import Clock

Desks = Callable[..., Desk]
OCTOBER = "2026-10"


@pytest.fixture
def supervisor(desk_of: Desks) -> Desk:
    return desk_of(Role.SUPERVISOR)


def test_a_month_is_written_as_year_and_month() -> None:
    assert month("2026-10") == Month(202610)
    assert [str(Month(202601).back(n)) for n in (1, 12, -1)] == ["2025-12", "2025-01", "2026-02"]
    for wrong in ("2026-13", "10-2026", "october", "2026-1"):
        with pytest.raises(Invalid, match="2026-10"):
            month(wrong)


def test_contacts_are_counted_by_type_and_place_in_their_local_month(
    desk_of: Desks, supervisor: Desk, clock: Clock
) -> None:
    admin, officer = desk_of(Role.ADMINISTRATOR), desk_of(Role.OFFICER)
    flats, hill = a_neighborhood(admin), a_neighborhood(admin, "N2", "Mill Hill")
    for place, kind in ((flats, "welfare_check"), (flats, "door_knock"), (hill, "door_knock")):
        a_contact(officer, place, contact_type=kind)
        clock.move(minutes=20)
    last_night = clock.now.replace(day=1, hour=3, minute=30)
    a_contact(officer, hill, contact_type="door_knock", occurred_at=last_night)
    found = supervisor.ask(figures, OCTOBER)
    assert found.contacts.total == 3, "half past eleven at night on September 30 belongs to September"
    assert {c.n for c in found.contacts.by_type} == {1, 2}
    assert {c.label: c.n for c in found.contacts.by_neighborhood} == {"Harbor Flats": 2, "Mill Hill": 1}
    assert supervisor.ask(figures, OCTOBER, hill).contacts.total == 1
    assert found.headlines[0].month_before == 1


def test_another_units_contacts_count_for_nobody_else(desk_of: Desks, supervisor: Desk) -> None:
    place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    a_contact(desk_of(Role.OFFICER, unit="South"), place)
    assert supervisor.ask(figures, OCTOBER).contacts.total == 0
    assert desk_of(Role.COMMANDER).ask(figures, OCTOBER).contacts.total == 1


def test_follow_ups_fall_into_one_of_four(desk_of: Desks, supervisor: Desk, clock: Clock) -> None:
    officer = desk_of(Role.OFFICER)
    place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    contact = a_contact(officer, place)
    for day in (1, 2, 3):
        officer.do(
            followups.promise,
            followups.FollowUpDraft(
                parent_kind="contacts",
                parent_id=contact,
                what=f"Call back {day}",
                due_at=clock.now + timedelta(days=day),
            ),
        )
    first = officer.ask(followups.due).next_seven_days[0]
    officer.do(followups.done, first.id, "Spoke")
    clock.move(days=6)
    found = supervisor.ask(figures, OCTOBER).promises
    assert (found.due, found.on_time, found.late, found.overdue, found.lost) == (3, 1, 0, 2, 0)


def test_every_gap_opens_exactly_the_records_behind_its_number(desk_of: Desks, supervisor: Desk, clock: Clock) -> None:
    officer = desk_of(Role.OFFICER)
    place = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    draft = contacts.ContactDraft(
        contact_type="door_knock", neighborhood_id=place, next_step="none_needed", as_draft=True
    )
    officer.do(contacts.log_contact, draft)
    clock.move(days=5)
    gaps = {gap.code: gap for gap in supervisor.ask(figures, OCTOBER).missing}
    assert gaps["drafts"].n == 1
    assert all(gap.n == len(gap.records) for gap in gaps.values())


def test_equal_figures_make_equal_bytes_and_say_what_they_are(supervisor: Desk) -> None:
    made = make_summary(supervisor, Wanted(OCTOBER))
    again = make_summary(supervisor, Wanted(OCTOBER, notes=""))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)
    assert f"Counted from the records that {supervisor.actor.name} may see." in text
    for said in ("Internal edition", "October 2026", "Page 1 of", "store TEST", "records up to"):
        assert said in text
    assert replace(made.figures, cut_off=again.figures.cut_off) == again.figures


def test_spanish_pages_say_the_month_in_spanish(supervisor: Desk) -> None:
    made = make_summary(supervisor, Wanted(OCTOBER, language="es"))
    assert "Octubre" in PdfReader(BytesIO(made.pdf)).pages[0].extract_text()


def test_notes_are_text_and_never_markup(supervisor: Desk) -> None:
    notes = 'a < b & <img src="/etc/passwd"> <a href="file:///etc">x</a>'
    made = make_summary(supervisor, Wanted(OCTOBER, notes=notes))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)
    assert "<img src=" in text
    assert b"/URI" not in made.pdf


def test_an_export_opens_with_its_passphrase_only_and_is_in_the_register(supervisor: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    made = run(export_summary(supervisor, Wanted(OCTOBER, recipient="County board"), out))
    assert made.path.parent == out
    assert "2026" not in made.path.name
    reader = PdfReader(made.path)
    assert not reader.decrypt("wrong")
    assert reader.decrypt(made.passphrase)
    assert len(reader.pages) == made.pages
    row = supervisor.ask(exports.exports).rows[0]
    assert (row.form, row.sha256, row.recipient) == ("encrypted_pdf", made.sha256, "County board")
    if shutil.which("pdftotext"):
        refused = subprocess.run(["pdftotext", str(made.path), "-"], capture_output=True, check=False)
        assert refused.returncode != 0
        shown = subprocess.run(
            ["pdftotext", "-upw", made.passphrase, str(made.path), "-"], capture_output=True, check=True
        )
        assert b"Monthly summary" in shown.stdout


def test_a_plain_export_needs_right_reason_and_register(desk_of: Desks, supervisor: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        run(export_plain(desk_of(Role.COMMANDER), Wanted(OCTOBER), tmp_path, "For the council"))
    with pytest.raises(Invalid, match="unencrypted"):
        run(export_plain(supervisor, Wanted(OCTOBER), tmp_path, "no"))
    assert not list(tmp_path.glob("*.pdf"))
    made = run(export_plain(supervisor, Wanted(OCTOBER), tmp_path, "Public records request 12"))
    assert len(PdfReader(made.path).pages) == made.pages
    assert supervisor.ask(exports.exports).rows[0].reason == "Public records request 12"


def test_an_officer_sees_no_month(desk_of: Desks) -> None:
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).ask(figures, OCTOBER)
