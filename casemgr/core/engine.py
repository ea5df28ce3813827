"""Connections to the encrypted file: keyed without leaving the key behind, durable, guarded."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, SafeUUID

from sqlalchemy import Dialect, Engine, Uuid, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2

from casemgr.core.errors import StoreDamaged
from casemgr.i18n import _

sqlcipher: Any = dbapi2
_HEX = b"0123456789abcdef"
_SETTINGS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "wal_autocheckpoint=0",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "busy_timeout=15000",
)
CONNECTIONS = 5
APPEND_ONLY = frozenset({"audit", "audit_session"})
_RESHAPING = frozenset(
    {
        sqlcipher.SQLITE_DROP_TABLE,
        sqlcipher.SQLITE_DROP_TRIGGER,
        sqlcipher.SQLITE_DROP_VTABLE,
        sqlcipher.SQLITE_ALTER_TABLE,
    }
)


def key_specification(key: bytes | bytearray) -> bytearray:
    """The raw-key form x'..' SQLCipher takes; built in place so that no copy of the key is left in memory."""
    out = bytearray(67)
    out[0:2] = b"x'"
    out[66:67] = b"'"
    for i, byte in enumerate(key):
        out[2 + 2 * i] = _HEX[byte >> 4]
        out[3 + 2 * i] = _HEX[byte & 15]
    return out


def connect(
    path: Path, key: bytes | bytearray, *, guarded: bool = True, make: bool = False, cache_kib: int = 64_000
) -> Any:
    """A keyed DB-API connection; StoreDamaged when the key does not open the file, or none is there to open."""
    if not make and (not path.exists() or not path.stat().st_size):
        raise StoreDamaged(_("The store file is missing or empty. Restore a backup; nothing was changed."))
    uri = path.resolve().as_uri() + ("?mode=rwc" if make else "?mode=rw")
    connection = sqlcipher.connect(
        uri, uri=True, timeout=15.0, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute("PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256")
        spec = key_specification(key)
        connection.set_key(spec)
        spec[:] = bytes(len(spec))
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as refused:
            if refused.sqlite_errorcode not in (sqlcipher.SQLITE_NOTADB, sqlcipher.SQLITE_CORRUPT):
                raise
            raise StoreDamaged(
                _("The store file is damaged or belongs to another key. Restore a backup; nothing was changed.")
            ) from None
        if cursor.execute("PRAGMA cipher_version").fetchone() is None:
            raise RuntimeError("the SQLite in use cannot encrypt")
        for setting in (*_SETTINGS, f"cache_size=-{cache_kib}"):
            cursor.execute("PRAGMA " + setting)
        cursor.close()
        if guarded:
            connection.set_authorizer(_authorize)
    except BaseException:
        connection.close()
        raise
    return connection


def fits(path: Path, key: bytes | bytearray) -> bool:
    """Whether this key opens the file, found out without its log: a wrong key must not come near that."""
    connection = sqlcipher.connect(path.resolve().as_uri() + "?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256")
        spec = key_specification(key)
        connection.set_key(spec)
        spec[:] = bytes(len(spec))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def _authorize(action: int, first: str | None, _second: str | None, _db: str | None, _source: str | None) -> int:
    """Stop our own mistakes: nothing attached or reshaped, the audit not rewritten. No defense against a thief."""
    if action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH):
        return sqlcipher.SQLITE_DENY
    if action in (sqlcipher.SQLITE_UPDATE, sqlcipher.SQLITE_DELETE) and first in APPEND_ONLY:
        return sqlcipher.SQLITE_DENY
    if action in _RESHAPING:
        return sqlcipher.SQLITE_DENY
    return sqlcipher.SQLITE_OK


class _Id(Uuid[UUID]):
    """Ids as the library keeps them, read in half its time: a page of a list holds five hundred."""

    def result_processor(self, dialect: object, coltype: object) -> Any:
        return _id


def _id(value: Any) -> Any:
    if value is None:
        return None
    made = object.__new__(UUID)
    object.__setattr__(made, "int", int(value, 16))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made


@cache
def _dialect() -> Dialect:
    """The one dialect of all engines: what is compiled for records is kept with its dialect.

    One for each sign-in would leave a megabyte behind with every one of them.
    """
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    with engine.connect():
        engine.dialect.colspecs = {**engine.dialect.colspecs, Uuid: _Id}
    engine.dispose()
    return engine.dialect


def make_engine(path: Path, key: Callable[[], bytes | bytearray]) -> Engine:
    """The engine over one store, keyed with what `key` gives when it connects; a transaction says how it begins."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key()),
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
    )
    engine.dialect = _dialect()

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def plan_once(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: object
    ) -> tuple[str, Any]:
        # SQLite plans a prepared statement anew each time a bare LIMIT parameter is bound; an expression it leaves.
        return statement.replace(" LIMIT ?", " LIMIT +?"), parameters

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        how = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql("BEGIN " + how)

    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: they wait for their turn at the start, never at the end."""
    return engine.execution_options(sqlite_begin="IMMEDIATE")


def put_facts(path: Path, key: bytes | bytearray, facts: dict[str, str]) -> None:
    """Write what a new store is, before there is anyone to sign for it: its code and its time zone."""
    raw = connect(path, key)
    try:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT INTO setting(name, value) VALUES (?, ?)", list(facts.items()))
        raw.execute("COMMIT")
    finally:
        raw.close()


def facts(path: Path, key: bytes | bytearray) -> dict[str, str]:
    """What the store at `path` says of itself."""
    raw = connect(path, key)
    try:
        return dict(raw.execute("SELECT name, value FROM setting").fetchall())
    finally:
        raw.close()


def audit_head(path: Path, key: bytes | bytearray, seq: int | None = None) -> tuple[int, bytes] | None:
    """Number and hash of an audit entry, of the last one without `seq`; None when there is no such entry."""
    raw = connect(path, key)
    try:
        which = "ORDER BY seq DESC LIMIT 1" if seq is None else "WHERE seq = ?"
        row = raw.execute("SELECT seq, hash FROM audit " + which, () if seq is None else (seq,)).fetchone()
        return None if row is None else (row[0], bytes(row[1]))
    finally:
        raw.close()
