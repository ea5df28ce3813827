"""Referrals: the state table line by line, whose step each is, what must hold, and what follows from it."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemgr.core import general
from casemgr.core.access import Label, Role, Scope
from casemgr.core.errors import CaseError, Invalid, NeedsAnswer, NoConsent, NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.records import consents, directory, followups, needs, people, referrals
from casemgr.records.referrals import Event, Evidence, HoldReason, Lane, Status
from tests.builders import a_consent, a_need, a_person, a_referral, a_service

NOON = datetime(2026, 10, 14, 16, 0, tzinfo=UTC)
TODAY = date(2026, 10, 14)
SHARED = ["identity", "needs"]
THREAT = "He said he would end his life tonight"

# The state table as it is published, typed again here so that the two are compared and not copied.
TABLE = """
draft send requested
requested acknowledge received
requested,received accept accepted
requested,received decline rejected
accepted start in-progress
in-progress pause on-hold
on-hold resume in-progress
accepted,in-progress complete completed
accepted,in-progress,on-hold fail failed
draft,requested,received,accepted,in-progress,on-hold cancel cancelled
rejected,failed re_refer =
completed,failed,rejected reopen in-progress
draft,requested,received,accepted,in-progress,on-hold entered_in_error entered-in-error
completed,failed,rejected,cancelled entered_in_error entered-in-error
"""
STEPS = {
    (state, event): state if to == "=" else to
    for line in TABLE.split("\n")
    if line
    for states, event, to in [line.split()]
    for state in states.split(",")
}
EVENTS = [event for event in Event if event is not Event.DRAFT]
PATHS = {
    "draft": "",
    "requested": "send",
    "received": "send acknowledge",
    "accepted": "send accept",
    "in-progress": "send accept start",
    "on-hold": "send accept start pause",
    "rejected": "send decline",
    "completed": "send accept complete",
    "failed": "send accept fail",
    "cancelled": "cancel",
    "entered-in-error": "entered_in_error",
}
EVERYONE = ("officer", "colleague", "liaison", "supervisor", "partner", "stranger", "commander")
WHO = {
    "send": "officer colleague liaison supervisor",
    "acknowledge": "liaison supervisor partner",
    "accept": "liaison supervisor partner",
    "decline": "liaison supervisor partner",
    "start": "liaison supervisor partner",
    "pause": "liaison supervisor partner",
    "resume": "liaison supervisor partner",
    "complete": "liaison supervisor partner",
    "fail": "liaison supervisor partner",
    "cancel": "officer supervisor",
    "re_refer": "liaison supervisor partner",
    "reopen": "supervisor",
    "entered_in_error": "supervisor",
}


def a_receiver(desk, name, organization, local=None, **facts):
    """A service and the organization that gives it."""
    id = a_service(desk, name, organization, local=local, **facts)
    return id, desk.ask(directory.service, id).organization_id


@pytest.fixture
def town(desk_of):
    """One service with its organization, everyone who may have to do with a referral, and a person who consented."""
    officer, supervisor = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR)
    service, house = a_receiver(supervisor, "Harbor House beds", "Harbor House")
    other, elsewhere = a_receiver(supervisor, "Family support", "Haven")
    maria = a_person(officer)
    a_consent(officer, maria, house, elsewhere)
    return SimpleNamespace(
        officer=officer,
        colleague=desk_of(Role.OFFICER),
        supervisor=supervisor,
        liaison=desk_of(Role.LIAISON, scope=Scope.UNIT),
        partner=desk_of(Role.LIAISON, organization=house, unit=""),
        stranger=desk_of(Role.LIAISON, organization=elsewhere, unit=""),
        commander=desk_of(Role.COMMANDER),
        service=service,
        house=house,
        other=other,
        maria=maria,
    )


def drafted(town, service_id=None, **facts):
    values = {"person_id": town.maria, "information_shared": SHARED, "desired_outcomes": ["A bed for the winter"]}
    return a_referral(town.officer, service_id or town.service, **values | facts)


def card(desk, id):
    return desk.ask(referrals.referral, id)


def answer_to(event, town, id, **facts):
    """An answer with which nothing is wrong."""
    hopes = card(town.supervisor, id).desired_outcomes if event == "complete" else ()
    achieved = [referrals.Achieved(desired_outcome_id=hope.id, achievement="ACHIEVED") for hope in hopes]
    drafts = {
        "send": (referrals.SendDraft, {}),
        "acknowledge": (referrals.AcknowledgeDraft, {"acknowledged_by": "Ewa Kowalska"}),
        "accept": (referrals.AcceptDraft, {"next_step_on": TODAY + timedelta(3)}),
        "decline": (referrals.DeclineDraft, {"reason": "no_capacity"}),
        "start": (referrals.StartDraft, {"first_service_at": NOON - timedelta(hours=1)}),
        "pause": (referrals.PauseDraft, {"reason": HoldReason.WAITLIST, "review_on": TODAY + timedelta(30)}),
        "resume": (referrals.StepDraft, {}),
        "complete": (
            referrals.CompleteDraft,
            {"outcome": "got_help", "evidence": Evidence.PROVIDER, "achieved": achieved},
        ),
        "fail": (referrals.FailDraft, {"outcome": "couldnt_contact", "evidence": Evidence.PROVIDER}),
        "cancel": (referrals.CancelDraft, {"reason": "client_withdrew"}),
        "re_refer": (referrals.ReReferDraft, {"service_id": town.other}),
        "reopen": (referrals.ReasonDraft, {"note": "They called after all"}),
        "entered_in_error": (referrals.ReasonDraft, {"note": "Wrong person"}),
    }
    draft, values = drafts[event]
    return draft(**values | facts)


def take(desk, town, id, event, **facts):
    return desk.do(getattr(referrals, event), id, answer_to(event, town, id, **facts))


def brought_to(town, status, **facts):
    """A referral in this state, brought there by steps."""
    id = drafted(town, **facts)
    for event in PATHS[status].split():
        take(town.officer if event in ("send", "cancel") else town.supervisor, town, id, event)
    assert card(town.supervisor, id).status == status
    return id


def refused(error, do):
    with pytest.raises(error) as said:
        do()
    return said.value


def fields(do):
    return {problem.field for problem in refused(Invalid, do).problems}


def promises(town, id):
    return [(row.what, row.status) for row in town.officer.ask(followups.of_parent, "referrals", id)]


# The table


@pytest.mark.parametrize("status", Status)
def test_each_step_of_the_table_and_no_other(town, status):
    id = brought_to(town, status)
    before = card(town.supervisor, id)
    taken = [event for event in EVENTS if (status, event) in STEPS]
    for event in set(EVENTS) - set(taken):
        desk = town.officer if event is Event.CANCEL else town.supervisor
        assert fields(lambda e=event, d=desk: take(d, town, id, e)) == {"status"}, (status, event)
    assert card(town.supervisor, id) == before
    for event in taken:
        id = brought_to(town, status)
        take(town.officer if event is Event.CANCEL else town.supervisor, town, id, event)
        after = card(town.supervisor, id)
        last = after.events[-1]
        assert (last.event, last.from_status, last.to_status) == (event, status, after.status)
        assert after.status == STEPS[status, event], (status, event)
        assert len(after.events) == len(before.events) + 1


def test_the_program_has_the_published_table():
    ours = {(s.value, x.event.value): (x.to or s).value for x in referrals.LINES for s in x.since}
    assert ours == STEPS
    assert {s.value for s in Status} == set(PATHS)


@pytest.mark.parametrize("event", EVENTS)
def test_each_step_is_for_those_it_belongs_to(town, event):
    status = next(state for state, step in STEPS if step == event)
    id = brought_to(town, status)
    before = card(town.supervisor, id)
    offered = [who for who in EVERYONE if who in WHO[event].split()]
    for who in set(EVERYONE) - set(offered):
        desk = getattr(town, who)
        with pytest.raises((NotFound, NotAllowed)):
            take(desk, town, id, event)
        if who == "stranger" or (who == "partner" and status == Status.DRAFT):
            refused(NotFound, lambda d=desk: d.ask(referrals.actions_for, id))
        else:
            assert event not in [a.event for a in desk.ask(referrals.actions_for, id)], who
    assert card(town.supervisor, id) == before
    for who in offered:
        id = brought_to(town, status)
        assert event in [a.event for a in getattr(town, who).ask(referrals.actions_for, id)], who
        take(getattr(town, who), town, id, event)
        assert len(card(town.supervisor, id).events) == len(before.events) + 1


def test_the_actions_name_their_command_and_what_it_asks(town):
    id = brought_to(town, "accepted")
    actions = {a.event: a for a in town.partner.ask(referrals.actions_for, id)}
    assert list(actions) == [Event.START, Event.COMPLETE, Event.FAIL]
    start = actions[Event.START]
    assert (start.title, start.command) == ("Start service", "referrals.start")
    assert [(spec.name, spec.required) for spec in start.asks] == [("note", False), ("first_service_at", True)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.tuples(st.sampled_from(EVENTS), st.sampled_from(EVERYONE[:5])), min_size=2, max_size=14))
def test_whatever_is_tried_the_events_add_up(town, walk):
    id = drafted(town)
    for event, who in walk:
        with suppress(CaseError):
            take(getattr(town, who), town, id, event)
    now = card(town.supervisor, id)
    assert now.events[0].from_status is None
    assert [e.to_status for e in now.events[:-1]] == [e.from_status for e in now.events[1:]]
    assert now.events[-1].to_status == now.status
    assert all(STEPS[e.from_status, e.event] == e.to_status for e in now.events[1:])
    assert all(a.at <= b.at for a, b in pairwise(now.events))
    assert now.last_event_at == now.events[-1].at
    assert not any(status == "open" for _, status in promises(town, id)) or now.status in referrals.UNDER_WAY
    if now.status is not Status.ENTERED_IN_ERROR:
        assert bool(now.closed_at) == (now.status in {"completed", "failed", "cancelled"})


# What must hold


MUST_HOLD = [
    ("accept", {"next_step_on": None}, "next_step_on"),
    ("decline", {"reason": "other"}, "note"),
    ("decline", {"reason": "bad_mood"}, "reason"),
    ("start", {"first_service_at": NOON + timedelta(days=1)}, "first_service_at"),
    ("pause", {"review_on": TODAY - timedelta(1)}, "review_on"),
    ("complete", {"outcome": "not_eligible"}, "outcome"),
    ("complete", {"achieved": []}, "achieved"),
    ("complete", {"first_service_at": NOON + timedelta(days=1)}, "first_service_at"),
    ("fail", {"outcome": "got_help"}, "outcome"),
    ("cancel", {"reason": "bored"}, "reason"),
    ("re_refer", {"service_id": new_id()}, None),
]


def test_what_must_hold_for_a_step(town):
    for event, facts, field in MUST_HOLD:
        id = brought_to(town, next(state for state, step in STEPS if step == event))
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


# Drafting


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


# Sending


def test_nothing_goes_out_that_no_consent_covers(town):
    id = drafted(town, information_shared=[*SHARED, "mental_health"])
    said = refused(NoConsent, lambda: take(town.officer, town, id, "send"))
    assert said.sentence == "The consent covers identity, needs, not mental health; it expires on 2027-04-12."
    assert card(town.officer, id).status is Status.DRAFT
    take(town.officer, town, id, "send", basis="imminent_threat", basis_reason=THREAT)
    now = card(town.officer, id)
    assert (now.basis, now.basis_reason, now.consent_id) == ("imminent_threat", THREAT, None)


def test_a_consent_is_named_where_it_covers_and_a_needless_basis_is_not_kept(town):
    id = drafted(town)
    take(town.officer, town, id, "send", basis="imminent_threat", basis_reason=THREAT)
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


# Who sees it


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


# Behind a wall


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


# The loop, and what waits


def test_the_loop_is_closed_when_the_referring_officer_has_seen_an_evidenced_end(town):
    id = brought_to(town, "accepted")
    assert fields(lambda: town.officer.do(referrals.seen_by_referrer, id)) == {"status"}
    take(town.partner, town, id, "complete")
    assert not card(town.officer, id).loop_closed
    refused(NotAllowed, lambda: town.colleague.do(referrals.seen_by_referrer, id))
    town.officer.do(referrals.seen_by_referrer, id)
    seen = card(town.officer, id)
    town.officer.do(referrals.seen_by_referrer, id)
    assert seen.loop_closed
    assert card(town.officer, id).feedback_seen_at == seen.feedback_seen_at


def test_an_end_without_evidence_leaves_the_loop_open(town):
    id = brought_to(town, "accepted")
    take(town.partner, town, id, "fail", evidence=None)
    town.officer.do(referrals.seen_by_referrer, id)
    assert not card(town.officer, id).loop_closed


def test_waiting_on_an_agency_longest_first_with_its_days(town, clock):
    first = brought_to(town, "requested")
    clock.move(days=2)
    second = brought_to(town, "accepted")
    brought_to(town, "in-progress")
    drafted(town)
    clock.move(days=2)
    waiting = town.supervisor.ask(referrals.awaiting)
    assert [(w.id, w.days, w.late) for w in waiting] == [(first, 4, True), (second, 2, False)]
    assert waiting[0].organization_name == "Harbor House"
    assert [w.id for w in town.officer.ask(referrals.awaiting, town.officer.actor.id)] == [first, second]
    assert town.colleague.ask(referrals.awaiting, town.colleague.actor.id) == []


def test_stalled_is_no_event_for_as_long_as_the_setting_says(town, clock):
    quiet, held = brought_to(town, "in-progress"), brought_to(town, "on-hold")
    brought_to(town, "completed")
    drafted(town)
    clock.move(days=13)
    assert town.officer.ask(referrals.stalled) == []
    clock.move(days=2)
    assert [w.id for w in town.officer.ask(referrals.stalled)] == [quiet]
    clock.move(days=16)
    assert {w.id for w in town.officer.ask(referrals.stalled)} == {quiet, held}
    take(town.partner, town, held, "resume")
    assert [w.id for w in town.officer.ask(referrals.stalled)] == [quiet]


def test_the_list_latest_change_first_page_by_page(town, clock):
    ids = [drafted(town) for _ in range(3)]
    take(town.officer, town, ids[0], "send")
    first = town.officer.ask(referrals.referrals, size=2)
    rest = town.officer.ask(referrals.referrals, first.next, size=2)
    assert [row.id for row in (*first.rows, *rest.rows)] == [ids[0], ids[2], ids[1]]
    assert [row.id for row in town.officer.ask(referrals.of_person, town.maria)] == [ids[0], ids[2], ids[1]]
    assert [row.id for row in town.officer.ask(referrals.referrals, status=Status.REQUESTED).rows] == [ids[0]]


# Beside the steps


def test_referring_elsewhere_drafts_the_same_need_again(town):
    need = a_need(town.officer, town.maria)
    parent = brought_to(town, "rejected", need_id=need, reason="No roof")
    again = answer_to("re_refer", town, parent)
    child = town.liaison.do(referrals.re_refer, parent, again)
    assert town.liaison.do(referrals.re_refer, parent, again) == child
    now = card(town.officer, child)
    assert (now.status, now.parent_referral_id, now.need_id, now.reason) == (Status.DRAFT, parent, need, "No roof")
    assert (now.service_name, now.officer_id) == ("Family support", town.officer.actor.id)
    assert [h.text for h in now.desired_outcomes] == ["A bed for the winter"]
    assert card(town.officer, parent).status is Status.REJECTED
    assert len(card(town.officer, parent).events) == 4
    take(town.officer, town, child, "send")


def test_what_is_amended_after_sending_keeps_what_stood_there(town):
    id = brought_to(town, "accepted")
    change = referrals.AmendDraft(change_reason="She moved", to_contact="Front desk", program="Winter beds")
    town.officer.do(referrals.amend_referral, id, change)
    changes = card(town.partner, id).changes
    assert {(c.field, c.old, c.new, c.reason) for c in changes} == {
        ("to_contact", "", "Front desk", "She moved"),
        ("program", "", "Winter beds", "She moved"),
    }
    assert refused(Invalid, lambda: town.officer.do(referrals.amend_referral, id, change)).sentence == (
        "Nothing is changed."
    )
    refused(NotAllowed, lambda: town.partner.do(referrals.amend_referral, id, change))
    assert fields(lambda: town.officer.do(referrals.amend_referral, drafted(town), change)) == {"status"}


def test_everyone_who_took_a_step_takes_part_once_on_their_side(town):
    id = drafted(town)
    take(town.officer, town, id, "send")
    take(town.partner, town, id, "acknowledge")
    take(town.partner, town, id, "accept")
    town.officer.do(referrals.add_participant, id, referrals.ParticipantDraft(lane=Lane.RECEIVER, name="Night desk"))
    neither = referrals.ParticipantDraft(lane=Lane.RECEIVER)
    assert fields(lambda: town.officer.do(referrals.add_participant, id, neither)) == {"staff_id"}
    assert [(p.lane, p.staff_id, p.name) for p in card(town.officer, id).participants] == [
        (Lane.SENDER, town.officer.actor.id, ""),
        (Lane.RECEIVER, town.partner.actor.id, ""),
        (Lane.RECEIVER, None, "Night desk"),
    ]
    assert [e.on_behalf for e in card(town.officer, id).events] == [False] * 4


def test_a_step_taken_for_the_organization_says_so(town):
    id = brought_to(town, "requested")
    take(town.liaison, town, id, "acknowledge")
    event = card(town.officer, id).events[-1]
    assert (event.role, event.on_behalf, event.actor_id) == (Lane.RECEIVER, True, town.liaison.actor.id)


def test_sessions_are_counts_to_the_police_and_only_with_consent(town):
    id = brought_to(town, "accepted")
    came = referrals.SessionDraft(at=NOON, attended=True)
    missed = referrals.SessionDraft(at=NOON, attended=False)
    fell_out = referrals.SessionDraft(at=NOON, happened=False, no_session_reason="LOGISTICS")
    for session in (came, missed, fell_out):
        town.partner.do(referrals.note_session, id, session)
    bare = referrals.SessionDraft(at=NOON)
    assert fields(lambda: town.partner.do(referrals.note_session, id, bare)) == {"attended"}
    own = card(town.partner, id).sessions
    assert (own.planned, own.held, own.attended) == (3, 2, 1)
    assert card(town.officer, id).sessions is None
    a_consent(town.officer, town.maria, town.house, categories=["service_use"])
    assert card(town.officer, id).sessions == own
