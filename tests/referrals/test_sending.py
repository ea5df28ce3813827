"""Sending a referral: consent or a basis, room at the service, what is promised by it."""

from datetime import timedelta

from casemgr.core.errors import NeedsAnswer, NoConsent
from casemgr.records import consents, followups, referrals
from casemgr.records.referrals import Status
from tests.builders import a_consent
from tests.referrals.steps import (
    NOON,
    SHARED,
    THREAT,
    a_lead,
    a_receiver,
    brought_to,
    card,
    drafted,
    fields,
    promises,
    refused,
    take,
)


def test_nothing_goes_out_that_no_consent_covers(town):
    id = drafted(town, information_shared=[*SHARED, "mental_health"])
    said = refused(NoConsent, lambda: take(town.officer, town, id, "send"))
    assert said.sentence == "The consent covers identity, needs, not mental health; it expires on April 12, 2027."
    assert card(town.officer, id).status is Status.DRAFT
    take(town.officer, town, id, "send", basis="imminent_threat", basis_reason=THREAT, approved_by=a_lead(town))
    now = card(town.officer, id)
    assert (now.basis, now.basis_reason, now.consent_id) == ("imminent_threat", THREAT, None)


def test_a_consent_is_named_where_it_covers_and_a_needless_basis_is_not_kept(town):
    id = drafted(town)
    take(town.officer, town, id, "send", basis="imminent_threat", basis_reason=THREAT, approved_by=a_lead(town))
    now = card(town.officer, id)
    [consent] = town.officer.ask(consents.consents_of, town.maria)
    assert (now.consent_id, now.basis) == (consent.id, "")


def test_a_referral_under_way_rests_on_its_consent(town):
    id = brought_to(town, "accepted")
    brought_to(town, "completed")
    consent = card(town.officer, id).consent_id
    town.officer.do(consents.revoke_consent, consent, consents.RevokeDraft(reason="Changed her mind"))
    assert [row.id for row in town.officer.ask(referrals.resting_on, consent)] == [id]
    assert card(town.officer, id).status is Status.ACCEPTED
    refused(NoConsent, lambda: brought_to(town, "requested"))


def test_a_service_that_is_closed_or_full_is_not_sent_to_unawares(town):
    closed, _ = a_receiver(town.supervisor, "Old clinic", "Clinic", status="defunct")
    full, shelter = a_receiver(town.supervisor, "Night shelter", "Shelter", {"capacity_status": "no-capacity"})
    a_consent(town.officer, town.maria, shelter)
    assert fields(lambda: take(town.officer, town, drafted(town, service_id=closed), "send")) == {"service_id"}
    id = drafted(town, service_id=full)
    assert refused(NeedsAnswer, lambda: take(town.officer, town, id, "send")).field == "capacity_override"
    take(town.officer, town, id, "send", capacity_override="They keep a bed for frost nights")
    assert card(town.officer, id).capacity_override == "They keep a bed for frost nights"


def test_sending_needs_a_desired_outcome_and_tells_who_comes(town):
    id = drafted(town, desired_outcomes=[" "], information_shared=[])
    assert fields(lambda: take(town.officer, town, id, "send")) == {"desired_outcomes", "information_shared"}


def test_urgency_sets_when_it_is_to_be_acknowledged_and_when_someone_asks(town):
    for urgency, hours in [(None, 72), ("1_hour", 1), ("1_day", 24), ("3_days", 72), ("7_days", 168)]:
        id = drafted(town, urgency=urgency)
        take(town.officer, town, id, "send")
        now = card(town.officer, id)
        assert now.acknowledge_by - now.requested_at == timedelta(hours=hours), urgency
        [row] = town.officer.ask(followups.of_parent, "referrals", id)
        assert (row.due_at, row.assigned_to, row.person_id) == (now.acknowledge_by, town.officer.actor.id, town.maria)


def test_an_answer_keeps_the_promise_to_ask_for_one(town):
    for event in ("acknowledge", "accept", "decline"):
        id = brought_to(town, "requested")
        assert promises(town, id) == [("Ask Harbor House beds for an answer", "open")]
        take(town.partner, town, id, event)
        assert promises(town, id) == [("Ask Harbor House beds for an answer", "done")]
        assert card(town.officer, id).acknowledged_at is not None


def test_an_end_stops_whatever_was_still_promised(town):
    who = {"complete": town.partner, "fail": town.liaison, "cancel": town.officer, "entered_in_error": town.supervisor}
    for event, desk in who.items():
        id = brought_to(town, "accepted")
        promise = followups.FollowUpDraft(
            what="Bring her there", due_at=NOON + timedelta(days=1), parent_kind="referrals", parent_id=id
        )
        town.colleague.do(followups.promise, promise)
        take(desk, town, id, event)
        assert ("Bring her there", "cancelled") in promises(town, id), event


def test_a_diversion_has_timers_of_its_own_and_its_first_service_keeps_them(town) -> None:
    id = drafted(town, handoff="warm_phone", lead_door="social_contact_referral", urgency="7_days")
    take(town.officer, town, id, "send")
    assert card(town.officer, id).acknowledge_by - card(town.officer, id).requested_at == timedelta(minutes=30)
    assert [what for what, status in promises(town, id) if status == "open" and "intake" in what]
    take(town.supervisor, town, id, "accept")
    take(town.supervisor, town, id, "start")
    assert [status for what, status in promises(town, id) if "intake" in what] == ["done"]
