"""Sealed columns: who has the store's key and not the label's cannot open them, by whatever tool."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role
from casemgr.core.acts import Nothing
from casemgr.core.amendments import amendments
from casemgr.core.audit_check import Broken
from casemgr.core.desk import Desk
from casemgr.core.engine import connect
from casemgr.core.errors import CaseError, StoreDamaged
from casemgr.core.jobs import run
from casemgr.core.record import new_id
from casemgr.core.sealed import MARK, SHUT
from casemgr.core.sealed_rounds import tend
from casemgr.core.store import FILE, Store
from casemgr.records import contacts, crisis, staff
from casemgr.records.referrals import ReferralReply
from casemgr.services.retention.mentions import mentions
from tests.builders import a_contact, a_member, a_neighborhood, a_person
from tests.conftest import KEY, Logged, signer_for
from tests.crisis.builders import a_plan, an_encounter

DeskOf = Callable[..., Desk]
WORDS = "She hides the spare key under the heron statue."
FINDABLE = "heron statue"


class Town:
    """A supervisor who holds the keys, an officer who writes, and another officer."""

    def __init__(self, store: Store, desk_of: DeskOf) -> None:
        self.store, self.desk_of = store, desk_of
        self.admin = desk_of(Role.ADMINISTRATOR)
        self.quarter = a_neighborhood(self.admin)
        self.lead = self.member(Role.SUPERVISOR)
        self.officer = self.member(Role.OFFICER)

    def member(self, *roles: Role, **facts: Any) -> Desk:
        """Someone on the staff, with a desk and a key pair of their own."""
        id = new_id()
        signer_for(id)
        a_member(self.admin, f"user-{id.hex[-8:]}", "Somebody Here", id=id, roles=list(roles), **facts)
        labels = frozenset(facts.get("labels", ()))
        return self.desk_of(*roles, id=id, extra_labels=labels)

    def contact(self, by: Desk | None = None, **facts: Any) -> UUID:
        return a_contact(by or self.officer, self.quarter, **{"sensitivity": "restricted", "note": WORDS} | facts)

    def note(self, by: Desk, id: UUID) -> str:
        return by.ask(contacts.contact, id).note


@pytest.fixture
def town(store: Store, desk_of: DeskOf) -> Town:
    made = Town(store, desk_of)
    tend(made.lead)
    return made


def shell(store: Store, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What any SQLCipher tool gets or does with the store's key, round the program."""
    raw = connect(store.home / FILE, KEY, guarded=False)
    try:
        return raw.execute(statement, values).fetchall()
    finally:
        raw.close()


def everything(store: Store) -> str:
    """Every value of every table, as a tool with the store's key reads them."""
    names = [name for (name,) in shell(store, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = (row for name in names for row in shell(store, f"SELECT * FROM {name}"))
    return "\n".join(str(v.decode("latin-1") if isinstance(v, bytes) else v) for row in rows for v in row)


def kept_note(store: Store, id: UUID) -> str:
    return shell(store, "SELECT note FROM contact_text WHERE id = ?", id.hex)[0][0]


def put_note(store: Store, id: UUID, note: str) -> None:
    shell(store, "UPDATE contact_text SET note = ? WHERE id = ?", note, id.hex)


@pytest.mark.parametrize("label", ["restricted", "juvenile"])
def test_the_store_key_alone_opens_no_word_of_it(town: Town, label: str) -> None:
    id = town.contact(sensitivity=label)
    assert kept_note(town.store, id).startswith(MARK)
    assert "heron" not in everything(town.store)
    assert town.note(town.lead, id) == WORDS


def test_what_is_open_to_the_unit_is_as_it_was(town: Town) -> None:
    id = town.contact(sensitivity="internal")
    assert kept_note(town.store, id) == WORDS
    assert [hit.id for hit in town.officer.ask(general.find, FINDABLE)] == [id]


def test_its_author_goes_on_reading_it_and_nobody_else_without_the_label(town: Town) -> None:
    id = town.contact()
    assert town.note(town.officer, id) == WORDS
    late = town.member(Role.COMMANDER)
    assert town.note(late, id) == SHUT
    tend(town.lead)
    assert town.note(late, id) == WORDS


def test_a_colleague_with_the_label_in_memory_and_not_the_key_reads_nothing(town: Town) -> None:
    """As a changed program would ask: sight lets it through, and there is still nothing to open it with."""
    id = town.contact()
    forged = town.desk_of(Role.SUPERVISOR, id=town.member(Role.OFFICER).actor.id)
    assert town.note(forged, id) == SHUT
    tend(forged)
    assert town.note(forged, id) == SHUT


def test_a_value_moved_from_another_record_is_refused_in_words(town: Town) -> None:
    one, other = town.contact(), town.contact(note="Nothing to see.")
    was = kept_note(town.store, one)
    put_note(town.store, one, kept_note(town.store, other))
    for reader in (town.lead, town.officer):
        with pytest.raises(StoreDamaged, match="moved"):
            town.note(reader, one)
    put_note(town.store, one, "Nothing sealed at all.")
    with pytest.raises(StoreDamaged, match="moved"):
        town.note(town.lead, one)
    put_note(town.store, one, was)


def test_an_older_version_put_back_is_refused_in_words(town: Town) -> None:
    id = town.contact(as_draft=True)
    older = kept_note(town.store, id)
    town.contact(as_draft=True, id=id, note="She moved it.")
    newer = kept_note(town.store, id)
    put_note(town.store, id, older)
    with pytest.raises(StoreDamaged, match="older"):
        town.note(town.officer, id)
    put_note(town.store, id, newer)
    assert town.note(town.officer, id) == "She moved it."


def test_the_audit_tells_of_a_value_put_back_with_all_that_vouches_for_it(town: Town) -> None:
    id = town.contact(as_draft=True)
    older = kept_note(town.store, id)
    town.contact(as_draft=True, id=id, note="She moved it.")
    newer = kept_note(town.store, id)
    shell(town.store, "UPDATE sealed_value SET edition = 1 WHERE row_id = ?", id.hex)
    put_note(town.store, id, older)
    broken = run(town.store.auditing()).broken
    assert isinstance(broken, Broken)
    put_note(town.store, id, newer)
    shell(town.store, "UPDATE sealed_value SET edition = 2 WHERE row_id = ?", id.hex)


def test_search_finds_it_for_who_holds_the_label_and_tells_others_nothing(town: Town) -> None:
    id = town.contact()
    tend(town.lead)
    assert [hit.id for hit in town.lead.ask(general.find, FINDABLE)] == [id]
    assert [hit.id for hit in town.lead.ask(general.find, "Héron STATUE")] == [id]
    assert not town.lead.ask(general.find, "heron bicycle")
    for other in (town.officer, town.member(Role.OFFICER), town.member(Role.COMMANDER)):
        assert not other.ask(general.find, FINDABLE)
    assert not shell(town.store, "SELECT * FROM search WHERE search MATCH 'heron'")


def test_losing_the_role_ends_it_for_what_stands_there_already(town: Town) -> None:
    id = town.contact()
    second = town.member(Role.SUPERVISOR)
    tend(town.lead)
    assert town.note(second, id) == WORDS
    was = kept_note(town.store, id)
    member = second.actor.id
    draft = general_draft(town, member)
    town.admin.do(staff.change_staff, member, draft)
    tend(town.lead)
    assert kept_note(town.store, id) != was
    assert shell(town.store, "SELECT generation FROM sealed_value") == [(2,)]
    assert shell(town.store, "SELECT generation FROM role_key WHERE label = 'restricted'") == [(2,)]
    stale = town.desk_of(Role.SUPERVISOR, id=member)
    assert town.note(stale, id) == SHUT
    assert town.note(town.lead, id) == town.note(town.officer, id) == WORDS
    assert [hit.id for hit in town.lead.ask(general.find, FINDABLE)] == [id]


def test_a_damaged_text_keeps_no_other_from_its_new_key(town: Town, logged: Logged) -> None:
    ids = [town.contact() for _each in range(4)]
    second = town.member(Role.SUPERVISOR)
    tend(town.lead)
    was = kept_note(town.store, ids[1])
    put_note(town.store, ids[1], kept_note(town.store, ids[0]))
    town.admin.do(staff.change_staff, second.actor.id, general_draft(town, second.actor.id))
    assert tend(town.lead) == len(ids) - 1
    under = shell(town.store, "SELECT generation, count(*) FROM sealed_value GROUP BY generation ORDER BY generation")
    assert under == [(1, 1), (2, 3)]
    assert [town.note(town.lead, id) for id in (ids[0], *ids[2:])] == [WORDS] * 3
    with pytest.raises(StoreDamaged, match="moved"):
        town.note(town.lead, ids[1])
    logged.take("damaged")
    put_note(town.store, ids[1], was)


def general_draft(town: Town, member: UUID) -> staff.StaffDraft:
    values = town.admin.ask(general.reading, "staff", member).values
    return staff.StaffDraft.model_validate(values | {"roles": [Role.OFFICER], "scope": None})


def test_what_was_written_before_anyone_held_the_key_is_sealed_when_they_come(store: Store, desk_of: DeskOf) -> None:
    town = Town(store, desk_of)
    ids = [town.contact(sensitivity=label) for label in ("restricted", "juvenile")]
    assert "heron" in everything(store)
    assert tend(town.lead) == len(ids)
    assert "heron" not in everything(store)
    assert [town.note(town.lead, id) for id in ids] == [WORDS, WORDS]
    assert tend(town.lead) == 0


def test_victim_services_and_part_2_are_opened_by_those_named_alone(town: Town) -> None:
    for label in (Label.VICTIM_SERVICES, Label.SUBSTANCE_USE_PART2):
        named = town.member(Role.SUPERVISOR, labels=[label])
        tend(named)
        id = town.contact(by=named, sensitivity=label.value)
        assert kept_note(town.store, id).startswith(MARK)
        assert town.note(named, id) == WORDS
        with pytest.raises(CaseError):
            town.note(town.lead, id)
    assert "heron" not in everything(town.store)


def test_a_correction_is_sealed_like_what_it_corrects(town: Town) -> None:
    id = town.contact()
    draft = contacts.ContactDraft.model_validate(town.officer.ask(general.reading, "contacts", id).values)
    corrected = draft.model_copy(update={"id": new_id(), "note": "The heron is gone.", "not_same": True})
    new = town.officer.do(contacts.amend_contact, id, corrected)
    assert "heron" not in everything(town.store)
    told = town.lead.ask(amendments, "contacts", new)
    assert [(one.before, one.after) for one in told[0].fields if one.name == "note"] == [(WORDS, "The heron is gone.")]


def test_a_label_raised_later_seals_what_stands_there(town: Town) -> None:
    id = town.contact(sensitivity="internal")
    draft = contacts.ContactDraft.model_validate(town.officer.ask(general.reading, "contacts", id).values)
    raised = draft.model_copy(update={"id": new_id(), "sensitivity": Label.RESTRICTED, "not_same": True})
    town.officer.do(contacts.amend_contact, id, raised)
    assert all(note.startswith(MARK) for (note,) in shell(town.store, "SELECT note FROM contact_text"))
    assert not shell(town.store, "SELECT * FROM search WHERE search MATCH 'heron'")
    assert town.note(town.lead, id) == WORDS


def test_what_is_shut_is_not_written_over(town: Town) -> None:
    id = town.contact()
    late = town.member(Role.SUPERVISOR)
    values = late.ask(general.reading, "contacts", id).values
    draft = contacts.ContactDraft.model_validate(values | {"id": new_id(), "not_same": True})
    with pytest.raises(CaseError, match="sealed"):
        late.do(contacts.amend_contact, id, draft)
    assert town.note(town.lead, id) == WORDS


def test_who_is_let_in_by_name_reads_it(town: Town) -> None:
    person = a_person(town.officer)
    helper = town.member(Role.CO_RESPONDER)
    id = an_encounter(town.officer, town.quarter, person, narrative=WORDS, co_responder_id=helper.actor.id)
    assert "heron" not in everything(town.store)
    for reader in (town.officer, town.lead, helper):
        assert reader.ask(general.reading, "crisis", id).values["narrative"] == WORDS


def test_what_is_added_to_an_encounter_and_a_plan_s_private_notes_are_sealed(town: Town) -> None:
    person = a_person(town.officer)
    id = an_encounter(town.officer, town.quarter, person)
    town.officer.do(crisis.seal, id, Nothing())
    town.officer.do(crisis.add_to, id, crisis.AdditionDraft(text=WORDS))
    plan = a_plan(town.officer, person, private_notes=WORDS)
    assert "heron" not in everything(town.store)
    told = town.lead.ask(general.reading, "crisis", id).sections
    assert WORDS in [line.title for section in told for line in section.lines]
    for reader in (town.lead, town.officer):
        assert reader.ask(general.reading, "plans", plan).values["private_notes"] == WORDS


def test_what_a_walled_service_says_back_is_sealed_to_who_is_named(town: Town) -> None:
    named = town.member(Role.SUPERVISOR, labels=[Label.VICTIM_SERVICES])
    tend(named)
    reply = ReferralReply(referral_id=new_id(), event_id=new_id(), text=WORDS, sensitivity="victim_services")
    with town.store.tx(named.actor, named.signer, "testing.reply", named.keychain) as tx:
        tx.inside().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        tx.add(reply)
        tx.flush()
        assert reply.text == WORDS
        assert tx.inside().exec_driver_sql("SELECT text FROM referral_reply").scalar_one().startswith(MARK)


def test_an_order_to_expunge_looks_through_what_its_reader_opens(town: Town) -> None:
    id = town.contact()
    for desk, found in ((town.lead, [("contacts", id, "note")]), (town.member(Role.COMMANDER), [])):
        with town.store.tx(desk.actor, desk.signer, "testing.mentions", desk.keychain) as tx:
            assert list(mentions(tx, {FINDABLE}, ())) == found
