"""The end of a shift: what is left, sealing what is ready, and a sign-off that is written down."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from casemgr.core import settings, unsent
from casemgr.core.access import Role
from casemgr.core.audit_reading import audit_entries
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NeedsAnswer, NotFound
from casemgr.core.record import new_id
from casemgr.records import contacts
from casemgr.services import shift_end
from tests.builders import a_contact, a_follow_up, a_neighborhood, a_person
from tests.conftest import Clock

DeskOf = Callable[..., Desk]


@pytest.fixture
def here(desk_of: DeskOf) -> UUID:
    return a_neighborhood(desk_of(Role.ADMINISTRATOR))


@pytest.fixture
def officer(desk_of: DeskOf, here: UUID) -> Desk:
    return desk_of(Role.OFFICER, neighborhoods=frozenset({here}))


def test_it_lists_ones_own_drafts_promises_and_contacts_of_the_shift(
    desk_of: DeskOf, officer: Desk, here: UUID, clock: Clock
) -> None:
    person = a_person(officer)
    yesterday = a_contact(officer, here, headline="Yesterday")
    clock.move(hours=13)
    a_contact(desk_of(Role.OFFICER, neighborhoods=frozenset({here})), here, headline="A mate's")
    draft = a_contact(officer, here, person, as_draft=True, headline="Half written")
    text = new_id()
    officer.do(unsent.keep, text, "log", {"headline": "Two words"})
    late = a_contact(officer, here, headline="Late", occurred_at=clock.now - timedelta(days=20), late_reason="On leave")
    seen = a_contact(officer, here, person, headline="Seen", bwc_status="activated", follow_up_in_days=3)
    promise = a_follow_up(officer, "people", person, what="Bring the form")
    left = officer.ask(shift_end.shift_end)
    assert {item.id for item in left.drafts} == {draft, text}
    assert [(one.id, one.late) for one in left.entered] == [(late, True), (seen, False)]
    assert yesterday not in {one.id for one in left.entered}
    assert [one.id for one in left.without_camera] == [late]
    assert [(one.what, one.name) for one in left.promises] == [
        ("Bring the form", "García, Maria"),
        ("Seen", "García, Maria"),
    ]
    assert promise in {one.id for one in left.promises}


def test_an_agency_without_cameras_is_not_asked_about_them(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    a_contact(officer, here)
    desk_of(Role.ADMINISTRATOR).do(settings.set_threshold, "camera_asked", 0)
    assert officer.ask(shift_end.shift_end).without_camera == ()


def test_a_draft_that_is_ready_is_sealed_and_another_says_what_it_lacks(officer: Desk, here: UUID) -> None:
    person = a_person(officer)
    ready = a_contact(officer, here, person, as_draft=True, headline="Loose dog", topics=["stress"], note="Brown")
    stop = a_contact(officer, here, as_draft=True, free_to_leave="no")
    officer.do(contacts.seal, ready)
    card = officer.ask(contacts.contact, ready)
    assert (card.status, card.head, card.note, card.topics) == ("sealed", True, "Brown", ("stress",))
    assert [who.person_id for who in card.participants] == [person]
    with pytest.raises(NeedsAnswer, match="detention or search"):
        officer.do(contacts.seal, stop)
    assert officer.ask(contacts.contact, stop).status == "draft"


def test_nobody_seals_a_draft_of_someone_else(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    draft = a_contact(officer, here, as_draft=True)
    with pytest.raises(NotFound):
        desk_of(Role.SUPERVISOR).do(contacts.seal, draft)


def test_a_draft_left_too_long_asks_for_its_reason(officer: Desk, here: UUID, clock: Clock) -> None:
    draft = a_contact(officer, here, as_draft=True, occurred_at=clock.now - timedelta(days=20))
    with pytest.raises(Invalid) as refused:
        officer.do(contacts.seal, draft)
    assert [problem.field for problem in refused.value.problems] == ["late_reason"]


def test_signing_off_is_written_down_with_numbers_only(desk_of: DeskOf, officer: Desk, here: UUID) -> None:
    a_contact(officer, here, as_draft=True)
    officer.do(shift_end.sign_off)
    entries = desk_of(Role.ADMINISTRATOR).ask(audit_entries)
    (entry,) = [one for one in entries.entries if one.action == "shift_end"]
    assert entry.actor == officer.actor.id
