"""A privacy incident: whoever notices reports it in one step; it stands in the log, and those who answer are told."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.audit_reading import audit_entries
from casemgr.core.desk import Desk
from casemgr.core.errors import NotFound
from casemgr.core.home import Home
from casemgr.core.settings import INCIDENT_CONTACT, set_text
from casemgr.services.account_list import new_faces, said
from casemgr.services.incident import CALL, FIRST, TITLES, What, incident_sheet, report_incident, whom_to_call
from tests.conftest import Clock
from tests.shell import DONE, Shell
from tests.stations import OFFICER, OFFICER_PHRASE, opened

DeskOf = Callable[..., Desk]


def text(desk: Desk, language: str = "en") -> str:
    pages = PdfReader(BytesIO(desk.ask(incident_sheet, language))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("role", [Role.OFFICER, Role.LIAISON, Role.ADMINISTRATOR, Role.OVERSIGHT_REVIEWER])
def test_whoever_works_here_reports_one_and_it_stands_in_the_log(what: What, role: Role, desk_of: DeskOf) -> None:
    desk = desk_of(role)
    desk.do(report_incident, what)
    entries = desk_of(Role.COMMANDER).ask(audit_entries).entries
    [entry] = [one for one in entries if one.action == "incident_reported"]
    assert entry.actor == desk.actor.id
    sheet = text(desk)
    assert TITLES[what] in sheet
    assert FIRST[what] in sheet
    assert CALL in sheet
    assert "CONFIDENTIAL" in sheet


def test_the_agency_says_whom_to_call(desk_of: DeskOf) -> None:
    desk_of(Role.ADMINISTRATOR).do(set_text, INCIDENT_CONTACT, "Duty desk 555-0142")
    officer = desk_of(Role.OFFICER)
    officer.do(report_incident, What.SENT)
    assert officer.ask(whom_to_call) == "Duty desk 555-0142"
    assert "Duty desk 555-0142" in text(officer)
    assert "Incidente" in text(officer, "es")


def test_a_sheet_tells_of_ones_own_report_alone(desk_of: DeskOf) -> None:
    one, other = desk_of(Role.OFFICER), desk_of(Role.OFFICER)
    one.do(report_incident, What.LOOKED_UP)
    with pytest.raises(NotFound):
        other.ask(incident_sheet, "en")


def test_those_who_answer_for_it_are_told_once_at_their_next_sign_in(home: Home, clock: Clock) -> None:
    clock.move(days=60)
    opened(home, clock=clock).end()
    clock.move(minutes=1)
    officer = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    officer.desk.do(report_incident, What.SEEN)
    officer.end()
    clock.move(minutes=1)
    boss = opened(home, clock=clock)
    faces = boss.desk.ask(new_faces)
    boss.end()
    assert faces.incidents == 1
    assert said(faces).startswith("1 privacy incident was reported")
    clock.move(minutes=1)
    again = opened(home, clock=clock)
    assert again.desk.ask(new_faces).incidents == 0
    again.end()
    clock.move(minutes=1)
    other = opened(home, OFFICER, OFFICER_PHRASE, clock=clock)
    assert other.desk.ask(new_faces).incidents == 0
    other.end()


def test_the_shell_reports_one_and_writes_the_sheet(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    done = shell.run("--json", "incident", "lost", "--out", str(out))
    assert done.code == DONE
    assert done.json["call"] == CALL
    assert "lost" in PdfReader(out).pages[0].extract_text()
    assert shell.run("incident", "gossip").code != DONE
