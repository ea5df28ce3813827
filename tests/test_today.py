"""Today: what is due, awaited and unfinished; each number is the length of its list, and nothing leaks."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr.core import unsent
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.record import new_id
from casemgr.records import directory, followups, referrals
from casemgr.records.followups import Whose
from casemgr.services import today
from casemgr.services.today import Board, Group, Sort
from tests.builders import (
    a_consent,
    a_contact,
    a_follow_up,
    a_member,
    a_neighborhood,
    a_person,
    a_referral,
    a_service,
)
from tests.conftest import NOON, Clock

DeskOf = Callable[..., Desk]


@pytest.fixture
def here(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: DeskOf, here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


def of(desk: Desk, whose: Whose = Whose.MINE) -> Board:
    return next(board for board in desk.ask(today.boards) if board.whose is whose)


def sent(desk: Desk, service: UUID, person: UUID) -> UUID:
    facts = {"reason": "Asked for a bed", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    id = a_referral(desk, service, person, **facts)
    desk.do(referrals.send, id, referrals.SendDraft())
    return id


@pytest.fixture
def waiting(desk_of: DeskOf, officer: Desk) -> tuple[UUID, UUID, UUID]:
    """A referral that was sent, its person, and the organization it waits for."""
    supervisor = desk_of(Role.SUPERVISOR)
    service, person = a_service(supervisor), a_person(officer, "Amal", "Haddad")
    organization = supervisor.ask(directory.organizations).rows[0].id
    a_consent(officer, person, organization)
    return sent(officer, service, person), person, organization


def test_each_thing_stands_in_its_group_with_its_name_and_days(officer: Desk, here: UUID, clock: Clock) -> None:
    person = a_person(officer)
    late = a_follow_up(officer, "people", person, what="Bring the form", due_at=NOON + timedelta(hours=1))
    clock.move(days=3)
    soon = a_follow_up(officer, "people", person, due_at=clock.now + timedelta(days=2))
    due = a_follow_up(officer, "contacts", a_contact(officer, here), due_at=clock.now + timedelta(hours=1))
    draft = a_contact(officer, here, person, as_draft=True, headline="Half written")
    board = of(officer)
    assert [(i.id, i.name, i.days) for i in board.of(Group.OVERDUE)] == [(late, "García, Maria", 3)]
    assert [(i.id, i.name, i.about) for i in board.of(Group.TODAY)] == [(due, "", "contacts")]
    assert [i.id for i in board.of(Group.NEXT)] == [soon]
    assert [(i.id, i.sort, i.what) for i in board.of(Group.DRAFTS)] == [(draft, Sort.CONTACT, "Half written")]
    assert len(board.items) == 4


def test_text_not_saved_yet_is_a_draft_with_its_person_and_age(officer: Desk, desk_of: DeskOf, clock: Clock) -> None:
    person, id = a_person(officer), new_id()
    typed = {"headline": "Asleep in the bus shelter", "participants": [{"person_id": None}, {"person_id": str(person)}]}
    officer.do(unsent.keep, id, "log", typed)
    (item,) = of(officer).of(Group.DRAFTS)
    assert (item.id, item.what, item.name, item.form) == (id, "Asleep in the bus shelter", "García, Maria", "log")
    assert item.at <= clock.now
    assert desk_of(Role.OFFICER).ask(today.boards)[0].items == ()


def test_a_referral_waits_for_whoever_made_it_and_for_the_one_who_is_to_answer(
    desk_of: DeskOf, officer: Desk, waiting: tuple[UUID, UUID, UUID], clock: Clock
) -> None:
    referral, person, organization = waiting
    clock.move(days=5)
    (item,) = of(officer).of(Group.WAITING)
    assert (item.id, item.person_id, item.days, item.status) == (referral, person, 5, "requested")
    assert item.what == "Harbor House · Night Shelter"
    assert item.late
    partner = desk_of(Role.LIAISON, organization=organization, unit="")
    (theirs,) = of(partner).of(Group.WAITING)
    assert (theirs.id, theirs.name) == (referral, "Haddad, Amal")
    assert [board.whose for board in partner.ask(today.boards)] == [Whose.MINE]


def test_two_units_share_nothing(desk_of: DeskOf, officer: Desk, waiting: tuple[UUID, UUID, UUID]) -> None:
    south = desk_of(Role.SUPERVISOR, unit="South")
    assert [board.items for board in south.ask(today.boards)] == [(), ()][: len(south.ask(today.boards))]
    mates = desk_of(Role.SUPERVISOR)
    assert of(mates).items == ()
    assert len(of(mates, Whose.UNIT).of(Group.WAITING)) == 1


def test_whoever_sees_only_their_own_has_one_board(desk_of: DeskOf, here: UUID) -> None:
    alone = desk_of(Role.OFFICER, scope=Scope.OWN, neighborhoods=frozenset({here}))
    mate = desk_of(Role.OFFICER, neighborhoods=frozenset({here}))
    for desk in (alone, mate):
        a_follow_up(desk, "contacts", a_contact(desk, here), due_at=desk.store.clock() + timedelta(hours=1))
    (board,) = alone.ask(today.boards)
    assert (board.whose, len(board.items)) == (Whose.MINE, 1)
    assert [len(of(mate, whose).items) for whose in Whose] == [1, 2, 2]


def test_whoever_reads_no_cases_has_only_what_else_is_awaited_of_them(
    officer: Desk, desk_of: DeskOf, here: UUID
) -> None:
    a_follow_up(officer, "contacts", a_contact(officer, here))
    (board,) = desk_of(Role.ADMINISTRATOR, scope=Scope.ALL).ask(today.boards)
    assert (board.whose, board.items) == (Whose.MINE, ())


def test_a_promise_handed_over_leaves_the_board(officer: Desk, desk_of: DeskOf, here: UUID) -> None:
    mate = a_member(desk_of(Role.ADMINISTRATOR))
    a_follow_up(officer, "contacts", a_contact(officer, here), assigned_to=mate)
    assert of(officer).items == ()
    assert len(of(desk_of(Role.OFFICER, id=mate)).of(Group.NEXT)) == 1


def test_whom_nobody_has_reached_for_long_stands_longest_first(officer: Desk, here: UUID, clock: Clock) -> None:
    forgotten, met, called, free = (a_person(officer, "Amal", f"Haddad{n}") for n in "abcd")
    open_to = {who: a_follow_up(officer, "people", who, due_at=NOON + timedelta(days=90)) for who in (forgotten, met)}
    open_to[called] = a_follow_up(officer, "people", called, due_at=NOON + timedelta(days=90))
    a_contact(officer, here, free)
    a_contact(officer, here, met, reached=True)
    clock.move(days=20)
    a_contact(officer, here, met, reached=False)
    draft = followups.AttemptDraft(followup_id=open_to[called], method="voice-only", result="reached")
    officer.do(followups.attempt, draft)
    silent = of(officer).of(Group.UNREACHED)
    assert [(item.id, item.days, item.late) for item in silent] == [(forgotten, 20, True), (met, 20, False)]
    a_contact(officer, here, forgotten, occurred_at=clock.now)
    assert [item.id for item in of(officer).of(Group.UNREACHED)] == [met]
    officer.do(followups.done, open_to[met])
    assert of(officer).of(Group.UNREACHED) == ()


def test_who_asks_not_to_be_reached_is_not_called_forgotten(officer: Desk, clock: Clock) -> None:
    person = a_person(officer, contact_preference="dont_reach_out")
    a_follow_up(officer, "people", person, due_at=NOON + timedelta(days=90))
    clock.move(days=20)
    assert of(officer).of(Group.UNREACHED) == ()


def test_an_old_draft_is_told_from_a_new_one(officer: Desk, here: UUID, clock: Clock) -> None:
    officer.do(unsent.keep, new_id(), "log", {"headline": "Half a sentence"})
    a_contact(officer, here, as_draft=True)
    clock.move(hours=71)
    assert [item.late for item in of(officer).of(Group.DRAFTS)] == [False, False]
    clock.move(hours=1)
    assert [item.late for item in of(officer).of(Group.DRAFTS)] == [True, True]
