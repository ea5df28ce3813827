"""Bulk writes of rows that are no record about a person: a directory of services, code lists."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from casemgr.core.audit import Happened, digest_of
from casemgr.core.kind import KIND_OF, Kind
from casemgr.core.record import Row
from casemgr.core.search import document, index_many
from casemgr.core.tx import Bypass, Tx

CHUNK = 500


def write(
    tx: Tx,
    table: type[Row],
    *,
    added: Sequence[Mapping[str, Any]] = (),
    changed: Sequence[Mapping[str, Any]] = (),
    removed: Sequence[Any] = (),
) -> None:
    """Insert, change and remove many rows of a table by `id`; one audit entry tells the counts and the digest."""
    if tx.command is None:
        raise Bypass("a change outside a command")
    rows = table.__table__  # type: ignore[attr-defined]
    connection = tx.inside()
    if added:
        connection.execute(insert(rows), list(added))
    if changed:
        values = [{("row_" + k if k == "id" else k): v for k, v in row.items()} for row in changed]
        connection.execute(update(rows).where(rows.c.id == bindparam("row_id")), values)
    for start in range(0, len(removed), CHUNK):
        connection.execute(delete(rows).where(rows.c.id.in_(removed[start : start + CHUNK])))
    digest = hashlib.sha256()
    for row in (*added, *changed):
        digest.update(digest_of(rows.name, row).encode())
    for gone in removed:
        digest.update(str(gone).encode())
    counts = {"added": len(added), "changed": len(changed), "removed": len(removed)}
    tx.say(Happened(f"{tx.command}:bulk", rows.name, payload={"bulk": counts, "digest": digest.hexdigest()[:32]}))
    kind = KIND_OF.get(table)  # type: ignore[call-overload]
    if kind is not None and any(counts.values()):
        tx.touched(kind.name, None)


def reindex(tx: Tx, kind: Kind, records: Sequence[Any]) -> None:
    """Put the words of many records into the index at once."""
    if kind.searched is None:
        return
    for start in range(0, len(records), CHUNK):
        some = records[start : start + CHUNK]
        index_many(tx.inside(), [document(kind, record, kind.searched(tx, record)) for record in some])
