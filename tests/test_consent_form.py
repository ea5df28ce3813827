"""A filled consent form: who signed and when, in words its reader understands, and what is said before it is given."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.codes import set_code
from casemgr.core.desk import Desk
from casemgr.core.settings import REPLY_PHONE, set_text
from casemgr.records import consents, directory
from casemgr.services.consent_form.blank import blank_form
from casemgr.services.consent_form.cautions import cautions
from casemgr.services.consent_form.filled import form_of
from tests.builders import a_consent, a_person, a_service

DeskOf = Callable[..., Desk]


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def ana(officer: Desk) -> UUID:
    return a_person(officer, "Ana", "Lima")


@pytest.fixture
def house(desk_of: DeskOf, officer: Desk) -> UUID:
    a_service(desk_of(Role.SUPERVISOR))
    return officer.ask(directory.organizations).rows[0].id


@pytest.fixture
def form(officer: Desk, ana: UUID, house: UUID) -> Callable[..., str]:
    """The text of the form of a consent with these facts."""

    def made(**facts: object) -> str:
        return text(officer.ask(form_of, a_consent(officer, ana, house, **facts)).pdf)

    return made


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_beside_a_signature_stands_the_day_it_was_made(officer: Desk, form: Callable[..., str]) -> None:
    today = officer.store.clock().astimezone(officer.store.zone).date()
    said = form(signed_name="Ana Lima", effective_on=today + timedelta(days=9))
    assert f"Date: {today:%B} {today.day}, {today.year}" in said


def test_where_nobody_signed_yet_no_day_is_written(form: Callable[..., str]) -> None:
    assert "Date:" not in form()


def test_what_a_narrowed_consent_leaves_was_not_signed(officer: Desk, ana: UUID, house: UUID) -> None:
    wide = a_consent(officer, ana, house, signed_name="Ana Lima")
    left = {"recipient_ids": [house], "categories": ["identity"], "purposes": ["Find housing"]}
    narrow = officer.do(consents.narrow_consent, wide, consents.NarrowDraft(reason="Less", **left))
    assert "Date:" not in text(officer.ask(form_of, narrow).pdf)


@pytest.mark.parametrize("wall", ["vawa_provider", "part2_program"])
def test_an_officer_is_warned_of_a_form_that_names_whom_no_paper_should_name(
    officer: Desk, desk_of: DeskOf, ana: UUID, house: UUID, wall: str
) -> None:
    plain = officer.ask(form_of, a_consent(officer, ana, house))
    assert not cautions(plain)
    a_service(desk_of(Role.SUPERVISOR), "Advocates", "Quiet House", local={wall: True})
    walled = next(row.id for row in officer.ask(directory.organizations).rows if row.id != house)
    [warning] = cautions(officer.ask(form_of, a_consent(officer, ana, walled)))
    assert "do not print it" in warning


def test_the_language_of_the_interpreter_is_named_in_the_language_of_the_form(
    officer: Desk, ana: UUID, house: UUID
) -> None:
    given = a_consent(officer, ana, house, interpreter="Lien Tran", language="vi")
    assert "Lien Tran · Vietnamese" in text(officer.ask(form_of, given, "en").pdf)
    assert "Lien Tran · vietnamita" in text(officer.ask(form_of, given, "es").pdf)


def test_categories_are_words_for_whoever_signs(form: Callable[..., str]) -> None:
    said = form(categories=["identity", "substance_use_part2"])
    assert "[ X ] Substance use treatment (42 CFR Part 2)" in said
    assert "[ ] Help from victim services" in said
    assert "part2" not in said


def test_the_words_of_the_agency_stand_and_what_it_dropped_is_not_offered(
    desk_of: DeskOf, form: Callable[..., str]
) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    admin.do(set_code, "information_category", "location", "Where you camp")
    admin.do(set_code, "information_category", "photo", "photo", active=False)
    said = form()
    assert "Where you camp" in said
    assert "Photo" not in said


def test_the_phone_of_the_agency_is_there_where_it_is_known(
    officer: Desk, desk_of: DeskOf, form: Callable[..., str]
) -> None:
    assert "by phone: " not in form()
    desk_of(Role.ADMINISTRATOR).do(set_text, REPLY_PHONE, "(555) 555-0100")
    assert "by phone: (555) 555-0100" in form()
    assert "by phone: (555) 555-0100" in text(officer.ask(blank_form, "en").pdf)


def test_an_intermediary_is_asked_for_where_treatment_records_may_go(officer: Desk, form: Callable[..., str]) -> None:
    assert "intermediary" not in form()
    assert "intermediary" in form(categories=["identity", "substance_use_part2"])
    assert "intermediary" in text(officer.ask(blank_form, "en").pdf)


def test_a_known_witness_has_a_line_to_sign_on(form: Callable[..., str]) -> None:
    said = form(witness="Omar Diaz")
    assert "Omar Diaz Witness: signature" in said


def test_in_large_print_the_head_and_the_foot_are_large_as_well(officer: Desk) -> None:
    sizes: dict[str, float] = {}

    def seen(said: str, _matrix: object, _where: object, _font: object, size: float) -> None:
        sizes[said.strip()] = size

    for page in PdfReader(BytesIO(officer.ask(blank_form, "en", large=True).pdf)).pages:
        page.extract_text(visitor_text=seen)
    assert {size for said, size in sizes.items() if said.startswith(("casemgr-consent", "Page "))} == {18}
