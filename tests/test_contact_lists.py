"""Lists of contacts: paged, per person, within sight; what an officer uses most; agency questions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import select

from casemgr.core import general
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotFound
from casemgr.core.record import new_id
from casemgr.records import contacts
from casemgr.records.contacts import Contact, QuestionAnswer, QuestionDraft
from tests.builders import a_contact, a_neighborhood, a_person
from tests.conftest import NOON

DeskOf = Callable[..., Desk]


@pytest.fixture
def here(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def test_pages_lose_none_and_run_from_the_latest(officer: Desk, here: UUID) -> None:
    ids = {a_contact(officer, here, occurred_at=NOON - timedelta(hours=h % 4)) for h in range(9)}
    rows, after = [], None
    while True:
        page = officer.ask(contacts.contacts, after, 2)
        rows += page.rows
        after = page.next
        if after is None:
            break
    assert len(rows) == 9
    assert {row.id for row in rows} == ids
    assert [row.occurred_at for row in rows] == sorted((row.occurred_at for row in rows), reverse=True)


def test_two_units_never_see_each_others(desk_of: DeskOf, here: UUID) -> None:
    north, south = desk_of(Role.OFFICER), desk_of(Role.OFFICER, unit="South")
    in_north, in_south = a_contact(north, here), a_contact(south, here)
    assert [row.id for row in desk_of(Role.SUPERVISOR).ask(contacts.contacts).rows] == [in_north]
    assert [row.id for row in desk_of(Role.SUPERVISOR, unit="South").ask(contacts.contacts).rows] == [in_south]
    with pytest.raises(NotFound):
        north.ask(contacts.contact, in_south)
    assert [row.id for row in north.ask(contacts.contacts, neighborhood=here).rows] == [in_north]
    assert north.ask(contacts.contacts, officer=south.actor.id).rows == ()


def test_within_the_neighborhood_scope_only_its_contacts(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    there = a_neighborhood(desk_of(Role.ADMINISTRATOR), code="N2", name="Mill Hill")
    id = a_contact(officer, here)
    a_contact(officer, there)
    walker = desk_of(Role.OFFICER, scope=Scope.NEIGHBORHOOD, neighborhoods=frozenset({here}))
    assert [row.id for row in walker.ask(contacts.contacts).rows] == [id]


def test_a_persons_contacts_whatever_part_they_had(officer: Desk, here: UUID) -> None:
    person, other = a_person(officer), a_person(officer, given="Amal", family="Haddad")
    first = a_contact(officer, here, person, other, occurred_at=NOON - timedelta(days=2))
    twice = a_contact(officer, here, person, person, next_step="referral_started")
    a_contact(officer, here, other)
    rows = officer.ask(contacts.of_person, person).rows
    assert [row.id for row in rows] == [twice, first]
    assert [row.next_step for row in rows] == ["referral_started", "none_needed"]
    assert {row.first_person_id for row in rows} == {person}


def test_the_month_is_the_towns_own(officer: Desk, here: UUID) -> None:
    last_evening = datetime(2026, 10, 1, 3, 30, tzinfo=UTC)
    id = a_contact(officer, here, occurred_at=last_evening)
    with officer.store.tx(officer.actor) as tx:
        assert tx.exec(select(Contact.month).where(Contact.id == id)).one() == 202609


def test_chips_are_offered_most_used_first(officer: Desk, desk_of: DeskOf, here: UUID) -> None:
    a_contact(desk_of(Role.OFFICER), here, contact_type="other", topics=["elder-abuse"])
    for i, (kind, topics) in enumerate(
        [("door_knock", ["stress", "homelessness"]), ("welfare_check", ["stress"]), ("door_knock", ["health-literacy"])]
    ):
        a_contact(officer, here, contact_type=kind, topics=topics, occurred_at=NOON - timedelta(hours=9 - i))
    assert officer.ask(contacts.last_used_types) == ["door_knock", "welfare_check"]
    assert officer.ask(contacts.last_used_topics) == ["health-literacy", "stress", "homelessness"]


def test_search_finds_number_headline_and_note(officer: Desk, here: UUID) -> None:
    id = a_contact(officer, here, headline="Loose dog at the playground", note="A brown terrier")
    for words in ("C-2026-TEST-000001", "playg", "terrier"):
        assert [hit.id for hit in officer.ask(general.find, words)] == [id]
    assert officer.ask(general.reading, "contacts", id).values["note"] == "A brown terrier"


def test_a_reworded_question_keeps_the_answers_it_had(officer: Desk, desk_of: DeskOf, here: UUID) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    asked = QuestionDraft(code="lamp", wording="Is the street lit?", answer=QuestionAnswer.YES_NO)
    assert admin.do(contacts.set_question, asked) == 1
    id = a_contact(officer, here, answers=[{"question": "lamp", "value": "no"}])
    again = QuestionDraft(code="lamp", wording="How many lamps are out?", answer=QuestionAnswer.NUMBER)
    assert admin.do(contacts.set_question, again) == 2
    (answer,) = officer.ask(contacts.contact, id).answers
    assert (answer.wording, answer.value) == ("Is the street lit?", "no")
    assert [q.schema_version for q in officer.ask(contacts.questions)] == [2]
    with pytest.raises(Invalid, match="How many lamps are out"):
        a_contact(officer, here, answers=[{"question": "lamp", "value": "no"}])
    admin.do(contacts.set_question, again.model_copy(update={"active": False}))
    assert officer.ask(contacts.questions) == []


@pytest.mark.parametrize(
    ("answer", "choices", "right", "wrong"),
    [
        (QuestionAnswer.CHOICE, ["bus", "foot"], "bus", "plane"),
        (QuestionAnswer.DATE, [], "2026-10-14", "tomorrow"),
        (QuestionAnswer.NUMBER, [], "2.5", "some"),
        (QuestionAnswer.YES_NO, [], "yes", "perhaps"),
    ],
)
def test_an_answer_must_be_of_its_kind(
    officer: Desk, desk_of: DeskOf, here: UUID, answer: QuestionAnswer, choices: list[str], right: str, wrong: str
) -> None:
    draft = QuestionDraft(code="q1", wording="Well?", answer=answer, choices=choices)
    desk_of(Role.ADMINISTRATOR).do(contacts.set_question, draft)
    a_contact(officer, here, answers=[{"question": "q1", "value": right}])
    with pytest.raises(Invalid) as problem:
        a_contact(officer, here, answers=[{"question": "q1", "value": wrong}])
    assert {p.field for p in problem.value.problems} == {"answers.0.value"}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMANDER])
def test_lists_are_read_from_covering_indexes_in_order(desk_of: DeskOf, here: UUID, role: Role) -> None:
    desk = desk_of(role)
    for filters, index in (({}, "ix_contact_page"), ({"neighborhood": here}, "ix_contact_neighborhood")):
        plan = _plan(desk, **filters)
        assert f"USING COVERING INDEX {index}" in plan
        assert "TEMP B-TREE" not in plan


def _plan(desk: Desk, **filters: UUID) -> str:
    """How the store answers the second page, with this actor's sight in it."""
    said: list[tuple[str, Any]] = []
    with desk.store.tx(desk.actor) as tx:
        connection = tx.inside()
        listen = (connection, "before_cursor_execute", lambda *what: said.append((what[2], what[3])))
        event.listen(*listen)
        contacts.contacts(tx, (NOON, new_id()), 10, **filters)
        event.remove(*listen)
        statement, values = said[-1]
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    return "\n".join(row[3] for row in rows)
