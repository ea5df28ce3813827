"""One migrated store per session, copied per test; desks for each role; nothing unexpected passes."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import casemgr.app  # noqa: F401
from casemgr.core import codes, migrate
from casemgr.core.access import Actor, Role, default_scope
from casemgr.core.audit import Signer
from casemgr.core.desk import Desk
from casemgr.core.record import new_id
from casemgr.core.store import FILE, Store

KEY = bytes(range(32))
NOON = datetime(2026, 10, 14, 16, 0, tzinfo=UTC)
"""Noon of a Wednesday in the demo town's zone."""


class Clock:
    """A clock a test sets; each reading moves it on by a millisecond, as real ones do."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class NoMark:
    def write(self, sequence: int, head: bytes) -> None:
        pass


def signer_for(staff: UUID) -> Signer:
    key = Ed25519PrivateKey.generate()
    return Signer(new_id(), staff, "TEST", key, b"", key.public_key().public_bytes_raw(), b"")


@pytest.fixture(scope="session")
def blank_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at the latest schema with the shipped code lists, made once."""
    home = tmp_path_factory.mktemp("blank")
    migrate.bring_up(home / FILE, KEY, home / "backups", NOON)
    store = Store(home, KEY, id=UUID(int=1), code="TEST", zone="America/New_York", mark=NoMark())
    admin = Actor(UUID(int=2), "Blank Admin", frozenset({Role.ADMINISTRATOR}), default_scope(frozenset()))
    Desk(store, admin, signer_for(admin.id)).do(codes.load_codes)
    store.close()
    return home


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(blank_store: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A real encrypted store of its own for one test."""
    shutil.copy(blank_store / FILE, tmp_path / FILE)
    store = Store(
        tmp_path, KEY, id=UUID(int=1), code="TEST", zone="America/New_York", mark=NoMark(), clock=clock
    )
    yield store
    store.close()


@pytest.fixture
def desk_of(store: Store) -> Callable[..., Desk]:
    """A desk for someone who works as these roles: `desk_of(Role.OFFICER, unit="North")`."""

    def make(*roles: Role, **facts: object) -> Desk:
        id = facts.pop("id", None) or new_id()
        facts.setdefault("scope", default_scope(frozenset(roles)))
        facts.setdefault("unit", "North")
        actor = Actor(id, "Test Person", frozenset(roles), **facts)  # type: ignore[arg-type]
        return Desk(store, actor, signer_for(id))

    return make
