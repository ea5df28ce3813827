"""The state table of referrals line by line, and whose step each is."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemgr.core.errors import CaseError, NotAllowed, NotFound
from casemgr.records import referrals
from casemgr.records.referrals import Event, Status
from tests.conftest import Clock, copied, desks_on
from tests.referrals.conftest import Town
from tests.referrals.steps import PATHS, brought_to, card, drafted, fields, promises, refused, take

# The state table as it is published, typed again here so that the two are compared and not copied.
TABLE = """
draft send requested
requested acknowledge received
requested,received accept accepted
requested,received decline rejected
requested,received,accepted,in-progress,on-hold ask_back =
requested,received,accepted,in-progress,on-hold answer_back =
requested,received,accepted,in-progress,on-hold attempt =
rejected tell =
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
EVENTS = [event for event in Event if event not in (Event.DRAFT, Event.TAKE_BACK)]
EVERYONE = ("officer", "colleague", "liaison", "supervisor", "partner", "stranger", "commander")
WHO = {
    "send": "officer colleague liaison supervisor",
    "acknowledge": "liaison supervisor partner",
    "accept": "liaison supervisor partner",
    "decline": "liaison supervisor partner",
    "start": "liaison supervisor partner",
    "ask_back": "liaison supervisor partner",
    "answer_back": "officer supervisor",
    "attempt": "liaison supervisor partner",
    "tell": "officer liaison supervisor partner",
    "pause": "liaison supervisor partner",
    "resume": "liaison supervisor partner",
    "complete": "liaison supervisor partner",
    "fail": "liaison supervisor partner",
    "cancel": "officer supervisor",
    "re_refer": "liaison supervisor partner",
    "reopen": "supervisor",
    "entered_in_error": "supervisor",
}


@pytest.fixture(scope="module")
def town(blank_store, tmp_path_factory):
    """One town for the whole table: each test here looks at referrals of its own only."""
    with copied(blank_store, tmp_path_factory.mktemp("table"), Clock()) as store:
        yield Town(desks_on(store))


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
        id = brought_to(town, status, asked=event is Event.ANSWER_BACK)
        steps = len(card(town.supervisor, id).events)
        take(town.officer if event is Event.CANCEL else town.supervisor, town, id, event)
        after = card(town.supervisor, id)
        last = after.events[-1]
        assert (last.event, last.from_status, last.to_status) == (event, status, after.status)
        assert after.status == STEPS[status, event], (status, event)
        assert len(after.events) == steps + 1


def test_the_program_has_the_published_table():
    ours = {(s.value, x.event.value): (x.to or s).value for x in referrals.LINES for s in x.since}
    assert ours == STEPS
    assert {s.value for s in Status} == set(PATHS)


@pytest.mark.parametrize("event", EVENTS)
def test_each_step_is_for_those_it_belongs_to(town, event):
    status = next(state for state, step in STEPS if step == event)
    asked = event is Event.ANSWER_BACK
    id = brought_to(town, status, asked=asked)
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
        id = brought_to(town, status, asked=asked)
        assert event in [a.event for a in getattr(town, who).ask(referrals.actions_for, id)], who
        take(getattr(town, who), town, id, event)
        assert len(card(town.supervisor, id).events) == len(before.events) + 1


def test_the_actions_name_their_command_and_what_it_asks(town):
    id = brought_to(town, "accepted")
    actions = {a.event: a for a in town.partner.ask(referrals.actions_for, id)}
    assert list(actions) == [Event.ASK_BACK, Event.START, Event.COMPLETE, Event.FAIL, Event.ATTEMPT]
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
