"""One migrated store per session, copied per test; desks for each role; nothing unexpected passes."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, settings

import casemgr.app
from casemgr.core import codes, columns, migrate, signing
from casemgr.core.access import Actor, Role, default_scope
from casemgr.core.audit import Signer
from casemgr.core.columns import told
from casemgr.core.desk import Desk
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.keys import store_keys
from casemgr.core.opened import Generation, Opened
from casemgr.core.person_keys import PersonKeys
from casemgr.core.record import new_id
from casemgr.core.role_keys import Keychain
from casemgr.core.sealing import CURVE
from casemgr.core.store import FILE, Store
from casemgr.core.stretch import Effort
from tests.shell import Shell
from tests.stations import SETUP, set_up

KEY = bytes(range(32))
NOON = datetime(2026, 10, 14, 16, 0, tzinfo=UTC)
"""Noon of a Wednesday in the demo town's zone."""
STORE_ID = UUID(int=1)
PEOPLE: dict[UUID, Opened] = {}
"""Everyone who had a desk in these tests, as the key file of a real store knows them."""

settings.register_profile(
    "casemgr", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("casemgr")


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
    """The signer of one sign-in, its session certified by a key of this person's own, as after an unlock."""
    if staff not in PEOPLE:
        PEOPLE[staff] = Opened(staff, "test", ec.generate_private_key(CURVE), Generation(1, store_keys(KEY)))
    opened = PEOPLE[staff]
    session = signing.new_session_key(opened, new_id())
    return Signer(
        session.session_id, staff, "TEST", session.private, opened.public, session.public, session.certificate
    )


def store_at(home: Path, clock: Callable[[], datetime]) -> Store:
    """The test store that lies in a folder, opened."""

    def keys() -> dict[UUID, bytes]:
        return {id: opened.public for id, opened in PEOPLE.items()}

    people = PersonKeys(home / "people.keys", STORE_ID, store_keys(KEY).people)
    facts = {"id": STORE_ID, "people": people, "code": "TEST", "zone": "America/New_York"}
    return Store(home, KEY, mark=NoMark(), user_keys=keys, clock=clock, **facts)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def blank_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at the latest schema with the shipped code lists, made once."""
    home = tmp_path_factory.mktemp("blank")
    migrate.create(home / FILE, KEY)
    store = store_at(home, Clock())
    admin = Actor(UUID(int=2), "Blank Admin", frozenset({Role.ADMINISTRATOR}), default_scope(frozenset()))
    signer = signer_for(admin.id)
    store.begin(signer)
    Desk(store, admin, signer).do(codes.load_codes)
    store.close()
    return home


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def copied(blank: Path, folder: Path, clock: Clock) -> Iterator[Store]:
    """A real encrypted store in a folder of its own; whatever was done, its audit holds at the end."""
    shutil.copy(blank / FILE, folder / FILE)
    store = store_at(folder, clock)
    yield store
    broken = run(store.auditing()).broken
    store.close()
    assert broken is None, broken


@pytest.fixture
def store(blank_store: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A store for one test."""
    with copied(blank_store, tmp_path, clock) as store:
        yield store


def desks_on(store: Store) -> Callable[..., Desk]:
    """What makes a desk for someone who works as these roles: `desk_of(Role.OFFICER, unit="North")`."""

    def make(*roles: Role, **facts: object) -> Desk:
        id: Any = facts.pop("id", None) or new_id()
        facts.setdefault("scope", default_scope(frozenset(roles)))
        facts.setdefault("unit", "North")
        actor = Actor(id, "Test Person", frozenset(roles), **facts)  # type: ignore[arg-type]
        signer = signer_for(id)
        store.begin(signer)
        return Desk(store, actor, signer, keychain=Keychain(id, PEOPLE[id].private_key))

    return make


@pytest.fixture
def desk_of(store: Store) -> Callable[..., Desk]:
    """Desks on the store of one test."""
    return desks_on(store)


@pytest.fixture(scope="session")
def station(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store set up as the program does it, with an administrator and an officer, made once."""
    return set_up(Home(tmp_path_factory.mktemp("station") / "store")).folder


@pytest.fixture(scope="session")
def costly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at the cost real ones have, so that the command line opens it as any other."""
    home = Home(tmp_path_factory.mktemp("cli") / "store")
    shift, _code = casemgr.app.create(home, replace(SETUP, effort=Effort.REAL))
    shift.end()
    return home.folder


@pytest.fixture
def shell(costly: Path, tmp_path: Path) -> Shell:
    """The administrator's shell on a store of this test's own."""
    return Shell(Path(shutil.copytree(costly, tmp_path / "store")))


@pytest.fixture
def home(station: Path, tmp_path: Path) -> Home:
    """The station's store in a folder of this test's own, signed out."""
    shutil.copytree(station, tmp_path / "store")
    return Home(tmp_path / "store")


class Logged(logging.Handler):
    """What the program logged at warning or above; a test takes away what it expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def take(self, words: str) -> None:
        """Expect a line with these words."""
        assert any(words in line for line in self.lines), self.lines
        self.lines = [line for line in self.lines if words not in line]


@pytest.fixture(autouse=True)
def logged() -> Iterator[Logged]:
    """Fails a test after which the program has logged trouble the test did not expect."""
    handler = Logged()
    logging.getLogger("casemgr").addHandler(handler)
    yield handler
    logging.getLogger("casemgr").removeHandler(handler)
    assert not handler.lines, handler.lines


@pytest.fixture(autouse=True)
def no_stray_threads() -> Iterator[None]:
    """Fails a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not _foreign(thread)]
    assert not left, left


def _foreign(thread: threading.Thread) -> bool:
    """Whether a thread was started by Qt, which has its own check, and only shows itself to Python."""
    return isinstance(thread, threading._DummyThread)


@pytest.fixture
def retold() -> Iterator[Callable[..., None]]:
    """Tell other things of columns for one test."""
    before = dict(columns.TOLD)

    def tell(table: type, **said: str) -> None:
        was = columns.TOLD[table]
        told(**said)(table)
        now = columns.TOLD[table]
        columns.TOLD[table] = replace(was, sorts=was.sorts | now.sorts)

    yield tell
    columns.TOLD.clear()
    columns.TOLD.update(before)
