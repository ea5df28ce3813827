"""What the audit is told, and when: with the change and never without it, ids and field names and never words."""

import logging
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy.exc import DBAPIError

from casemgr.core import audit_reading, bulk, engine, general
from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, NotFound
from casemgr.core.jobs import run
from casemgr.core.kind import KINDS
from casemgr.core.store import FILE, Store
from casemgr.records import directory, places
from casemgr.records.directory import Organization
from casemgr.records.places import Place, PlaceDraft
from tests.builders import a_person, a_place
from tests.conftest import KEY, Logged

DeskOf = Callable[..., Desk]


def written(store: Store) -> list[str]:
    """Every column of every audit entry, as text."""
    raw = engine.connect(store.home / FILE, KEY)
    try:
        return [str(value) for row in raw.execute("SELECT * FROM audit") for value in row]
    finally:
        raw.close()


def count(store: Store) -> int:
    return store.head().seq


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET reason = 'nothing happened'",
        "UPDATE OR REPLACE audit SET seq = seq + 1",
        "DELETE FROM audit",
        "DELETE FROM audit_session",
        "UPDATE audit_session SET staff = id",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
        "INSERT INTO audit SELECT seq + 2, at, session, actor, device, action, kind, object, outcome, reason, payload,"
        " salt, prev, hash, signature FROM audit WHERE seq = 1",
        "INSERT OR REPLACE INTO audit_session SELECT * FROM audit_session",
    ],
)
@pytest.mark.parametrize("guarded", [True, False])
def test_the_file_itself_refuses_to_rewrite_the_audit(store: Store, statement: str, *, guarded: bool) -> None:
    """By its triggers for anybody's connection, and by an authorizer on our own."""
    before = written(store)
    raw = engine.connect(store.home / FILE, KEY, guarded=guarded)
    with pytest.raises(engine.sqlcipher.DatabaseError):
        raw.execute(statement)
    raw.close()
    assert written(store) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER audit_no_update",
        "DROP TABLE audit",
        "ALTER TABLE audit RENAME TO gone",
        "ATTACH DATABASE ':memory:' AS other",
    ],
)
def test_our_own_connections_do_not_reshape_the_store(store: Store, statement: str) -> None:
    raw = engine.connect(store.home / FILE, KEY)
    with pytest.raises(engine.sqlcipher.DatabaseError):
        raw.execute(statement)
    raw.close()


class TestTogether:
    def test_a_change_that_is_refused_leaves_no_entry(self, store: Store, desk_of: DeskOf) -> None:
        officer = desk_of(Role.OFFICER)
        before = count(store)
        with pytest.raises(NotFound):
            officer.do(places.change_place, UUID(int=5), PlaceDraft(name="Laundry on Elm"))
        assert count(store) == before

    def test_where_no_entry_can_be_written_nothing_is_saved_and_nothing_shown(
        self, store: Store, desk_of: DeskOf, logged: Logged
    ) -> None:
        """The disk takes the change but not the entry: neither is kept, and a restricted record stays closed."""
        supervisor = desk_of(Role.SUPERVISOR)
        id = restricted(store, supervisor)
        raw = engine.connect(store.home / FILE, KEY)
        raw.execute("CREATE TRIGGER no_more BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no more'); END")
        raw.close()
        for act in (
            lambda: supervisor.do(places.add_place, PlaceDraft(name="Laundry on Elm")),
            lambda: supervisor.ask(general.reading, "places", id),
            lambda: supervisor.ask(audit_reading.audit_entries),
            lambda: desk_of(Role.PUBLISHER).ask(places.places),
        ):
            with pytest.raises((DBAPIError, CaseError)):
                act()
        assert [row.name for row in supervisor.ask(places.places).rows] == ["Safe house"]
        logged.take("no audit entry")

    def test_a_change_names_its_fields(self, store: Store, desk_of: DeskOf) -> None:
        officer = desk_of(Role.OFFICER)
        id = a_place(officer)
        officer.do(places.change_place, id, PlaceDraft(name="Laundry on Elm", city="Harbor City"))
        assert '"fields":["city"]' in written(store)[-5]

    def test_one_command_is_one_entry_for_each_record_it_changed(self, store: Store, desk_of: DeskOf) -> None:
        before = count(store)
        a_person(desk_of(Role.OFFICER), aliases=["Lefty", "Red"])
        said = desk_of(Role.COMMANDER).ask(audit_reading.audit_entries, size=count(store) - before).entries
        assert [(entry.action, entry.kind) for entry in said] == [("people.add_person:create", "people")]


def restricted(store: Store, desk: Desk, label: Label = Label.RESTRICTED) -> UUID:
    with store.tx(desk.actor, desk.signer, "places.add_place") as tx:
        place = Place(name="Safe house", use="home", sensitivity=label)
        tx.add(place)
        tx.finish()
        return place.id


class TestReading:
    def views(self, desk_of: DeskOf) -> list[tuple[UUID | None, str]]:
        said = desk_of(Role.COMMANDER).ask(audit_reading.audit_entries, size=1000).entries
        return [(entry.object, entry.reason) for entry in said if entry.action == "view"]

    @pytest.mark.parametrize("label", list(Label))
    def test_opening_what_is_restricted_or_above_is_written_down(
        self, label: Label, store: Store, desk_of: DeskOf
    ) -> None:
        desk = desk_of(Role.SUPERVISOR, extra_labels=frozenset(Label))
        id = restricted(store, desk, label)
        desk.ask(general.reading, "places", id)
        desk.ask(general.titles, "places", [id])
        expected = [] if label in (Label.OPEN, Label.INTERNAL) else [(id, "general.titles"), (id, "general.reading")]
        assert self.views(desk_of) == expected

    def test_being_refused_a_record_is_no_reading_of_it(self, store: Store, desk_of: DeskOf) -> None:
        id = restricted(store, desk_of(Role.SUPERVISOR))
        with pytest.raises(NotFound):
            desk_of(Role.OFFICER).ask(general.reading, "places", id)
        assert self.views(desk_of) == []

    def test_reading_the_audit_is_written_down(self, desk_of: DeskOf) -> None:
        commander = desk_of(Role.COMMANDER)
        commander.ask(audit_reading.audit_entries)
        newest = commander.ask(audit_reading.audit_entries, size=1).entries[0]
        assert (newest.action, newest.reason, newest.actor) == (
            "ask",
            "audit_reading.audit_entries",
            commander.actor.id,
        )

    def test_an_audit_is_read_page_by_page_and_of_one_record(self, desk_of: DeskOf) -> None:
        officer, commander = desk_of(Role.OFFICER), desk_of(Role.COMMANDER)
        ids = [a_place(officer, f"Place {n}") for n in range(5)]
        one = commander.ask(audit_reading.audit_entries, record=ids[2])
        assert [entry.object for entry in one.entries] == [ids[2]]
        seen: list[int] = []
        before = None
        while True:
            page = commander.ask(audit_reading.audit_entries, before, size=2)
            seen += [entry.seq for entry in page.entries]
            if page.next is None:
                break
            before = page.next
        assert sorted(seen) == list(range(1, max(seen) + 1))
        assert len(seen) == len(set(seen))


CANARY = "Zanzibar"


def test_no_name_and_no_word_reaches_audit_or_log(
    store: Store, desk_of: DeskOf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    officer = desk_of(Role.OFFICER)
    place = a_place(officer, f"{CANARY} Laundry", premise_note=f"{CANARY} dog", city=CANARY)
    officer.do(places.change_place, place, PlaceDraft(name=f"{CANARY} Two", premise_note=f"no {CANARY} dog"))
    person = a_person(officer, CANARY, f"{CANARY}sson", aliases=[f"Old {CANARY}"])
    officer.ask(general.find, CANARY)
    officer.ask(general.reading, "people", person)
    for wrong in ({"name": CANARY * 40}, {"name": CANARY, "use": CANARY}):
        with pytest.raises(CaseError):
            officer.do(places.add_place, PlaceDraft.model_construct(**wrong))
    with pytest.raises(CaseError):
        desk_of(Role.PUBLISHER).ask(general.find, CANARY, [CANARY])
    with pytest.raises(CaseError):
        officer.ask(general.listing, CANARY)
    assert not [text for text in written(store) if CANARY.lower() in text.lower()]
    assert CANARY.lower() not in caplog.text.lower()


def test_what_is_loaded_in_bulk_after_an_entry_by_hand_raises_no_alarm(store: Store, desk_of: DeskOf) -> None:
    desk = desk_of(*Role)
    id = desk.do(directory.add_organization, directory.OrganizationDraft(name="Harbor House"))
    with store.tx(desk.actor, desk.signer, "directory.import") as tx:
        bulk.write(tx, Organization, changed=[{"id": id, "name": "Harbor House Inc."}])
        tx.finish()
    assert run(store.auditing()).broken is None
    amend = KINDS["organizations"].amend
    assert amend is not None
    desk.do(amend, id, directory.OrganizationDraft(name="Harbor House again"))
    assert run(store.auditing()).broken is None
