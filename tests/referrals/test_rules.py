"""What must hold for a referral to be drafted and for each of its steps."""

from datetime import timedelta

import pytest

from casemgr.core import general
from casemgr.core.errors import CaseError
from casemgr.core.record import new_id
from casemgr.records import referrals
from casemgr.records.referrals import Event
from tests.builders import a_need, a_person
from tests.referrals.steps import NOON, SHARED, TODAY, brought_to, card, drafted, fields, refused, take

MUST_HOLD = [
    ("requested", "accept", {"next_step_on": None}, "next_step_on"),
    ("requested", "decline", {"reason": "other"}, "note"),
    ("requested", "decline", {"reason": "bad_mood"}, "reason"),
    ("accepted", "start", {"first_service_at": NOON + timedelta(days=1)}, "first_service_at"),
    ("in-progress", "pause", {"review_on": TODAY - timedelta(1)}, "review_on"),
    ("accepted", "complete", {"outcome": "not_eligible"}, "outcome"),
    ("accepted", "complete", {"achieved": []}, "achieved"),
    ("accepted", "complete", {"first_service_at": NOON + timedelta(days=1)}, "first_service_at"),
    ("accepted", "fail", {"outcome": "got_help"}, "outcome"),
    ("draft", "cancel", {"reason": "bored"}, "reason"),
    ("rejected", "re_refer", {"service_id": new_id()}, None),
]


def test_what_must_hold_for_a_step(town):
    for status, event, facts, field in MUST_HOLD:
        id = brought_to(town, status)
        before = card(town.supervisor, id)
        desk = town.officer if event == "cancel" else town.supervisor
        error = refused(CaseError, lambda e=event, i=id, d=desk, f=facts: take(d, town, i, e, **f))
        assert field is None or {p.field for p in error.problems} == {field}, (event, facts)
        assert card(town.supervisor, id) == before


@pytest.mark.parametrize(
    ("draft", "facts"),
    [
        (referrals.AcknowledgeDraft, {"acknowledged_by": " "}),
        (referrals.ReasonDraft, {"note": ""}),
        (referrals.ReferralDraft, {"service_id": new_id(), "desired_outcomes": ["a", "b", "c", "d"]}),
    ],
)
def test_an_answer_that_leaves_out_what_is_asked_is_no_answer(draft, facts):
    with pytest.raises(ValueError):  # noqa: PT011
        draft(**facts)


def test_an_appointment_is_as_good_as_a_next_step_and_a_second_outcome_may_be_partly_reached(town):
    id = drafted(town, desired_outcomes=["A bed", "Papers"])
    take(town.officer, town, id, "send")
    take(town.partner, town, id, "accept", next_step_on=None, appointment_at=NOON + timedelta(days=2))
    bed, papers = card(town.partner, id).desired_outcomes
    achieved = [
        referrals.Achieved(desired_outcome_id=bed.id, achievement="ACHIEVED"),
        referrals.Achieved(desired_outcome_id=papers.id, achievement="NOT_ACHIEVED", comment="Birth record missing"),
    ]
    half = achieved[:1]
    assert fields(lambda: take(town.partner, town, id, "complete", achieved=half)) == {"achieved"}
    assert fields(lambda: take(town.partner, town, id, "complete", achieved=half * 2)) == {"achieved"}
    take(town.partner, town, id, "complete", outcome="partially_helped", achieved=achieved, client_feedback="Kind")
    now = card(town.officer, id)
    assert [(h.text, h.achievement, h.comment) for h in now.desired_outcomes] == [
        ("A bed", "ACHIEVED", ""),
        ("Papers", "NOT_ACHIEVED", "Birth record missing"),
    ]
    assert (now.outcome, now.evidence, now.client_feedback) == ("partially_helped", "provider", "Kind")


def test_reopening_takes_the_end_back_but_keeps_what_was_said(town):
    id = brought_to(town, "failed")
    take(town.supervisor, town, id, "reopen")
    now = card(town.supervisor, id)
    assert (now.outcome, now.evidence, now.closed_at) == ("", "", None)
    assert [e.code for e in now.events if e.event is Event.FAIL] == ["couldnt_contact"]
    take(town.liaison, town, id, "complete", first_service_at=NOON - timedelta(hours=2))
    assert card(town.supervisor, id).first_service_at == NOON - timedelta(hours=2)


def test_a_draft_that_does_not_fit_is_refused_by_field(town):
    nameless = {"person_id": None, "anonymous_reason": "Would not say"}
    assert fields(lambda: drafted(town, person_id=None)) == {"person_id"}
    assert fields(lambda: drafted(town, anonymous_reason="Would not say")) == {"anonymous_reason"}
    assert fields(lambda: drafted(town, **nameless)) == {"information_shared"}
    assert fields(lambda: drafted(town, handoff="pigeon")) == {"handoff"}
    assert fields(lambda: drafted(town, need_id=new_id())) == {"need_id"}
    assert town.officer.ask(referrals.referrals).rows == ()


def test_saving_a_draft_twice_is_one_referral_and_sending_in_one_go_too(town):
    draft = referrals.ReferralDraft(
        person_id=town.maria, service_id=town.service, information_shared=SHARED, desired_outcomes=["A bed"]
    )
    for _ in range(2):
        assert town.officer.do(referrals.refer, draft, referrals.SendDraft()) == draft.id
        assert town.officer.do(referrals.draft_referral, draft) == draft.id
    [row] = town.officer.ask(referrals.referrals).rows
    assert (row.number, row.status) == ("R-2026-TEST-000001", "requested")
    assert len(card(town.officer, draft.id).events) == 2


def test_a_draft_may_be_changed_until_it_is_sent(town):
    id = drafted(town)
    draft = referrals.ReferralDraft(
        person_id=town.maria, service_id=town.other, information_shared=["identity"], desired_outcomes=["Food", "Rest"]
    )
    town.officer.do(referrals.change_referral, id, draft)
    now = card(town.officer, id)
    assert (now.service_name, [h.text for h in now.desired_outcomes]) == ("Family support", ["Food", "Rest"])
    assert town.officer.ask(general.reading, "referrals", id).values["desired_outcomes"] == ["Food", "Rest"]
    take(town.officer, town, id, "send")
    assert fields(lambda: town.officer.do(referrals.change_referral, id, draft)) == {"status"}


def test_the_need_must_be_the_persons_and_names_the_referral_in_lists(town):
    of_ewa = a_need(town.officer, a_person(town.officer, "Ewa", "Kowalska"))
    assert fields(lambda: drafted(town, need_id=of_ewa)) == {"need_id"}
    drafted(town, need_id=a_need(town.officer, town.maria, "food-insecurity"))
    assert [row.need_domain for row in town.officer.ask(referrals.referrals).rows] == ["food-insecurity"]
