"""A change of the root key: the store's file and its mark follow the key file, and a kill halfway is settled."""

from collections.abc import Iterator
from contextlib import contextmanager

from casemgr.core import migrate
from casemgr.core.engine import fits
from casemgr.core.home import Home
from casemgr.core.mark import HighWaterMark, MarkState, Reading
from casemgr.core.opened import Generation, Opened
from casemgr.core.store import Store
from casemgr.core.vault import Vault


def rekey(home: Home, vault: Vault, store: Store, opened: Opened) -> tuple[Opened, HighWaterMark]:
    """Put the store under a new root key, sealed to all but the disabled; their keys open nothing written after.

    The file is copied under the new key, checked and put in place in one step. Killed anywhere, the store opens under
    exactly one of both, and the next sign-in settles which. Older copies of the file still open with the older key.
    """
    begun = vault.begin_rotation(opened)
    fresh = begun.pending
    if fresh is None:
        raise AssertionError("a rotation without new keys")
    mark = HighWaterMark(home.mark, fresh.keys.mark)
    with _undone(home, vault, begun):
        store.people.let_in(fresh.keys.people)
        vault.save(home.vault)
        store.rekey(fresh.keys.database, mark)
    store.people.go_on_with(fresh.keys.people)
    done = vault.finish_rotation(begun)
    vault.save(home.vault)
    opened.current.keys.forget()
    return done, mark


@contextmanager
def _undone(home: Home, vault: Vault, begun: Opened) -> Iterator[None]:
    """Give the new keys up when the store could not be put under them.

    Where the file is under them already, and only what follows failed, they are the only way in: the next sign-in
    finishes the change.
    """
    try:
        yield
    except BaseException:
        if fits(home.store, begun.store_keys.database):
            vault.abandon_rotation(begun)
            vault.save(home.vault)
        raise


def settled(home: Home, vault: Vault, opened: Opened) -> Opened:
    """The keys the store is under, after a change of them that was cut short; finished or given up, and saved."""
    if opened.pending is None:
        return opened
    seen = max(_marks(home, opened), key=lambda reading: reading.sequence, default=None)
    done = _ended(home, vault, opened, opened.pending)
    if seen is not None:
        mark = HighWaterMark(home.mark, done.store_keys.mark)
        mark.accept(seen.sequence, seen.head)
        mark.close()
    vault.save(home.vault)
    migrate.unfinished(home.store).unlink(missing_ok=True)
    return done


def _ended(home: Home, vault: Vault, opened: Opened, fresh: Generation) -> Opened:
    reached = fits(home.store, fresh.keys.database)
    return vault.finish_rotation(opened) if reached else vault.abandon_rotation(opened)


def _marks(home: Home, opened: Opened) -> Iterator[Reading]:
    for generation in opened.generations:
        seen = HighWaterMark(home.mark, generation.keys.mark).read()
        if seen.state is MarkState.FOUND:
            yield seen
