"""A directory that knows what worked: by need, how soon, why not, and when last; a wall keeps its own."""

from casemgr.services.track_record import ByNeed, track_record
from tests.builders import a_consent, a_person
from tests.referrals.steps import TODAY, a_receiver, brought_to, take


def test_what_became_of_the_referrals_is_counted_by_need(town) -> None:
    brought_to(town, "rejected")
    brought_to(town, "completed")
    sent = brought_to(town, "in-progress")
    take(town.supervisor, town, sent, "complete")
    record = town.officer.ask(track_record, town.service)
    [need] = record.needs
    assert need == ByNeed(need.need, 3, 2, 1)
    assert record.declines == (("no_capacity", 1),)
    assert record.last_good == TODAY
    assert record.days is not None


def test_a_service_nobody_was_sent_to_has_no_record(town) -> None:
    record = town.officer.ask(track_record, town.other)
    assert (record.needs, record.days, record.declines, record.last_good) == ((), None, (), None)


def test_what_a_wall_keeps_back_is_not_counted_either(town) -> None:
    clinic, house = a_receiver(town.supervisor, "Clean Start", "Recovery", {"part2_program": True})
    person = a_person(town.officer, "Ben", "Ode")
    a_consent(town.officer, person, house)
    brought_to(town, "rejected", service_id=clinic, person_id=person, information_shared=["identity"])
    assert town.officer.ask(track_record, clinic).needs == ()
