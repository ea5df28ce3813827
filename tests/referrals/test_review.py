"""The weekly review: what stands in each queue, and counts that add up whatever happened in whatever order."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casemgr.core.errors import CaseError, Invalid
from casemgr.records import consents, directory, followups, referrals, reviews
from casemgr.records.consents import ConsentReviewDraft, Decision, RevokeDraft
from casemgr.records.followups import AttemptDraft
from casemgr.records.reviews import SheetDraft
from casemgr.services.review.queues import review
from casemgr.services.review.sheet import sign_week, week
from casemgr.services.review.spans import Flow, Queue
from tests.builders import a_consent, a_follow_up, a_person
from tests.conftest import Clock, copied, desks_on
from tests.referrals.conftest import Town
from tests.referrals.steps import TODAY, brought_to, drafted, refused, take

OTHERS = ("take_back", "new", "revoke", "review_consent", "attempt_person", "reached", "lost", "looked_at", "check")


def listed(desk):
    return {one.queue: one for one in desk.ask(review)}


def ids(desk, queue):
    return [line.id for line in listed(desk)[queue].lines]


def counts(sheet):
    return {one.queue: (one.start, one.new, one.closed, one.end) for one in sheet.flows}


def test_each_queue_holds_what_it_says(town, clock):
    asked, declined = brought_to(town, "requested"), brought_to(town, "rejected")
    assert ids(town.liaison, Queue.UNANSWERED) == [asked]
    assert ids(town.liaison, Queue.DECLINED) == [declined]
    clock.move(days=15)
    assert set(ids(town.liaison, Queue.STALLED)) == {asked}
    take(town.liaison, town, declined, "re_refer")
    assert ids(town.liaison, Queue.DECLINED) == []
    second = brought_to(town, "accepted")
    [line] = listed(town.liaison)[Queue.COORDINATION].lines
    assert (line.person_id, line.many) == (town.maria, 2)
    assert second not in ids(town.liaison, Queue.UNANSWERED)


def test_a_consent_that_ends_or_was_withdrawn_waits_until_someone_says_what_was_done(town, clock):
    person = a_person(town.officer, "Ana")
    ending = a_consent(town.officer, person, town.house, expires_on=TODAY + timedelta(40))
    withdrawn = a_consent(town.officer, person, town.house)
    assert ids(town.liaison, Queue.CONSENTS) == []
    town.officer.do(consents.revoke_consent, withdrawn, RevokeDraft(reason="She wants it to stop"))
    clock.move(days=11)
    assert ids(town.liaison, Queue.CONSENTS) == [withdrawn, ending]
    town.liaison.do(consents.review_consent, ending, ConsentReviewDraft(decision=Decision.ASKED_AGAIN))
    refused(
        Invalid,
        lambda: town.liaison.do(consents.review_consent, withdrawn, ConsentReviewDraft(decision=Decision.LET_END)),
    )
    assert ids(town.liaison, Queue.CONSENTS) == [withdrawn]
    town.liaison.do(consents.review_consent, withdrawn, ConsentReviewDraft(decision=Decision.RECIPIENTS_TOLD))
    assert ids(town.liaison, Queue.CONSENTS) == []


def test_a_follow_up_tried_three_times_in_vain_waits_for_a_decision(town):
    id = a_follow_up(town.officer, "people", town.maria)
    for method in ("voice-only", "voice-only", "letter"):
        assert ids(town.liaison, Queue.FOLLOW_UPS) == []
        town.officer.do(followups.attempt, AttemptDraft(followup_id=id, method=method, result="no_answer"))
    assert ids(town.liaison, Queue.FOLLOW_UPS) == [id]
    town.liaison.do(followups.reviewed, id, "Try once more at the shelter")
    assert ids(town.liaison, Queue.FOLLOW_UPS) == []
    town.officer.do(followups.lost, id, "Nobody could be reached")
    assert ids(town.liaison, Queue.FOLLOW_UPS) == [id]


def test_five_entries_a_week_are_checked_the_longest_unchecked_first(town, clock):
    clock.move(days=200)
    there = listed(town.supervisor)[Queue.DIRECTORY]
    assert (there.n, there.beyond) == (2, 0)
    town.supervisor.do(directory.mark_checked, there.lines[0].id)
    assert ids(town.supervisor, Queue.DIRECTORY) == [there.lines[1].id]


def test_the_sheet_of_a_week_counts_what_came_and_went(town, clock):
    first, second = brought_to(town, "requested"), brought_to(town, "requested")
    clock.move(days=7)
    take(town.liaison, town, first, "accept")
    brought_to(town, "requested")
    now, before = town.liaison.ask(week), town.liaison.ask(week, TODAY)
    assert counts(before)[Queue.UNANSWERED] == (0, 2, 0, 2)
    assert counts(now)[Queue.UNANSWERED] == (2, 1, 1, 2)
    assert before.over
    assert not now.over
    assert second in ids(town.liaison, Queue.UNANSWERED)


def test_a_sheet_is_signed_once_and_stays_as_it_was_signed(town, clock):
    brought_to(town, "requested")
    id = town.liaison.do(sign_week, SheetDraft(week_start=TODAY, note="All called"))
    signed = town.liaison.ask(week)
    assert (signed.signed_name, signed.note) == (town.liaison.actor.name, "All called")
    brought_to(town, "requested")
    assert counts(town.liaison.ask(week))[Queue.UNANSWERED] == (0, 1, 0, 1)
    assert [row.id for row in town.liaison.ask(reviews.sheets).rows] == [id]
    refused(Invalid, lambda: town.liaison.do(sign_week, SheetDraft(week_start=TODAY)))
    refused(Invalid, lambda: town.liaison.ask(week, TODAY + timedelta(7)))


def test_what_does_not_add_up_is_not_signed():
    assert not Flow(Queue.STALLED, start=1, new=1, closed=0, end=3).adds_up


@pytest.fixture(scope="module")
def station(blank_store, tmp_path_factory):
    """One town whose weeks go on from example to example: nothing that happened before may disturb the sums."""
    clock = Clock()
    with copied(blank_store, tmp_path_factory.mktemp("weeks"), clock) as store:
        yield Town(desks_on(store)), clock, []


def act(town, known, what, which, turn):
    """Do something that may well be refused: what matters is that the counts hold."""
    liaison = town.supervisor
    if what == "new":
        known.append(drafted(town))
        return
    id = known[which % len(known)]
    if what == "step":
        steps = [action.event for action in liaison.ask(referrals.actions_for, id)][:-1]
        if steps:
            take(liaison, town, id, steps[turn % len(steps)])
        return
    [*given, consent] = [card.id for card in town.officer.ask(consents.consents_of, town.maria)]
    followup = next(iter(town.officer.ask(followups.of_parent, "referrals", id)), None)
    person = a_follow_up(town.officer, "people", town.maria) if followup is None else followup.id
    tried = AttemptDraft(followup_id=person, method=("voice-only", "letter")[which % 2], result="no_answer")
    deeds = {
        "take_back": lambda: liaison.do(referrals.take_back, id),
        "revoke": lambda: liaison.do(
            consents.revoke_consent, a_consent(town.officer, town.maria, town.other), RevokeDraft(reason="Enough")
        ),
        "review_consent": lambda: liaison.do(
            consents.review_consent, (given or [consent])[0], ConsentReviewDraft(decision=Decision.RECIPIENTS_TOLD)
        ),
        "attempt_person": lambda: liaison.do(followups.attempt, tried),
        "reached": lambda: liaison.do(followups.attempt, tried.model_copy(update={"result": "reached"})),
        "lost": lambda: liaison.do(followups.lost, person, "Gone"),
        "looked_at": lambda: liaison.do(followups.reviewed, person, "Once more"),
        "check": lambda: liaison.do(directory.mark_checked, (town.service, town.other)[which % 2]),
    }
    deeds[what]()


@settings(
    max_examples=15, phases=[Phase.generate], deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    walk=st.lists(
        st.tuples(
            st.sampled_from([*["step"] * 12, *OTHERS]),
            st.integers(0, 3),
            st.sampled_from([0, 0, 0, 1, 5, 30, 190]),
            st.integers(0, 9),
        ),
        min_size=10,
        max_size=40,
    )
)
def test_start_and_new_less_closed_is_the_end_whatever_happened(station, walk):
    town, clock, known = station
    a_consent(town.officer, town.maria, town.house, town.other)
    known.append(brought_to(town, "requested"))
    for what, which, hours, turn in walk:
        clock.move(hours=hours)
        with suppress(CaseError):
            act(town, known, what, -1 - which, turn)
    desk = town.supervisor
    running = desk.ask(week)
    sheets = [desk.ask(week, running.week_start - timedelta(weeks=n)) for n in range(4)]
    assert all(sheet.adds_up for sheet in sheets)
    for later, earlier in pairwise(sheets):
        starts = {one.queue: one.start for one in later.flows}
        assert starts == {one.queue: one.end for one in earlier.flows}
    assert {one.queue: one.end for one in running.flows} == {q: one.n + one.beyond for q, one in listed(desk).items()}


def test_who_turns_18_is_asked_for_a_consent_of_their_own_in_time(town):
    """A guardian's consent ends before the birthday, and waits in the review for the thirty days before."""
    birthday = TODAY + timedelta(days=20)
    child = a_person(town.officer, "Ines", "Prado", dob=birthday.replace(year=birthday.year - 18))
    given = a_consent(town.officer, child, town.house, given_by="parent_or_guardian", assent=True)
    assert town.officer.ask(consents.consent, given).expires_on == birthday - timedelta(days=1)
    assert given in ids(town.supervisor, Queue.CONSENTS)
    own = a_consent(town.officer, child, town.house)
    assert town.officer.ask(consents.consent, own).expires_on > birthday
