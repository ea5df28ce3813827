"""An older log taken over: each row told, all of it or nothing, once; and undone while nothing hangs on it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile, CaseError, Invalid, NotAllowed
from casemgr.narrative import asked, check
from casemgr.records import contacts as kept
from casemgr.records import people
from casemgr.records.imports import contacts_in, import_contacts, mapping_for, save_mapping, saved_mapping, undo_import
from casemgr.records.imports.kinds import UndoDraft
from casemgr.records.imports.saved import MappingDraft
from casemgr.records.training import Fate
from tests.builders import a_follow_up
from tests.imports.conftest import ROWS, log, said

DeskOf = Callable[..., Desk]
pytestmark = pytest.mark.usefixtures("officer")


@pytest.fixture
def reader(desk_of: DeskOf) -> Desk:
    """A supervisor of the officer's unit, who sees what became of it."""
    return desk_of(Role.SUPERVISOR, unit="North")


def shown(desk: Desk) -> list[Any]:
    return [row for row in desk.ask(kept.contacts).rows if row.status == "sealed"]


def named(desk: Desk) -> list[Any]:
    return list(desk.ask(people.people).rows)


def taken(desk: Desk, *rows: str, mapping: str = "") -> UUID:
    return desk.do(import_contacts, "old.csv", log(*(rows or ROWS)), mapping or said())


class TestTaking:
    def test_every_row_is_a_contact_of_its_officer_with_its_people(self, custodian: Desk, reader: Desk) -> None:
        batch = taken(custodian)
        first, second, third = sorted(shown(reader), key=lambda row: row.occurred_at)
        assert [row.contact_type for row in (first, second, third)] == [
            "foot_patrol_conversation",
            "door_knock",
            "welfare_check",
        ]
        card = reader.ask(kept.contact, first.id)
        zone = custodian.store.zone
        assert card.occurred_at.astimezone(zone).isoformat()[:16] == "2019-03-05T14:30"
        assert [(p.role, p.person_id) for p in card.participants] == [("business", first.first_person_id)]
        assert second.first_person_id == first.first_person_id, "the same name and phone in one file is one person"
        assert third.first_person_id is None
        assert len(named(reader)) == 1
        assert "Imported from an older log" in card.late_reason
        rows = custodian.ask(general.listing, "contact_imports").rows
        assert [(row.id, row.file, row.taken, row.people, row.status) for row in rows] == [
            (batch, "old.csv", 3, 1, "taken")
        ]

    def test_every_row_is_told_before_anything_is_taken(self, custodian: Desk, reader: Desk) -> None:
        rows = (
            ROWS[0],
            "2019-03-05,Walk & talk,B-7,N1,,,,,,",
            "03/05/2019,Séance,B-7,N1,,,,,,",
            "03/05/2019,door knock,nobody,N1,,,,,,",
            "03/05/2019,door knock,B-7,Atlantis,,,,,,",
            "03/05/2119,door knock,B-7,N1,,,,,,",
            "03/05/2019,door knock,B-7,N1,,,A,B,x,resident",
            "03/05/2019,door knock,B-7,N1,,,A,B,555-0100,wizard",
            "03/05/2019,door knock,B-7,,,,,,,",
            f"03/05/2019,door knock,B-7,N1,{'x' * 200},,,,,",
            ROWS[0],
        )
        found = custodian.ask(contacts_in, log(*rows), said())
        assert [one.fate for one in found] == [Fate.READY, *[Fate.WRONG] * 9, Fate.THERE]
        assert [one.line for one in found] == list(range(2, 13))
        assert all(one.why for one in found if one.fate is Fate.WRONG)
        with pytest.raises(BadFile, match=r"Line 3 .*Nothing was taken"):
            taken(custodian, *rows)
        assert (shown(reader), named(reader)) == ([], [])
        assert custodian.ask(general.listing, "contact_imports").rows == ()

    def test_what_an_earlier_batch_took_is_not_taken_again(self, custodian: Desk, reader: Desk) -> None:
        taken(custodian, ROWS[0])
        with pytest.raises(BadFile, match="taken over before, as L-"):
            taken(custodian, ROWS[0])
        assert custodian.ask(contacts_in, log(*ROWS), said())[0].fate is Fate.THERE
        taken(custodian, *ROWS)
        assert len(shown(reader)) == 3
        with pytest.raises(BadFile, match="there already"):
            taken(custodian, *reversed(ROWS))

    def test_words_that_do_not_belong_are_refused_or_kept_with_the_reason(self, custodian: Desk, reader: Desk) -> None:
        row = "03/05/2019,door knock,B-7,N1,Talk,Her SSN is 078-05-1120,,,,"
        (found,) = custodian.ask(contacts_in, log(row), said())
        (finding,) = check("Her SSN is 078-05-1120")
        assert (found.fate, found.why) == (Fate.WRONG, asked(finding))
        taken(custodian, row, mapping=said(keep_reason="Log of 2019, read by the custodian"))
        card = reader.ask(kept.contact, shown(reader)[0].id)
        assert [span.reason for span in card.kept] == ["Log of 2019, read by the custodian"]

    def test_words_that_begin_as_a_formula_stay_words(self, custodian: Desk, reader: Desk) -> None:
        taken(custodian, "03/05/2019,door knock,B-7,N1,=1+1,,,,,")
        assert [row.headline for row in shown(reader)] == ["=1+1"]

    def test_a_column_the_mapping_reads_and_the_file_lacks_is_named(self, custodian: Desk) -> None:
        with pytest.raises(BadFile, match="missing: Date, Type"):
            custodian.ask(contacts_in, "When,What\n1,2\n", said())

    def test_what_fails_in_the_middle_leaves_nothing(self, custodian: Desk, reader: Desk) -> None:
        rows = (*ROWS[:2], "03/05/2999,door knock,B-7,N1,,,,,,")
        with pytest.raises(BadFile, match="Line 4"):
            taken(custodian, *rows)
        assert (shown(reader), named(reader)) == ([], [])
        taken(custodian, *ROWS[:2])
        assert [row.number[-6:] for row in custodian.ask(general.listing, "contact_imports").rows] == ["000001"]

    def test_only_who_imports_may(self, desk_of: DeskOf) -> None:
        for role in (Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER):
            with pytest.raises(NotAllowed):
                taken(desk_of(role))
        taken(desk_of(Role.ADMINISTRATOR))

    def test_a_mapping_is_kept_by_its_name_and_a_wrong_one_is_refused(self, custodian: Desk) -> None:
        custodian.do(save_mapping, MappingDraft(name="Old CAD log", body=said()))
        assert json.loads(custodian.ask(saved_mapping, "Old CAD log")) == json.loads(said())
        for name, body, field in (("Other", "{}", "body"), ("Old CAD log", said(), "name")):
            with pytest.raises(Invalid) as refused:
                custodian.do(save_mapping, MappingDraft(name=name, body=body))
            assert refused.value.problems[0].field == field

    def test_a_mapping_to_begin_with_is_guessed(self, custodian: Desk) -> None:
        columns = json.loads(custodian.ask(mapping_for, log()))["columns"]
        assert columns["occurred_at"] == "Date"
        assert columns["note"] == "Notes"


class TestUndoing:
    def test_all_of_it_is_entered_in_error_and_may_be_taken_again(self, custodian: Desk, reader: Desk) -> None:
        batch = taken(custodian)
        ids = [row.id for row in shown(reader)]
        custodian.do(undo_import, batch, UndoDraft(reason="Wrong file"))
        assert (shown(reader), named(reader)) == ([], [])
        card = reader.ask(kept.contact, ids[0])
        assert card.status == "entered_in_error"
        taken(custodian)
        assert len(shown(reader)) == 3

    @pytest.mark.parametrize("who", ["promise", "correction", "another contact", "withdrawal"])
    def test_not_while_something_later_hangs_on_it(
        self, custodian: Desk, desk_of: DeskOf, reader: Desk, who: str
    ) -> None:
        batch = taken(custodian)
        lead = desk_of(Role.SUPERVISOR, unit="North", scope=Scope.ALL)
        contact = next(row for row in shown(reader) if row.first_person_id)
        if who == "promise":
            a_follow_up(lead, "contacts", contact.id)
        elif who == "correction":
            values = general_values(lead, contact.id)
            lead.do(kept.amend_contact, contact.id, kept.ContactDraft.model_validate(values | {"headline": "Lamps"}))
        elif who == "another contact":
            there = [kept.ParticipantDraft(person_id=contact.first_person_id)]
            draft = kept.ContactDraft(contact_type="door_knock", next_step="none_needed", participants=there)
            lead.do(kept.log_contact, draft.model_copy(update={"neighborhood_id": contact.neighborhood_id}))
        else:
            lead.do(people.withdraw_person, contact.first_person_id, "Twice")
        before = len(shown(reader))
        with pytest.raises(CaseError, match="can no longer be undone"):
            custodian.do(undo_import, batch, UndoDraft(reason="Wrong file"))
        assert len(shown(reader)) == before

    def test_once(self, custodian: Desk) -> None:
        batch = taken(custodian)
        custodian.do(undo_import, batch, UndoDraft(reason="Wrong file"))
        with pytest.raises(Invalid, match="not possible while"):
            custodian.do(undo_import, batch, UndoDraft(reason="Again"))


def general_values(desk: Desk, id: UUID) -> dict[str, Any]:
    return dict(desk.ask(general.reading, "contacts", id).values)
