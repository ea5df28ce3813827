"""Ways round by other hands: another's draft, a file by its id, oneself as the second person; each with a control."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from casemgr.core import unsent
from casemgr.core.access import Label, Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import NotAllowed, NotFound
from casemgr.core.record import new_id
from casemgr.core.store import Store
from casemgr.records import attachments
from casemgr.records.attachments import AttachDraft
from casemgr.records.expungements import OrderDraft, propose_expungement
from casemgr.records.places import Place
from casemgr.services import retention
from tests.builders import a_person, a_place

DeskOf = Callable[..., Desk]
TEXT = {"note": "Typed in the car"}


@pytest.fixture
def draft(desk_of: DeskOf) -> tuple[Desk, UUID]:
    author, id = desk_of(Role.OFFICER), new_id()
    author.do(unsent.keep, id, "contacts", TEXT)
    return author, id


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR, Role.RECORDS_CUSTODIAN])
def test_a_draft_of_another_is_neither_read_nor_written_nor_dropped(
    role: Role, draft: tuple[Desk, UUID], desk_of: DeskOf
) -> None:
    author, id = draft
    other = desk_of(role)
    assert other.ask(unsent.kept) == []
    other.do(unsent.keep, id, "contacts", {"note": "Written over"})
    other.do(unsent.drop, id)
    assert [kept.values for kept in author.ask(unsent.kept)] == [TEXT]


def test_its_author_reads_writes_and_drops_it(draft: tuple[Desk, UUID]) -> None:
    author, id = draft
    author.do(unsent.keep, id, "contacts", {"note": "Written over"})
    assert [kept.values for kept in author.ask(unsent.kept)] == [{"note": "Written over"}]
    author.do(unsent.drop, id)
    assert author.ask(unsent.kept) == []


@pytest.fixture
def file(desk_of: DeskOf, store: Store) -> UUID:
    """A file on a restricted place of the unit North."""
    author = desk_of(Role.OFFICER)
    place = a_place(author)
    given = AttachDraft(about_kind="places", about_id=place, name="note.txt")
    file = author.do(attachments.attach, given, b"Prefers mornings.")
    with store.tx(author.actor, author.signer, "places.change_place") as tx:
        row = tx.get(Place, place)
        assert row is not None
        row.sensitivity = Label.RESTRICTED
        tx.finish()
    return file


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LIAISON, Role.ADMINISTRATOR, Role.OVERSIGHT_REVIEWER])
def test_a_file_is_not_had_by_its_id_where_its_record_is_not_seen(role: Role, file: UUID, desk_of: DeskOf) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        desk_of(role).ask(attachments.content, file)


def test_who_sees_the_record_has_its_file(file: UUID, desk_of: DeskOf) -> None:
    assert desk_of(Role.SUPERVISOR).ask(attachments.content, file).content == b"Prefers mornings."


def ordered(desk: Desk, person: UUID) -> UUID:
    draft = OrderDraft(order_number="EX-7", authority="Court", ordered_on=date(2026, 10, 1), person_id=person)
    return desk.do(propose_expungement, draft)


def test_nobody_is_their_own_second_person_in_another_role(desk_of: DeskOf) -> None:
    person = a_person(desk_of(Role.SUPERVISOR))
    custodian = desk_of(Role.RECORDS_CUSTODIAN)
    order = ordered(custodian, person)
    for roles in ((Role.COMMANDER,), (Role.COMMANDER, Role.RECORDS_CUSTODIAN)):
        with pytest.raises(NotAllowed):
            desk_of(*roles, id=custodian.actor.id).do(retention.carry_out, order, Nothing())


def test_a_second_person_is(desk_of: DeskOf) -> None:
    order = ordered(desk_of(Role.RECORDS_CUSTODIAN), a_person(desk_of(Role.SUPERVISOR)))
    desk_of(Role.COMMANDER).do(retention.carry_out, order, Nothing())
