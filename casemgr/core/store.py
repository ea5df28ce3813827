"""The encrypted file, opened: its identity, its clock, its transactions, and its idle work."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import TimeoutError

from casemgr.core import boxed, kept, migrate, sealed_flush  # noqa: F401  (sealed columns follow every session)
from casemgr.core import engine as engines
from casemgr.core.access import Actor
from casemgr.core.audit import Head, Signer, head, open_session
from casemgr.core.audit_check import Verdict, entry_before, verify
from casemgr.core.days import utc_now
from casemgr.core.durable import sync_folder
from casemgr.core.errors import StoreBusy, Unwritable
from casemgr.core.jobs import Job
from casemgr.core.mark import HighWaterMark
from casemgr.core.person_keys import PersonKeys
from casemgr.core.plainly import told_plainly
from casemgr.core.role_keys import Keychain
from casemgr.core.tx import Tx
from casemgr.i18n import _

LOG = logging.getLogger(__name__)
FILE = "store.db"
MERGE_PAGES, MERGE_STEPS = 64, 8


class Marking(Protocol):
    """The high-water mark, as the store uses it."""

    def write(self, sequence: int, head: bytes) -> None: ...


class Store:
    """One open store; everything that happens in it happens in a `tx`."""

    def __init__(
        self,
        home: Path,
        key: bytes | bytearray,
        *,
        id: UUID,
        code: str,
        zone: str,
        mark: Marking,
        user_keys: Callable[[], Mapping[UUID, bytes]],
        people: PersonKeys,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.home = home
        self.id = id
        self.code = code
        self.zone = ZoneInfo(zone)
        self.clock = clock
        self.people = people
        self.codes: dict[str, dict[str, tuple[str, bool]]] = {}
        self._mark = mark
        self._user_keys = user_keys
        self._key = key
        self._engine: Engine = engines.make_engine(home / FILE, lambda: self._key)
        self._writer: Engine = engines.writing(self._engine)

    @contextmanager
    def tx(
        self, actor: Actor, signer: Signer | None = None, command: str | None = None, keychain: Keychain | None = None
    ) -> Iterator[Tx]:
        """A transaction: reading one moment, or, with a command, writing; rolled back unless finished.

        What is sealed is opened with the keychain, and shut without one.
        """
        with Tx(self._engine if command is None else self._writer, self, actor, (signer, keychain), command) as tx:
            yield tx

    def user_keys(self) -> Mapping[UUID, bytes]:
        """The public key of everyone who signs in here, by their id."""
        return self._user_keys()

    def begin(self, signer: Signer) -> None:
        """Put a new session's certified key into the store, before its first entry."""
        with self._writer.begin() as connection:
            open_session(connection, signer)

    def committed(self, head: Head) -> None:
        """Raise the mark after a commit; a full disk leaves it behind, which is safe, and the save stands."""
        try:
            self._mark.write(head.seq, head.hash)
        except Unwritable:
            LOG.warning("the high-water mark could not be raised")

    def head(self) -> Head:
        """Where the audit stands now."""
        with self._engine.connect() as connection:
            return head(connection)

    def auditing(self, last: int | None = None) -> Job[Verdict]:
        """The job that checks the audit, the whole or its last entries, over one moment; StoreDamaged if unreadable."""
        with told_plainly(), self._engine.connect() as connection:
            since = None if last is None else entry_before(connection, last)
            return (yield from verify(connection, self.id, self._user_keys(), since, rows=last is None))

    def auditing_after(self, since: Head) -> Job[Verdict]:
        """The job that checks the entries after one that was found to hold; its hash has to be there still."""
        with self._engine.connect() as connection:
            return (yield from verify(connection, self.id, self._user_keys(), since, rows=False))

    def back_up(self, to: Path) -> None:
        """A verified copy of the store under the same key, with its people in boxes under theirs."""
        # The drive that takes the backup never gets a page with somebody on it.
        here = self.home / "backups" / migrate.COPIES.replace("*", "boxes")
        raw = engines.connect(self.home / FILE, self._key, guarded=False)
        try:
            migrate.copied(raw, self._key, here)
            boxed.put_in(here, self._key, self.people, to)
        finally:
            raw.close()
            here.unlink(missing_ok=True)

    def rekey(self, key: bytes | bytearray, mark: HighWaterMark) -> None:
        """Put the file under another key in one step, and its mark under `mark`; meanwhile everyone else waits."""
        with ExitStack() as until_done:
            held = self._every_connection(until_done)
            standing = head(held[0])
            held[0].rollback()
            raw = held[0].connection.driver_connection
            if raw is None:
                raise AssertionError("a connection without its driver's")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            part = migrate.copied_under(raw, key, self.home / FILE)
            for connection in held:
                connection.invalidate()
            # Once power was lost, a log under the older key must not lie beside the file under the newer.
            sync_folder(self.home)
            os.replace(part, self.home / FILE)
            self._key, self._mark = key, mark
            sync_folder(self.home)
            mark.accept(standing.seq, standing.hash)

    def _every_connection(self, until_done: ExitStack) -> list[Connection]:
        """Every connection there may be: whoever holds them is alone with the file. StoreBusy when one stays out."""
        try:
            return [until_done.enter_context(self._engine.connect()) for _each in range(engines.CONNECTIONS)]
        except TimeoutError as late:
            raise StoreBusy(_("The store is busy with other work. Try again in a moment.")) from late

    def problems(self) -> list[str]:
        """What the file's own checks and the search index's find wrong."""
        with told_plainly():
            self.checkpoint("TRUNCATE")
        return migrate.check(self.home / FILE, self._key) + self.people.problems()

    def month_of(self, moment: datetime) -> int:
        """The local month of a moment as a number such as 202611."""
        local = moment.astimezone(self.zone)
        return local.year * 100 + local.month

    def idle(self) -> None:
        """Quiet-time work: merge some of the search index, remove files no row names, move the log into the file."""
        with self._engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
            for _step in range(MERGE_STEPS):
                before = connection.exec_driver_sql("SELECT total_changes()").scalar() or 0
                connection.exec_driver_sql(f"INSERT INTO search(search, rank) VALUES('merge', {MERGE_PAGES})")
                connection.commit()
                if (connection.exec_driver_sql("SELECT total_changes()").scalar() or 0) - before < 2:
                    break
        with self._engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection, suppress(OSError):
            kept.sweep(self.home, connection)
        self.checkpoint()

    def checkpoint(self, how: str = "PASSIVE") -> None:
        """Move the write-ahead log into the file; TRUNCATE empties it."""
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute(f"PRAGMA wal_checkpoint({how})").fetchall()
        finally:
            raw.close()

    def drop_archived(self) -> None:
        """Take the entries out of the file that lie in an archive."""
        raw = engines.connect(self.home / FILE, self._key, guarded=False)
        try:
            raw.execute("DELETE FROM audit WHERE seq <= (SELECT max(seq) FROM audit_start)")
        finally:
            raw.close()

    def clean(self) -> None:
        """Leave nothing of what was deleted in the file: index anew, pages anew, the log emptied."""
        raw = engines.connect(self.home / FILE, self._key, guarded=False)
        try:
            raw.execute("INSERT INTO search(search) VALUES('rebuild')")
            raw.execute("VACUUM")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.close()
        if busy:
            raise StoreBusy(_("The file is being read, so its log could not be emptied. Try again in a moment."))

    def close(self) -> None:
        """Tidy up and let go of the file and the key; a full disk leaves the log beside the file, with nothing lost."""
        with suppress(engines.sqlcipher.DatabaseError):
            self.checkpoint("TRUNCATE")
        self._engine.dispose()
