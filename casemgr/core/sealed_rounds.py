"""What a holder of role keys does at a sign-in: give them on, renew them after a loss, and seal what waits for it."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlalchemy import select as select_rows
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import col, select

from casemgr.core.access import Label, May
from casemgr.core.audit import Happened
from casemgr.core.desk import Desk
from casemgr.core.errors import StoreDamaged
from casemgr.core.kind import KIND_OF, PART_OF
from casemgr.core.role_keys import SEALED_LABELS, Current, RoleKey, RoleKeyBox, box_for, holders, key_of, new_key
from casemgr.core.sealed import SEALED, SealedValue, held_keys, place_of
from casemgr.core.sealing import PrivateKey
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query

LOG = logging.getLogger(__name__)
SIZE = 200
"""Values sealed in one transaction: killed between two, the next sign-in goes on."""


def tend(desk: Desk) -> int:
    """Put the role keys in order as far as the one signed in holds them; how many values were sealed anew."""
    keychain = desk.keychain
    if keychain is None or not (keychain.is_recovery or desk.actor.labels & set(SEALED_LABELS)):
        return 0
    desk.do(share_role_keys)
    sealed = 0
    while done := _round(desk):
        sealed += done
    desk.do(drop_older_keys)
    return sealed


def _round(desk: Desk) -> int:
    """Seal some values; one that is damaged keeps none of the others waiting."""
    try:
        return desk.do(seal_some)
    except StoreDamaged:
        LOG.warning("a sealed value is damaged and stays as it is")
        return desk.do(seal_some, singly=True)


@command(May.SIGN_IN)
def share_role_keys(tx: Tx) -> None:
    """Seal each key the actor holds to everyone who should; make a new one where one holds it who should no longer."""
    for label in SEALED_LABELS:
        entitled = label in tx.actor.labels
        if tx.keychain is not None and (entitled or tx.keychain.is_recovery):
            wanted = holders(tx.inside(), label, tx.actor, tx.store.user_keys()) | dict(tx.keychain.recovery())
            key = key_of(tx.inside(), label)
            private = None if key is None else tx.keychain.private_of(tx.inside(), key)
            if key is None and entitled:
                _make(tx, label, 1, wanted)
            elif key is not None and private is not None:
                _give(tx, label, key, private, wanted)


@dataclass(frozen=True)
class Standing:
    """A label's key: its generation (0 while there is none), how many hold it, and how many texts wait for a holder."""

    label: Label
    generation: int
    holders: int
    waiting: int


@query(May.MANAGE_STAFF)
def role_key_standing(tx: Tx) -> tuple[Standing, ...]:
    """How the keys of the labels stand; no text is told, nor whose it is."""
    return tuple(_standing(tx, label) for label in SEALED_LABELS)


def _standing(tx: Tx, label: Label) -> Standing:
    key = key_of(tx.inside(), label)
    if key is None:
        return Standing(label, 0, 0, 0)
    boxes = tx.exec(select(RoleKeyBox.holder).where(col(RoleKeyBox.key_id) == key.id)).all()
    places = [(table, column) for table, sealing in SEALED.items() for column in sealing.columns]
    waiting = sum(tx.inside().scalar(_count(_unsealed(table, column, key))) or 0 for table, column in places)
    return Standing(label, key.generation, len(boxes), waiting)


def _make(tx: Tx, label: Label, generation: int, wanted: Mapping[UUID, bytes]) -> None:
    row, private = new_key(label, generation)
    tx.add(row)
    tx.flush()
    key = Current(row.id, label, generation, bytes.fromhex(row.public))
    tx.add_all(box_for(key, private, id, public) for id, public in wanted.items())
    tx.say(
        Happened("role_key_made", reason=label, payload={"generation": generation, "holders": sorted(map(str, wanted))})
    )


def _give(tx: Tx, label: Label, key: Current, private: PrivateKey, wanted: Mapping[UUID, bytes]) -> None:
    boxes = {box.holder: box for box in tx.exec(select(RoleKeyBox).where(col(RoleKeyBox.key_id) == key.id))}
    if set(boxes) - set(wanted):
        _make(tx, label, key.generation + 1, wanted)
        return
    for id, public in wanted.items():
        box = boxes.get(id)
        if box is None or box.public != public.hex():
            if box is not None:
                tx.delete(box)
            tx.add(box_for(key, private, id, public))
            tx.say(Happened("role_key_given", "staff", id, reason=label))


@command(May.SIGN_IN)
def seal_some(tx: Tx, *, singly: bool = False) -> int:
    """Seal some of the values that wait for a key the actor holds: plain ones, under an older key, not yet found.

    StoreDamaged where one of them cannot be opened; `singly` passes that one over.
    """
    held = [key for key, _private in held_keys(tx.inside(), tx.keychain)]
    for table in SEALED:
        for column in SEALED[table].columns:
            done = sum(_sealed_under(tx, table, column, key, singly=singly) for key in held)
            if done:
                return done
    return 0


def _sealed_under(tx: Tx, table: Any, column: str, key: Current, *, singly: bool) -> int:
    """Seal some values under a key; how many, so that nobody goes on where none can be."""
    ids = list(_waiting(tx, table, column, key))
    if not ids:
        return 0
    for row in chain.from_iterable(_rows_of(tx, table, ids, singly=singly)):
        flag_modified(row, column)
        tx.resealed.append(row)
    tx.flush()
    return len(set(ids) - set(_waiting(tx, table, column, key)))


def _rows_of(tx: Tx, table: Any, ids: Sequence[UUID], *, singly: bool) -> Iterator[Sequence[Any]]:
    for some in [[id] for id in ids] if singly else [ids]:
        with suppress(StoreDamaged) if singly else nullcontext():
            yield tx.all_of(select(table).where(col(table.id).in_(some)))


@command(May.SIGN_IN)
def drop_older_keys(tx: Tx) -> None:
    """Take away the keys nothing is sealed under any more."""
    values = SealedValue.__table__.c  # type: ignore[attr-defined]
    newest = {key.label: key.generation for key, _private in held_keys(tx.inside(), tx.keychain)}
    for row in tx.exec(select(RoleKey).where(col(RoleKey.label).in_(newest))):
        under = and_(values.label == row.label, values.generation == row.generation)
        used = tx.inside().execute(select_rows(values.row_id).where(under).limit(1)).first()
        if row.generation < newest[row.label] and used is None:
            for box in tx.exec(select(RoleKeyBox).where(col(RoleKeyBox.key_id) == row.id)):
                tx.delete(box)
            tx.flush()
            tx.delete(row)


def _waiting(tx: Tx, table: Any, column: str, key: Current) -> Iterator[UUID]:
    """Of the rows that wait for a key, those whose value the actor can open."""
    values = SealedValue.__table__  # type: ignore[attr-defined]
    mine = or_(values.c.row_id.is_(None), *_opened(tx, values))
    yield from tx.inside().scalars(_unsealed(table, column, key).where(mine).limit(SIZE))


def _unsealed(table: Any, column: str, key: Current) -> Select[UUID]:
    """The rows whose value is not sealed under this key and findable by it, though it belongs there."""
    rows, values = table.__table__, SealedValue.__table__  # type: ignore[attr-defined]
    kind, home = PART_OF[table] if table in PART_OF else (KIND_OF[table], "id")
    records = kind.table.__table__.alias()  # type: ignore[attr-defined]
    there = and_(values.c.place == place_of(table, column), values.c.row_id == rows.c.id)
    joined = rows.join(records, records.c.id == rows.c[home]).outerjoin(values, there)
    other = or_(values.c.label != key.label, values.c.generation != key.generation, values.c.indexed.is_(False))
    which = records.c.sensitivity.in_(SEALED[table].sensitivities(Label(key.label)))
    asked = select_rows(rows.c.id).select_from(joined)
    return asked.where(which, rows.c[column] != "", or_(values.c.row_id.is_(None), other))


def _count(asked: Select[UUID]) -> Select[int]:
    return select_rows(func.count()).select_from(asked.subquery())


def _opened(tx: Tx, values: Any) -> Iterator[ColumnElement[bool]]:
    """The conditions of values that are sealed under a key, new or old, that the actor holds."""
    for row in tx.exec(select(RoleKey)):
        key = Current(row.id, row.label, row.generation, bytes.fromhex(row.public))
        if tx.keychain is not None and tx.keychain.private_of(tx.inside(), key) is not None:
            yield and_(values.c.label == key.label, values.c.generation == key.generation)
