"""Off-boarding: nothing that someone answered for is forgotten when they leave."""

from collections.abc import Callable

import pytest

from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.records import followups, neighborhoods
from casemgr.records.neighborhoods import AssignmentDraft
from casemgr.services import offboarding
from casemgr.services.offboarding import WorkDraft, hand_over_work
from tests.builders import a_follow_up, a_leader, a_member, a_neighborhood, a_person

NOTE = "The Ibarra shop keeps a spare key for the hall."


class Desks:
    """An officer who leaves with a promise, a leader and a neighborhood; and those who see to it."""

    def __init__(self, desk_of: Callable[..., Desk]) -> None:
        self.admin = desk_of(Role.ADMINISTRATOR)
        self.lead = desk_of(Role.SUPERVISOR)
        self.elsewhere = desk_of(Role.SUPERVISOR, unit="South", scope=Scope.UNIT)
        self.leaver = a_member(self.admin, "g.iver", "Gwen Iver")
        self.taker = a_member(self.admin, "t.aker", "Tom Aker")
        self.place = a_neighborhood(self.admin)
        start = self.lead.store.clock().date()
        draft = AssignmentDraft(officer_id=self.leaver, neighborhood_id=self.place, start=start)
        self.lead.do(neighborhoods.assign_officer, draft)
        person = a_person(self.lead, "Lucía", "Ramírez", neighborhood_id=self.place)
        self.promise = a_follow_up(self.lead, "people", person, person_id=person, assigned_to=self.leaver)
        self.leader = a_leader(self.lead, self.place, owner_id=self.leaver)


@pytest.fixture
def desks(desk_of: Callable[..., Desk]) -> Desks:
    return Desks(desk_of)


def test_what_somebody_answered_for_goes_to_a_colleague(desks: Desks) -> None:
    assert desks.admin.do(offboarding.open_work, desks.leaver) == 2
    desks.lead.do(hand_over_work, desks.leaver, WorkDraft(to=desks.taker, note=NOTE))
    assert desks.admin.do(offboarding.open_work, desks.leaver) == 0
    assert desks.admin.do(offboarding.open_work, desks.taker) == 2
    assert desks.lead.ask(followups.followup, desks.promise).assigned_to == desks.taker
    here = desks.lead.ask(neighborhoods.assigned, desks.place, desks.lead.store.clock().date())
    assert here[0].officer_id == desks.taker


def test_nothing_is_handed_over_by_halves(desks: Desks) -> None:
    with pytest.raises(Invalid, match="out of your sight"):
        desks.elsewhere.do(hand_over_work, desks.leaver, WorkDraft(to=desks.taker, note=NOTE))
    assert desks.admin.do(offboarding.open_work, desks.taker) == 0


def test_only_who_leads_hands_over_and_only_to_who_works_here(desks: Desks) -> None:
    with pytest.raises(NotAllowed):
        desks.admin.do(hand_over_work, desks.leaver, WorkDraft(to=desks.taker, note=NOTE))
    with pytest.raises(NotAllowed):
        desks.lead.do(offboarding.open_work, desks.leaver)
    with pytest.raises(Invalid, match="someone else"):
        desks.lead.do(hand_over_work, desks.leaver, WorkDraft(to=desks.leaver, note=NOTE))
