"""An unmerge after life went on: what was entered since goes with what it hangs on, and nothing opens by it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotFound
from casemgr.records import consents, contacts, disclosures, followups, people, referrals
from casemgr.records.consents import NarrowDraft, RefusalDraft, RevokeDraft, Standing
from casemgr.records.people import MergeDraft
from casemgr.services import merging
from tests.builders import a_consent, a_contact, a_follow_up, a_need, a_person, a_referral
from tests.conftest import Clock
from tests.people.lives import Town

DeskOf = Callable[..., Desk]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def town(lead: Desk) -> Town:
    return Town(lead)


@pytest.fixture
def pair(lead: Desk) -> tuple[UUID, UUID]:
    return a_person(lead, "Maria", "García"), a_person(lead, "Mary", "Jones")


@pytest.fixture
def merged(lead: Desk, pair: tuple[UUID, UUID], clock: Clock) -> Callable[[], UUID]:
    def merge() -> UUID:
        clock.move(hours=1)
        made = lead.do(merging.merge, MergeDraft(keep=pair[0], other=pair[1]))
        clock.move(hours=1)
        return made

    return merge


def corrected(desk: Desk, contact: UUID, **facts: Any) -> UUID:
    values = desk.ask(general.reading, "contacts", contact).values
    return desk.do(contacts.amend_contact, contact, contacts.ContactDraft(**values | facts))


def were_there(desk: Desk, contact: UUID) -> list[UUID | None]:
    return [one.person_id for one in desk.ask(contacts.contact, contact).participants]


def test_a_consent_narrowed_since_is_that_of_whoever_gave_it(
    lead: Desk, town: Town, pair: tuple[UUID, UUID], merged: Callable[[], UUID]
) -> None:
    keep, other = pair
    wide = a_consent(lead, other, town.house, categories=["identity", "needs"])
    merge = merged()
    purposes = list(lead.ask(consents.consent, wide).purposes)
    left: dict[str, Any] = {"recipient_ids": [town.house], "categories": ["identity"], "purposes": purposes}
    narrow = lead.do(consents.narrow_consent, wide, NarrowDraft(reason="Less", **left))
    undone = lead.do(merging.unmerge, merge)
    assert lead.ask(consents.consents_of, keep) == []
    assert {one.id for one in lead.ask(consents.consents_of, other)} == {wide, narrow}
    assert lead.ask(consents.consent, narrow).status is Standing.ACTIVE
    assert undone.consents_ended == 0


def test_a_consent_given_since_is_asked_for_again_for_either_may_have_given_it(
    lead: Desk, town: Town, pair: tuple[UUID, UUID], merged: Callable[[], UUID]
) -> None:
    before = a_consent(lead, pair[0], town.house)
    merge = merged()
    given = a_consent(lead, pair[0], town.house)
    assert lead.do(merging.unmerge, merge).consents_ended == 1
    card = lead.ask(consents.consent, given)
    assert (card.status, "ask for it again" in card.revocation_reason) == (Standing.SUPERSEDED, True)
    assert lead.ask(consents.consent, before).status is Standing.ACTIVE


def test_a_no_said_since_holds_for_what_would_stand_again_and_for_the_other(
    lead: Desk, town: Town, pair: tuple[UUID, UUID], merged: Callable[[], UUID], clock: Clock
) -> None:
    keep, other = pair
    mine = a_consent(lead, keep, town.house, categories=["needs"])
    theirs = a_consent(lead, other, town.house, categories=["needs"])
    unlike = a_consent(lead, other, town.house, categories=["identity"])
    clock.move(days=1)
    lead.do(consents.refuse_consent, RefusalDraft(person_id=other, recipient_ids=[town.house], categories=["needs"]))
    merge = merged()
    assert lead.ask(consents.consent, mine).status is Standing.SUPERSEDED
    lead.do(consents.refuse_consent, RefusalDraft(person_id=keep, recipient_ids=[town.house], categories=["needs"]))
    assert lead.do(merging.unmerge, merge).consents_ended == 2
    for id in (mine, theirs):
        assert lead.ask(consents.consent, id).status is Standing.SUPERSEDED
    assert lead.ask(consents.consent, unlike).status is Standing.ACTIVE


def test_a_consent_withdrawn_since_stays_withdrawn_and_takes_no_other_along(
    lead: Desk, town: Town, pair: tuple[UUID, UUID], merged: Callable[[], UUID]
) -> None:
    mine, theirs = a_consent(lead, pair[0], town.house), a_consent(lead, pair[1], town.house)
    merge = merged()
    lead.do(consents.revoke_consent, theirs, RevokeDraft(reason="No more"))
    assert lead.do(merging.unmerge, merge).consents_ended == 0
    assert lead.ask(consents.consent, theirs).status is Standing.REVOKED
    assert lead.ask(consents.consent, mine).status is Standing.ACTIVE


def test_a_contact_corrected_since_is_again_about_whoever_was_there(
    lead: Desk, town: Town, pair: tuple[UUID, UUID], merged: Callable[[], UUID]
) -> None:
    keep, other = pair
    alone = a_contact(lead, town.place, other)
    merge = merged()
    newer = corrected(lead, alone, headline="Corrected twice")
    newest = corrected(lead, newer, follow_up_in_days=3, follow_up_what="Call her")
    lead.do(merging.unmerge, merge)
    assert were_there(lead, newer) == were_there(lead, newest) == [other]
    assert [row.id for row in lead.ask(contacts.of_person, other).rows] == [newest]
    assert lead.ask(contacts.of_person, keep).rows == ()
    assert [row.what for row in lead.ask(followups.of_person, other)] == ["Call her"]
    assert lead.ask(followups.of_person, keep) == []


def test_what_was_made_of_their_referrals_and_needs_since_is_theirs(
    lead: Desk, town: Town, pair: tuple[UUID, UUID], merged: Callable[[], UUID], clock: Clock
) -> None:
    keep, other = pair
    need = a_need(lead, other)
    facts: dict[str, Any] = {"information_shared": ["identity"], "desired_outcomes": ["A bed"]}
    sent = a_referral(lead, town.service, other, **facts)
    consent = a_consent(lead, other, town.house)
    merge = merged()
    lead.do(referrals.send, sent, referrals.SendDraft(consent_id=consent))
    a_follow_up(lead, "referrals", sent)
    again = a_referral(lead, town.service, keep, need_id=need)
    own = a_referral(lead, town.service, keep)
    lead.do(merging.unmerge, merge)
    assert {row.id for row in lead.ask(referrals.of_person, other)} == {sent, again}
    assert {row.id for row in lead.ask(referrals.of_person, keep)} == {own}
    today = clock().date()
    days = today - timedelta(days=9), today
    assert len(lead.ask(disclosures.disclosures_of, other, *days)) == 1
    assert lead.ask(disclosures.disclosures_of, keep, *days) == []
    assert lead.ask(followups.of_person, keep) == []
    assert lead.ask(people.person, other).id == other


def test_a_contact_that_had_both_has_both_again_though_it_was_corrected_since(
    lead: Desk, town: Town, pair: tuple[UUID, UUID], merged: Callable[[], UUID]
) -> None:
    together = a_contact(lead, town.place, *pair)
    merge = merged()
    newer = corrected(lead, together, headline="Corrected")
    assert were_there(lead, newer) == [pair[0]]
    lead.do(merging.unmerge, merge)
    assert were_there(lead, newer) == list(pair)


@pytest.mark.parametrize("noted", ["email", "note"])
def test_what_was_noted_behind_a_wall_since_stays_behind_it(
    lead: Desk, desk_of: DeskOf, clock: Clock, noted: str
) -> None:
    keep, other = a_person(lead), a_person(lead, "Mary", sensitivity="restricted")
    officer = desk_of(Role.OFFICER)
    clock.move(hours=1)
    merge = lead.do(merging.merge, MergeDraft(keep=keep, other=other))
    clock.move(hours=1)
    if noted == "email":
        values = lead.ask(general.reading, "people", keep).values
        lead.do(people.amend_person, keep, people.PersonDraft(**values | {"emails": ["new@example.org"]}))
    else:
        lead.do(people.note_safe_contact, keep, "Only at the shelter.")
    undone = lead.do(merging.unmerge, merge)
    assert undone.fields_left == ("sensitivity",)
    assert lead.ask(people.person, keep).label is Label.RESTRICTED
    with pytest.raises(NotFound):
        officer.ask(people.person, keep)


def test_a_label_that_rose_since_holds_for_both(
    lead: Desk, pair: tuple[UUID, UUID], merged: Callable[[], UUID]
) -> None:
    merge = merged()
    values = lead.ask(general.reading, "people", pair[0]).values
    lead.do(people.amend_person, pair[0], people.PersonDraft(**values | {"sensitivity": "restricted"}))
    lead.do(merging.unmerge, merge)
    assert [lead.ask(people.person, id).label for id in pair] == [Label.RESTRICTED] * 2
