"""Sealed columns and the session: opened as rows are read, sealed as they are written, whatever the path."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import delete, event, insert, inspect
from sqlalchemy import select as select_rows
from sqlalchemy.orm.attributes import flag_modified, set_committed_value
from sqlmodel import SQLModel, col, select

from casemgr.core.access import AUTHOR_KEEPS
from casemgr.core.errors import Conflict, StoreDamaged
from casemgr.core.kind import KIND_OF, PART_OF, Kind
from casemgr.core.record import Record, Row
from casemgr.core.role_keys import SEALED_LABELS, Current, key_of
from casemgr.core.sealed import (
    MARK,
    MOVED,
    SEALED,
    SHUT,
    SealedToken,
    SealedValue,
    Value,
    opened_text,
    place_of,
    sealed_text,
    standing,
    tokens,
    words_in,
)
from casemgr.core.sight import Share
from casemgr.core.tx import KEPT, Tx
from casemgr.i18n import N_, _

NOT_YOURS = N_("This text is sealed and not open to you, so it cannot be written over. Your text was not saved.")


@event.listens_for(Tx, "loaded_as_persistent")
def _open(tx: Tx, row: Any) -> None:
    for column in _columns(row):
        kept = row.__dict__.get(column) or ""
        if kept.startswith(MARK):
            text = opened_text(tx.inside(), tx.keychain, place_of(type(row), column), row.id, kept)
            _kept(row)[column] = kept
            set_committed_value(row, column, _(SHUT) if text is None else text)
            if text is None:
                _shut(row).add(column)
        elif kept and standing(tx.inside(), place_of(type(row), column), row.id) is not None:
            raise StoreDamaged(_(MOVED))


@event.listens_for(Tx, "before_flush")
def _seal(tx: Tx, _context: object, _instances: object) -> None:
    again = {id(row): row for row in (*tx.resealed, *_labeled_anew(tx), *_let_in_anew(tx))}
    tx.resealed.clear()
    for row in again.values():
        for column in _columns(row):
            if column not in _shut(row):
                _seal_one(tx, row, column)
    for row in (*tx.new, *tx.dirty):
        for column in _columns(row) if id(row) not in again else ():
            if row in tx.new or inspect(row).attrs[column].history.has_changes():
                _seal_one(tx, row, column)


@event.listens_for(Tx, "after_flush")
def _open_again(tx: Tx, _context: object) -> None:
    for row, column, text in tx.unsealed:
        set_committed_value(row, column, text)
    tx.unsealed.clear()
    for row in tx.deleted:
        for column in _columns(row):
            _forget(tx, place_of(type(row), column), row.id)


def _seal_one(tx: Tx, row: Any, column: str) -> None:
    """Put what is kept in the place of the text until it is written."""
    text, place = getattr(row, column), place_of(type(row), column)
    if column in _shut(row) or text == _(SHUT):
        raise Conflict(_(NOT_YOURS))
    kind, home = (KIND_OF[type(row)], row.id) if isinstance(row, Record) else tx.home_of(row)
    record = _record(tx, kind, home)
    label = SEALED[type(row)].label(record.sensitivity)
    key = key_of(tx.inside(), label) if label in SEALED_LABELS and text else None
    was = standing(tx.inside(), place, row.id)
    _forget(tx, place, row.id)
    if key is None:
        if _kept(row).pop(column, None) is not None:
            flag_modified(row, column)
        return
    value = Value(place, row.id, label, key.generation, was.edition + 1 if was else 1)
    kept = sealed_text(text, value, key, _readers(tx, kind, record, label))
    _note(tx, value, home, key, text)
    _kept(row)[column] = kept
    setattr(row, column, kept)
    tx.unsealed.append((row, column, text))


def _note(tx: Tx, value: Value, home: UUID, key: Current, text: str) -> None:
    """Write down where the value stands, and its words for whoever finds by the label's key."""
    private = tx.keychain.private_of(tx.inside(), key) if tx.keychain is not None else None
    facts = {"place": value.place, "row_id": value.row_id, "record_id": home, "indexed": private is not None}
    facts |= {"label": value.label, "generation": value.generation, "edition": value.edition}
    tx.inside().execute(insert(SealedValue).values(**facts))
    found = tokens(private, words_in(text)) if private is not None else ()
    rows = [{"token": token, "place": value.place, "row_id": value.row_id} for token in found]
    if rows:
        tx.inside().execute(insert(SealedToken), rows)


def _forget(tx: Tx, place: str, row_id: UUID) -> None:
    for table in (SealedValue, SealedToken):
        tx.inside().execute(delete(table).where(col(table.place) == place, col(table.row_id) == row_id))


def _readers(tx: Tx, kind: Kind, record: Record, label: str) -> dict[UUID, bytes]:
    """Who opens a value without the label's key: whoever the record is, and who was let into it by name."""
    ask = tx.inside().scalars
    shares, walls, staff = (SQLModel.metadata.tables[name].c for name in ("share", "barred", "staff"))
    named = set(ask(select_rows(shares.grantee_id).where(shares.record_id == record.id)))
    named |= {row.grantee_id for row in tx.new if isinstance(row, Share) and row.record_id == record.id}
    named |= set(ask(select_rows(staff.id).where(staff.organization_id.in_(named))))
    if label in AUTHOR_KEEPS:
        named |= {getattr(record, name) for name in kind.sight.own}
    named -= set(ask(select_rows(staff.id).where(staff.id.in_(named), staff.active.is_(False))))
    named -= set(ask(select_rows(walls.staff_id).where(walls.record_id == record.id)))
    known = tx.store.user_keys()
    return {id: known[id] for id in named if id in known}


def _labeled_anew(tx: Tx) -> Iterator[Row]:
    """What is sealed of records whose label changes in this flush."""
    for record in tx.dirty:
        if isinstance(record, Record) and inspect(record).attrs["sensitivity"].history.has_changes():
            yield from _of_record(tx, KIND_OF[type(record)], record.id)


def _let_in_anew(tx: Tx) -> Iterator[Row]:
    """What is sealed of records that somebody is let into by name in this flush."""
    for share in tx.new:
        if isinstance(share, Share):
            values = SealedValue.__table__.c  # type: ignore[attr-defined]
            places = set(tx.inside().scalars(select_rows(values.place).where(values.record_id == share.record_id)))
            for kind in KIND_OF.values() if places else ():
                yield from (row for row in _of_record(tx, kind, share.record_id, places))


def _of_record(tx: Tx, kind: Kind, record: UUID, places: set[str] | None = None) -> Iterator[Row]:
    for table, sealing in SEALED.items():
        if places is not None and not places & {place_of(table, column) for column in sealing.columns}:
            continue
        home = "id" if table is kind.table else PART_OF[table][1] if PART_OF.get(table, (None,))[0] is kind else None
        if home is not None:
            with tx.no_autoflush:
                yield from tx.all_of(select(table).where(getattr(table, home) == record))


def _record(tx: Tx, kind: Kind, id: UUID) -> Record:
    for row in tx.new:
        if isinstance(row, kind.table) and row.id == id:
            return row
    with tx.no_autoflush:
        return tx.all_of(select(kind.table).where(col(kind.table.id) == id))[0]


def _columns(row: Any) -> tuple[str, ...]:
    sealing = SEALED.get(type(row))
    return () if sealing is None else sealing.columns


def _kept(row: Any) -> dict[str, str]:
    """What the file holds of a row's sealed columns."""
    return inspect(row).info.setdefault(KEPT, {})


def _shut(row: Any) -> set[str]:
    """The sealed columns of a row that the one signed in may not open."""
    return inspect(row).info.setdefault("shut", set())
