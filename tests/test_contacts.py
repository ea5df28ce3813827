"""Contacts: the least that is enough, what is asked before sealing, versions, and saving twice."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr.core import general, settings
from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.core.errors import Conflict, Invalid, NeedsAnswer, NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.records import contacts, followups, neighborhoods
from casemgr.records.contacts import ContactDraft, ContactStatus, ParticipantDraft
from tests.builders import a_contact, a_member, a_neighborhood, a_person, a_place
from tests.conftest import NOON, Clock

DeskOf = Callable[..., Desk]
LEAST = {"contact_type": "door_knock", "next_step": "none_needed"}
STOP = (
    "This looks like a detention or search. Record it as a stop in your RMS. In California that is so for a search "
    "during a voluntary talk too, and when the person agreed to it. Here keep only the reference number."
)


@pytest.fixture
def admin(desk_of: DeskOf) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


@pytest.fixture
def here(admin: Desk) -> UUID:
    return a_neighborhood(admin)


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def refused(problem: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {p.field for p in problem.value.problems}


def least(**facts: object) -> ContactDraft:
    return ContactDraft.model_validate(LEAST | facts)


def log(desk: Desk, here: UUID | None, **facts: object) -> UUID:
    return desk.do(contacts.log_contact, least(**({"neighborhood_id": here} | facts)))


def test_type_neighborhood_and_next_step_are_enough(officer: Desk, here: UUID) -> None:
    card = officer.ask(contacts.contact, log(officer, here))
    assert card.number == "C-2026-TEST-000001"
    assert (card.status, card.head, card.edition) == (ContactStatus.SEALED, True, 1)
    assert (card.officer_id, card.neighborhood_id, card.medium) == (officer.actor.id, here, "in-person")
    assert card.participants == ()
    assert not card.late_entry


def test_the_neighborhood_is_the_places_or_the_officers_own(
    desk_of: DeskOf, admin: Desk, officer: Desk, here: UUID
) -> None:
    with pytest.raises(Invalid) as problem:
        officer.do(contacts.log_contact, least())
    assert refused(problem) == {"neighborhood_id"}
    shop = a_place(officer, neighborhood_id=here)
    assert officer.ask(contacts.contact, log(officer, None, place_id=shop)).neighborhood_id == here
    member = a_member(admin)
    draft = neighborhoods.AssignmentDraft(officer_id=member, neighborhood_id=here, start=NOON.date())
    desk_of(Role.SUPERVISOR).do(neighborhoods.assign_officer, draft)
    theirs = desk_of(Role.OFFICER, id=member)
    assert theirs.ask(contacts.contact, log(theirs, None)).neighborhood_id == here


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"contact_type": "raid"}, "contact_type"),
        ({"next_step": "forget"}, "next_step"),
        ({"medium": "pigeon"}, "medium"),
        ({"topics": ["homelessness", "weather"]}, "topics"),
        ({"neighborhood_id": new_id()}, "neighborhood_id"),
        ({"place_id": new_id()}, "place_id"),
        ({"officer_id": new_id()}, "officer_id"),
        ({"participants": [{}, {"person_id": new_id()}]}, "participants.1.person_id"),
        ({"occurred_at": NOON + timedelta(hours=1)}, "occurred_at"),
        ({"tz": "Mars/Olympus"}, "tz"),
        ({"next_step": "follow_up_scheduled"}, "follow_up_in_days"),
        ({"answers": [{"question": "mood", "value": "good"}]}, "answers.0.question"),
    ],
)
def test_a_wrong_draft_is_refused_by_field(officer: Desk, here: UUID, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        log(officer, here, **wrong)
    assert refused(problem) == {field}
    assert officer.ask(contacts.contacts).rows == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"headline": "x" * 121}, "headline"),
        ({"duration_min": -1}, "duration_min"),
        ({"free_to_leave": "maybe"}, "free_to_leave"),
        ({"occurred_at": "2026-10-14T12:00:00"}, "occurred_at"),
        ({"participants": [{"role": "villain"}]}, "participants.0.role"),
        ({"contact_type": ""}, "contact_type"),
        ({"force_used": True}, "force_used"),
    ],
)
def test_a_malformed_draft_names_the_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        checked(ContactDraft, LEAST | wrong)
    assert refused(problem) == {field}


@pytest.mark.parametrize("stop", [{"free_to_leave": "no"}, {"free_to_leave": "not_sure"}, {"search_made": True}])
def test_the_stop_guard(officer: Desk, here: UUID, stop: dict[str, object]) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        log(officer, here, **stop)
    assert (asked.value.field, asked.value.sentence) == ("stop_guard_seen", STOP)
    with pytest.raises(Invalid) as problem:
        log(officer, here, **stop, stop_guard_seen=True)
    assert refused(problem) == {"rms_number"}
    for answer in ({"cad_number": "26-1"}, {"rms_number": "R-9"}, {"stop_guard_reason": "They asked us to wait."}):
        id = log(officer, here, **stop, **answer, stop_guard_seen=True, not_same=True)
        card = officer.ask(contacts.contact, id)
        assert {name: getattr(card, name) for name in answer} == answer


def test_a_late_entry_needs_a_reason_then_a_supervisor(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    supervisor = desk_of(Role.SUPERVISOR)
    assert not officer.ask(contacts.contact, log(officer, here, occurred_at=NOON - timedelta(days=14))).late_entry
    late = NOON - timedelta(days=15)
    with pytest.raises(Invalid) as problem:
        log(officer, here, occurred_at=late)
    assert refused(problem) == {"late_reason"}
    card = officer.ask(contacts.contact, log(officer, here, occurred_at=late, late_reason="on leave"))
    assert (card.late_entry, card.late_reason) == (True, "on leave")
    very_late = {"occurred_at": NOON - timedelta(days=61), "late_reason": "found the notebook"}
    with pytest.raises(Invalid) as problem:
        log(officer, here, **very_late)
    assert refused(problem) == {"occurred_at"}
    assert supervisor.ask(contacts.contact, log(supervisor, here, **very_late)).late_entry


def test_the_agency_sets_what_late_means(admin: Desk, officer: Desk, here: UUID) -> None:
    admin.do(settings.set_threshold, "late_entry_days", 2)
    with pytest.raises(Invalid, match="more than 2 days old"):
        log(officer, here, occurred_at=NOON - timedelta(days=3))


def test_the_same_contact_within_ten_minutes_is_asked_about(officer: Desk, here: UUID, clock: Clock) -> None:
    person = a_person(officer)
    same = {"headline": "Noise at night", "participants": [{"person_id": person}]}
    log(officer, here, **same)
    with pytest.raises(NeedsAnswer) as asked:
        log(officer, here, **same)
    assert asked.value.field == "not_same"
    for other in ({"headline": "Noise"}, {"participants": []}, {"contact_type": "welfare_check"}, {"not_same": True}):
        log(officer, here, **same | other)
    clock.move(minutes=11)
    log(officer, here, **same)
    assert len(officer.ask(contacts.contacts).rows) == 6


def test_saving_twice_is_one_contact_with_one_follow_up(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    facts = {"id": new_id(), "next_step": "follow_up_scheduled", "follow_up_in_days": 3, "follow_up_what": "Visit"}
    assert log(officer, here, **facts) == log(officer, here, **facts) == facts["id"]
    assert len(officer.ask(contacts.contacts).rows) == 1
    (promise,) = officer.ask(followups.followups).rows
    assert (promise.what, promise.parent_id, promise.assigned_to) == ("Visit", facts["id"], officer.actor.id)
    assert (promise.due_at - NOON).days == 3
    with pytest.raises(Invalid) as problem:
        log(desk_of(Role.OFFICER, unit="South"), here, **facts)
    assert refused(problem) == {"id"}


def test_a_draft_is_ones_own_until_it_is_sealed(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    colleague = desk_of(Role.OFFICER)
    first = {"id": new_id(), "as_draft": True, "free_to_leave": "no", "note": "To be written", "topics": ["stress"]}
    id = log(officer, here, **first)
    assert [row.id for row in officer.ask(contacts.drafts).rows] == [id]
    assert officer.ask(contacts.contacts).rows == ()
    for other in (colleague, desk_of(Role.SUPERVISOR)):
        with pytest.raises(NotFound):
            other.ask(contacts.contact, id)
        with pytest.raises(NotFound):
            other.ask(general.reading, "contacts", id)
    assert colleague.ask(contacts.drafts).rows == ()
    assert colleague.ask(general.find, "written") == []
    assert log(officer, here, id=id, note="Written", topics=["homelessness"]) == id
    card = colleague.ask(contacts.contact, id)
    assert (card.status, card.note, card.topics) == (ContactStatus.SEALED, "Written", ("homelessness",))
    assert officer.ask(contacts.drafts).rows == ()


def test_a_correction_is_a_new_version_that_names_the_old(officer: Desk, here: UUID) -> None:
    old = log(officer, here, headline="Loud music", note="At number 5", topics=["stress"])
    new = officer.do(contacts.amend_contact, old, least(headline="Loud engine", note="At number 7"))
    card = officer.ask(contacts.contact, new)
    assert (card.replaces_id, card.origin_id, card.edition, card.head) == (old, old, 2, True)
    assert (card.headline, card.neighborhood_id, card.topics) == ("Loud engine", here, ())
    before = officer.ask(contacts.contact, old)
    assert (before.headline, before.note, before.topics, before.head) == (
        "Loud music",
        "At number 5",
        ("stress",),
        False,
    )
    assert before.number == card.number
    assert [v.id for v in before.versions] == [v.id for v in card.versions] == [old, new]
    assert [row.id for row in officer.ask(contacts.contacts).rows] == [new]
    assert officer.ask(general.find, "music") == []
    assert [hit.id for hit in officer.ask(general.find, "engine")] == [new]
    with pytest.raises(Conflict):
        officer.do(contacts.amend_contact, old, least())


def test_correcting_from_the_filled_form_promises_nothing_twice(officer: Desk, here: UUID) -> None:
    facts = {"next_step": "follow_up_scheduled", "follow_up_in_days": 3, "participants": [{"alias_text": "Red cap"}]}
    old = log(officer, here, **facts)
    values = officer.ask(general.reading, "contacts", old).values
    again = checked(ContactDraft, values | {"note": "He came by."})
    new = officer.do(contacts.amend_contact, old, again)
    assert officer.ask(contacts.contact, new).participants[0].alias_text == "Red cap"
    assert len(officer.ask(followups.followups).rows) == 1
    officer.do(contacts.amend_contact, new, least(follow_up_in_days=9))
    assert len(officer.ask(followups.followups).rows) == 2


def test_correcting_twice_with_the_same_id_is_one_version(officer: Desk, here: UUID) -> None:
    old = log(officer, here)
    draft = least(headline="Once")
    assert [officer.do(contacts.amend_contact, old, draft) for _ in range(2)] == [draft.id, draft.id]
    assert len(officer.ask(contacts.contact, old).versions) == 2


def test_only_the_author_or_a_supervisor_corrects(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    id = log(officer, here)
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).do(contacts.amend_contact, id, least())
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).do(contacts.entered_in_error, id, "not mine")
    corrected = desk_of(Role.SUPERVISOR).do(contacts.amend_contact, id, least())
    assert officer.ask(contacts.contact, corrected).officer_id == officer.actor.id


def test_entered_in_error_is_a_state_and_stops_what_was_promised(
    desk_of: DeskOf, officer: Desk, here: UUID, clock: Clock
) -> None:
    first = log(officer, here, follow_up_in_days=2, note="Someone else")
    head = officer.do(contacts.amend_contact, first, least(note="Somebody else"))
    with pytest.raises(Invalid) as problem:
        officer.do(contacts.entered_in_error, head, " ")
    assert refused(problem) == {"reason"}
    officer.do(contacts.entered_in_error, head, "wrong person")
    card = officer.ask(contacts.contact, head)
    assert (card.status, card.error_reason) == (ContactStatus.ENTERED_IN_ERROR, "wrong person")
    assert officer.ask(general.find, "somebody") == []
    assert officer.ask(followups.followups).rows == ()
    with pytest.raises(Invalid):
        officer.do(contacts.amend_contact, head, least())
    late = log(officer, here, not_same=True)
    clock.move(hours=13)
    with pytest.raises(NotAllowed):
        officer.do(contacts.entered_in_error, late, "wrong street")
    desk_of(Role.SUPERVISOR).do(contacts.entered_in_error, late, "wrong street")
    assert officer.ask(contacts.contact, late).status == ContactStatus.ENTERED_IN_ERROR


def test_a_contact_carries_the_label_of_those_in_it(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    child = a_person(officer, given="Noa", age_band="13-17")
    adult = a_person(officer)
    plain = a_contact(officer, here, adult, note="Broken fence")
    marked = a_contact(
        officer, here, adult, child, headline="Talk at school", note="Bullied online", follow_up_in_days=1
    )
    assert officer.ask(contacts.contact, plain).sensitivity == Label.INTERNAL
    assert officer.ask(contacts.contact, marked).sensitivity == Label.JUVENILE
    colleague = desk_of(Role.OFFICER)
    assert {row.id for row in colleague.ask(contacts.contacts).rows} == {plain}
    assert colleague.ask(followups.followups).rows == ()
    assert [hit.id for hit in officer.ask(general.find, "talk", ["contacts"])] == [marked]
    assert officer.ask(general.find, "bullied") == []
    widened = officer.do(contacts.amend_contact, plain, least(participants=[ParticipantDraft(person_id=child)]))
    for version in (plain, widened):
        with pytest.raises(NotFound):
            colleague.ask(contacts.contact, version)
