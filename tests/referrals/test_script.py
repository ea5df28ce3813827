"""The call script: what a consent covers today is said, and nothing else; some are not called at all."""

from casemgr.records import consents
from casemgr.records.consents import RevokeDraft
from casemgr.services.review.script import call_script, told_under
from tests.builders import a_consent, a_need, a_person
from tests.referrals.steps import SHARED, THREAT, a_lead, a_receiver, brought_to, card, drafted, take


def said(town, id):
    script = town.liaison.ask(call_script, id)
    return " ".join((*script.say, *script.keep))


def test_what_was_agreed_to_is_said_until_it_is_withdrawn(town):
    id = brought_to(town, "requested", need_id=a_need(town.officer, town.maria))
    assert "García" in said(town, id)
    assert "homelessness" in said(town, id).lower()
    [consent] = [one.id for one in town.officer.ask(consents.consents_of, town.maria)]
    assert id in {one.referral_id for one in town.officer.ask(told_under, consent)}
    town.officer.do(consents.revoke_consent, consent, RevokeDraft(reason="She wants it to stop"))
    assert "García" not in said(town, id)
    assert "No consent stands for this today" in said(town, id)
    assert card(town.liaison, id).number in said(town, id)


def test_a_basis_lets_the_name_be_said_on_the_day_it_was_stated(town, clock):
    id = drafted(town, information_shared=[*SHARED, "mental_health"])
    stated = {"basis": "imminent_threat", "basis_reason": THREAT, "approved_by": a_lead(town)}
    take(town.officer, town, id, "send", **stated)
    assert "García" in said(town, id)
    clock.move(days=1)
    assert "García" not in said(town, id)
    assert "name nobody" in said(town, id)


def test_a_consent_for_a_class_of_helpers_covers_the_referral_that_named_it(town):
    ana = a_person(town.officer, "Ana", "Lima")
    consent = a_consent(town.officer, ana, recipient_classes=["Shelters in town"])
    id = drafted(town, person_id=ana)
    take(town.officer, town, id, "send", consent_id=consent)
    assert "Lima" in said(town, id)
    town.officer.do(consents.revoke_consent, consent, RevokeDraft(reason="Enough"))
    assert "Lima" not in said(town, id)


def test_victim_services_are_not_called_at_all(town):
    service, house = a_receiver(town.supervisor, "Safe House", "Haven", {"vawa_provider": True})
    a_consent(town.officer, town.maria, house)
    script = town.liaison.ask(call_script, brought_to(town, "requested", service_id=service))
    assert (script.call, script.phone, script.say) == (False, "", ())
