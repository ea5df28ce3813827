"""Where the audit begins in this store: what is older lies in a sealed archive, what it told of rows is carried on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select
from sqlmodel import Field

from casemgr.core.access import May
from casemgr.core.audit import AUDIT, START, Happened, Head, canonical
from casemgr.core.columns import told
from casemgr.core.errors import Conflict
from casemgr.core.holding import HELD, Held, any_hold
from casemgr.core.record import Row
from casemgr.core.retention import years_before
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _

ARCHIVED = "audit_archived"
"""The entry that says through which entry the audit was archived, and vouches for what is carried on."""
YEARS = "audit_years"
_ALL = UUID(int=0)
"""Stands for every row of a table that was filled in bulk."""
_STEP = 2_000


@told(key="hash", rest="key", kept="standing")
class AuditStart(Row, table=True):
    """The last entry that was archived; none where the audit is whole."""

    audited = False
    __tablename__ = "audit_start"  # type: ignore[assignment]
    seq: int = Field(primary_key=True)
    hash: bytes


@told(key="of_table digest", rest="key", kept="standing")
class AuditCarried(Row, table=True):
    """What archived entries last told of a row that is there."""

    audited = False
    __tablename__ = "audit_carried"  # type: ignore[assignment]
    of_table: str = Field(primary_key=True, max_length=40)
    row_id: UUID = Field(primary_key=True)
    seq: int
    digest: str = Field(max_length=32)


class Telling:
    """What entries tell of rows: by table and row the last entry, and the digest then; None once it is deleted."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[UUID, tuple[int, str | None]]] = {}
        self.loaded: set[str] = set()

    def remember(self, entry: Mapping[str, Any]) -> None:
        """Take in one entry; of the rows of a bulk write it only says how many there were."""
        payload = json.loads(entry["payload"])
        if "bulk" in payload:
            self.rows.pop(entry["kind"], None)
            self.loaded.add(entry["kind"])
        rows = payload.get("rows", ())
        for row in rows if isinstance(rows, list) else ():  # Drills have counted a backup's rows under this name.
            if "id" in row:
                self.rows.setdefault(row["table"], {})[UUID(row["id"])] = (entry["seq"], row.get("digest"))


@dataclass(frozen=True)
class Archivable:
    """The entries past their years: the days they are of, and the last of them."""

    first: datetime
    last: datetime
    through: Head


def start_of(connection: Connection) -> Head:
    """The entry before the first that is here; number 0 where the audit is whole."""
    row = connection.execute(select(_start())).first()
    return Head(0, START) if row is None else Head(row.seq, row.hash)


def carried(connection: Connection) -> Telling:
    """What archived entries told of the rows that are there."""
    telling = Telling()
    for row in connection.execute(select(_carried())):
        if row.row_id == _ALL:
            telling.loaded.add(row.of_table)
        else:
            telling.rows.setdefault(row.of_table, {})[row.row_id] = (row.seq, row.digest)
    return telling


def vouched(connection: Connection, start: Head) -> dict[str, Any]:
    """What the entry of the archiving has to say for this start to hold."""
    digest = hashlib.sha256()
    rows = _carried()
    for row in connection.execute(select(rows).order_by(rows.c.of_table, rows.c.row_id)):
        digest.update(canonical([row.of_table, row.row_id, row.seq, row.digest]))
    return {"through": start.seq, "hash": start.hash.hex(), "carried": digest.hexdigest()}


@query(May.READ_AUDIT)
def archivable(tx: Tx) -> Archivable | None:
    """The entries that are past their years and not archived; None without any."""
    connection = tx.inside()
    day = years_before(tx.now.astimezone(tx.store.zone).date(), threshold(tx, YEARS))
    before = datetime.combine(day, time(), tx.store.zone).astimezone(UTC).isoformat(timespec="milliseconds")
    newer = connection.execute(select(func.min(AUDIT.c.seq)).where(AUDIT.c.at >= before)).scalar()
    asked = select(func.min(AUDIT.c.at), func.max(AUDIT.c.at), func.max(AUDIT.c.seq))
    asked = asked.where(AUDIT.c.seq > start_of(connection).seq)
    past = asked if newer is None else asked.where(AUDIT.c.seq < newer)
    first, last, through = connection.execute(past).one()
    if through is None:
        return None
    hash = connection.execute(select(AUDIT.c.hash).where(AUDIT.c.seq == through)).scalar_one()
    return Archivable(datetime.fromisoformat(first), datetime.fromisoformat(last), Head(through, hash))


@command(May.APPROVE_DISPOSAL)
def note_archived(tx: Tx, through: Head, archive: str) -> None:
    """Begin the audit after an entry, once what is before it lies in an archive of this digest; never under a hold."""
    connection = tx.inside()
    found = archivable(tx)
    if found is None or found.through != through:
        raise Conflict(_("The audit went on in the meantime. Archive it again."))
    if any_hold(tx):
        raise Held(_(HELD))
    telling = carried(connection)
    asked = select(AUDIT).where(AUDIT.c.seq <= through.seq, AUDIT.c.seq > start_of(connection).seq)
    for entry in connection.execute(asked.order_by(AUDIT.c.seq).execution_options(yield_per=_STEP)).mappings():
        telling.remember({str(name): value for name, value in entry.items()})
    for table in (_start(), _carried()):
        connection.execute(delete(table))
    connection.execute(insert(_start()).values(seq=through.seq, hash=through.hash))
    rows = [
        {"of_table": table, "row_id": id, "seq": seq, "digest": digest}
        for table, known in telling.rows.items()
        for id, (seq, digest) in known.items()
        if digest is not None
    ]
    rows += [{"of_table": table, "row_id": _ALL, "seq": through.seq, "digest": ""} for table in telling.loaded]
    if rows:
        connection.execute(insert(_carried()), rows)
    tx.say(Happened(ARCHIVED, payload=vouched(connection, through) | {"archive": archive}))


def _start() -> Any:
    return AuditStart.__table__  # type: ignore[attr-defined]


def _carried() -> Any:
    return AuditCarried.__table__  # type: ignore[attr-defined]
