"""Ways round permission, transaction and audit: every one we could think of is refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.orm import Query, Session

from casemgr.core import audit_reading, codes, settings
from casemgr.core.access import Actor, May, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.draft import Draft
from casemgr.core.errors import Invalid, NotAllowed, NotFound
from casemgr.core.guard import Bypass
from casemgr.core.settings import Setting
from casemgr.core.store import Store
from casemgr.core.tx import Tx
from casemgr.core.verbs import COMMANDS, QUERIES, command, query
from casemgr.records import places, staff
from casemgr.records.places import Place, PlaceDraft
from tests.builders import a_member, a_place

DeskOf = Callable[..., Desk]
EVERYONES = (May.SIGN_IN, May.READ_PACKETS)


def actions(desk: Desk) -> list[tuple[str, str, str]]:
    """Every audit entry as action, outcome and reason, newest first."""
    said = desk.ask(audit_reading.audit_entries, size=10_000).entries
    return [(e.action, e.outcome, e.reason) for e in said]


@pytest.fixture
def auditor(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


def names(desk: Desk) -> list[str]:
    return [row.name for row in desk.ask(places.places).rows]


class TestTheDoor:
    def test_what_is_not_declared_does_not_run(self, officer: Desk) -> None:
        ran: list[Tx] = []
        for verb in (officer.do, officer.ask):
            with pytest.raises(NotAllowed):
                verb(ran.append)
        assert not ran

    def test_a_query_is_not_done_and_a_command_not_asked(self, officer: Desk) -> None:
        with pytest.raises(NotAllowed):
            officer.do(places.places)
        with pytest.raises(NotAllowed):
            officer.ask(places.add_place, PlaceDraft(name="Laundry on Elm"))

    def test_a_borrowed_declaration_opens_nothing(self, officer: Desk) -> None:
        ran: list[Tx] = []

        def mine(tx: Tx) -> None:
            ran.append(tx)

        mine.declared = places.places.declared  # type: ignore[attr-defined]
        with pytest.raises(NotAllowed):
            officer.ask(mine)
        assert not ran

    @pytest.mark.parametrize("declare", [command, query])
    def test_nothing_is_declared_without_a_right(self, declare: Any) -> None:
        def work(tx: Tx) -> None: ...

        work.__module__ = "casemgr.records.places"
        with pytest.raises(TypeError):
            declare()(work)
        with pytest.raises(ValueError, match="is not a valid May"):
            declare("everything")(work)

    def test_whatever_there_is_needs_its_right(self, desk_of: DeskOf, auditor: Desk) -> None:
        """Someone with no rights but everyone's is refused before a function could even miss its arguments."""
        nobody = desk_of(Role.OVERSIGHT_REVIEWER)
        refused = []
        for function in (*COMMANDS.values(), *QUERIES.values()):
            said = function.declared  # type: ignore[attr-defined]
            if said.may in EVERYONES:
                continue
            with pytest.raises(NotAllowed):
                (nobody.do if said.name in COMMANDS else nobody.ask)(function)
            refused.append(("refused", "failure", said.name))
        assert refused
        assert actions(auditor)[: len(refused)] == refused[::-1]

    def test_a_refusal_inside_a_query_is_written_down_too(self, desk_of: DeskOf, auditor: Desk) -> None:
        with pytest.raises(NotAllowed):
            desk_of(Role.OVERSIGHT_REVIEWER).ask(QUERIES["general.listing"], "places")
        assert ("refused", "failure", "general.listing") in actions(auditor)

    def test_a_role_is_taken_as_signed_in_not_as_claimed(self, desk_of: DeskOf) -> None:
        nobody = desk_of(Role.TRAINING_COORDINATOR)
        with pytest.raises(AttributeError):
            nobody.actor.roles = frozenset(Role)  # type: ignore[misc]

    @pytest.mark.parametrize(
        "give",
        [
            lambda desk, draft: desk.do(places.add_place, draft),
            lambda desk, draft: desk.do(places.add_place, draft=draft),
            lambda desk, draft: desk.do(places.add_place, [draft]),
            lambda desk, draft: desk.do_all([(places.add_place, (draft,))]),
        ],
    )
    def test_a_draft_spoiled_after_it_was_made_is_checked_again(
        self, give: Callable[[Desk, Draft], object], officer: Desk
    ) -> None:
        draft = PlaceDraft(name="Laundry on Elm")
        draft.name = "x"
        with pytest.raises(Invalid) as refused:
            give(officer, draft)
        assert [p.field for p in refused.value.problems] == ["name"]

    def test_a_draft_holding_another_type_is_named_not_saved(self, officer: Desk) -> None:
        draft = PlaceDraft(name="Laundry on Elm")
        draft.latitude = "north"  # type: ignore[assignment]
        with pytest.raises(Invalid) as refused:
            officer.do(places.add_place, draft)
        assert [p.field for p in refused.value.problems] == ["latitude"]

    def test_a_command_takes_no_draft_of_fields_it_does_not_know(self) -> None:
        assert Draft.model_config["extra"] == "forbid"


def doing(store: Store, desk: Desk) -> Any:
    """A transaction as a command has it, for code that tries to step round it."""
    return store.tx(desk.actor, desk.signer, "places.change_place")


ROUND: dict[str, Callable[[Tx, UUID], object]] = {
    "an orm bulk update": lambda tx, id: tx.exec(update(Place).values(name="Changed")),
    "an orm insert": lambda tx, id: tx.execute(insert(Place), [{"name": "Changed"}]),
    "a core update": lambda tx, id: tx.execute(update(Place.__table__).values(name="Changed")),  # type: ignore
    "a query's delete": lambda tx, id: Query(Place, tx).delete(),
    "a query's update": lambda tx, id: Query(Place, tx).update({"name": "Changed"}),
    "raw text": lambda tx, id: tx.execute(text("UPDATE place SET name = 'Changed'")),
    "saving past the flush": lambda tx, id: tx.bulk_save_objects([Place(name="Changed", use="park")]),
    "inserting past the flush": lambda tx, id: tx.bulk_insert_mappings(Place, [{"name": "Changed"}]),  # type: ignore
    "updating past the flush": lambda tx, id: tx.bulk_update_mappings(Place, [{"id": id, "name": "Changed"}]),  # type: ignore
    "the connection": lambda tx, id: tx.connection().execute(text("UPDATE place SET name = 'Changed'")),
    "the engine": lambda tx, id: tx.bind.connect(),
    "the engine, asked for": lambda tx, id: tx.get_bind(),
    "the engine in another session": lambda tx, id: Session(tx.get_bind()).execute(text("SELECT 1")),
    "a commit of its own": lambda tx, id: tx.commit(),
    "a savepoint kept": lambda tx, id: tx.begin_nested().commit(),
}


@pytest.mark.parametrize("way", sorted(ROUND))
@pytest.mark.parametrize("verb", ["reading", "doing"])
def test_no_way_round_the_transaction(way: str, verb: str, store: Store, officer: Desk, auditor: Desk) -> None:
    id = a_place(officer, "Laundry on Elm")
    before = actions(auditor)
    opened = store.tx(officer.actor) if verb == "reading" else doing(store, officer)
    with opened as tx, pytest.raises(Bypass):
        ROUND[way](tx, id)
    assert names(officer) == ["Laundry on Elm"]
    assert actions(auditor)[1:] == before, "nothing but the auditor's own look was written"


class TestTheTransaction:
    def test_nothing_is_changed_while_reading(self, store: Store, officer: Desk) -> None:
        id = a_place(officer)
        with store.tx(officer.actor) as tx:
            tx.add(Setting(name="zone", value="UTC"))
            with pytest.raises(Bypass):
                tx.flush()
        with store.tx(officer.actor) as tx:
            place = tx.get(Place, id)
            assert place is not None
            place.name = "Changed"
            with pytest.raises(Bypass):
                tx.flush()
        assert names(officer) == ["Laundry on Elm"]

    def test_of_commands_done_together_all_are_saved_or_none(self, officer: Desk, auditor: Desk) -> None:
        before = actions(auditor)
        draft = PlaceDraft(name="Laundry on Elm")
        with pytest.raises(NotFound):
            officer.do_all([(places.add_place, (draft,)), (places.change_place, (uuid4(), draft))])
        assert names(officer) == []
        assert actions(auditor)[1:] == before

    def test_each_of_commands_done_together_needs_its_own_right(self, officer: Desk) -> None:
        draft = PlaceDraft(name="Laundry on Elm")
        with pytest.raises(NotAllowed):
            officer.do_all([(places.add_place, (draft,)), (codes.load_codes, ())])
        assert names(officer) == []

    def test_each_of_commands_done_together_stands_in_the_audit_by_its_name(self, desk_of: DeskOf) -> None:
        desk = desk_of(*Role)
        desk.do_all([(places.add_place, (PlaceDraft(name="Elm"),)), (settings.set_text, ("agency", "Harbor PD"))])
        said = {action for action, _outcome, _reason in actions(desk)}
        assert {"places.add_place:create", "settings.set_text:update"} <= said

    def test_a_command_rolled_back_midway_saves_nothing(self, store: Store, officer: Desk) -> None:
        with doing(store, officer) as tx:
            tx.add(Place(name="Before", use="park"))
            tx.flush()
            tx.rollback()
            tx.add(Place(name="After", use="park"))
            with pytest.raises(Bypass):
                tx.finish()
        assert names(officer) == []

    def test_records_are_never_deleted(self, store: Store, officer: Desk) -> None:
        id = a_place(officer)
        with doing(store, officer) as tx:
            tx.delete(tx.get(Place, id))
            with pytest.raises(Bypass):
                tx.finish()
        assert names(officer) == ["Laundry on Elm"]

    def test_nothing_is_written_unsigned(self, store: Store, officer: Desk) -> None:
        with store.tx(officer.actor, None, "places.add_place") as tx:
            tx.add(Place(name="Unsigned", use="park"))
            with pytest.raises(Bypass):
                tx.finish()
        assert names(officer) == []

    def test_only_a_command_looks_past_sight(self, store: Store, officer: Desk) -> None:
        with store.tx(officer.actor) as tx, pytest.raises(Bypass):
            tx.all_of(places.places)


def test_members_keep_their_own_unit_not_their_administrators(desk_of: DeskOf) -> None:
    admin = desk_of(Role.ADMINISTRATOR, unit="North")
    a_member(admin, "l.okafor", "Lena Okafor", roles=[Role.LIAISON], unit="", organization_id=uuid4())
    assert [row.unit for row in admin.ask(staff.staff).rows] == [""]


def test_an_actor_sees_no_further_than_their_scope_says() -> None:
    plain = Actor(uuid4(), "Test", frozenset({Role.OFFICER}), Scope.OWN)
    assert plain.labels == {"open", "internal"}
