"""The service directory: entering services, what we know of them, finding one, and whether it is open."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from casemgr.core import codes, general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.core.errors import Invalid, NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.records import directory
from casemgr.records.directory import Freshness, Why
from tests.builders import a_service
from tests.conftest import Clock

Desks = Callable[..., Desk]
WORKDAYS = ["MO", "TU", "WE", "TH", "FR"]


@pytest.fixture
def supervisor(desk_of: Desks) -> Desk:
    return desk_of(Role.SUPERVISOR)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York"))


class TestByHand:
    def test_services_of_one_organization_share_it(self, supervisor: Desk) -> None:
        a_service(supervisor, "Night Shelter", "Harbor House")
        a_service(supervisor, "Day Room", "harbor house")
        assert len(supervisor.ask(directory.organizations).rows) == 1
        listed = supervisor.ask(directory.services).rows
        assert [(row.name, row.organization) for row in listed] == [
            ("Day Room", "Harbor House"),
            ("Night Shelter", "Harbor House"),
        ]

    def test_a_service_can_be_amended_and_read_back(self, supervisor: Desk) -> None:
        facts = {"phone": "305 555 0100", "address_1": "1 Elm St", "city": "Harborview", "opens": "09:00"}
        id = a_service(supervisor, **facts, closes="17:00", days=WORKDAYS)
        reading = supervisor.ask(general.reading, "services", id).values
        assert {name: reading[name] for name in facts} == facts
        draft = checked(
            directory.ServiceDraft, reading | {"phone": "", "city": "Mill Bay", "opens": "", "closes": "", "days": []}
        )
        supervisor.do(directory.amend_service, id, draft)
        card = supervisor.ask(directory.service, id)
        assert (card.phones, card.hours) == ((), ())
        assert card.places[0].address == "1 Elm St, Mill Bay"

    def test_hours_need_days_and_times(self, supervisor: Desk) -> None:
        with pytest.raises(Invalid) as refused:
            a_service(supervisor, opens="9", closes="17:00", days=WORKDAYS)
        assert refused.value.problems[0].field == "opens"
        with pytest.raises(Invalid) as refused:
            a_service(supervisor, opens="09:00", closes="17:00")
        assert refused.value.problems[0].field == "days"

    def test_saving_the_same_draft_twice_is_one_service(self, supervisor: Desk) -> None:
        id = new_id()
        assert a_service(supervisor, id=id) == a_service(supervisor, id=id)
        assert len(supervisor.ask(directory.services).rows) == 1

    def test_officers_read_but_do_not_edit(self, desk_of: Desks, supervisor: Desk) -> None:
        id = a_service(supervisor)
        officer = desk_of(Role.OFFICER)
        assert officer.ask(directory.services).rows[0].id == id
        with pytest.raises(NotAllowed):
            officer.do(directory.mark_checked, id)

    def test_it_is_found_by_its_organization_and_city(self, supervisor: Desk) -> None:
        id = a_service(supervisor, "Night Shelter", "Harbor House", city="Mill Bay")
        for words in ("night shel", "harbor", "mill bay"):
            assert [hit.id for hit in supervisor.ask(general.find, words, ["services"])] == [id]


class TestLocal:
    def test_what_we_know_stands_on_the_card(self, supervisor: Desk) -> None:
        id = a_service(
            supervisor, local={"capacity_status": "capacity", "vawa_provider": True, "quick_card": "Ring twice."}
        )
        local = supervisor.ask(directory.service, id).local
        assert (local.capacity_status, local.vawa_provider, local.quick_card) == ("capacity", True, "Ring twice.")
        assert local.capacity_checked_at is not None

    def test_capacity_is_one_of_the_list(self, supervisor: Desk) -> None:
        assert "capacity" in {choice.code for choice in supervisor.ask(codes.choices, "sdohcc_capacity_status")}
        with pytest.raises(Invalid) as refused:
            a_service(supervisor, local={"capacity_status": "plenty"})
        assert refused.value.problems[0].field == "capacity_status"

    def test_there_must_be_a_service(self, supervisor: Desk) -> None:
        with pytest.raises(NotFound):
            supervisor.do(directory.set_local, new_id(), directory.LocalDraft())

    def test_an_entry_ages_until_it_is_checked(self, supervisor: Desk, clock: Clock) -> None:
        id = a_service(supervisor)

        def freshness() -> Freshness:
            return supervisor.ask(directory.service, id).freshness

        seen = [freshness()]
        for days in (90, 1, 89, 1):
            clock.move(days=days)
            seen.append(freshness())
        assert seen == [Freshness.GREEN, Freshness.GREEN, Freshness.AMBER, Freshness.AMBER, Freshness.RED]
        supervisor.do(directory.mark_checked, id)
        assert freshness() is Freshness.GREEN


class TestOpen:
    def test_open_by_the_clock_of_the_place(self, supervisor: Desk) -> None:
        id = a_service(supervisor, opens="09:00", closes="17:00", days=WORKDAYS)
        state = supervisor.ask(directory.open_now, id)
        assert (state.open, state.until) == (True, at("2026-10-14 17:00"))
        state = supervisor.ask(directory.open_now, id, at("2026-10-17 12:00"))
        assert (state.open, state.next_open) == (False, at("2026-10-19 09:00"))

    def test_without_hours_it_is_not_known(self, supervisor: Desk) -> None:
        assert supervisor.ask(directory.open_now, a_service(supervisor)).open is None

    def test_what_we_know_ourselves_comes_first(self, supervisor: Desk) -> None:
        id = a_service(supervisor, local={"open_24_7": True})
        assert supervisor.ask(directory.open_now, id, at("2026-12-25 03:00")).open is True


class TestFinding:
    def names(self, desk: Desk, *args: object, **options: object) -> list[str]:
        return [found.name for found in desk.ask(directory.services_for, *args, **options)]

    def test_by_the_kind_of_need(self, supervisor: Desk) -> None:
        a_service(supervisor, "Night Shelter", description="Beds for homeless men and women.")
        a_service(supervisor, "Food Pantry")
        assert self.names(supervisor, "homelessness") == ["Night Shelter"]
        assert self.names(supervisor, "food-insecurity") == ["Food Pantry"]
        assert self.names(supervisor, "", "pant") == ["Food Pantry"]
        assert self.names(supervisor, "homelessness", "pantry") == []

    def test_every_kind_of_need_has_words(self, supervisor: Desk) -> None:
        offered = {choice.code for choice in supervisor.ask(codes.choices, "need_domain")}
        assert offered == directory.NEED_WORDS.keys()

    def test_something_must_be_asked_for(self, supervisor: Desk) -> None:
        for asked in (("",), ("no-such-need",)):
            with pytest.raises(Invalid):
                supervisor.ask(directory.services_for, *asked)

    def test_those_that_can_take_someone_now_come_first(self, supervisor: Desk) -> None:
        hours = {"opens": "09:00", "closes": "17:00", "days": WORKDAYS}
        a_service(supervisor, "Shelter closed", opens="20:00", closes="23:00", days=WORKDAYS)
        a_service(supervisor, "Shelter full", **hours, local={"capacity_status": "no-capacity"})
        a_service(supervisor, "Shelter unknown")
        a_service(supervisor, "Shelter with room", **hours, local={"capacity_status": "capacity"})
        a_service(supervisor, "Shelter open", **hours)
        found = supervisor.ask(directory.services_for, "homelessness", open_at=at("2026-10-14 12:00"))
        assert [f.name for f in found][:3] == ["Shelter with room", "Shelter open", "Shelter unknown"]
        assert {f.name for f in found[3:]} == {"Shelter full", "Shelter closed"}
        assert found[0].why == (Why.OPEN_NOW, Why.HAS_ROOM)
        assert (found[2].open, found[2].why) == (None, ())

    def test_police_drop_off_counts_when_asked_for(self, supervisor: Desk) -> None:
        a_service(supervisor, "Shelter A", local={"accepts_police_dropoff": False, "walk_in": True})
        a_service(supervisor, "Shelter B", local={"accepts_police_dropoff": True})
        found = supervisor.ask(directory.services_for, "homelessness", accepts_police_dropoff=True)
        assert [(f.name, f.why[0]) for f in found] == [
            ("Shelter B", Why.TAKES_DROP_OFF),
            ("Shelter A", Why.NO_DROP_OFF),
        ]

    def test_near_before_far(self, supervisor: Desk) -> None:
        a_service(supervisor, "Shelter far", address_1="1 Elm St", latitude=26.7, longitude=-80.1)
        a_service(supervisor, "Shelter near", address_1="2 Oak St", latitude=25.78, longitude=-80.2)
        found = supervisor.ask(directory.services_for, "homelessness", near=(25.77, -80.19))
        assert [(f.name, f.distance_km) for f in found] == [("Shelter near", 1.5), ("Shelter far", 103.8)]
        assert found[0].why == (Why.NEAR,)

    def test_closed_services_are_not_offered(self, supervisor: Desk) -> None:
        a_service(supervisor, "Old shelter", status="defunct")
        a_service(supervisor, "New shelter")
        assert self.names(supervisor, "homelessness") == ["New shelter"]

    def test_a_stale_entry_says_so(self, supervisor: Desk, clock: Clock) -> None:
        a_service(supervisor, "Shelter")
        assert not supervisor.ask(directory.services_for, "homelessness")[0].stale
        clock.move(days=181)
        assert supervisor.ask(directory.services_for, "homelessness")[0].stale


def test_lists_go_page_by_page(supervisor: Desk) -> None:
    made = [a_service(supervisor, f"Shelter {n}", f"Organization {n}") for n in range(5)]
    seen: list[UUID] = []
    after = None
    while True:
        page = supervisor.ask(directory.services, after, 2)
        seen += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == made
