"""Who sees a referral, and what a treatment program or a victim service tells of it."""

from types import SimpleNamespace

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role
from casemgr.core.errors import NoConsent, NotFound
from casemgr.records import needs, people, referrals
from casemgr.records.referrals import Event, Lane, Status
from tests.builders import a_consent, a_need
from tests.referrals.steps import THREAT, a_receiver, card, drafted, promises, refused, take


def test_a_partner_sees_a_referral_once_it_is_sent_and_of_the_person_what_is_shared(town):
    need = a_need(town.officer, town.maria)
    id = drafted(town, need_id=need, information_shared=["identity"])
    for look in (referrals.referral, referrals.actions_for):
        refused(NotFound, lambda look=look: town.partner.ask(look, id))
    assert town.partner.ask(referrals.referrals).rows == ()
    take(town.officer, town, id, "send")
    assert card(town.partner, id).person_id == town.maria
    assert town.partner.ask(people.person, town.maria).id == town.maria
    assert town.partner.ask(needs.needs_of, town.maria) == []
    refused(NotFound, lambda: card(town.stranger, id))
    take(town.officer, town, drafted(town, need_id=need), "send")
    assert [n.id for n in town.partner.ask(needs.needs_of, town.maria)] == [need]
    assert [h.title for h in town.partner.ask(general.find, "R-2026")] != []
    assert town.stranger.ask(general.find, "R-2026") == []


def test_details_handed_to_the_person_tell_the_service_nothing(town):
    id = drafted(town, handoff="self_contact", information_shared=[])
    take(town.officer, town, id, "send")
    now = card(town.officer, id)
    assert (now.acknowledge_by, now.consent_id) == (None, None)
    assert promises(town, id) == [("Ask whether they reached Harbor House beds", "open")]
    refused(NotFound, lambda: card(town.partner, id))
    assert town.officer.ask(referrals.awaiting) == []


def test_a_handout_promises_nothing_and_is_in_no_list_of_the_unanswered(town, clock):
    id = drafted(town, handoff="info_only", information_shared=[], desired_outcomes=[])
    take(town.officer, town, id, "send")
    clock.move(days=60)
    assert promises(town, id) == []
    assert town.officer.ask(referrals.awaiting) == town.officer.ask(referrals.stalled) == []


def test_someone_who_gives_no_name_may_be_referred(town):
    facts = {"person_id": None, "anonymous_reason": "Would not say", "information_shared": ["needs"]}
    id = drafted(town, **facts)
    take(town.officer, town, id, "send")
    assert card(town.partner, id).anonymous_reason == "Would not say"


def test_a_referral_is_as_sensitive_as_its_person(town, desk_of):
    draft = people.PersonDraft(given="Ewa", family="Kowalska", sensitivity=Label.RESTRICTED)
    ewa = town.officer.do(people.add_person, draft)
    a_consent(town.officer, ewa, town.house)
    id = drafted(town, person_id=ewa)
    assert card(town.officer, id).person_id == ewa
    refused(NotFound, lambda: card(town.colleague, id))
    assert town.colleague.ask(general.find, "Harbor", ["referrals"]) == []


def test_found_by_number_and_service_never_by_its_reason(town):
    drafted(town, reason="Sleeps behind the mill")
    number = town.officer.ask(referrals.referrals).rows[0].number
    assert [h.title for h in town.officer.ask(general.find, "harbor", ["referrals"])] == [number]
    assert [h.kind for h in town.officer.ask(general.find, number)] == ["referrals"]
    assert town.officer.ask(general.find, "mill") == []


@pytest.fixture
def treatment(town, desk_of):
    """A referral to a treatment program, answered by it in words."""
    service, clinic = a_receiver(town.supervisor, "Recovery intake", "Recovery Clinic", {"part2_program": True})
    a_consent(town.officer, town.maria, clinic)
    partner = desk_of(Role.LIAISON, organization=clinic, unit="")
    id = drafted(town, service_id=service)
    take(town.officer, town, id, "send", note="She is ready")
    take(partner, town, id, "accept", note="Detox bed on Friday")
    said = {"achievement": "ACHIEVED", "comment": "Nine weeks sober"}
    achieved = [referrals.Achieved(desired_outcome_id=card(partner, id).desired_outcomes[0].id, **said)]
    take(partner, town, id, "complete", note="Stays on", achieved=achieved, client_feedback="Good people")
    return SimpleNamespace(id=id, partner=partner)


def test_what_a_treatment_program_says_reaches_the_police_as_a_status_only(town, treatment, desk_of):
    for desk in (town.officer, town.supervisor, town.liaison, town.commander):
        now = card(desk, treatment.id)
        assert (now.status, now.withheld) == (Status.COMPLETED, True)
        assert (now.outcome, now.evidence, now.next_step_on, now.client_feedback) == ("", "", None, "")
        assert [(e.note, e.code, e.withheld) for e in now.events if e.role is Lane.RECEIVER] == [("", "", True)] * 2
        assert [e.note for e in now.events if e.event is Event.SEND] == ["She is ready"]
        assert (now.desired_outcomes[0].achievement, now.desired_outcomes[0].comment) == ("", "")


def test_the_program_itself_and_whoever_holds_its_label_read_it(treatment, desk_of):
    cleared = desk_of(Role.SUPERVISOR, extra_labels=frozenset({Label.SUBSTANCE_USE_PART2}))
    for desk in (treatment.partner, cleared):
        now = card(desk, treatment.id)
        notes = {e.event: e.note for e in now.events}
        assert notes[Event.ACCEPT] == "Detox bed on Friday"
        assert notes[Event.COMPLETE] == "Stays on\nA bed for the winter: Nine weeks sober\nGood people"
        assert (now.outcome, now.withheld) == ("got_help", False)


def test_a_wrong_label_opens_nothing_and_search_finds_nothing(town, treatment, desk_of):
    wrong = desk_of(Role.SUPERVISOR, extra_labels=frozenset({Label.VICTIM_SERVICES}))
    assert {e.note for e in card(wrong, treatment.id).events if e.role is Lane.RECEIVER} == {""}
    assert town.supervisor.ask(general.find, "Detox") == wrong.ask(general.find, "sober") == []


def test_a_victim_service_is_told_only_by_consent_and_asked_for_nothing(town, clock):
    service, haven = a_receiver(town.supervisor, "Safe house", "Haven for Women", {"vawa_provider": True})
    id = drafted(town, service_id=service)
    basis = {"basis": "imminent_threat", "basis_reason": THREAT}
    assert refused(NoConsent, lambda: take(town.officer, town, id, "send", **basis)).field == "consent_id"
    a_consent(town.officer, town.maria, haven)
    take(town.officer, town, id, "send")
    clock.move(days=60)
    now = card(town.officer, id)
    assert (now.acknowledge_by, promises(town, id)) == (None, [])
    assert town.officer.ask(referrals.awaiting) == town.officer.ask(referrals.stalled) == []
