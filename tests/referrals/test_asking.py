"""Questions to the sender and their answers, calls in between, and taking a step back."""

from casemgr.core.errors import Invalid, NotAllowed
from casemgr.records import followups, referrals
from tests.builders import a_consent, a_follow_up
from tests.referrals.steps import a_receiver, brought_to, card, fields, promises, refused, take

ASKED = ("Answer a question of Harbor House beds", "open")


def test_a_question_is_promised_to_the_officer_and_kept_by_the_answer(town):
    id = brought_to(town, "requested")
    take(town.partner, town, id, "ask_back", question="contact_details", note="Her phone is off")
    assert card(town.officer, id).question == "contact_details"
    assert ASKED in promises(town, id)
    [mine] = [row for row in town.officer.ask(followups.due).next_seven_days if row.what == ASKED[0]]
    assert mine.assigned_to == town.officer.actor.id
    take(town.officer, town, id, "answer_back", note="Call her sister")
    now = card(town.partner, id)
    assert (now.question, now.events[-1].note, now.status) == ("", "Call her sister", "requested")
    assert (ASKED[0], "done") in promises(town, id)
    assert "answer_back" not in [a.event for a in town.officer.ask(referrals.actions_for, id)]


def test_only_one_question_waits_and_another_in_words_needs_them(town):
    id = brought_to(town, "requested")
    assert fields(lambda: take(town.partner, town, id, "ask_back", question="other")) == {"note"}
    take(town.partner, town, id, "ask_back")
    assert fields(lambda: take(town.liaison, town, id, "ask_back")) == {"question"}
    assert fields(lambda: take(town.officer, town, brought_to(town, "requested"), "answer_back")) == {"status"}


def test_what_a_treatment_program_asks_reaches_the_officer_as_a_code_and_no_words(town):
    from_wall = _behind_a_wall(town, part2_program=True)
    take(town.liaison, town, from_wall, "ask_back", question="when_available", note="She is in detox until Friday")
    seen = card(town.officer, from_wall)
    assert seen.question == "when_available"
    assert (seen.events[-1].code, seen.events[-1].note) == ("when_available", "")
    assert "detox" not in repr(seen)
    take(town.officer, town, from_wall, "answer_back", note="Any morning")
    assert card(town.officer, from_wall).events[-1].note == "Any morning"
    assert fields(lambda: take(town.liaison, town, from_wall, "ask_back", question="other", note="x")) == {"question"}


def test_a_call_is_written_down_and_wakes_a_stalled_referral(town, clock):
    id = brought_to(town, "requested")
    clock.move(days=15)
    assert id in {one.id for one in town.liaison.ask(referrals.stalled)}
    take(town.liaison, town, id, "attempt", note="Asked for Ewa")
    last = card(town.liaison, id).events[-1]
    assert (last.code, last.method, last.note) == ("no_answer", "voice-only", "Asked for Ewa")
    assert id not in {one.id for one in town.liaison.ask(referrals.stalled)}


def test_victim_services_are_not_called(town):
    id = _behind_a_wall(town, vawa_provider=True)
    assert "attempt" not in [a.event for a in town.liaison.ask(referrals.actions_for, id)]
    assert fields(lambda: take(town.liaison, town, id, "attempt")) == {"status"}


def test_a_step_is_taken_back_at_once_by_whoever_took_it(town, clock):
    for event, status in (
        ("acknowledge", "requested"),
        ("accept", "received"),
        ("decline", "received"),
        ("start", "accepted"),
        ("pause", "in-progress"),
        ("resume", "on-hold"),
        ("ask_back", "accepted"),
    ):
        id = brought_to(town, status)
        before, promised = card(town.liaison, id), promises(town, id)
        take(town.liaison, town, id, event)
        refused(Invalid, lambda i=id: town.partner.do(referrals.take_back, i))
        town.liaison.do(referrals.take_back, id)
        after = card(town.liaison, id)
        changed = {name for name in type(before).__dataclass_fields__ if getattr(before, name) != getattr(after, name)}
        assert changed == {"events", "last_event_at", "participants"}, event
        assert after.events[-1].event == "take_back"
        assert set(promises(town, id)) - {(ASKED[0], "done")} == set(promised), event


def test_a_decline_taken_back_leaves_every_promise_and_question_as_it_was(town, clock):
    id = brought_to(town, "requested")
    take(town.partner, town, id, "ask_back")
    a_follow_up(town.officer, "referrals", id, what="Tell Maria where it stands")
    clock.move(minutes=1)
    before = promises(town, id)
    take(town.liaison, town, id, "decline")
    assert {status for _what, status in promises(town, id)} == {"done", "cancelled"}
    assert card(town.officer, id).question == "", "nobody can answer it any more"
    clock.move(seconds=5)
    town.liaison.do(referrals.take_back, id)
    assert promises(town, id) == before
    assert card(town.officer, id).question


def test_nothing_is_taken_back_later_nor_an_end(town, clock):
    id = brought_to(town, "requested")
    take(town.liaison, town, id, "acknowledge")
    clock.move(minutes=2)
    assert fields(lambda: town.liaison.do(referrals.take_back, id)) == {"status"}
    done = brought_to(town, "accepted")
    take(town.liaison, town, done, "complete")
    assert fields(lambda: town.liaison.do(referrals.take_back, done)) == {"status"}
    refused(NotAllowed, lambda: town.officer.do(referrals.take_back, id))


def _behind_a_wall(town, **local):
    service, house = a_receiver(town.supervisor, "Clinic", "Clinic", {"capacity_status": "capacity", **local})
    a_consent(town.officer, town.maria, house)
    return brought_to(town, "requested", service_id=service)
