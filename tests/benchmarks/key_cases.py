"""Cases on keys: the passphrase until Today could be asked, and the audit's check."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casemgr import app
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.stretch import Effort
from casemgr.services.today import boards
from tests.benchmarks.measure import Case
from tests.benchmarks.store_cases import Bench, save
from tests.stations import ADMIN, ADMIN_PHRASE, SETUP

ENTRIES = 200


@contextmanager
def a_home() -> Iterator[Home]:
    """A small store at the cost real ones have."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "store")
        shift, _code = app.create(home, replace(SETUP, effort=Effort.REAL))
        shift.end()
        yield home


def unlock(home: Home) -> None:
    """From the passphrase to what Today shows."""
    shift = app.unlock(home, ADMIN, ADMIN_PHRASE)
    shift.desk.ask(boards)
    shift.end()


def stretch() -> bytes:
    """What the passphrase alone costs where no keyring helps."""
    cost = Effort.REAL
    return hash_secret_raw(ADMIN_PHRASE.encode(), bytes(16), cost.passes, cost.memory, cost.lanes, 32, Type.ID)


def check(b: Bench) -> object:
    """The last entries of the audit, as at unlock."""
    verdict = run(b.store.auditing(ENTRIES))
    assert verdict.broken is None, verdict
    return verdict


def bare_check() -> None:
    """As many hashes and signatures, and nothing else."""
    key = Ed25519PrivateKey.generate()
    public, last = key.public_key(), bytes(32)
    signed = key.sign(last)
    for _entry in range(ENTRIES):
        hashlib.sha256(last * 8).digest()
        public.verify(signed, last)


def cases(b: Bench, home: Home) -> Iterator[Case]:
    """Unlocking, and the check of the audit's end that goes with it."""
    for _entry in range(ENTRIES):
        save(b)
    yield Case("passphrase to Today : Argon2id alone", lambda: unlock(home), stretch, 1.5, 6, limit=3.0)
    yield Case("audit check : hashes and signatures alone", lambda: check(b), bare_check, 5.0, 10)
