"""Needs: what someone lacks, noticed once, settled in words."""

from datetime import timedelta

import pytest

from casemgr.core.access import Label, Role
from casemgr.core.errors import Invalid, NotAllowed, NotFound
from casemgr.records import needs, people
from casemgr.records.needs import NeedDraft, NeedStatus, Priority
from tests.builders import a_need, a_person


def test_the_needs_of_a_person_pressing_first(desk_of):
    desk = desk_of(Role.OFFICER)
    maria = a_person(desk)
    a_need(desk, maria, "food-insecurity", priority=Priority.LOW)
    a_need(desk, maria, "homelessness", priority=Priority.HIGH)
    a_need(desk, maria, "veteran-status")
    shown = [(n.domain, n.status) for n in desk.ask(needs.needs_of, maria)]
    assert [domain for domain, _ in shown] == ["homelessness", "veteran-status", "food-insecurity"]
    assert {status for _, status in shown} == {NeedStatus.OPEN}


def test_a_need_that_is_open_is_not_noted_twice_but_becomes_as_pressing_as_it_is_now(desk_of):
    desk = desk_of(Role.OFFICER)
    maria = a_person(desk)
    first = a_need(desk, maria, priority=Priority.LOW)
    assert a_need(desk, maria, priority=Priority.HIGH) == first
    assert a_need(desk, maria, priority=Priority.MEDIUM) == first
    [line] = desk.ask(needs.needs_of, maria)
    assert line.priority is Priority.HIGH


def test_saving_the_same_draft_twice_is_one_need_even_once_it_is_settled(desk_of):
    desk = desk_of(Role.OFFICER)
    draft = NeedDraft(person_id=a_person(desk), domain="homelessness")
    id = desk.do(needs.note_need, draft)
    desk.do(needs.set_need_status, id, NeedStatus.ADDRESSED)
    assert desk.do(needs.note_need, draft) == id
    assert len(desk.ask(needs.needs_of, draft.person_id)) == 1


def test_settled_needs_stand_last_and_may_be_left_out(desk_of):
    desk = desk_of(Role.OFFICER)
    maria = a_person(desk)
    settled = a_need(desk, maria, "homelessness", priority=Priority.HIGH)
    a_need(desk, maria, "food-insecurity", priority=Priority.LOW)
    desk.do(needs.set_need_status, settled, NeedStatus.ADDRESSED, "Moved in on Elm Street")
    assert [n.status_note for n in desk.ask(needs.needs_of, maria)] == ["", "Moved in on Elm Street"]
    assert [n.domain for n in desk.ask(needs.needs_of, maria, open_only=True)] == ["food-insecurity"]
    assert a_need(desk, maria, "homelessness") != settled


def test_a_declined_need_says_why(desk_of):
    desk = desk_of(Role.OFFICER)
    id = a_need(desk, a_person(desk))
    with pytest.raises(Invalid) as refused:
        desk.do(needs.set_need_status, id, NeedStatus.DECLINED, " ")
    assert refused.value.problems[0].field == "note"


def test_a_need_is_not_noticed_tomorrow_nor_of_an_unknown_kind(desk_of, clock):
    desk = desk_of(Role.OFFICER)
    maria = a_person(desk)
    for wrong in ({"noticed_at": clock() + timedelta(days=1)}, {"domain": "bad-luck"}):
        with pytest.raises(Invalid) as refused:
            desk.do(needs.note_need, NeedDraft(**{"person_id": maria, "domain": "homelessness"} | wrong))
        assert refused.value.problems[0].field in wrong
    assert desk.ask(needs.needs_of, maria) == []


def test_needs_are_seen_by_those_who_see_the_person(desk_of):
    desk = desk_of(Role.OFFICER)
    maria = a_person(desk)
    id = a_need(desk, maria)
    elsewhere = desk_of(Role.OFFICER, unit="South")
    assert elsewhere.ask(needs.needs_of, maria) == []
    with pytest.raises(NotFound):
        elsewhere.do(needs.set_need_status, id, NeedStatus.ADDRESSED)
    with pytest.raises(NotFound):
        elsewhere.do(needs.note_need, NeedDraft(person_id=maria, domain="homelessness"))
    with pytest.raises(NotAllowed):
        desk_of(Role.PUBLISHER).ask(needs.needs_of, maria)


def test_the_need_of_a_restricted_person_is_restricted(desk_of):
    author = desk_of(Role.OFFICER)
    maria = author.do(
        people.add_person, people.PersonDraft(given="Maria", family="García", sensitivity=Label.RESTRICTED)
    )
    a_need(author, maria)
    assert len(author.ask(needs.needs_of, maria)) == 1
    assert desk_of(Role.OFFICER).ask(needs.needs).rows == ()
    assert len(desk_of(Role.SUPERVISOR).ask(needs.needs).rows) == 1


def test_the_list_of_needs_latest_first(desk_of, clock):
    desk = desk_of(Role.OFFICER)
    maria = a_person(desk)
    for domain in ("homelessness", "food-insecurity", "stress"):
        a_need(desk, maria, domain)
        clock.move(hours=1)
    first = desk.ask(needs.needs, size=2)
    rest = desk.ask(needs.needs, first.next, size=2)
    assert [row.domain for row in (*first.rows, *rest.rows)] == ["stress", "food-insecurity", "homelessness"]
    assert rest.next is None
