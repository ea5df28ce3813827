"""The face sheet: one person with all that touches them, latest first, as far as the reader sees."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotFound
from casemgr.records import contacts, directory, followups, referrals
from casemgr.services import face_sheet
from tests.builders import a_consent, a_contact, a_follow_up, a_neighborhood, a_person, a_referral, a_service
from tests.conftest import NOON

DeskOf = Callable[..., Desk]


@pytest.fixture
def here(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def test_everything_about_a_person_in_the_order_of_time(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    supervisor = desk_of(Role.SUPERVISOR)
    person, service = a_person(officer), a_service(supervisor)
    met = a_contact(officer, here, person, occurred_at=NOON - timedelta(days=4), headline="Asked for a bed")
    kept = a_follow_up(officer, "people", person, what="Bring the form", due_at=NOON + timedelta(days=1))
    ahead = a_follow_up(officer, "people", person, due_at=NOON + timedelta(days=2))
    officer.do(followups.done, kept)
    organization = supervisor.ask(directory.organizations).rows[0].id
    consent = a_consent(officer, person, organization, expires_on=date(2027, 1, 30))
    sent = a_referral(
        officer, service, person, reason="A bed", desired_outcomes=["A bed"], information_shared=["identity", "needs"]
    )
    officer.do(referrals.send, sent, referrals.SendDraft())
    sheet = officer.ask(face_sheet.of_person, person)
    assert sheet.card.name == "García, Maria"
    shown = [entry.id for entry in sheet.entries if entry.kind != "followups" or entry.id in (kept, ahead)]
    assert shown == [ahead, sent, kept, consent, met]
    assert [entry.at for entry in sheet.entries] == sorted((entry.at for entry in sheet.entries), reverse=True)
    assert (sheet.last_contact, sheet.whole) == (NOON - timedelta(days=4), True)
    assert (sheet.open_referrals, sheet.consent_until, sheet.consent_refused) == (1, date(2027, 1, 30), False)
    open_ones = [e for e in sheet.entries if e.kind == "followups" and e.status == "open"]
    assert sheet.open_followups == len(open_ones)


def test_a_contact_entered_in_error_is_not_the_last_contact(officer: Desk, here: UUID) -> None:
    person = a_person(officer)
    officer.do(contacts.entered_in_error, a_contact(officer, here, person), "Wrong person")
    sheet = officer.ask(face_sheet.of_person, person)
    assert sheet.last_contact is None
    assert [entry.status for entry in sheet.entries] == ["entered_in_error"]


def test_older_contacts_than_asked_for_are_left_out_and_said_so(officer: Desk, here: UUID) -> None:
    person = a_person(officer)
    for hours in range(3):
        a_contact(officer, here, person, occurred_at=NOON - timedelta(hours=hours))
    sheet = officer.ask(face_sheet.of_person, person, size=2)
    assert (len(sheet.entries), sheet.whole) == (2, False)


def test_whom_one_may_not_see_has_no_sheet(desk_of: DeskOf, officer: Desk) -> None:
    with pytest.raises(NotFound):
        desk_of(Role.OFFICER, unit="South").ask(face_sheet.of_person, a_person(officer))
