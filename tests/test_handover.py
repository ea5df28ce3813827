"""Handing a neighborhood over: double cover, promises that go along, the pack, and who reads what in it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed
from casemgr.records import followups, neighborhoods, people
from casemgr.records.neighborhoods import AssignmentDraft, Duty
from casemgr.services.handover.acting import HandOverDraft, hand_over
from casemgr.services.handover.pack import handover_pack
from casemgr.services.summary import figures
from tests.builders import a_follow_up, a_member, a_neighborhood, a_person

DeskOf = Callable[..., Desk]
NOTE = "The Ibarra shop keeps a spare key for the hall."


class Town:
    """A neighborhood with a first officer, who promised something to someone there."""

    def __init__(self, desk_of: DeskOf) -> None:
        admin = desk_of(Role.ADMINISTRATOR)
        self.lead = desk_of(Role.SUPERVISOR)
        self.place = a_neighborhood(admin)
        self.giver = a_member(admin, "g.iver", "Gwen Iver")
        self.taker = a_member(admin, "t.aker", "Tom Aker")
        self.today = self.lead.store.clock().astimezone(self.lead.store.zone).date()
        start = self.today - timedelta(days=200)
        draft = AssignmentDraft(officer_id=self.giver, neighborhood_id=self.place, start=start)
        self.assignment: UUID = self.lead.do(neighborhoods.assign_officer, draft)
        self.person = a_person(self.lead, "Lucía", "Ramírez", neighborhood_id=self.place)
        self.promise = a_follow_up(
            self.lead, "people", self.person, person_id=self.person, what="Ask about the ramp", assigned_to=self.giver
        )

    def hand_over(self, **facts: Any) -> None:
        self.lead.do(hand_over, self.assignment, HandOverDraft(**{"to": self.taker, "note": NOTE} | facts))

    def on(self, day: date) -> list[tuple[UUID, Duty, bool]]:
        there = self.lead.ask(neighborhoods.assigned, self.place, day)
        return [(one.officer_id, one.duty, one.primary) for one in there]


@pytest.fixture
def town(desk_of: DeskOf) -> Town:
    return Town(desk_of)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_for_thirty_days_both_cover_the_neighborhood(town: Town) -> None:
    town.hand_over()
    both = [(town.taker, Duty.BEAT_OFFICER, True), (town.giver, Duty.COVER, False)]
    assert town.on(town.today) == both
    assert town.on(town.today + timedelta(days=29)) == both
    assert town.on(town.today + timedelta(days=30)) == both[:1]


@pytest.mark.parametrize("goes", [True, False])
def test_open_promises_go_along_where_that_is_wanted(town: Town, goes: bool) -> None:  # noqa: FBT001
    town.hand_over(take_promises=goes)
    card = town.lead.ask(followups.followup, town.promise)
    assert card.assigned_to == (town.taker if goes else town.giver)


def test_it_is_handed_over_once_and_to_someone_else(town: Town, desk_of: DeskOf) -> None:
    with pytest.raises(Invalid):
        town.hand_over(to=town.giver)
    town.hand_over()
    assert town.lead.ask(general.reading, "assignments", town.assignment).acts == ()
    with pytest.raises(Invalid):
        town.hand_over()
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).do(hand_over, town.assignment, HandOverDraft(to=town.taker, note=NOTE))


def test_the_pack_tells_what_is_open_and_how_to_reach_whom(town: Town) -> None:
    town.lead.do(people.note_safe_contact, town.person, "Only by the sister.")
    town.hand_over()
    said = text_of(town.lead.ask(handover_pack, town.assignment)).replace("\n", " ")
    for part in (NOTE, "Ask about the ramp", "Ramírez", "Only by the sister.", "Gwen Iver", "Not to be handed on"):
        assert part in said


def test_whoever_may_not_see_someone_does_not_read_of_them_in_the_pack(town: Town, desk_of: DeskOf) -> None:
    town.hand_over()
    said = text_of(desk_of(Role.OFFICER, unit="Elsewhere").ask(handover_pack, town.assignment))
    assert "Ramírez" not in said
    assert "Ask about the ramp" not in said


def test_the_month_tells_whether_promises_were_kept_across_it(town: Town) -> None:
    now = town.lead.store.clock()
    due = a_follow_up(
        town.lead,
        "people",
        town.person,
        what="Bring the form",
        assigned_to=town.giver,
        due_at=now + timedelta(minutes=1),
    )
    neighborhood = town.lead.ask(followups.followup, due)
    assert neighborhood.assigned_to == town.giver
    town.hand_over(on=town.today - timedelta(days=30))
    assert kept(town) == (0, 1)
    town.lead.do(followups.done, due, "Brought")
    assert kept(town) == (1, 1)


def kept(town: Town) -> tuple[object, object]:
    sections = town.lead.ask(figures, f"{town.today:%Y-%m}").sections
    figure = {one.code: one for section in sections if section.code == "neighborhoods" for one in section.figures}
    return figure["kept"].n, figure["kept"].of
