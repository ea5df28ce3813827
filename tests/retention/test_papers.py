"""Certificates and the shell: what is printed names nobody, and the shell does the whole of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr import app
from casemgr.app import Shift
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.stretch import Effort
from casemgr.records.expungements import OrderDraft, propose_expungement
from casemgr.records.staff import StaffDraft
from casemgr.services import accounts, retention
from casemgr.services.retention import ProposeDraft
from casemgr.services.retention.certificates import disposal_certificate, expungement_certificate
from tests.builders import a_contact, a_neighborhood, a_person
from tests.conftest import Clock
from tests.shell import DONE, REFUSED, Shell
from tests.stations import ADMIN, ADMIN_PHRASE

PHRASE = "amber cedar twelve slow rivers"
DeskOf = Callable[..., Desk]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


@pytest.fixture
def custodian_shell(shell: Shell) -> Shell:
    """The shell of a records custodian on the same store."""
    home = Home(shell.home)
    begun = opened_real(home)
    draft = StaffDraft(user_name="k.tanaka", full_name="Kei Tanaka", roles=[Role.RECORDS_CUSTODIAN], unit="North")
    accounts.add_user(begun.desk, home, begun.vault, begun.opened, draft, PHRASE)
    begun.end()
    return replace(shell, user="k.tanaka", phrases=(PHRASE,))


def opened_real(home: Home) -> Shift:
    return app.unlock(home, ADMIN, ADMIN_PHRASE, keyring=None, effort=Effort.REAL)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_disposal_is_certified_by_number_class_and_date(
    language: str, lead: Desk, custodian: Desk, commander: Desk, clock: Clock
) -> None:
    a_contact(lead, a_neighborhood(lead), a_person(lead, "Xiomara", "Quetzal"))
    clock.move(days=731)
    batch: UUID = custodian.do(retention.propose_disposal, ProposeDraft(classes=["contact"]))
    commander.do(retention.approve_disposal, batch, Nothing())
    said = text_of(commander.ask(disposal_certificate, batch, language))
    for part in ("B-2028-TEST-000001", "C-2026-TEST-000001", "2026-10-14", "2028-10-14", "LASD"):
        assert part in said
    assert "Xiomara" not in said


def test_an_expungement_says_what_it_reached_and_what_it_did_not(lead: Desk, custodian: Desk, commander: Desk) -> None:
    person = a_person(lead, "Xiomara", "Quetzal")
    a_contact(lead, a_neighborhood(lead), person)
    draft = OrderDraft(order_number="EX-7", authority="County court", ordered_on=date(2026, 10, 1), person_id=person)
    id = custodian.do(propose_expungement, draft)
    assert "Nothing yet." in text_of(custodian.ask(expungement_certificate, id))
    commander.do(retention.carry_out, id, Nothing())
    assert "not cleaned yet" in text_of(custodian.ask(expungement_certificate, id))
    run(retention.clean(commander, id))
    said = text_of(custodian.ask(expungement_certificate, id))
    for part in ("EX-7", "County court", "Records deleted with all their parts: 2", "Their keys are destroyed"):
        assert part in said
    assert "not cleaned yet" not in said
    assert "Xiomara" not in said


def test_the_shell_refuses_whoever_has_no_right(shell: Shell) -> None:
    for words in (["due"], ["propose"], ["hold", "--matter", "26-1234", "--basis", "legal", "--kind", "contacts"]):
        said = shell.run("retention", *words)
        assert said.code == REFUSED, said


def test_the_shell_places_and_releases_a_hold(custodian_shell: Shell) -> None:
    placed = custodian_shell.run(
        "--json", "retention", "hold", "--matter", "26-CV-0114", "--basis", "subpoena", "--kind", "contacts"
    )
    assert placed.code == DONE, placed
    id = json.loads(placed.out)["hold"]
    assert custodian_shell.run("retention", "release", id, "--reason", "The case is closed.").code == DONE
    again = custodian_shell.run("retention", "release", id, "--reason", "The case is closed.")
    assert again.code == REFUSED
    assert custodian_shell.run("--json", "retention", "due").json["counts"] == [0, 0, 0]
    assert custodian_shell.run("retention", "propose").code == REFUSED
