"""The wall: nobody a concern names comes by it in any way, whatever they may see elsewhere."""

from collections.abc import Callable
from uuid import UUID

import pytest

import casemgr.app  # noqa: F401  (every sheet)
from casemgr.core import audit_reading, general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import NotAllowed
from casemgr.core.sight import open_to
from casemgr.core.store import Store
from casemgr.records import exports, feedback
from casemgr.records.exports import ExportDraft, Form
from casemgr.records.feedback import (
    AcknowledgeDraft,
    NamedDraft,
)
from casemgr.services import sheets
from tests.intakes import (
    ALL,
    WAYS,
    found,
    hired,
    listed,
    read,
    taken,
)
from tests.samples import made

DeskOf = Callable[..., Desk]


@pytest.fixture
def admin(desk_of: DeskOf) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


STAND = ("named", "partner", "supervisor", "named supervisor", "on the contact", "who took it in")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nobody_it_names_comes_by_it_in_any_way_whatever_they_may(
    way: Callable[[Desk, UUID], bool], admin: Desk, desk_of: DeskOf
) -> None:
    ids = {
        "named": hired(admin, Role.OFFICER),
        "partner": hired(admin, Role.OFFICER),
        "supervisor": hired(admin, Role.SUPERVISOR),
        "named supervisor": hired(admin, Role.OFFICER, unit="South"),
        "on the contact": hired(admin, Role.OFFICER, unit="South"),
        "who took it in": hired(admin, Role.OFFICER, unit="South"),
        "nobody of it": hired(admin, Role.SUPERVISOR, unit="West"),
    }
    everything = {who: desk_of(*Role, id=id, **ALL) for who, id in ids.items()}
    contact = made(everything["on the contact"], "contacts")
    taker = everything["who took it in"]
    concern = taken(
        taker,
        officer_ids=[ids["named"]],
        partner_ids=[ids["partner"]],
        supervisor_ids=[ids["named supervisor"]],
        contact_id=contact,
    )
    assert listed(taker, concern)
    taker.do(feedback.name_officers, concern, NamedDraft(officer_ids=[ids["who took it in"]]))
    assert [who for who in STAND if way(everything[who], concern)] == []
    assert way(everything["nobody of it"], concern), "the way itself is there"


def test_not_even_a_share_by_name_opens_it(admin: Desk, desk_of: DeskOf, store: Store) -> None:
    officer = desk_of(Role.OFFICER, id=hired(admin, Role.OFFICER), **ALL)
    other = desk_of(Role.OFFICER, id=hired(admin, Role.OFFICER, unit="South"), unit="South")
    concern = taken(desk_of(Role.RECORDS_CUSTODIAN), officer_ids=[officer.actor.id])

    keeper = desk_of(Role.RECORDS_CUSTODIAN)
    with store.tx(keeper.actor, keeper.signer, "testing.share") as tx:
        open_to(tx, concern, [officer.actor.id, other.actor.id])
        tx.finish()
    assert not any(way(officer, concern) for way in WAYS)
    assert listed(other, concern)
    assert found(other, concern)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.OFFICER, False),
        (Role.CO_RESPONDER, False),
        (Role.SUPERVISOR, True),
        (Role.COMMANDER, True),
        (Role.RECORDS_CUSTODIAN, True),
    ],
)
def test_who_sees_the_intake_of_others(role: Role, sees: bool, desk_of: DeskOf) -> None:  # noqa: FBT001
    taker = desk_of(Role.OFFICER)
    concern = taken(taker)
    assert listed(taker, concern)
    assert read(taker, concern)
    reader = desk_of(role)
    assert (listed(reader, concern), read(reader, concern), found(reader, concern)) == (sees, sees, sees)


@pytest.mark.parametrize(
    "role", [Role.LIAISON, Role.TRAINING_COORDINATOR, Role.PUBLISHER, Role.OVERSIGHT_REVIEWER, Role.ADMINISTRATOR]
)
def test_others_have_no_list_of_them(role: Role, desk_of: DeskOf) -> None:
    concern = taken(desk_of(Role.OFFICER))
    desk = desk_of(role, **ALL)
    with pytest.raises(NotAllowed):
        desk.ask(general.listing, "feedback")
    with pytest.raises(NotAllowed):
        desk.ask(general.reading, "feedback", concern)


def test_an_unwalled_supervisor_of_another_unit_sees_only_their_own_units(desk_of: DeskOf) -> None:
    concern = taken(desk_of(Role.OFFICER))
    assert not read(desk_of(Role.SUPERVISOR, unit="South"), concern)


def test_a_supervisor_who_came_later_is_walled_off_at_the_next_step(
    admin: Desk, custodian: Desk, desk_of: DeskOf
) -> None:
    concern = taken(custodian, officer_ids=[hired(admin, Role.OFFICER)])
    late = desk_of(Role.SUPERVISOR, id=hired(admin, Role.SUPERVISOR))
    custodian.do(feedback.acknowledge, concern, AcknowledgeDraft())
    assert not any(way(late, concern) for way in WAYS)


def test_the_register_of_exports_tells_no_number_of_it(admin: Desk, custodian: Desk) -> None:
    concern = taken(custodian)
    number = custodian.ask(general.reading, "feedback", concern).number
    custodian.do(sheets.enter_sheet, "concern_receipt", number, ExportDraft(form=Form.PRINT, what="receipt"))
    said = [row.what for row in custodian.ask(exports.exports).rows]
    assert said == ["Receipt"]


def test_the_audit_tells_of_it_by_id_alone(admin: Desk, custodian: Desk) -> None:
    officer = hired(admin, Role.OFFICER)
    concern = taken(custodian, officer_ids=[officer])
    entries = custodian.ask(audit_reading.audit_entries, record=concern).entries
    assert entries
    assert str(officer) not in repr(entries)
