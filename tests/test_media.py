"""Drives and papers that went out: each stands for something in the register, and none is forgotten out there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Invalid, NotAllowed
from casemgr.records import media
from casemgr.records.followups import Whose
from casemgr.records.media import DestroyedDraft, EndedDraft, MediumDraft
from casemgr.services import today
from tests.conftest import Clock
from tests.samples import an_export

DeskOf = Callable[..., Desk]


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR)


def draft(lead: Desk, **facts: object) -> MediumDraft:
    values = {"label": "USB-07", "export": an_export(lead), "carrier": "Noor Haddad", "given_on": day(lead)}
    return MediumDraft.model_validate(values | facts)


def day(lead: Desk, ahead: int = 0) -> object:
    return lead.store.clock().astimezone(lead.store.zone).date() + timedelta(days=ahead)


def asked_about(lead: Desk) -> list[UUID]:
    board = next(board for board in lead.ask(today.boards) if board.whose is Whose.MINE)
    return [item.id for item in board.items if item.about == "media" and item.group is not today.Group.NEXT]


def test_it_names_something_of_the_register_and_a_day_that_has_come(lead: Desk) -> None:
    for facts in ({"export": "D-1999-0001"}, {"given_on": day(lead, 1)}):
        with pytest.raises(Invalid) as refused:
            lead.do(media.give_out, draft(lead, **facts))
        assert refused.value.problems[0].field == next(iter(facts))
    id = lead.do(media.give_out, draft(lead))
    assert [row.id for row in lead.ask(media.media).rows] == [id]


def test_it_is_destroyed_before_a_witness_and_never_twice(lead: Desk) -> None:
    id = lead.do(media.give_out, draft(lead))
    lead.do(media.came_back, id, EndedDraft())
    lead.do(media.destroyed, id, DestroyedDraft(witness="Ines Roth"))
    [row] = lead.ask(media.media).rows
    assert (row.status, row.witness, row.ended_on) == ("destroyed", "Ines Roth", day(lead))
    with pytest.raises(CaseError):
        lead.do(media.came_back, id, EndedDraft())


def test_it_ends_between_the_day_it_went_and_today(lead: Desk) -> None:
    id = lead.do(media.give_out, draft(lead, given_on=day(lead, -3)))
    for ahead in (-4, 1):
        with pytest.raises(Invalid, match="from the one it was given out on"):
            lead.do(media.lost, id, EndedDraft.model_validate({"day": day(lead, ahead)}))
    lead.do(media.lost, id, EndedDraft.model_validate({"day": day(lead, -1)}))
    lead.do(media.came_back, id, EndedDraft())


def test_whoever_gave_it_out_is_asked_about_it_after_a_month(lead: Desk, clock: Clock) -> None:
    id = lead.do(media.give_out, draft(lead))
    clock.now += timedelta(days=31)
    assert asked_about(lead) == [id]
    lead.do(media.keep_there, id, EndedDraft())
    assert asked_about(lead) == []


def test_only_who_lets_things_leave_enters_one(desk_of: DeskOf, lead: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).do(media.give_out, draft(lead))
