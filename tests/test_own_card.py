"""A person's own card: in their language, with what they need, and with nothing that could endanger them."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotFound
from casemgr.records import directory, exports, people, referrals
from casemgr.records.exports import ExportDraft, Form
from casemgr.services.own import card as own_card
from casemgr.services.own.giving import Paper, given
from tests.builders import a_consent, a_contact, a_follow_up, a_neighborhood, a_person, a_referral, a_service

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def sent(desk_of: DeskOf, officer: Desk) -> UUID:
    """Someone who speaks Spanish and was referred to a shelter."""
    supervisor = desk_of(Role.SUPERVISOR)
    person = a_person(officer, "Lucía", "Ramírez", preferred_language="spa")
    service = a_service(supervisor)
    a_consent(officer, person, supervisor.ask(directory.organizations).rows[0].id)
    facts = {"reason": "Sleeps in a car", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    referral = a_referral(officer, service, person, **facts)
    officer.do(referrals.send, referral, referrals.SendDraft())
    return person


def text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_it_says_where_to_go_in_the_language_of_the_person(officer: Desk, sent: UUID) -> None:
    card = officer.ask(own_card.own_card, sent)
    said = text(card.pdf)
    assert card.language == "es"
    assert PdfReader(BytesIO(card.pdf)).trailer["/Root"]["/Lang"] == "es"
    assert "Night Shelter · Harbor House" in said
    assert "Lucía" in said
    english = officer.ask(own_card.own_card, sent, "en")
    assert "Where you were referred" in text(english.pdf)
    assert "until" in text(english.pdf)


@pytest.mark.parametrize(("code", "untranslated"), [("ara", "ara"), ("es", ""), ("eng", ""), ("", "")])
def test_a_language_we_do_not_speak_is_told(officer: Desk, code: str, untranslated: str) -> None:
    card = officer.ask(own_card.own_card, a_person(officer, "Layla", preferred_language=code))
    assert card.untranslated == untranslated


def test_neither_the_reason_nor_a_family_name_nor_anyone_else_is_on_it(
    desk_of: DeskOf, officer: Desk, sent: UUID
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    other = a_person(officer, "Piotr", "Wiśniewski")
    a_contact(officer, here, sent, other, headline="Quarrel at the gate", note="He was loud")
    a_follow_up(officer, "people", sent, what="Ask about the quarrel")
    said = text(officer.ask(own_card.own_card, sent, "en").pdf)
    for word in ("Ramírez", "Piotr", "Wiśniewski", "quarrel", "Sleeps in a car"):
        assert word not in said
    assert "We are in touch with you by" in said


def test_what_lies_behind_a_wall_is_left_off_and_the_officer_told(desk_of: DeskOf, officer: Desk) -> None:
    supervisor = desk_of(Role.SUPERVISOR)
    person = a_person(officer, "Ana", "Lima")
    service = a_service(supervisor, "Safe House", "Haven", local={"vawa_provider": True})
    facts = {"reason": "Asked", "desired_outcomes": ["Safe"], "information_shared": ["identity"]}
    a_consent(officer, person, supervisor.ask(directory.organizations).rows[0].id)
    referral = a_referral(officer, service, person, **facts)
    officer.do(referrals.send, referral, referrals.SendDraft())
    officer.do(people.note_safe_contact, person, "Never call at night")
    card = officer.ask(own_card.own_card, person, "en")
    assert (card.left_out, card.has_safe_contact_note) == (1, True)
    for word in ("Safe House", "Haven", "agreed", "left out"):
        assert word not in text(card.pdf)


def test_a_consent_for_everyday_help_is_on_it_beside_one_that_would_tell_too_much(
    desk_of: DeskOf, officer: Desk, sent: UUID
) -> None:
    a_service(desk_of(Role.SUPERVISOR), "Recovery", "Clean Start", local={"part2_program": True})
    clinic = next(row.id for row in officer.ask(directory.organizations).rows if row.name == "Clean Start")
    a_consent(officer, sent, clinic)
    said = text(officer.ask(own_card.own_card, sent, "en").pdf)
    assert "with Harbor House" in said
    assert "Clean Start" not in said


def test_equal_input_makes_equal_bytes_and_a_print_is_registered(desk_of: DeskOf, officer: Desk, sent: UUID) -> None:
    one, two = (officer.ask(own_card.own_card, sent) for _time in range(2))
    assert one.pdf == two.pdf
    officer.do(given, sent, Paper.CARD, ExportDraft(form=Form.PRINT, what="--", sha256="ab" * 32))
    (entry,) = desk_of(Role.SUPERVISOR).ask(exports.exports).rows
    assert (entry.form, entry.sha256) == ("print", "ab" * 32)
    assert "Ramírez" not in entry.what


def test_nobody_prints_the_card_of_someone_they_may_not_see(desk_of: DeskOf, officer: Desk, sent: UUID) -> None:
    with pytest.raises(NotFound):
        desk_of(Role.OFFICER, unit="South").ask(own_card.own_card, sent)
