"""Searching with tokens: narrowed by kind, place, officer, need, being overdue and day; never beyond sight."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core import audit_reading, finding, general
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.core.store import Store
from casemgr.core.tx import Tx
from casemgr.i18n import use
from casemgr.records import contacts, followups, needs, searches
from casemgr.services.seeking import Looked, look
from tests.builders import (
    a_contact,
    a_follow_up,
    a_member,
    a_need,
    a_neighborhood,
    a_person,
    a_place,
    a_referral,
    a_service,
)
from tests.conftest import Clock
from tests.shell import Shell

DeskOf = Callable[..., Desk]


@pytest.fixture
def admin(desk_of: DeskOf) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def ids(desk: Desk, typed: str) -> set[UUID]:
    return {hit.id for hit in desk.ask(look, typed).hits}


def kinds(looked: Looked) -> set[str]:
    return {hit.kind for hit in looked.hits}


class TestNarrowing:
    def test_by_kind_in_either_language_and_by_the_beginning_of_its_name(self, desk: Desk, admin: Desk) -> None:
        place, person = a_place(desk, "Harbor House"), a_person(desk, "Ana", "Harbor")
        a_neighborhood(admin, name="Harbor Flats")
        assert (
            ids(desk, "harbor type:person") == ids(desk, "tipo:people harbor") == ids(desk, "type:pers har") == {person}
        )
        assert ids(desk, "type:place") == {place}
        assert ids(desk, "type:place type:person") == set(), "both at once is nothing"

    def test_by_neighborhood_with_words_and_alone(self, desk: Desk, admin: Desk) -> None:
        flats, hill = a_neighborhood(admin), a_neighborhood(admin, "N2", "Mill Hill")
        here = a_place(desk, "Laundry on Elm", neighborhood_id=flats)
        there = a_place(desk, "Laundry on Oak", neighborhood_id=hill)
        met = a_contact(desk, flats, headline="Laundry lights")
        assert ids(desk, "laundry nbhd:harbor-flats") == {here, met}
        assert ids(desk, 'laundry barrio:"Harbor Flats" type:place') == {here}
        assert ids(desk, "nbhd:N2") == {there}
        assert ids(desk, "nbhd:flats") == {here, met}
        assert kinds(desk.ask(look, "laundry nbhd:harb")) == {"places", "contacts"}

    def test_by_officer_and_by_oneself(self, desk_of: DeskOf, admin: Desk) -> None:
        rosa = a_member(admin)
        hers, mine = desk_of(Role.OFFICER, id=rosa), desk_of(Role.OFFICER)
        place = a_neighborhood(admin)
        first, second = a_contact(hers, place), a_contact(mine, place)
        assert ids(mine, "officer:delgado type:contact") == {first}
        assert ids(mine, "agente:me type:contact") == {second}
        assert ids(mine, "officer:r.delgado officer:me") == set()

    def test_by_need_people_needs_and_referrals(self, desk_of: DeskOf, desk: Desk) -> None:
        ana, ben = a_person(desk, "Ana", "One"), a_person(desk, "Ben", "Two")
        wanted = a_need(desk, ana, "housing-instability")
        a_need(desk, ben, "stress")
        service = a_service(desk_of(Role.SUPERVISOR))
        sent = a_referral(desk, service, ana, need_id=wanted)
        assert ids(desk, "needs:housing-instability") == {ana, wanted, sent}
        assert ids(desk, "needs:housing ana") == {ana}
        assert ids(desk, "needs:stress type:person") == {ben}
        desk.do(needs.set_need_status, wanted, needs.NeedStatus.ADDRESSED)
        assert ids(desk, "needs:housing type:person") == set(), "a need that is met is none"

    def test_by_being_overdue_as_the_opening_page_counts_it(self, desk: Desk, clock: Clock) -> None:
        place = a_place(desk)
        late = a_follow_up(desk, "places", place, what="Call about lights")
        graced = a_follow_up(desk, "places", place, what="Call about trash", window_days=3)
        clock.move(days=3)
        soon = a_follow_up(desk, "places", place, what="Call again")
        assert ids(desk, "overdue:yes") == {late} == {row.id for row in desk.ask(followups.due).overdue}
        assert ids(desk, "vencido:sí call") == {late}
        assert ids(desk, "overdue:no") == {graced, soon}
        clock.move(days=2)
        assert ids(desk, "overdue:yes") == {late, graced, soon} == {r.id for r in desk.ask(followups.due).overdue}
        assert ids(desk, "overdue:yes overdue:no") == set()

    def test_by_day_in_the_towns_own_calendar(self, desk: Desk, admin: Desk, clock: Clock) -> None:
        flats = a_neighborhood(admin)
        last_night = clock.now.replace(day=1, hour=3, minute=30)
        before = a_contact(desk, flats, occurred_at=last_night, headline="Lights")
        today = a_contact(desk, flats, headline="Lights again")
        assert ids(desk, "date:2026-09") == ids(desk, "lights fecha:2026-09-30") == {before}
        assert ids(desk, "date:today type:contact") == ids(desk, "date:7d lights") == {today}
        assert ids(desk, "date:2026 type:contact") == {before, today}
        assert ids(desk, "date:today date:2026-09") == set()

    def test_a_contact_that_was_replaced_is_not_shown_twice(self, desk: Desk, admin: Desk) -> None:
        flats = a_neighborhood(admin)
        old = a_contact(desk, flats, headline="Lights")
        values = desk.ask(general.reading, "contacts", old).values | {"headline": "Lights are out"}
        new = desk.do(contacts.amend_contact, old, contacts.ContactDraft.model_validate(values))
        for typed in ("type:contact date:today", "type:contact lights", "nbhd:harbor-flats", "lights"):
            assert ids(desk, typed) == {new}, typed


class TestSight:
    def test_a_filter_never_widens_what_is_seen(self, desk_of: DeskOf, admin: Desk) -> None:
        flats = a_neighborhood(admin)
        other = desk_of(Role.OFFICER, unit="South")
        person = a_person(other, "Ana", "Hidden", neighborhood_id=flats)
        a_need(other, person, "stress")
        a_contact(other, flats, person, headline="Lights are out")
        a_follow_up(other, "people", person, what="Lights again")
        mine = desk_of(Role.OFFICER)
        for typed in ("type:person", "nbhd:harbor-flats", "needs:stress", "overdue:no", "date:today", "date:7d lights"):
            assert kinds(mine.ask(look, typed)) <= {"neighborhoods", "services", "staff"}, typed
            assert mine.ask(look, typed).problem == ""
        assert len(ids(desk_of(Role.COMMANDER), "date:7d lights")) == 1

    def test_a_kind_one_may_not_read_is_no_kind(self, admin: Desk, desk: Desk) -> None:
        a_person(desk, "Ana", "One")
        looked = admin.ask(look, "type:person")
        assert looked.hits == ()
        assert "person" in looked.problem

    @given(
        st.lists(
            st.sampled_from(["type:person", "nbhd:", "officer:me", "overdue:no", "date:7d", "ana", "x"]), max_size=4
        )
    )
    def test_more_tokens_find_no_more(self, desk: Desk, pieces: list[str]) -> None:
        a_person(desk, "Ana", "One")
        typed = " ".join(pieces)
        assert ids(desk, f"ana {typed} type:person") <= ids(desk, f"ana {typed}")


class TestSaying:
    def test_a_value_that_means_nothing_is_said_with_what_may_be_said(self, desk: Desk, admin: Desk) -> None:
        a_neighborhood(admin)
        looked = desk.ask(look, "elm nbhd:nowhere")
        assert looked.hits == ()
        assert looked.problem == "There is no neighborhood “nowhere”. You can say: harbor-flats."
        for typed in ("type:zebra", "officer:nobody", "needs:gold", "overdue:maybe", "date:soon"):
            assert "You can say: " in desk.ask(look, typed).problem, typed

    def test_values_are_offered_while_they_are_typed(self, desk: Desk, admin: Desk) -> None:
        a_neighborhood(admin)
        a_neighborhood(admin, "N2", "Mill Hill")
        offered = desk.ask(look, "elm nbhd:").suggestions
        assert [one.typed for one in offered] == ["elm nbhd:harbor-flats ", "elm nbhd:mill-hill "]
        assert [one.label for one in desk.ask(look, "elm barrio:mi").suggestions] == ["Mill Hill"]
        assert [one.shown for one in desk.ask(look, "elm nb").suggestions] == ["nbhd:"]
        assert desk.ask(look, "nbhd:mill-hill").suggestions == ()
        assert "today" in [one.shown for one in desk.ask(look, "date:").suggestions]

    def test_tokens_are_offered_in_the_language_in_force(self, desk: Desk) -> None:
        use("es")
        try:
            assert [one.typed for one in desk.ask(look, "fec").suggestions] == ["fecha:"]
            assert desk.ask(look, "vencido:").suggestions[0].typed == "vencido:sí "
        finally:
            use("en")

    @given(typed=st.text(max_size=60))
    def test_nothing_typed_is_an_error(self, desk: Desk, typed: str) -> None:
        assert isinstance(desk.ask(look, typed), Looked)

    @given(st.sampled_from(["type:", "nbhd:", "officer:", "needs:", "overdue:", "date:"]), st.text(max_size=12))
    def test_no_value_is_an_error(self, desk: Desk, token: str, value: str) -> None:
        assert isinstance(desk.ask(look, f"elm {token}{value}"), Looked)

    def test_words_alone_find_what_they_always_found(self, desk: Desk) -> None:
        for n in range(5):
            a_place(desk, f"Bench {n}")
        assert desk.ask(look, "bench").hits == tuple(desk.ask(general.find, "bench"))


class TestKept:
    def test_a_saved_search_is_its_owners_alone(self, desk: Desk, desk_of: DeskOf) -> None:
        desk.do(searches.save_search, "  overdue:yes   nbhd:north ")
        desk.do(searches.save_search, "type:person")
        desk.do(searches.save_search, "overdue:yes nbhd:north")
        assert [kept.terms for kept in desk.ask(searches.saved_searches)] == ["type:person", "overdue:yes nbhd:north"]
        other = desk_of(*Role, scope=Scope.ALL)
        assert other.ask(searches.saved_searches) == []
        other.do(searches.forget_search, "type:person")
        assert len(desk.ask(searches.saved_searches)) == 2, "nobody forgets another's"
        desk.do(searches.forget_search, "type:person")
        assert [kept.terms for kept in desk.ask(searches.saved_searches)] == ["overdue:yes nbhd:north"]

    def test_there_is_an_end_to_keeping(self, desk: Desk) -> None:
        for n in range(searches.MOST_KEPT):
            desk.do(searches.save_search, f"bench {n}")
        with pytest.raises(Invalid, match="forget one first"):
            desk.do(searches.save_search, "one more")
        with pytest.raises(Invalid, match="Type what"):
            desk.do(searches.save_search, "  ")


class TestTheLog:
    def test_a_search_stands_in_the_log_with_its_terms_and_count(self, desk: Desk, desk_of: DeskOf) -> None:
        desk.do(searches.note_search, "garcía type:person", 3)
        rows = desk_of(Role.SUPERVISOR).ask(searches.searches_made).rows
        assert [(row.by, row.terms, row.found) for row in rows] == [(desk.actor.id, "garcía type:person", 3)]
        for other in (desk, desk_of(Role.ADMINISTRATOR)):
            with pytest.raises(NotAllowed):
                other.ask(searches.searches_made)

    def test_no_word_of_it_reaches_the_audit(self, desk: Desk, desk_of: DeskOf) -> None:
        desk.do(searches.note_search, "quetzal", 3)
        desk.do(searches.save_search, "quetzal")
        desk.do(searches.forget_search, "quetzal")
        entries = desk_of(Role.SUPERVISOR).ask(audit_reading.audit_entries).entries
        assert {"searches.note_search:update", "searches.save_search:update"} <= {entry.action for entry in entries}
        assert "quetzal" not in repr(entries)

    def test_looking_while_typing_writes_nothing(self, desk: Desk, desk_of: DeskOf) -> None:
        auditor = desk_of(Role.SUPERVISOR)
        before = len(auditor.ask(audit_reading.audit_entries).entries)
        desk.ask(look, "bench overdue:no")
        assert len(auditor.ask(audit_reading.audit_entries).entries) == before + 1, "only the auditor's own reading"


def test_an_answer_that_was_cut_short_says_so(desk: Desk, store: Store) -> None:
    """However many hold the words, only so many are looked at; what was not looked at is not passed over in silence."""
    for n in range(finding.FIRST + 2):
        a_place(desk, f"Bench {n}")
    looked: list[UUID] = []

    def keeps(_tx: Tx, _kind: str, ids: Sequence[UUID]) -> Sequence[UUID]:
        looked.extend(ids)
        return []

    with store.tx(desk.actor) as tx:
        assert finding.find_kept(tx, "bench", ["places"], [], keeps, 5, finding.FIRST) == ([], False)
        assert len(looked) == finding.FIRST
        assert finding.find_kept(tx, "bench", ["places"], [], keeps, 5) == ([], True)


def test_the_command_line_takes_tokens_keeps_searches_and_writes_them_down(shell: Shell) -> None:
    for name in ("Elm Street", "Oak Lane"):
        assert shell.run("do", "places.add_place", "-", typed=f'{{"name": "{name}"}}').code == 0
    assert [hit["title"] for hit in shell.run("--json", "find", "type:place", "elm", "--save").json] == ["Elm Street"]
    refused = shell.run("find", "nbhd:nowhere at all")
    assert refused.code == 1
    assert "There is no neighborhood “nowhere at all”" in refused.err
    assert shell.run("--json", "searches").json == ["type:place elm"]
    made = shell.run("--json", "ask", "searches.searches_made").json["rows"]
    assert [(row["terms"], row["found"]) for row in made] == [("type:place elm", 1)]
    assert shell.run("--json", "searches", "--forget", "type:place elm").json == []
