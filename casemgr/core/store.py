"""The encrypted file, opened: its identity, its clock, its transactions, and its idle work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from casemgr.core import engine as engines
from casemgr.core.access import Actor
from casemgr.core.audit import Head, Signer
from casemgr.core.tx import Tx

FILE = "store.db"
MERGE_PAGES = 64


class Marking(Protocol):
    """The high-water mark, as the store uses it."""

    def write(self, sequence: int, head: bytes) -> None: ...


def utc_now() -> datetime:
    return datetime.now(UTC)


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
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.home = home
        self.id = id
        self.code = code
        self.zone = ZoneInfo(zone)
        self.clock = clock
        self.codes: dict[str, dict[str, tuple[str, bool]]] = {}
        self._mark = mark
        self._engine: Engine = engines.make_engine(home / FILE, key)
        self._writer: Engine = engines.writing(self._engine)

    @contextmanager
    def tx(self, actor: Actor, signer: Signer | None = None, command: str | None = None) -> Iterator[Tx]:
        """A transaction: reading one moment, or, with a command, writing; rolled back unless finished."""
        with Tx(self._engine if command is None else self._writer, self, actor, signer, command) as tx:
            yield tx

    def committed(self, head: Head) -> None:
        """Called after each commit that wrote to the audit."""
        self._mark.write(head.seq, head.hash)

    def month_of(self, moment: datetime) -> int:
        """The local month of a moment as a number such as 202611."""
        local = moment.astimezone(self.zone)
        return local.year * 100 + local.month

    def idle(self) -> None:
        """Quiet-time work: merge a little of the search index, move the log into the file."""
        with self._engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
            connection.exec_driver_sql(f"INSERT INTO search(search, rank) VALUES('merge', {MERGE_PAGES})")
            connection.commit()
        self.checkpoint()

    def checkpoint(self, how: str = "PASSIVE") -> None:
        """Move the write-ahead log into the file; TRUNCATE empties it."""
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute(f"PRAGMA wal_checkpoint({how})").fetchall()
        finally:
            raw.close()

    def close(self) -> None:
        """Tidy up and let go of the file and the key."""
        self.checkpoint("TRUNCATE")
        self._engine.dispose()
