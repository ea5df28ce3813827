"""Records past their time: the three lists, a batch and its second person, and what is left of what is gone."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import select

from casemgr.core import general, kept, settings, unsent
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed, NotFound
from casemgr.core.guard import Bypass
from casemgr.core.kind import KINDS
from casemgr.core.record import new_id
from casemgr.core.retention import FILE, schedule
from casemgr.core.store import Store
from casemgr.records import attachments
from casemgr.records.contacts import Contact, ContactPerson, ContactText
from casemgr.records.disposals import DisposedRecord, withdraw_disposal
from casemgr.services import retention
from casemgr.services.retention import ProposeDraft
from casemgr.services.summary import figures, totals
from casemgr.services.summary.review import review
from tests.builders import a_contact, a_neighborhood, a_person
from tests.conftest import Clock

DeskOf = Callable[..., Desk]
TWO_YEARS = 731


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER, Role.ADMINISTRATOR, scope=Scope.UNIT)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


def contacts_due(desk: Desk, which: str) -> list[UUID]:
    return [one.id for one in getattr(desk.ask(retention.disposition), which) if one.kind == "contacts"]


def propose(desk: Desk, *classes: str) -> UUID:
    return desk.do(retention.propose_disposal, ProposeDraft(classes=list(classes)))


def approve(desk: Desk, batch: UUID) -> None:
    desk.do(retention.approve_disposal, batch, retention.approve_disposal.__annotations__["draft"]())


class TestTheSchedule:
    def test_each_class_is_within_its_bounds_and_says_its_authority(self) -> None:
        for one in schedule().values():
            assert one.least <= one.years <= one.most
            assert one.authority
            assert settings.THRESHOLDS[one.setting].default == one.years
        assert FILE.exists()

    def test_a_kind_and_the_schedule_say_the_same_class(self) -> None:
        by_kind = {kind: rule.name for rule in schedule().values() for kind in rule.starts}
        assert by_kind == {kind.name: kind.retention for kind in KINDS.values() if kind.retention}
        for rule in schedule().values():
            for kind, starts in rule.starts.items():
                assert hasattr(KINDS[kind].table, starts.column)

    def test_what_has_no_class_is_never_due(self, custodian: Desk, clock: Clock, officer: Desk) -> None:
        a_neighborhood(officer)
        clock.move(days=365 * 40)
        found = custodian.ask(retention.disposition)
        assert not [one for one in (*found.past, *found.soon, *found.scheduled) if one.kind == "neighborhoods"]

    def test_the_agency_may_lengthen_it_but_not_below_the_floor(self, desk_of: DeskOf, clock: Clock) -> None:
        admin, custodian = desk_of(Role.OFFICER, Role.ADMINISTRATOR), desk_of(Role.RECORDS_CUSTODIAN)
        id = a_contact(admin, a_neighborhood(admin))
        clock.move(days=TWO_YEARS)
        assert contacts_due(custodian, "past") == [id]
        admin.do(settings.set_threshold, "keep_contact_years", 3)
        assert contacts_due(custodian, "past") == []
        with pytest.raises(Invalid):
            admin.do(settings.set_threshold, "keep_consent_years", 5)


def test_a_record_goes_through_the_three_lists(officer: Desk, custodian: Desk, clock: Clock) -> None:
    id = a_contact(officer, a_neighborhood(officer))
    assert contacts_due(custodian, "scheduled") == [id]
    clock.move(days=TWO_YEARS - 30)
    assert contacts_due(custodian, "soon") == [id]
    clock.move(days=30)
    assert contacts_due(custodian, "past") == [id]
    counts = custodian.ask(retention.disposition).counts
    assert counts[0] == 1


class TestABatch:
    @pytest.fixture
    def old(self, officer: Desk, clock: Clock) -> UUID:
        quarter, person = a_neighborhood(officer), a_person(officer, "Quetzal", "Moran")
        id = a_contact(officer, quarter, person, note="Talked about the broken lamp.")
        officer.do(unsent.keep, new_id(), "contacts", {"note": "half"}, id)
        clock.move(days=TWO_YEARS)
        return id

    def test_disposing_takes_the_record_its_parts_its_draft_and_its_words(
        self, old: UUID, officer: Desk, custodian: Desk, commander: Desk, store: Store
    ) -> None:
        fresh = a_contact(officer, a_neighborhood(officer, "N2", "Mill Row"))
        number = officer.ask(general.reading, "contacts", old).number
        assert [hit.id for hit in officer.ask(general.find, number)] == [old]
        batch = propose(custodian, "contact")
        approve(commander, batch)
        with pytest.raises(NotFound):
            officer.ask(general.reading, "contacts", old)
        assert officer.ask(general.reading, "contacts", fresh)
        assert officer.ask(general.find, number) == []
        assert officer.ask(unsent.kept) == []
        with store.tx(custodian.actor) as tx:
            for table, column in ((Contact, Contact.id), (ContactText, ContactText.id)):
                assert not list(tx.exec(select(table).where(column == old)))
            assert not list(tx.exec(select(ContactPerson).where(ContactPerson.contact_id == old)))
            left = tx.exec(select(DisposedRecord)).one()
        assert (left.of_kind, left.number, left.retention, left.fate) == ("contacts", number, "contact", "disposed")
        assert store.problems() == []

    def test_whoever_proposed_it_does_not_approve_it(self, old: UUID, custodian: Desk, officer: Desk) -> None:
        batch = propose(custodian)
        with pytest.raises(NotAllowed):
            approve(custodian, batch)
        with pytest.raises(NotAllowed):
            approve(officer, batch)
        assert officer.ask(general.reading, "contacts", old)

    def test_a_batch_withdrawn_disposes_of_nothing(
        self, old: UUID, custodian: Desk, commander: Desk, officer: Desk
    ) -> None:
        batch = propose(custodian)
        custodian.do(withdraw_disposal, batch, withdraw_disposal.__annotations__["draft"]())
        with pytest.raises(Invalid):
            approve(commander, batch)
        assert officer.ask(general.reading, "contacts", old)

    def test_the_month_is_frozen_before_its_records_go(
        self, old: UUID, officer: Desk, custodian: Desk, commander: Desk, clock: Clock
    ) -> None:
        before = totals.written(custodian.ask(figures, "2026-10"))
        approve(commander, propose(custodian, "contact"))
        assert [one.totals for one in custodian.ask(review, "2026-10").signed] == [before]
        assert totals.written(custodian.ask(figures, "2026-10")) != before

    def test_a_month_records_went_from_is_not_signed_again(
        self, officer: Desk, custodian: Desk, commander: Desk, clock: Clock
    ) -> None:
        quarter = a_neighborhood(officer)
        a_contact(officer, quarter)
        clock.move(days=1)
        a_contact(officer, quarter)
        clock.move(days=TWO_YEARS - 1)
        before = totals.written(custodian.ask(figures, "2026-10"))
        for _batch in range(2):
            approve(commander, propose(custodian, "contact"))
            clock.move(days=1)
        assert [one.totals for one in custodian.ask(review, "2026-10").signed] == [before]

    def test_a_person_still_on_a_contact_stays(self, officer: Desk, custodian: Desk, clock: Clock) -> None:
        a_contact(officer, a_neighborhood(officer), a_person(officer))
        clock.move(days=365 * 6)
        with pytest.raises(Invalid):
            propose(custodian, "person")
        assert propose(custodian, "person", "contact")

    def test_nothing_else_deletes_a_record(self, old: UUID, custodian: Desk, officer: Desk, store: Store) -> None:
        for desk, name in ((custodian, "retention.propose_disposal"), (officer, "retention.approve_disposal")):
            with store.tx(desk.actor, desk.signer, name) as tx:
                found = tx.get(Contact, old)
                assert found is not None
                tx.delete(found)
                with pytest.raises(Bypass):
                    tx.finish()
        assert officer.ask(general.reading, "contacts", old)


def test_files_on_a_record_go_with_it_and_so_do_their_keys(
    officer: Desk, custodian: Desk, commander: Desk, clock: Clock, store: Store
) -> None:
    contact, kept_one = a_contact(officer, a_neighborhood(officer)), a_person(officer)
    for kind, record, content in (("contacts", contact, b"Gone."), ("people", kept_one, b"Stays.")):
        draft = attachments.AttachDraft(about_kind=kind, about_id=record, name="note.txt")
        officer.do(attachments.attach, draft, content)
    before = {file.name for file in (store.home / kept.FOLDER).iterdir()}
    clock.move(days=TWO_YEARS)
    approve(commander, propose(custodian, "contact"))
    store.idle()
    after = {file.name for file in (store.home / kept.FOLDER).iterdir()}
    assert len(before) == 2
    assert after < before
    assert len(after) == len(custodian.ask(kept.kept_files)) == 1
