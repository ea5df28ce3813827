"""A thief's workshop for the tests of the audit: a store's history in the hands of someone with its key and a shell."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, create_engine, event, insert, select, update
from sqlalchemy.pool import StaticPool

from casemgr.core import engine, signing
from casemgr.core.access import Actor, Role, Scope
from casemgr.core.audit import AUDIT, SESSIONS, START, link
from casemgr.core.audit_check import Broken, verify
from casemgr.core.desk import Desk
from casemgr.core.engine import sqlcipher
from casemgr.core.jobs import run
from casemgr.core.opened import Opened
from casemgr.core.record import new_id
from casemgr.core.store import FILE, Store
from casemgr.records import places
from tests.builders import a_place
from tests.conftest import KEY, PEOPLE, STORE_ID, Clock, signer_for, store_at

ENTRIES = 9
"""One of the blank store, then eight of two officers in turn."""


def officer_on(store: Store) -> Desk:
    """An officer newly signed in."""
    signer = signer_for(new_id())
    store.begin(signer)
    return Desk(store, Actor(signer.staff, "Test Person", frozenset({Role.OFFICER}), Scope.UNIT, "North"), signer)


@contextmanager
def shell_of(blank_store: Path, home: Path) -> Iterator[Engine]:
    """A store in which two officers worked in turn, opened past every guard, its triggers dropped."""
    shutil.copy(blank_store / FILE, home / FILE)
    store = store_at(home, Clock())
    desks = [officer_on(store), officer_on(store)]
    for turn in range(4):
        id = a_place(desks[turn % 2], f"Place {turn}")
        desks[turn % 2].do(places.change_place, id, places.PlaceDraft(name=f"Place {turn}, seen again"))
    store.close()
    raw = engine.connect(home / FILE, KEY, guarded=False)
    asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
    for (trigger,) in raw.execute(asked).fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    shell = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    event.listen(shell, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    yield shell
    raw.close()


def known_keys() -> dict[UUID, bytes]:
    return {id: person.public for id, person in PEOPLE.items()}


def broken_by(shell: Engine, tamper: Callable[[Connection], object]) -> Broken | None:
    """What a check finds after some tampering, which is taken back afterwards."""
    with shell.connect() as connection:
        tamper(connection)
        return run(verify(connection, STORE_ID, known_keys())).broken


def entries(connection: Connection) -> list[dict[str, Any]]:
    """The whole audit, oldest first."""
    asked = select(AUDIT).order_by(AUDIT.c.seq)
    return [{str(k): v for k, v in row.items()} for row in connection.execute(asked).mappings()]


def put_back(connection: Connection, said: list[dict[str, Any]], keys: Mapping[UUID, Ed25519PrivateKey]) -> None:
    """Write these as the whole audit, numbered and hashed anew, and signed anew where there is a key."""
    connection.execute(AUDIT.delete())
    last = START
    for seq, entry in enumerate(said, 1):
        entry |= {"seq": seq, "prev": last}
        entry["hash"] = last = link(STORE_ID, entry)
        if entry["session"] in keys:
            entry["signature"] = keys[entry["session"]].sign(last)
        connection.execute(insert(AUDIT).values(entry))


def take_over(connection: Connection, thief: Opened) -> dict[UUID, Ed25519PrivateKey]:
    """Give every session a new key, certified by the thief as if the thief were its user."""
    keys: dict[UUID, Ed25519PrivateKey] = {}
    for session in connection.scalars(select(SESSIONS.c.id)).all():
        fresh = signing.new_session_key(thief, session)
        values = {"user_key": thief.public, "public_key": fresh.public, "certificate": fresh.certificate}
        connection.execute(update(SESSIONS).where(SESSIONS.c.id == session).values(values))
        keys[session] = fresh.private
    return keys
