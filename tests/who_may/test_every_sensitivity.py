"""Every kind of record under every label, read by every role: as the design says who opens what (domain 2.19, 3.3)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import general
from casemgr.core.access import Label, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import NotAllowed, NotFound
from casemgr.core.kind import KINDS, Kind
from casemgr.core.store import Store
from tests.samples import made
from tests.who_may.table import BEYOND_OWN, MAY, OPENED_BY, ROLES

DeskOf = Callable[..., Desk]
LABELED = [kind for kind in KINDS.values() if kind.new is not None and not kind.sight.everyone]


def labeled(store: Store, desk: Desk, kind: Kind, id: UUID, label: str) -> None:
    table: Any = kind.table
    with store.tx(desk.actor, desk.signer, f"{kind.name}.label") as tx:
        row = tx.get(table, id)
        assert row is not None
        row.sensitivity = Label(label)
        tx.finish()


def reads(desk: Desk, kind: Kind, id: UUID) -> bool:
    try:
        desk.ask(general.reading, kind.name, id)
        return True
    except (NotFound, NotAllowed):
        return False


def lists(desk: Desk, kind: Kind, id: UUID) -> bool:
    if kind.page is None or not kind.listed:
        return reads(desk, kind, id)
    try:
        return id in {row.id for row in desk.ask(general.listing, kind.name).rows}
    except NotAllowed:
        return False


@pytest.mark.parametrize("kind", LABELED, ids=lambda kind: kind.name)
def test_it_is_read_by_the_roles_of_the_table_under_every_label(kind: Kind, desk_of: DeskOf, store: Store) -> None:
    author = desk_of(*Role, scope=Scope.ALL, extra_labels=frozenset(Label))
    id = made(author, kind.name)
    desks = {role: desk_of(Role(role), scope=Scope.ALL) for role in ROLES}
    for label, opens in OPENED_BY.items():
        labeled(store, author, kind, id, label)
        wanted = opens & MAY[kind.read.value] & MAY[BEYOND_OWN.get(kind.name, kind.read.value)]
        assert {role for role, desk in desks.items() if reads(desk, kind, id)} == wanted, label
        assert {role for role, desk in desks.items() if lists(desk, kind, id)} == wanted, label
