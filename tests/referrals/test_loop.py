"""The loop that is closed, and the referrals that wait or have stalled."""

from casemgr.core.errors import NotAllowed
from casemgr.records import referrals
from casemgr.records.referrals import Status
from tests.referrals.steps import brought_to, card, drafted, fields, refused, take


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
