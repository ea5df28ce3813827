"""The register of what went out, the review of what went out without consent, and what partners agreed to."""

from datetime import timedelta

import pytest

from casemgr.core.access import Role
from casemgr.core.errors import Invalid, NoConsent, NotAllowed
from casemgr.records import agreements, disclosures
from casemgr.records.agreements import AgreementDraft
from casemgr.records.disclosures import ReviewDraft
from casemgr.services.today import Group, boards
from tests.builders import a_consent, a_member, a_person
from tests.referrals.steps import SHARED, THREAT, TODAY, a_lead, brought_to, card, drafted, fields, refused, take

FINDING = ReviewDraft(finding="The danger was real; asked for consent since.")


def told(town, since=TODAY, until=TODAY):
    return town.officer.ask(disclosures.disclosures_of, town.maria, since, until)


def without_consent(town):
    """A referral sent on a basis; its entry in the register."""
    id = drafted(town, information_shared=[*SHARED, "mental_health"])
    take(town.officer, town, id, "send", basis="imminent_threat", basis_reason=THREAT, approved_by=a_lead(town))
    return told(town)[0]


def test_what_is_sent_is_in_the_register_with_whom_and_on_what_ground(town):
    id = brought_to(town, "requested")
    [entry] = told(town)
    assert (entry.recipient, entry.categories) == ("Harbor House · Harbor House beds", tuple(sorted(SHARED)))
    assert (entry.by, entry.basis, entry.review_by) == (town.officer.actor.id, "consent", None)
    assert card(town.officer, id).consent_id is not None
    assert town.supervisor.ask(disclosures.reviews_due) == []


def test_nothing_is_in_the_register_where_the_person_carries_it_themselves(town):
    take(town.officer, town, drafted(town, handoff="self_contact"), "send")
    assert told(town) == []


def test_a_period_takes_in_its_first_and_last_day(town, clock):
    brought_to(town, "requested")
    clock.move(days=1)
    brought_to(town, "requested")
    day = timedelta(days=1)
    assert len(told(town, TODAY, TODAY + day)) == 2
    assert [len(told(town, at, at)) for at in (TODAY - day, TODAY, TODAY + day, TODAY + 2 * day)] == [0, 1, 1, 0]


def test_what_went_out_without_consent_waits_five_days_for_another_supervisor(town, desk_of):
    entry = without_consent(town)
    assert (entry.basis, entry.reason, entry.review_by) == ("imminent_threat", THREAT, TODAY + timedelta(days=5))
    assert [one.id for one in town.supervisor.ask(disclosures.reviews_due)] == [entry.id]
    with pytest.raises(NotAllowed):
        town.officer.do(disclosures.review_disclosure, entry.id, FINDING)
    both = desk_of(Role.OFFICER, Role.SUPERVISOR, id=town.officer.actor.id)
    assert fields(lambda: both.do(disclosures.review_disclosure, entry.id, FINDING)) == {"finding"}
    town.supervisor.do(disclosures.review_disclosure, entry.id, FINDING)
    assert town.supervisor.ask(disclosures.reviews_due) == []
    again = ReviewDraft(finding="Something else altogether.")
    assert fields(lambda: town.supervisor.do(disclosures.review_disclosure, entry.id, again)) == {"finding"}
    [done] = told(town)
    assert (done.finding, done.reviewed_by) == (FINDING.finding, town.supervisor.actor.id)


def test_it_stands_on_the_today_of_supervisors_until_it_is_reviewed(town, clock):
    entry = without_consent(town)

    def waits(desk):
        return {(item.id, item.late) for board in desk.ask(boards) for item in board.of(Group.REVIEW)}

    assert (waits(town.officer), waits(town.supervisor)) == (set(), {(entry.id, False)})
    clock.move(days=6)
    assert waits(town.supervisor) == {(entry.id, True)}
    town.supervisor.do(disclosures.review_disclosure, entry.id, FINDING)
    assert waits(town.supervisor) == set()


def test_what_went_out_with_consent_is_not_reviewed(town):
    brought_to(town, "requested")
    [entry] = told(town)
    refused(Invalid, lambda: town.supervisor.do(disclosures.review_disclosure, entry.id, FINDING))


def an_agreement(town, *categories, ends=TODAY):
    draft = AgreementDraft(
        organization_id=town.house, title="Night beds", categories=list(categories), begins=TODAY, ends=ends
    )
    return town.supervisor.do(agreements.add_agreement, draft)


def test_a_partner_is_told_only_what_was_agreed_with_it_and_only_so_long(town, clock):
    id = an_agreement(town, "identity")
    said = refused(NoConsent, lambda: take(town.officer, town, drafted(town), "send"))
    assert said.sentence == "No agreement with this partner that is in force covers needs."
    an_agreement(town, *SHARED, ends=TODAY + timedelta(days=1))
    brought_to(town, "requested")
    clock.move(days=2)
    refused(NoConsent, lambda: take(town.officer, town, drafted(town), "send"))
    draft = AgreementDraft(
        organization_id=town.house,
        title="Night beds",
        categories=list(SHARED),
        begins=TODAY,
        ends=TODAY + timedelta(days=365),
    )
    town.supervisor.do(agreements.change_agreement, id, draft)
    brought_to(town, "requested")


def test_an_agreement_does_not_end_before_it_begins(town):
    assert fields(lambda: an_agreement(town, "needs", ends=TODAY - timedelta(days=1))) == {"ends"}


def test_a_minor_needs_a_guardian_and_their_own_yes(town):
    child = a_person(town.officer, "Inés", "García", dob=TODAY.replace(year=TODAY.year - 15))
    a_consent(town.officer, child, town.house)
    said = refused(NoConsent, lambda: take(town.officer, town, drafted(town, person_id=child), "send"))
    assert "guardian" in said.sentence
    a_consent(town.officer, child, town.house, given_by="parent_or_guardian")
    said = refused(NoConsent, lambda: take(town.officer, town, drafted(town, person_id=child), "send"))
    assert "ask them too" in said.sentence
    a_consent(town.officer, child, town.house, given_by="parent_or_guardian", assent=True)
    take(town.officer, town, drafted(town, person_id=child), "send")


def test_without_consent_nothing_goes_out_but_by_a_supervisors_word(town):
    id = drafted(town, information_shared=[*SHARED, "mental_health"])
    stated = {"basis": "imminent_threat", "basis_reason": THREAT}
    nobody = a_member(town.desk_of(Role.ADMINISTRATOR), "e.haddad", "Elias Haddad")
    for named in (None, nobody, town.maria):
        assert fields(lambda named=named: take(town.officer, town, id, "send", **stated, approved_by=named)) == {
            "approved_by"
        }
    lead = a_lead(town)
    take(town.officer, town, id, "send", **stated, approved_by=lead)
    [entry] = told(town)
    assert entry.approved_by == lead
