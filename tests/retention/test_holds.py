"""Holds: whatever the path, nothing that is held is disposed of, expunged or merged away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgr.core import bulk, general
from casemgr.core.access import Role, Scope
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed, NotFound
from casemgr.core.holding import Held, held_of
from casemgr.core.kind import KINDS
from casemgr.core.store import Store
from casemgr.records.contacts import Contact
from casemgr.records.holds import HoldBasis, HoldDraft, ReleaseDraft, place_hold, release_hold
from casemgr.records.people import MergeDraft
from casemgr.services import merging, retention
from casemgr.services.retention import ProposeDraft
from tests.builders import a_contact, a_follow_up, a_neighborhood, a_person
from tests.conftest import Clock

DeskOf = Callable[..., Desk]
TWO_YEARS = 731


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


def hold(desk: Desk, **facts: Any) -> UUID:
    draft = HoldDraft(matter="26-CV-0114", basis=HoldBasis.LEGAL, **facts)
    return desk.do(place_hold, draft)


def release(desk: Desk, id: UUID) -> None:
    desk.do(release_hold, id, ReleaseDraft(reason="The case is closed."))


class Scene:
    """A contact with a person, two years old, in a neighborhood."""

    def __init__(self, lead: Desk, clock: Clock) -> None:
        self.quarter, self.person = a_neighborhood(lead), a_person(lead)
        self.contact = a_contact(lead, self.quarter, self.person)
        self.number = lead.ask(general.reading, "contacts", self.contact).number
        clock.move(days=TWO_YEARS)


@pytest.fixture
def scene(lead: Desk, clock: Clock) -> Scene:
    return Scene(lead, clock)


COVERS: dict[str, Callable[[Scene, Desk], dict[str, Any]]] = {
    "the record": lambda scene, _lead: {"numbers": [scene.number]},
    "the person on it": lambda scene, _lead: {"people": [scene.person]},
    "its neighborhood": lambda scene, _lead: {"neighborhood_id": scene.quarter},
    "its officer": lambda _scene, lead: {"staff_id": lead.actor.id},
    "its kind": lambda _scene, _lead: {"only_kind": "contacts"},
    "its kind and days": lambda _scene, lead: {
        "only_kind": "contacts",
        "since": lead.store.clock().date() - timedelta(days=TWO_YEARS + 1),
        "until": lead.store.clock().date(),
    },
}


@pytest.mark.parametrize("cover", sorted(COVERS))
class TestEachCover:
    def test_it_is_not_proposed_and_shows_as_held(
        self, cover: str, scene: Scene, lead: Desk, custodian: Desk, commander: Desk
    ) -> None:
        id = hold(custodian, **COVERS[cover](scene, lead))
        past = [one for one in custodian.ask(retention.disposition).past if one.kind == "contacts"]
        assert [(one.id, one.held) for one in past] == [(scene.contact, True)]
        with pytest.raises(Invalid):
            custodian.do(retention.propose_disposal, ProposeDraft(classes=["contact"]))
        release(custodian, id)
        batch = custodian.do(retention.propose_disposal, ProposeDraft(classes=["contact"]))
        commander.do(retention.approve_disposal, batch, Nothing())
        with pytest.raises(NotFound):
            lead.ask(general.reading, "contacts", scene.contact)

    def test_a_hold_placed_after_the_proposal_stops_the_approval(
        self, cover: str, scene: Scene, lead: Desk, custodian: Desk, commander: Desk
    ) -> None:
        batch = custodian.do(retention.propose_disposal, ProposeDraft(classes=["contact"]))
        hold(custodian, **COVERS[cover](scene, lead))
        with pytest.raises(Invalid):
            commander.do(retention.approve_disposal, batch, Nothing())
        assert lead.ask(general.reading, "contacts", scene.contact)

    def test_the_flush_refuses_it_under_the_right_command_too(
        self, cover: str, scene: Scene, lead: Desk, custodian: Desk, commander: Desk, store: Store
    ) -> None:
        hold(custodian, **COVERS[cover](scene, lead))
        with store.tx(commander.actor, commander.signer, "retention.approve_disposal") as tx:
            found = tx.get(Contact, scene.contact)
            tx.delete(found)
            with pytest.raises(Held):
                tx.flush()


def test_a_hold_covers_what_hangs_on_a_record_it_covers(lead: Desk, custodian: Desk, scene: Scene) -> None:
    promise = a_follow_up(lead, "contacts", scene.contact)
    hold(custodian, numbers=[scene.number])
    assert promise in _held(custodian, "followups", promise)


def _held(desk: Desk, kind: str, id: UUID) -> set[UUID]:
    with desk.store.tx(desk.actor) as tx:
        return held_of(tx, KINDS[kind], [tx.get(KINDS[kind].table, id)])


def test_a_person_under_a_hold_is_not_merged_away(lead: Desk, custodian: Desk) -> None:
    keep, other = a_person(lead), a_person(lead)
    id = hold(custodian, people=[other])
    with pytest.raises(Held):
        lead.do(merging.merge, MergeDraft(keep=keep, other=other))
    assert lead.ask(general.reading, "people", other)
    release(custodian, id)
    lead.do(merging.merge, MergeDraft(keep=keep, other=other))


def test_a_bulk_write_removes_nothing_that_is_held(lead: Desk, custodian: Desk, scene: Scene, store: Store) -> None:
    hold(custodian, numbers=[scene.number])
    with store.tx(lead.actor, lead.signer, "directory.load") as tx, pytest.raises(Held):
        bulk.write(tx, Contact, removed=[scene.contact])


def test_work_goes_on_with_what_is_held(lead: Desk, custodian: Desk, scene: Scene) -> None:
    hold(custodian, people=[scene.person])
    assert a_contact(lead, scene.quarter, scene.person)


class TestPlacing:
    def test_what_covers_nothing_is_refused(self, custodian: Desk) -> None:
        for facts in ({}, {"numbers": ["C-2026-NONE-000009"]}, {"only_kind": "dragons"}):
            with pytest.raises(Invalid):
                hold(custodian, **facts)

    def test_days_that_run_backward_are_refused(self, custodian: Desk, clock: Clock) -> None:
        day = clock().date()
        with pytest.raises(Invalid):
            hold(custodian, only_kind="contacts", since=day, until=day - timedelta(days=1))

    def test_it_takes_the_right_and_is_released_once(self, custodian: Desk, lead: Desk, desk_of: DeskOf) -> None:
        for role in (Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR):
            with pytest.raises(NotAllowed):
                hold(desk_of(role), people=[uuid4()])
        id = hold(custodian, people=[a_person(lead)])
        release(custodian, id)
        with pytest.raises(Invalid):
            release(custodian, id)


@settings(max_examples=12)
@given(steps=st.lists(st.sampled_from(["hold", "release", "propose", "approve"]), min_size=1, max_size=8))
def test_in_any_order_what_is_gone_was_not_held(steps: list[str], store: Store, desk_of: DeskOf, clock: Clock) -> None:
    lead, custodian = desk_of(Role.SUPERVISOR, Role.ADMINISTRATOR, scope=Scope.ALL), desk_of(Role.RECORDS_CUSTODIAN)
    commander = desk_of(Role.COMMANDER)
    quarter = a_neighborhood(lead, uuid4().hex[:8])
    contact = a_contact(lead, quarter, a_person(lead))
    clock.move(days=TWO_YEARS)
    held: list[UUID] = []
    batches: list[UUID] = []
    gone = False
    for step in steps:
        try:
            if step == "hold":
                held.append(hold(custodian, neighborhood_id=quarter))
            elif step == "release" and held:
                release(custodian, held.pop())
            elif step == "propose":
                batches.append(custodian.do(retention.propose_disposal, ProposeDraft(classes=["contact"])))
            elif step == "approve" and batches:
                commander.do(retention.approve_disposal, batches.pop(), Nothing())
        except Invalid:
            pass
        there = bool([one for one in _contacts(store, lead) if one == contact])
        assert there or gone or not held, "what a hold covered went away"
        gone = not there


def _contacts(store: Store, desk: Desk) -> list[UUID]:
    return [row.id for row in desk.ask(general.listing, "contacts", None, 1000).rows]
