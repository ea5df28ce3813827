"""Bulk writes of rows that are no record about a person: a directory of services, code lists."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update

from casemgr.core.audit import Happened, digest_of
from casemgr.core.holding import refuse_held_rows
from casemgr.core.kind import KIND_OF, Kind, Words
from casemgr.core.record import Row
from casemgr.core.search import CHUNK, index_many
from casemgr.core.tx import Bypass, Tx


def write(
    tx: Tx,
    table: type[Row],
    *,
    added: Sequence[Mapping[str, Any]] = (),
    changed: Sequence[Mapping[str, Any]] = (),
    removed: Sequence[Any] = (),
    says: str | None = None,
) -> None:
    """Insert, change and remove many rows of a table by `id`; one audit entry tells the counts and the digest.

    `says` names a column that is itself a digest of what the row says, so that it need not be worked out again.
    """
    if tx.command is None:
        raise Bypass("a change outside a command")
    refuse_held_rows(tx, table, removed)
    rows = table.__table__  # type: ignore[attr-defined]
    connection = tx.inside()
    if added:
        connection.execute(insert(rows), list(added))
    if changed:
        values = [{("row_" + k if k == "id" else k): v for k, v in row.items()} for row in changed]
        connection.execute(update(rows).where(rows.c.id == bindparam("row_id")), values)
    for start in range(0, len(removed), CHUNK):
        connection.execute(delete(rows).where(rows.c.id.in_(removed[start : start + CHUNK])))
    tx.let_go()
    digest = hashlib.sha256()
    for row in (*added, *changed):
        digest.update((f"{row['id']}{row[says]}" if says else digest_of(rows.name, row)).encode())
    for gone in removed:
        digest.update(str(gone).encode())
    counts = {"added": len(added), "changed": len(changed), "removed": len(removed)}
    tx.say(Happened(f"{tx.command}:bulk", rows.name, payload={"bulk": counts, "digest": digest.hexdigest()[:32]}))
    kind = KIND_OF.get(table)  # type: ignore[call-overload]
    if kind is not None and any(counts.values()):
        tx.touched(kind.name, None)


def reindex(tx: Tx, kind: Kind, words: Mapping[UUID, Words], gone: Sequence[UUID] = ()) -> None:
    """Tell search of many records of a kind everyone sees, and of those gone, after a bulk write."""
    if tx.command is None:
        raise Bypass("a change outside a command")
    index_many(tx.inside(), kind, words, gone)
