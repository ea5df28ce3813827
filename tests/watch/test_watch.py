"""Watch groups and joint patrols: rosters, the briefing before a patrol, places and never people, month and duties."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from casemgr.core import general
from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Invalid, NotAllowed
from casemgr.records.watch import describes_someone, groups, patrols
from casemgr.records.watch.describing import TELLING
from casemgr.records.watch.groups import DayDraft, LeftDraft, MemberDraft
from casemgr.records.watch.patrols import BriefingDraft, CalledOffDraft, DebriefDraft, ObservationDraft
from casemgr.services import today
from casemgr.services.summary import figures
from casemgr.services.watch_sheets import briefing_sheet, roster_sheet
from tests.samples import made

DeskOf = Callable[..., Desk]
ALL = BriefingDraft(**{name: True for name in BriefingDraft.model_fields})


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER, Role.SUPERVISOR)


def group(desk: Desk, **facts: Any) -> UUID:
    id = made(desk, "watch", **facts)
    desk.do(groups.add_member, id, MemberDraft(name="Ada Example", role="coordinator", phone="555-0101"))
    desk.do(groups.activate, id, Nothing())
    return id


def under_way(desk: Desk, **facts: Any) -> UUID:
    id = made(desk, "patrols", group_id=group(desk), starts_at=desk.store.clock() - timedelta(hours=3), **facts)
    desk.do(patrols.brief, id, ALL)
    desk.do(patrols.set_out, id, Nothing())
    return id


def observation(**facts: Any) -> ObservationDraft:
    return ObservationDraft(
        **{"sort": "lighting_out", "place": "Corner of Dock and 3rd", "action": "reported_311"} | facts
    )


def text_of(paper: Any) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)


def status(desk: Desk, kind: str, id: UUID) -> str:
    return desk.ask(general.reading, kind, id).status


def test_a_patrol_sets_out_only_after_every_point_of_its_briefing(officer: Desk) -> None:
    id = made(officer, "patrols", group_id=group(officer))
    with pytest.raises(Invalid):
        officer.do(patrols.set_out, id, Nothing())
    with pytest.raises(Invalid) as refused:
        officer.do(patrols.brief, id, ALL.model_copy(update={"no_pursuit": False, "no_weapons": False}))
    assert {one.field for one in refused.value.problems} == {"no_pursuit", "no_weapons"}
    assert status(officer, "patrols", id) == "planned"
    officer.do(patrols.brief, id, ALL)
    officer.do(patrols.set_out, id, Nothing())
    assert status(officer, "patrols", id) == "under way"
    with pytest.raises(Invalid):
        officer.do(patrols.call_off, id, CalledOffDraft(reason="Rain"))


@pytest.mark.parametrize("note", ["A tall man in a hoodie by the door", "Dos muchachos junto al portón", "He ran off"])
def test_a_description_of_a_person_is_refused_unless_an_emergency_call_tells_of_it(officer: Desk, note: str) -> None:
    id = under_way(officer)
    with pytest.raises(Invalid) as refused:
        officer.do(patrols.observe, id, observation(note=note))
    assert [one.field for one in refused.value.problems] == ["note"]
    with pytest.raises(Invalid):
        officer.do(patrols.observe, id, observation(note=note, call_number="yes"))
    officer.do(patrols.observe, id, observation(note=note, call_number="26-004411", action="reported_911"))
    (noted,) = officer.ask(general.reading, "patrols", id).sections
    assert len(noted.lines) == 1


@given(word=st.sampled_from(sorted(TELLING)), gap=st.sampled_from([" ", ", ", ". ", "/"]), loud=st.booleans())
def test_a_word_for_a_person_is_found_wherever_it_stands(word: str, gap: str, *, loud: bool) -> None:
    said = f"Lamp out{gap}{word.upper() if loud else word}{gap}by the gate"
    assert describes_someone(said)


@pytest.mark.parametrize("note", ["Street lamp out, gate 4 open", "Mattress dumped behind the shop", "Manhole open"])
def test_places_and_conditions_are_noted(officer: Desk, note: str) -> None:
    officer.do(patrols.observe, under_way(officer), observation(note=note))


def test_a_roster_has_a_phone_tree_and_forgets_the_number_of_who_left(officer: Desk) -> None:
    id = group(officer)
    officer.do(
        groups.add_member, id, MemberDraft(name="Bo Sample", role="block_captain", phone="555-0102", called_by=1)
    )
    with pytest.raises(Invalid):
        officer.do(groups.add_member, id, MemberDraft(name="Cy Sample", role="member", called_by=9))
    said = text_of(officer.ask(roster_sheet, id))
    assert "Bo Sample" in said
    assert "555-0102" in said
    assert "stays inside the agency" in said.replace("\n", " ")
    officer.do(groups.member_left, id, LeftDraft(n=2))
    assert "Bo Sample" not in text_of(officer.ask(roster_sheet, id))


def test_a_group_without_a_coordinator_is_not_active(officer: Desk) -> None:
    with pytest.raises(Invalid):
        officer.do(groups.activate, made(officer, "watch"), Nothing())


def test_the_briefing_sheet_has_checklist_route_and_who_walks(officer: Desk) -> None:
    id = made(officer, "patrols", group_id=group(officer), route="Dock Street, then 3rd", volunteers=["Bo Sample"])
    said = text_of(officer.ask(briefing_sheet, id)).replace("\n", " ")
    assert all(part in said for part in ("Dock Street, then 3rd", "Bo Sample", "Nobody follows or stops anyone"))


def test_its_liaison_is_told_of_a_year_without_meeting_and_an_officer_of_a_missing_debrief(officer: Desk) -> None:
    now = officer.store.clock().date()
    id = group(officer, founded_on=now - timedelta(days=800))
    assert waiting(officer) == {
        "A watch group has not met for a year",
        "A phone tree has not been looked through for a year",
    }
    officer.do(groups.note_meeting, id, DayDraft())
    officer.do(groups.renew_phone_tree, id, DayDraft())
    assert waiting(officer) == set()
    patrol = under_way(officer)
    assert waiting(officer) == {"Debrief of a joint patrol"}
    officer.do(patrols.debrief, patrol, DebriefDraft(hours=2, volunteers_there=3, debrief="Went well."))
    assert waiting(officer) == set()


def waiting(desk: Desk) -> set[str]:
    return {item.what for board in desk.ask(today.boards) for item in board.items}


def test_the_month_counts_what_was_walked_and_each_number_has_its_list(officer: Desk, desk_of: DeskOf) -> None:
    patrol = under_way(officer)
    officer.do(patrols.observe, patrol, observation())
    officer.do(patrols.observe, patrol, observation(action="none"))
    officer.do(patrols.debrief, patrol, DebriefDraft(hours=1.5, volunteers_there=4, debrief="Went well."))
    at = (officer.store.clock() - timedelta(hours=3)).astimezone(officer.store.zone)
    sections = desk_of(Role.SUPERVISOR).ask(figures, f"{at:%Y-%m}").sections
    section = next(one for one in sections if one.code == "watch")
    figure = {one.code: one for one in section.figures}
    assert section.number == 8
    assert figure["patrols"].behind == (("patrols", patrol),)
    assert (figure["hours"].n, figure["observations"].n, figure["told_on"].n, figure["told_on"].of) == (6, 2, 1, 2)
    assert all(one.n == len(one.behind) for one in section.figures if one.behind)


def test_whoever_may_only_read_enters_nothing(officer: Desk, desk_of: DeskOf) -> None:
    id = under_way(officer)
    with pytest.raises(NotAllowed):
        desk_of(Role.COMMANDER).do(patrols.observe, id, observation())
    with pytest.raises(CaseError):
        officer.do(patrols.debrief, id, DebriefDraft(hours=1, volunteers_there=1, debrief="He wore a red jacket."))
