"""What goes over to the entry that goes on: every row that points to the other one, but what is there already."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import LOGGED_LABELS
from casemgr.core.record import Part, Versioned
from casemgr.core.sight import Share
from casemgr.core.tx import Tx
from casemgr.records.people import (
    Alias,
    Email,
    HouseholdMember,
    Person,
    Phone,
    SafeContact,
    fold,
)
from casemgr.services.merging.pointing import Pointer, pointers
from casemgr.services.merging.tracing import Traced

_SAME: dict[type[Versioned], Callable[[Any], object]] = {
    Alias: lambda row: fold(row.text),
    Phone: lambda row: row.number or row.raw,
    Email: lambda row: row.address.casefold(),
    HouseholdMember: lambda row: row.household_id if row.until is None else row.id,
}
"""By what two rows say the same; the other entry's then stays with it, so that nothing is there twice."""
_WRITTEN: dict[type[Versioned], str] = {Alias: "text", Phone: "raw", Email: "address"}


def move_rows(tx: Tx, traced: Traced, kept: UUID, other: UUID, left_out: Collection[str]) -> None:
    """Point every row at the kept entry that pointed at the other one."""
    for pointer in pointers():
        moved = _going(tx, pointer, kept, other, left_out)
        for row in moved:
            traced.say(row, pointer.column, kept)
        if moved and issubclass(pointer.table, Part):
            tx.flush()
            tx.hold_homes(moved)


def _going(tx: Tx, pointer: Pointer, kept: UUID, other: UUID, left_out: Collection[str]) -> list[Any]:
    rows = pointer.rows(tx, other)
    same, written = _SAME.get(pointer.table), _WRITTEN.get(pointer.table)
    if written is not None:
        rows = [row for row in rows if getattr(row, written) not in left_out]
    if same is None or not rows:
        return rows
    there = {same(row) for row in pointer.rows(tx, kept)}
    return [row for row in rows if same(row) not in there]


def join_phones(tx: Tx, traced: Traced, kept: UUID, other: UUID) -> None:
    """A number that is not safe to call for one entry is not safe for both."""
    asked = select(Phone).where(Phone.person_id == other, col(Phone.safe).is_(False))
    unsafe = {row.number or row.raw for row in tx.all_of(asked)}
    for row in tx.all_of(select(Phone).where(Phone.person_id == kept)):
        if (row.number or row.raw) in unsafe:
            traced.say(row, "safe", value=False)


def join_notes(tx: Tx, traced: Traced, kept: UUID, other: UUID) -> None:
    """How to reach someone safely: both notes, one under the other."""
    asked = select(SafeContact).where(col(SafeContact.person_id).in_([kept, other]))
    notes = {row.person_id: row for row in tx.all_of(asked)}
    mine, theirs = notes.get(kept), notes.get(other)
    if theirs is None:
        return
    if mine is None:
        traced.make(SafeContact(person_id=kept, note=theirs.note), "note")
    elif theirs.note not in mine.note:
        traced.say(mine, "note", f"{mine.note}\n{theirs.note}")


def join_shares(tx: Tx, traced: Traced, kept: Person, other: Person, labels: tuple[str, str]) -> None:
    """Who is let in by name: of need-to-know entries those named by all of them, else those named by either.

    Whoever merges saw both, and goes on seeing the one.
    """
    lists = [shares_of(tx, one.id) for one in (kept, other)]
    closed = [set(named) for named, label in zip(lists, labels, strict=True) if label in LOGGED_LABELS]
    named = set.intersection(*closed) if closed else set().union(*lists)
    if kept.sensitivity in LOGGED_LABELS and kept.sensitivity not in tx.actor.labels:
        named.add(tx.actor.id)
    put_shares(tx, kept.id, lists[0], named)
    traced.lists(kept, "shares", sorted(map(str, lists[0])), sorted(map(str, named)))


def put_shares(tx: Tx, record: UUID, there: dict[UUID, Share], named: Collection[UUID]) -> None:
    """Have a record open by name to these and nobody else."""
    for grantee, row in there.items():
        if grantee not in named:
            tx.delete(row)
    for grantee in named:
        if grantee not in there:
            tx.add(Share(record_id=record, grantee_id=grantee))
    tx.reindex.add(record)


def shares_of(tx: Tx, record: UUID) -> dict[UUID, Share]:
    """To whom a record is open by name."""
    asked = select(Share).where(Share.record_id == record)
    return {row.grantee_id: row for row in tx.all_of(asked)}
