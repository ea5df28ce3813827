"""What someone may have about themselves: a copy without anybody else in it, and an account of what was shared."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.core.jobs import run
from casemgr.disclosing import Allow, Purpose
from casemgr.narrative import check
from casemgr.records import directory, disclosures, exports, needs, people, referrals
from casemgr.records.exports import ExportDraft, Form
from casemgr.services.own.account import own_account
from casemgr.services.own.copy import own_copy
from casemgr.services.own.giving import Paper, given, save_own
from casemgr.services.own.others import without_others
from tests.builders import a_consent, a_contact, a_neighborhood, a_person, a_referral, a_service
from tests.conftest import NOON

DeskOf = Callable[..., Desk]
DAY, TODAY = timedelta(days=1), NOON.date()


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def ana(officer: Desk) -> UUID:
    return a_person(officer, "Ana", "Lima", phones=["202-555-0143"])


def text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def sent_to(desk_of: DeskOf, officer: Desk, person: UUID, service: str, house: str, **local: bool) -> UUID:
    supervisor = desk_of(Role.SUPERVISOR)
    offered = a_service(supervisor, service, house, local=local)
    receiver = next(row.id for row in supervisor.ask(directory.organizations).rows if row.name == house)
    a_consent(officer, person, receiver)
    facts = {"reason": "Asked for it", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    id = a_referral(officer, offered, person, **facts)
    officer.do(referrals.send, id, referrals.SendDraft())
    return id


def test_the_copy_tells_everything_of_theirs_and_nothing_of_anybody_else(
    desk_of: DeskOf, officer: Desk, ana: UUID
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    other = a_person(officer, "Piotr", "Wiśniewski", aliases=["Sparrow"])
    note = (
        "Ana Lima asked for a bed. Piotr Wiśniewski, 303-555-0187, drove her; call Ana on 202-555-0143. Sparrow came."
    )
    kept = [{"field": "note", "text": found.text, "reason": "They asked me to"} for found in check(note)]
    a_contact(officer, here, ana, other, headline="Asked for a bed", note=note, kept=kept)
    pages = officer.ask(own_copy, ana, "en")
    said = text(pages.pdf)
    for word in ("Ana Lima", "Asked for a bed", "202-555-0143"):
        assert word in said
    for word in ("Piotr", "Wiśniewski", "303-555-0187", "Sparrow"):
        assert word not in said
    assert "[left out]" in said
    leave = pages.pdf.leave
    assert isinstance(leave, Allow)
    assert leave.purpose is Purpose.OWN_COPY


@pytest.mark.parametrize(
    ("note", "others", "said"),
    [
        ("Li said no. Then Li left with Ana.", ["Li, Bo"], "[left out] said no. Then [left out] left with Ana."),
        ("Will came by. WILL shouted.", ["Grace, Will"], "[left out] came by. [left out] shouted."),
        ("A door was shut. Ana met the kid.", ["The Kid"], "A door was shut. Ana met [left out]."),
        ("Schizophrenic Rosa Diaz yelled.", [], "[left out] yelled."),
        ("Met rosa diaz there.", ["Diaz, Rosa"], "Met [left out] there."),
        ("Her cousin Luis Lima drove Ana Lima.", ["Lima, Luis"], "Her cousin [left out] drove Ana Lima."),
    ],
)
def test_short_common_and_hidden_names_of_others_are_left_out_too(
    officer: Desk, ana: UUID, note: str, others: list[str], said: str
) -> None:
    assert without_others(note, officer.ask(people.person, ana), others) == said


def test_what_could_put_them_in_danger_is_on_the_copy_only_when_asked_for(
    desk_of: DeskOf, officer: Desk, ana: UUID
) -> None:
    here = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    for domain in ("intimate-partner-violence", "local-substance-use", "food-insecurity"):
        officer.do(needs.note_need, needs.NeedDraft(person_id=ana, domain=domain))
    a_contact(officer, here, ana, headline="Asked about a hiding place", sensitivity=Label.RESTRICTED)
    a_contact(officer, here, ana, headline="Asked about the bus")
    telling = ("Intimate partner violence", "Substance use", "Asked about a hiding place")
    careful, whole = (officer.ask(own_copy, ana, "en", walled=walled) for walled in (False, True))
    assert (careful.left_out, whole.left_out) == (3, 0)
    for word in telling:
        assert word not in text(careful.pdf)
        assert word in text(whole.pdf)
    for word in ("Food insecurity", "Asked about the bus"):
        assert word in text(careful.pdf)
    assert "may not list everything" in text(careful.pdf)
    assert "may not list everything" not in text(whole.pdf)


def test_what_stands_behind_a_wall_is_on_the_copy_only_when_asked_for(
    desk_of: DeskOf, officer: Desk, ana: UUID
) -> None:
    sent_to(desk_of, officer, ana, "Safe Nights", "Haven", vawa_provider=True)
    careful = officer.ask(own_copy, ana, "en")
    assert "Safe Nights" not in text(careful.pdf)
    assert careful.left_out == 2, "the referral and the consent for it"
    whole = officer.ask(own_copy, ana, "en", walled=True)
    assert "Safe Nights" in text(whole.pdf)
    assert whole.left_out == 0


def test_the_account_names_each_recipient_of_the_period_and_no_other(desk_of: DeskOf, officer: Desk, ana: UUID) -> None:
    sent_to(desk_of, officer, ana, "Night Shelter", "Harbor House")
    said = text(officer.ask(own_account, ana, "en").pdf)
    for word in ("Harbor House · Night Shelter", "What: ", "consent", "referral"):
        assert word in said
    ago = date(2020, 1, 1)
    before = text(officer.ask(own_account, ana, "en", ago, ago + timedelta(days=1)).pdf)
    assert "Harbor House" not in before
    assert "nothing about you was shared" in before
    assert "Lo que compartimos sobre usted" in text(officer.ask(own_account, ana, "es").pdf)


def test_what_went_behind_a_wall_is_on_the_account_only_when_asked_for(
    desk_of: DeskOf, officer: Desk, ana: UUID
) -> None:
    sent_to(desk_of, officer, ana, "Safe Nights", "Haven", vawa_provider=True)
    careful = officer.ask(own_account, ana, "en")
    assert "Safe Nights" not in text(careful.pdf)
    assert careful.left_out == 1
    assert "Haven · Safe Nights" in text(officer.ask(own_account, ana, "en", walled=True).pdf)


def test_a_period_that_ends_before_it_begins_is_refused_in_words(officer: Desk, ana: UUID) -> None:
    with pytest.raises(Invalid) as refusal:
        officer.ask(own_account, ana, "en", date(2026, 2, 1), date(2026, 1, 1))
    assert refusal.value.problems[0].field == "since"


@pytest.mark.parametrize("paper", Paper)
def test_what_was_given_to_them_stands_in_both_registers(
    desk_of: DeskOf, officer: Desk, ana: UUID, paper: Paper
) -> None:
    officer.do(given, ana, paper, ExportDraft(form=Form.PRINT, what="--", sha256="ab" * 32, pages=2))
    [entry] = officer.ask(disclosures.disclosures_of, ana, TODAY - DAY, TODAY + DAY)
    assert (entry.medium, entry.purpose, entry.review_by) == ("print", "own_copy", None)
    [left] = desk_of(Role.SUPERVISOR).ask(exports.exports).rows
    assert (left.form, left.sha256, left.pages) == ("print", "ab" * 32, 2)
    assert "Lima" not in left.what


def test_saved_it_opens_by_its_passphrase_in_another_reader_and_by_no_other(
    desk_of: DeskOf, officer: Desk, ana: UUID, tmp_path: Path
) -> None:
    pages = officer.ask(own_copy, ana, "en")
    left = run(save_own(officer, ana, Paper.COPY, pages, tmp_path))
    assert b"Lima" not in left.path.read_bytes()
    assert "Lima" not in left.path.name
    reader = PdfReader(left.path)
    assert not reader.decrypt("another passphrase")
    assert reader.decrypt(left.passphrase)
    assert "What we keep about you" in reader.pages[0].extract_text()
    [entry] = officer.ask(disclosures.disclosures_of, ana, TODAY - DAY, TODAY + DAY)
    assert (entry.medium, entry.number[0]) == ("encrypted_file", "S")
