"""A consent on paper and taken back: every element on the form, who was told, and letters that name nobody."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NoConsent
from casemgr.core.jobs import run
from casemgr.disclosing import Allow
from casemgr.records import consents, directory, referrals
from casemgr.records.consents import RevokeDraft
from casemgr.services.consent_form.blank import blank_form
from casemgr.services.consent_form.filled import form_of, save_form
from casemgr.services.consent_form.words import version
from casemgr.services.leaving import NoPerson
from casemgr.services.withdrawing import save_letters, stop_letters, told_on
from tests.builders import a_consent, a_person, a_referral, a_service

DeskOf = Callable[..., Desk]
BACK = RevokeDraft(reason="They called; Ana said so herself")
ELEMENTS = {
    "en": (
        *("About whom", "Who may share", "only what is ticked", "With whom", "For what", "Until when", "Your rights"),
        *("take this consent back at any time", "by phone", "not a condition of service", "You may refuse"),
        *("might share it further", "Signature", "Date", "Witness", "Interpreter", "You get a copy"),
    ),
    "es": ("Sobre quién", "Con quién", "Para qué", "Hasta cuándo", "Sus derechos", "por teléfono", "Firma", "Fecha"),
}


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def ana(officer: Desk) -> UUID:
    return a_person(officer, "Ana", "Lima")


@pytest.fixture
def shelter(desk_of: DeskOf) -> UUID:
    return a_service(desk_of(Role.SUPERVISOR))


@pytest.fixture
def consent(officer: Desk, ana: UUID, shelter: UUID) -> UUID:
    """A consent on which one service was told who Ana is."""
    given = a_consent(officer, ana, officer.ask(directory.organizations).rows[0].id)
    facts = {"reason": "Asked", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    sent = a_referral(officer, shelter, ana, **facts)
    officer.do(referrals.send, sent, referrals.SendDraft())
    return given


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("print_size", ["plain", "large"])
def test_a_form_holds_every_element_in_either_language(
    officer: Desk, consent: UUID, language: str, print_size: str
) -> None:
    large = print_size == "large"
    for pages in (
        officer.ask(blank_form, language, large=large),
        officer.ask(form_of, consent, language, large=large),
    ):
        said = text(pages.pdf)
        for element in ELEMENTS[language]:
            assert element in said, element
        assert pages.version == version(language)
        assert version(language) in said
        assert pages.unchecked == (language == "es")


def test_a_blank_form_tells_of_nobody_and_a_filled_one_only_the_person_of_themselves(
    officer: Desk, ana: UUID, shelter: UUID, consent: UUID
) -> None:
    blank = officer.ask(blank_form, "en", shelter)
    assert blank.pdf.leave is NoPerson.FORM
    assert "Harbor House" in text(blank.pdf)
    filled = officer.ask(form_of, consent)
    assert isinstance(filled.pdf.leave, Allow)
    assert filled.pdf.leave.recipient.id == ana
    assert "Ana Lima" in text(filled.pdf)
    assert "[ X ] Who you are" in text(filled.pdf)


def test_a_filled_form_leaves_encrypted(officer: Desk, ana: UUID, consent: UUID, tmp_path: Path) -> None:
    left = run(save_form(officer, ana, officer.ask(form_of, consent), tmp_path))
    assert b"Lima" not in left.path.read_bytes()
    reader = PdfReader(left.path)
    assert reader.decrypt(left.passphrase)
    assert "Ana Lima" in reader.pages[0].extract_text()


def test_who_was_told_is_listed_and_letters_ask_them_to_stop_without_a_name(
    officer: Desk, ana: UUID, consent: UUID, tmp_path: Path
) -> None:
    [told] = officer.ask(told_on, consent)
    assert "Harbor House" in told.recipient
    with pytest.raises(Invalid, match="not withdrawn"):
        officer.ask(stop_letters, consent)
    officer.do(consents.revoke_consent, consent, BACK)
    letters = officer.ask(stop_letters, consent)
    said = text(letters.pdf)
    assert letters.n == 1
    for word in (told.number, told.referral, "Harbor House", "use and share it no further"):
        assert word in said
    for word in ("Ana", "Lima", "They called", "bed"):
        assert word not in said
    left = run(save_letters(officer, consent, letters, tmp_path))
    assert PdfReader(left.path).decrypt(left.passphrase)


def test_who_was_told_before_a_consent_was_narrowed_is_asked_to_stop_as_well(
    officer: Desk, ana: UUID, shelter: UUID, consent: UUID
) -> None:
    card = officer.ask(consents.consent, consent)
    left = {"recipient_ids": card.recipient_ids, "categories": ["identity"], "purposes": card.purposes}
    narrow = officer.do(consents.narrow_consent, consent, consents.NarrowDraft(reason="Less", **left))
    officer.do(consents.revoke_consent, narrow, BACK)
    [told] = officer.ask(told_on, narrow)
    letters = officer.ask(stop_letters, narrow)
    assert letters.n == 1
    assert told.number in text(letters.pdf)


def test_after_a_withdrawal_nothing_more_goes_out(officer: Desk, ana: UUID, shelter: UUID, consent: UUID) -> None:
    officer.do(consents.revoke_consent, consent, BACK)
    facts = {"reason": "Again", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    again = a_referral(officer, shelter, ana, **facts)
    with pytest.raises(NoConsent):
        officer.do(referrals.send, again, referrals.SendDraft())


def test_where_nobody_was_told_no_letter_is_needed(officer: Desk, ana: UUID, shelter: UUID) -> None:
    given = a_consent(officer, ana, officer.ask(directory.organizations).rows[0].id)
    officer.do(consents.revoke_consent, given, BACK)
    with pytest.raises(Invalid, match="Nobody was told"):
        officer.ask(stop_letters, given)
