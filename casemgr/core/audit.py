"""The audit: entries chained by hash, signed by the session, appended in the transaction they tell of."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    select,
)
from sqlmodel import SQLModel

from casemgr.core.columns import STANDING, told
from casemgr.core.record import JOINED, new_id

metadata: MetaData = SQLModel.metadata

AUDIT = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("session", Uuid, nullable=False),
    Column("actor", Uuid, nullable=False),
    Column("device", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("object", Uuid),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("ix_audit_object", "object", "seq"),
    Index("ix_audit_actor", "actor", "seq"),
)
SESSIONS = Table(
    "audit_session",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("staff", Uuid, nullable=False),
    Column("user_key", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("certificate", LargeBinary, nullable=False),
)
told(
    code="action kind outcome",
    quiet="reason payload",
    key="at device salt prev hash signature",
    rest="key",
    kept=STANDING,
)(AUDIT)
told(secret="user_key public_key certificate", rest="key", kept=STANDING)(SESSIONS)
START = bytes(32)
"""What the first entry names as the one before it."""
RENEWED, REMOVED = "keys_renewed", "keys_removed"
"""The entry that says which key a user had until an administrator gave them another."""


@dataclass(frozen=True)
class Signer:
    """The key of one sign-in; it lives in memory only and ends with the session."""

    session: UUID
    staff: UUID
    device: str
    key: Ed25519PrivateKey
    user_key: bytes
    public_key: bytes
    certificate: bytes


@dataclass(frozen=True)
class Happened:
    """One thing to be written down: ids and field names, never names of people or words of notes."""

    action: str
    kind: str = ""
    object: UUID | None = None
    outcome: str = "success"
    reason: str = ""
    payload: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Head:
    """Where the chain stands."""

    seq: int
    hash: bytes


def said_head(head: Head) -> str:
    """Where the chain stands as paper says it: the entry's number, and the first 64 bits of its hash in groups."""
    short = head.hash.hex()[:16].upper()
    return f"{head.seq} · " + "-".join(short[at : at + 4] for at in range(0, 16, 4))


def canonical(value: object) -> bytes:
    """One spelling for one value, so that equal things hash equally."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def digest_of(table: str, row: Mapping[str, Any]) -> str:
    """The digest of a row's state; a later edit round the program shows as another digest.

    A column that joined its table later counts only where it holds something else than every older row was given.
    """
    joined = _joined(table)
    state = {name: value for name, value in row.items() if name not in joined or value != joined[name]}
    return hashlib.sha256(canonical([table, state])).hexdigest()[:32]


@cache
def _joined(table: str) -> dict[str, Any]:
    """The columns that joined a table after its first schema, and what the rows before them were given."""
    found = metadata.tables.get(table)
    columns = () if found is None else found.columns
    return {column.name: column.info[JOINED] for column in columns if JOINED in column.info}


def link(store_id: UUID, fields: Mapping[str, Any]) -> bytes:
    """The hash of an entry: over a commitment to its payload, so the payload can be withheld from a reader."""
    commitment = hashlib.sha256(fields["salt"] + fields["payload"].encode()).hexdigest()
    said = [fields[name] for name in _SAID]
    return hashlib.sha256(canonical([store_id, *said, commitment, fields["prev"]])).digest()


_HEAD = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
_COLUMNS = [column.name for column in AUDIT.columns]
_APPEND = f"INSERT INTO audit ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' for _name in _COLUMNS)})"
"""In the driver's own words: these two run with every save."""
_SAID = ("seq", "at", "session", "actor", "device", "action", "kind", "object", "outcome", "reason")


def head(connection: Connection) -> Head:
    """The last entry's number and hash; 0 and zeros when there is none."""
    row = connection.exec_driver_sql(_HEAD).first()
    return Head(0, START) if row is None else Head(row.seq, row.hash)


@dataclass(frozen=True)
class Entry:
    """One audit entry as it is read: ids and field names only."""

    seq: int
    at: str
    actor: UUID
    device: str
    action: str
    kind: str
    object: UUID | None
    outcome: str
    reason: str


def entries(connection: Connection, before: int | None, record: UUID | None, size: int) -> list[Entry]:
    """Entries before a number, newest first, of all records or of one."""
    columns = (AUDIT.c[name] for name in Entry.__dataclass_fields__)
    asked = select(*columns).order_by(AUDIT.c.seq.desc()).limit(size)
    if before is not None:
        asked = asked.where(AUDIT.c.seq < before)
    if record is not None:
        asked = asked.where(AUDIT.c.object == record)
    return [Entry(*row) for row in connection.execute(asked)]


def staff_of_key(connection: Connection, user_key: bytes) -> UUID | None:
    """Who signed in with this key; None when nobody of this store did."""
    return connection.execute(select(SESSIONS.c.staff).where(SESSIONS.c.user_key == user_key).limit(1)).scalar()


def append(connection: Connection, store_id: UUID, signer: Signer, at: datetime, happened: Iterable[Happened]) -> Head:
    """Write entries at the end of the chain, in the caller's transaction."""
    last = head(connection)
    rows: list[tuple[Any, ...]] = []
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds")
    for entry in happened:
        fields: dict[str, Any] = {
            "seq": last.seq + 1,
            "at": stamp,
            "session": signer.session,
            "actor": signer.staff,
            "device": signer.device,
            "action": entry.action,
            "kind": entry.kind,
            "object": entry.object,
            "outcome": entry.outcome,
            "reason": entry.reason,
            "payload": canonical(entry.payload or {}).decode(),
            "salt": secrets.token_bytes(16),
            "prev": last.hash,
        }
        fields["hash"] = link(store_id, fields)
        fields["signature"] = signer.key.sign(fields["hash"])
        rows.append(tuple(_kept(fields[name]) for name in _COLUMNS))
        last = Head(fields["seq"], fields["hash"])
    if rows:
        connection.exec_driver_sql(_APPEND, rows)
    return last


def _kept(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def open_session(connection: Connection, signer: Signer) -> None:
    """Put the session's public key, certified by its user's own key, where the verifier finds it."""
    connection.execute(
        SESSIONS.insert().values(
            id=signer.session,
            staff=signer.staff,
            user_key=signer.user_key,
            public_key=signer.public_key,
            certificate=signer.certificate,
        )
    )


def new_session_id() -> UUID:
    """An id for a sign-in about to be made."""
    return new_id()
