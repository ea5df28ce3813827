"""Each way round is refused in a transaction, and the very same act does its harm in a session without the guard."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, delete, func, literal_column, text, union_all, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Query, aliased
from sqlmodel import Session, select

from casemgr.core.access import Label, Role
from casemgr.core.desk import Desk
from casemgr.core.guard import Bypass
from casemgr.core.store import Store
from casemgr.records.places import Place
from tests.builders import a_place

DeskOf = Callable[..., Desk]
Way = Callable[[Any, UUID], object]
BARE: Any = Place.__table__  # type: ignore[attr-defined]
NEW = {"name": "Changed"}
RAISE = "UPDATE place SET name = 'Changed'"


def merged(session: Any, id: UUID) -> object:
    with session.no_autoflush:
        row = session.get(Place, id)
    session.expunge(row)
    row.name = "Changed"
    session.merge(row)
    session.flush()
    return row


def added_again(session: Any, id: UUID) -> object:
    row = session.get(Place, id)
    session.expunge(row)
    session.add(row)
    row.name = "Changed"
    session.flush()
    return row


def changed(session: Any, id: UUID) -> object:
    row = session.get(Place, id)
    row.name = "Changed"
    session.flush()
    return row


def owned(session: Any, id: UUID) -> object:
    row = session.get(Place, id)
    row.entered_by = UUID(int=9)
    session.flush()
    return row


def deleted(session: Any, id: UUID) -> object:
    session.delete(session.get(Place, id))
    session.flush()
    return True


def committed(session: Any, id: UUID) -> object:
    session.commit()
    return True


WRITING: dict[str, Way] = {
    "an orm bulk update": lambda s, id: s.execute(update(Place).values(**NEW)),
    "an orm bulk delete": lambda s, id: s.execute(delete(Place)),
    "a core update": lambda s, id: s.execute(update(BARE).values(**NEW)),
    "a core delete": lambda s, id: s.execute(delete(BARE)),
    "raw text": lambda s, id: s.execute(text(RAISE)),
    "a query's update": lambda s, id: Query(Place, s).update(NEW),
    "a query's delete": lambda s, id: Query(Place, s).delete(),
    "the connection": lambda s, id: s.connection().execute(text(RAISE)),
    "the connection of the driver": lambda s, id: s.connection().connection.cursor().execute(RAISE),
    "the engine": lambda s, id: s.bind.connect().close() or True,
    "the engine, asked for": lambda s, id: s.get_bind(),
    "bulk saving": lambda s, id: s.bulk_save_objects([s.get(Place, id)]) or True,
    "bulk updating": lambda s, id: s.bulk_update_mappings(Place, [{"id": id, "version": 2, **NEW}]) or True,
    "a pragma": lambda s, id: s.execute(text("PRAGMA cipher_version")).all(),
    "the statistics of the store": lambda s, id: s.execute(text("ANALYZE")),
    "the shadow tables of the search": lambda s, id: s.execute(text("SELECT name FROM sqlite_master")).all(),
    "a merge of a detached row": merged,
    "a row taken out and put in again": added_again,
    "a plain change": changed,
    "another's name as the author": owned,
    "a delete": deleted,
    "a commit of its own": committed,
}
"""What a transaction that reads refuses, whoever asks."""


@pytest.fixture
def place(desk_of: DeskOf, store: Store) -> UUID:
    """A restricted place of the unit North, which its supervisor sees and officers do not."""
    author = desk_of(Role.OFFICER)
    id = a_place(author)
    with store.tx(author.actor, author.signer, "places.change_place") as tx:
        row = tx.get(Place, id)
        assert row is not None
        row.sensitivity = Label.RESTRICTED
        tx.finish()
    return id


@pytest.mark.parametrize("way", sorted(WRITING))
def test_the_way_is_refused_in_a_transaction_that_reads(way: str, place: UUID, desk_of: DeskOf, store: Store) -> None:
    with store.tx(desk_of(Role.SUPERVISOR).actor) as tx, pytest.raises(Bypass):
        WRITING[way](tx, place)


@pytest.mark.parametrize("way", sorted(WRITING))
def test_the_same_act_is_done_where_the_guard_is_not(way: str, place: UUID, desk_of: DeskOf, store: Store) -> None:
    with store.tx(desk_of(Role.SUPERVISOR).actor) as tx:
        engine = tx._opened_on
    with Session(engine) as bare:
        assert WRITING[way](bare, place)
        bare.rollback()


ALIAS = aliased(Place)
SUB = select(Place.id).subquery()
CTE = select(Place).cte()
READING: dict[str, Way] = {
    "a get by its id": lambda s, id: s.get(Place, id),
    "a get anew": lambda s, id: s.get(Place, id, populate_existing=True),
    "a select": lambda s, id: s.exec(select(Place).where(Place.id == id)).all(),
    "a select of one column": lambda s, id: s.exec(select(Place.name)).all(),
    "a select over what was read": lambda s, id: s.exec(select(Place).execution_options(populate_existing=True)).all(),
    "an alias": lambda s, id: s.exec(select(ALIAS)).all(),
    "a join of an alias": lambda s, id: s.exec(select(Place.id).join(ALIAS, ALIAS.id == Place.id)).all(),
    "a subquery": lambda s, id: s.exec(select(SUB.c.id)).all(),
    "a common table": lambda s, id: s.exec(select(CTE.c.name)).all(),
    "a count": lambda s, id: s.exec(select(func.count()).select_from(Place)).one(),
    "an aggregate": lambda s, id: s.exec(select(func.max(Place.name))).one(),
    "whether it exists": lambda s, id: s.exec(select(select(Place.id).exists())).one(),
    "the old query": lambda s, id: Query(Place, s).all(),
}
"""What returns a row, or tells of it, to those who see it and to nobody else."""


@pytest.mark.parametrize("way", sorted(READING))
def test_what_is_not_seen_is_not_told(way: str, place: UUID, desk_of: DeskOf, store: Store) -> None:
    with store.tx(desk_of(Role.OFFICER).actor) as tx:
        try:
            told = READING[way](tx, place)
        except Bypass:
            told = None
        assert not told
    with store.tx(desk_of(Role.OFFICER).actor) as tx:
        engine = tx._opened_on
    with Session(engine) as bare:
        assert READING[way](bare, place), "the way itself is there"


PAST: dict[str, Way] = {
    "the bare table": lambda s, id: s.execute(select(BARE.c.name)).all(),
    "a union of bare tables": lambda s, id: s.execute(union_all(select(BARE.c.id), select(BARE.c.id))).all(),
    "a literal column": lambda s, id: s.execute(select(literal_column("name")).select_from(Place)).all(),
    "a select of text": lambda s, id: s.execute(select(Place).from_statement(text("SELECT * FROM place"))).all(),
    "a condition of text": lambda s, id: s.execute(select(Place).where(text("1 = 1 OR 1"))).all(),
}
"""Selects past the mapping, which even those who see the row are refused."""


@pytest.mark.parametrize("way", sorted(PAST))
def test_no_select_goes_past_the_mapping(way: str, place: UUID, desk_of: DeskOf, store: Store) -> None:
    with store.tx(desk_of(Role.SUPERVISOR).actor) as tx:
        engine = tx._opened_on
        with pytest.raises(Bypass):
            PAST[way](tx, place)
    with Session(engine) as bare:
        assert PAST[way](bare, place), "the way itself is there"


def test_no_other_file_is_attached_even_by_the_bare_connection(desk_of: DeskOf, store: Store) -> None:
    attach = text("ATTACH DATABASE ':memory:' AS beside")
    with store.tx(desk_of(Role.OFFICER).actor) as tx:
        engine = tx._opened_on
        with pytest.raises(Bypass):
            tx.execute(attach)
    with Session(engine) as bare, pytest.raises(DatabaseError, match="not authorized"):
        bare.execute(attach)
    with Session(create_engine("sqlite://")) as unguarded:
        assert unguarded.execute(attach)
