"""The narrative check at the door: a contact is not sealed over a finding, unless it is kept with a reason."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.core.errors import Invalid
from casemgr.core.record import new_id
from casemgr.narrative import version
from casemgr.records import contacts
from casemgr.records.contacts import ContactDraft, ContactStatus, KeptSpan
from casemgr.services.summary import figures
from tests.builders import a_contact, a_neighborhood, a_person, a_place
from tests.conftest import NOON

DeskOf = Callable[..., Desk]
PHONE = {"field": "note", "text": "555-0142", "reason": "The number of the shop, on its sign"}


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.fixture
def here(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR), name="Quixby")


def refusals(desk: Desk, here: UUID, *people: UUID, **facts: object) -> dict[str, str]:
    with pytest.raises(Invalid) as wrong:
        a_contact(desk, here, *people, **facts)
    return {problem.field: problem.sentence for problem in wrong.value.problems}


def test_a_finding_is_refused_beside_its_field_in_a_sentence_that_helps(officer: Desk, here: UUID) -> None:
    said = refusals(officer, here, headline="Call 555-0142", note="Met Keisha. Is bipolar, a frequent flyer.")
    assert said == {
        "headline": "“555-0142”: A phone number belongs to the person, not into the text. "
        "Replace it, move it to its field, or keep it with a reason.",
        "note": "“Keisha”: This looks like a name; who was there has a field of its own. "
        "Replace it, move it to its field, or keep it with a reason. And 2 more.",
    }
    assert officer.ask(contacts.contacts).rows == ()


def test_what_is_kept_with_a_reason_is_sealed_and_shown_with_it(officer: Desk, here: UUID) -> None:
    assert "note" in refusals(officer, here, note="Call 555-0142", kept=[PHONE | {"field": "headline"}])
    assert "note" in refusals(officer, here, note="Call 555-0142", kept=[PHONE | {"text": "555-0143"}])
    id = a_contact(officer, here, note="Call 555-0142", kept=[PHONE])
    assert officer.ask(contacts.contact, id).kept == (
        KeptSpan("note", "555-0142", "phone", "The number of the shop, on its sign", version()),
    )


def test_a_reason_is_needed(officer: Desk, here: UUID) -> None:
    with pytest.raises(Invalid) as wrong:
        checked(ContactDraft, {"contact_type": "other", "next_step": "none_needed", "kept": [PHONE | {"reason": " "}]})
    assert [problem.field for problem in wrong.value.problems] == ["kept.0.reason"]


def test_a_reason_for_words_that_are_gone_is_not_kept(officer: Desk, here: UUID) -> None:
    assert officer.ask(contacts.contact, a_contact(officer, here, note="Lamp is out", kept=[PHONE])).kept == ()


def test_a_draft_is_saved_as_it_is_and_checked_when_it_is_sealed(officer: Desk, here: UUID) -> None:
    id = new_id()
    note = "Call 555-0142 and Keisha"
    assert a_contact(officer, here, id=id, note=note, kept=[PHONE], as_draft=True) == id
    values = officer.ask(general.reading, "contacts", id).values
    assert values["kept"] == [PHONE]
    assert "Keisha" in refusals(officer, here, id=id, note=note, kept=[PHONE])["note"]
    a_contact(officer, here, id=id, note="Call 555-0142 and a resident", kept=[PHONE])
    card = officer.ask(contacts.contact, id)
    assert (card.status, [one.text for one in card.kept]) == (ContactStatus.SEALED, ["555-0142"])


def test_a_correction_is_checked_and_takes_over_what_was_kept(officer: Desk, here: UUID) -> None:
    old = a_contact(officer, here, note="Call 555-0142", kept=[PHONE])
    values = officer.ask(general.reading, "contacts", old).values
    with pytest.raises(Invalid):
        officer.do(contacts.amend_contact, old, checked(ContactDraft, values | {"note": "Call 555-0142, ask Keisha"}))
    again = checked(ContactDraft, values | {"note": "The shop: call 555-0142"})
    new = officer.do(contacts.amend_contact, old, again)
    assert [(one.text, one.reason) for one in officer.ask(contacts.contact, new).kept] == [
        ("555-0142", "The number of the shop, on its sign")
    ]
    assert [one.text for one in officer.ask(contacts.contact, old).kept] == ["555-0142"]


def test_those_who_were_there_are_names_and_places_known_are_none(officer: Desk, here: UUID) -> None:
    person = a_person(officer, given="Ionela", family="Quaderno")
    shop = a_place(officer, name="Zanzi Deli")
    a_contact(officer, here, note="talked with ionela about Quixby and Zanzi", place_id=shop)
    assert "ionela" in refusals(officer, here, person, note="talked with ionela about Quixby")["note"]
    known = officer.ask(contacts.names_known, [person], shop)
    assert (known.persons, known.places) == (("Ionela", "Quaderno"), ("Quixby", "Zanzi Deli"))


def test_a_person_one_may_not_see_is_not_told_by_name(desk_of: DeskOf, officer: Desk) -> None:
    person = a_person(officer, given="Ionela", sensitivity=Label.RESTRICTED)
    assert desk_of(Role.OFFICER).ask(contacts.names_known, [person]).persons == ()


def test_stop_guards_answered_by_a_reason_alone_are_listed_for_supervisors(
    desk_of: DeskOf, officer: Desk, here: UUID
) -> None:
    stop = {"free_to_leave": "no", "stop_guard_seen": True}
    a_contact(officer, here, **stop, rms_number="26-1")
    a_contact(officer, here, stop_guard_reason="Nothing was asked")
    searched = {"search_made": True, "stop_guard_seen": True, "stop_guard_reason": "She emptied her own bag"}
    mine = a_contact(officer, here, **searched)
    last_month = NOON - timedelta(days=30)
    a_contact(officer, here, **stop, stop_guard_reason="Waited", occurred_at=last_month, late_reason="On leave")
    supervisor = desk_of(Role.SUPERVISOR)
    gaps = {gap.code: gap.records for gap in supervisor.ask(figures, f"{NOON:%Y-%m}").missing}
    assert gaps["stops"] == (("contacts", mine),)
