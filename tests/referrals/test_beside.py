"""What happens beside the steps of a referral: referring elsewhere, amending, taking part, sessions."""

from casemgr.core.errors import Invalid, NotAllowed
from casemgr.records import referrals
from casemgr.records.referrals import Lane, Status
from tests.builders import a_consent, a_need
from tests.referrals.steps import NOON, answer_to, brought_to, card, drafted, fields, refused, take


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
