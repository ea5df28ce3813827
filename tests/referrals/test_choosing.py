"""The ranking of services: what can take this person now stands first, and every place has its reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.access import Role
from casemgr.core.jobs import run
from casemgr.core.record import new_id
from casemgr.records import directory
from casemgr.records.directory import Freshness
from casemgr.services.choosing.offers import offers
from casemgr.services.choosing.ranking import Facts, Why, Wish, rank, reasons
from casemgr.services.hsds.load import import_directory
from tests.builders import a_consent, a_neighborhood, a_person, a_place
from tests.hsds_reading import package
from tests.referrals.steps import a_receiver, drafted, take

NOTHING = Wish()


def a_service(name="One", **facts):
    return Facts(id=new_id(), name=name, **facts)


def names(services, wish=NOTHING):
    return [one.facts.name for one in rank(services, wish)]


def whys(facts, wish=NOTHING):
    return [reason.why for reason in reasons(facts, wish)]


def test_who_is_open_and_has_room_comes_before_who_is_near():
    there = [
        a_service("near but closed", open=False, distance_km=0.5),
        a_service("open with room", open=True, capacity="capacity", room_days=2, distance_km=9.0),
        a_service("full", open=True, capacity="no-capacity", room_days=1),
        a_service("unknown"),
    ]
    assert names(there) == ["open with room", "unknown", "near but closed", "full"]


def test_room_checked_long_ago_counts_less():
    fresh, old = (a_service(str(days), capacity="capacity", room_days=days) for days in (2, 60))
    assert names([old, fresh]) == ["2", "60"]
    assert whys(old) == [Why.ROOM]


def test_a_wish_weighs_more_and_still_hides_nobody():
    there = [a_service("takes them", drop_off=True, open=False), a_service("open", open=True, drop_off=False)]
    assert names(there) == ["open", "takes them"]
    assert names(there, Wish(drop_off=True)) == ["takes them", "open"]
    assert len(rank(there, Wish(open_now=True, drop_off=True))) == 2


def test_what_worked_before_counts_once_there_is_enough_of_it():
    worked = a_service("worked", sent=5, took=4, connected=4)
    seldom = a_service("seldom", sent=5, took=1, connected=0)
    new = a_service("new", sent=1, took=0)
    assert names([seldom, new, worked]) == ["worked", "new", "seldom"]
    assert (whys(worked), whys(seldom), whys(new)) == ([Why.WORKED], [Why.SELDOM_WORKED], [])


def test_language_distance_and_age_are_told():
    facts = a_service(speaks=True, distance_km=1.2, freshness=Freshness.RED)
    assert whys(facts) == [Why.LANGUAGE, Why.NEAR, Why.STALE]
    assert whys(a_service(speaks=False, distance_km=40.0)) == [Why.FAR, Why.OTHER_LANGUAGE]


MANY = st.lists(
    st.builds(
        Facts,
        id=st.uuids(),
        name=st.text(max_size=3),
        open=st.none() | st.booleans(),
        capacity=st.sampled_from(["", "capacity", "waitlist", "no-capacity"]),
        room_days=st.none() | st.integers(0, 400),
        drop_off=st.none() | st.booleans(),
        speaks=st.none() | st.booleans(),
        distance_km=st.none() | st.floats(0, 100),
        sent=st.integers(0, 9),
        freshness=st.sampled_from(Freshness),
    ),
    max_size=12,
)


@given(services=MANY, wish=st.builds(Wish, open_now=st.booleans(), drop_off=st.booleans()))
def test_the_order_is_what_the_reasons_say(services, wish):
    ranked = rank(services, wish)
    assert sorted(one.facts.id for one in ranked) == sorted(one.id for one in services)
    points = [sum(reason.points for reason in one.reasons) for one in ranked]
    assert points == sorted(points, reverse=True)


def test_the_directory_and_past_referrals_are_gathered(town, clock):
    beds, house = a_receiver(
        town.supervisor, "Shelter East", "East House", {"capacity_status": "capacity", "accepts_police_dropoff": True}
    )
    a_consent(town.officer, town.maria, house)
    for _each in range(3):
        id = drafted(town, service_id=beds)
        take(town.officer, town, id, "send")
        take(town.supervisor, town, id, "accept")
        take(town.supervisor, town, id, "start")
    clock.move(days=2)
    [first, *_others] = town.officer.ask(offers, "homelessness", "", town.maria)
    facts = first.ranked.facts
    assert (first.id, facts.sent, facts.took, facts.connected) == (beds, 3, 3, 3)
    assert (facts.room_days, facts.drop_off) == (2, True)
    clock.move(days=200)
    [again, *_others] = town.officer.ask(offers, "homelessness")
    assert (again.freshness, again.checked_days) == (Freshness.RED, 202)


@pytest.mark.parametrize(("theirs", "spoken"), [("spa", "es"), ("es", "spa"), ("es", "es-MX")])
def test_a_language_is_known_by_either_of_its_codes(town, tmp_path, theirs, spoken):
    tables = {
        "organizations": "id,name,description\no1,Casa,Shelter\n",
        "services": "id,organization_id,name,status,description\ns1,o1,Casa shelter,active,Beds\n",
        "languages": f"id,service_id,code\nl1,s1,{spoken}\n",
    }
    run(import_directory(town.supervisor, package(tmp_path, **tables)))
    person = a_person(town.officer, "Ana", preferred_language=theirs)
    [casa] = [one for one in town.officer.ask(offers, "", "casa", person) if one.name == "Casa shelter"]
    assert casa.ranked.facts.speaks


def test_distance_is_from_the_middle_of_the_neighborhood(town, desk_of):
    quarter = a_neighborhood(desk_of(Role.ADMINISTRATOR))
    for north in (40.0, 40.02):
        a_place(town.officer, f"Corner {north}", neighborhood_id=quarter, latitude=north, longitude=-75.0)
    person = a_person(town.officer, "Ana", neighborhood_id=quarter, preferred_language="es")
    far = {"address_1": "1 Elm St", "city": "North", "latitude": 41.0, "longitude": -75.0}
    near = {"address_1": "2 Elm St", "city": "North", "latitude": 40.01, "longitude": -75.0}
    for name, where in (("Shelter far", far), ("Shelter near", near)):
        draft = directory.ServiceDraft(name=name, organization=name, **where)
        town.supervisor.do(directory.add_service, draft)
    found = {one.name: one.ranked.facts.distance_km for one in town.officer.ask(offers, "homelessness", "", person)}
    assert found["Shelter near"] == 0
    assert 100 < found["Shelter far"] < 120
    order = [one.name for one in town.officer.ask(offers, "homelessness", "", person)]
    assert order.index("Shelter near") < order.index("Shelter far")
