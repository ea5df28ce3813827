"""Tx: one transaction of one actor, with the guards and the flush hooks no slice can step round."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Select, event, inspect
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session, col, select

from casemgr.core import audit, search
from casemgr.core.access import LOGGED_LABELS, Actor
from casemgr.core.changes import MANY, Changes
from casemgr.core.guard import Bypass, tables_read
from casemgr.core.holding import refuse_deletion, refuse_held
from casemgr.core.kind import KIND_OF, PART_OF, Kind, Words
from casemgr.core.plainly import told_of_the_log
from casemgr.core.record import Part, Record, Row, Versioned
from casemgr.core.register import Findable
from casemgr.core.role_keys import Keychain
from casemgr.core.sight import sight_of

if TYPE_CHECKING:
    from casemgr.core.store import Store

_PAST_SIGHT = "past_sight"
KEPT = "kept"
"""Under this name a row's state has what the file holds of its sealed columns, in the place of what is read."""
By = tuple[audit.Signer | None, Keychain | None]
"""What the actor signs with, and what opens what is sealed to them."""


@dataclass
class Written:
    """What one transaction did to one record, gathered flush by flush."""

    command: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    created: bool = False


class Tx(Session):
    """One transaction; `command` is None while only reading."""

    def __init__(self, engine: Engine, store: "Store", actor: Actor, by: By, command: str | None) -> None:
        super().__init__(engine, expire_on_commit=False, autoflush=command is not None)
        self.store = store
        self.actor = actor
        self.signer, self.keychain = by
        self.command = command
        self.now: datetime = store.clock()
        self.written: dict[tuple[str, UUID | None], Written] = {}
        self.reindex: set[UUID] = set()
        self.gone: set[UUID] = set()
        self.said: list[audit.Happened] = []
        self.resealed: list[Any] = []
        self.unsealed: list[tuple[Any, str, str]] = []
        self.opened: set[tuple[str, UUID]] = set()
        self._roots: dict[UUID, tuple[Kind, Record | None]] = {}
        self._counted: dict[str, frozenset[UUID] | None] = {}
        self._head: audit.Head | None = None
        self._held: list[object] = []
        self._past_sight = False
        self._closing = False
        self._told = False
        self._undone = False

    @property
    def bind(self) -> Engine:
        """Refused: an engine knows neither sight nor audit."""
        raise Bypass("a transaction does not hand out its engine")

    @bind.setter
    def bind(self, engine: Engine) -> None:  # type: ignore[override]
        self._opened_on = engine

    def get_bind(self, mapper: Any = None, **kwargs: Any) -> Engine:
        """The engine for the session's own work on a mapped class; nobody else needs it."""
        if mapper is None:
            raise Bypass("a transaction does not hand out its engine")
        return self._opened_on

    def connection(self, *args: Any, **kwargs: Any) -> Connection:
        """Refused: a bare connection knows neither sight nor audit."""
        raise Bypass("a transaction does not hand out its connection")

    def bulk_save_objects(self, *args: Any, **kwargs: Any) -> None:
        """Refused, as the two below: the session's own bulk writes go past the flush and so past the audit."""
        raise Bypass("a bulk write past the flush")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects

    def inside(self) -> Connection:
        """The bare connection, for the spine alone; a test keeps records and services from naming it."""
        return super().connection(bind_arguments={"bind": self._opened_on})

    def all_of(self, statement: Any) -> list[Any]:
        """What there is, seen by the actor or not, for a rule that must hold whoever acts; never to be shown."""
        if self.command is None:
            raise Bypass("only a command looks past sight")
        self._past_sight = True
        try:
            return list(self.exec(statement, execution_options={_PAST_SIGHT: True}))
        finally:
            self._past_sight = False

    def hold(self, *rows: object) -> None:
        """Keep rows a command has seen or made, so that getting one again by its id costs no reading."""
        if self.command is not None and not self._past_sight:
            self._held.extend(rows)

    def let_go(self) -> None:
        """Forget what is held: rows have been changed in bulk, past the session."""
        self._held.clear()

    def say(self, happened: audit.Happened) -> None:
        """Have an entry of its own in the audit: an export, a sign-in, a refusal."""
        self.said.append(happened)

    def touched(self, kind: str, ids: Iterable[UUID] | None) -> None:
        """Tell listeners of records changed in bulk; None for all of the kind."""
        self._counted[kind] = None if ids is None else frozenset(ids)

    def home_of(self, part: Part) -> tuple[Kind, UUID]:
        kind, column = PART_OF[type(part)]
        return kind, getattr(part, column)

    def hold_homes(self, parts: Iterable[Part]) -> None:
        """Read the records of many parts at once, seen by the actor or not, with the rows that have their ids.

        Each would be read by itself before the commit to index it anew, and one out of sight would be left as it was.
        """
        by_kind: dict[Kind, list[UUID]] = {}
        for part in parts:
            kind, home = self.home_of(part)
            by_kind.setdefault(kind, []).append(home)
        for kind, homes in by_kind.items():
            beside: list[Any] = [table for table, home in kind.parts.items() if home == "id"]
            for start in range(0, len(homes), search.CHUNK):
                some = homes[start : start + search.CHUNK]
                unread = [id for id in some if self._roots.get(id, (kind, None))[1] is None]
                asked = select(kind.table).where(col(kind.table.id).in_(unread))
                self._roots |= {record.id: (kind, record) for record in (self.all_of(asked) if unread else ())}
                for table in beside:
                    self._held += self.all_of(select(table).where(col(table.id).in_(some)))

    def changes(self) -> Changes:
        """Kinds and ids this transaction touched."""
        by_kind: dict[str, set[UUID]] = {}
        for name, record in self.written:
            if record is not None:
                by_kind.setdefault(name, set()).add(record)
        told: dict[str, frozenset[UUID] | None] = {
            name: frozenset(ids) if len(ids) <= MANY else None for name, ids in by_kind.items()
        }
        return Changes(told | self._counted)

    def finish(self) -> Changes:
        """Commit, and move the high-water mark past what was committed."""
        if self._undone:
            raise Bypass("a command was rolled back midway and went on")
        self._closing = True
        self.commit()
        if self._head is not None:
            self.store.committed(self._head)
        return self.changes()


@event.listens_for(Tx, "do_orm_execute")
def _guard_statements(state: ORMExecuteState) -> None:
    if not (state.is_select and state.is_orm_statement and isinstance(state.statement, Select)):
        raise Bypass("only a select over records goes through a transaction")
    tx: Tx = state.session  # type: ignore[assignment]
    if state.is_column_load:
        return
    narrowed = sight_of(tx.actor, tables_read(state.statement))
    past_sight = tx.command is not None and state.execution_options.get(_PAST_SIGHT)
    if narrowed and not past_sight:
        state.statement = state.statement.options(*narrowed)


@event.listens_for(Tx, "loaded_as_persistent")
def _note_opened(tx: Tx, instance: object) -> None:
    tx.hold(instance)
    if isinstance(instance, Record) and instance.sensitivity in LOGGED_LABELS:
        tx.opened.add((KIND_OF[type(instance)].name, instance.id))


@event.listens_for(Tx, "before_flush")
def _before_flush(tx: Tx, _context: object, _instances: object) -> None:
    for hook in (_refuse_bypass, refuse_deletion, refuse_held, _stamp):
        hook(tx)


def _refuse_bypass(tx: Tx) -> None:
    if tx.command is None or tx.signer is None:
        raise Bypass("a change outside a command")
    if tx._told:
        raise Bypass("a change after the audit was written")


def _stamp(tx: Tx) -> None:
    for row in tx.new:
        if isinstance(row, Record):
            row.entered_at = row.entered_at or tx.now
            row.entered_by = row.entered_by or tx.actor.id
            if not KIND_OF[type(row)].sight.everyone:
                row.unit = row.unit or tx.actor.unit
            row.device = tx.store.code
            row.updated_at = tx.now
    for row in tx.dirty:
        if isinstance(row, Record) and tx.is_modified(row):
            row.updated_at = tx.now


@event.listens_for(Tx, "after_flush")
def _after_flush(tx: Tx, _context: object) -> None:
    tx.hold(*tx.new)
    for row in tx.new:
        _note(tx, row, "create")
    for row in tx.dirty:
        if tx.is_modified(row):
            _note(tx, row, "update")
    tx.gone |= {row.id for row in tx.deleted if isinstance(row, Record)}
    for row in tx.deleted:
        _note(tx, row, "delete")


def _note(tx: Tx, row: object, how: str) -> None:
    if not isinstance(row, Row) or not row.audited:
        return
    state: Any = inspect(row)
    table = state.mapper.local_table
    line: dict[str, Any] = {"table": table.name, "did": how}
    if isinstance(row, Versioned):
        line["id"] = str(row.id)
    if how != "delete":
        held = {c.name: getattr(row, c.name) for c in table.columns} | state.info.get(KEPT, {})
        line["digest"] = audit.digest_of(table.name, held)
    if how == "update":
        changed = (key for key in state.committed_state if state.attrs[key].history.has_changes())
        line["fields"] = sorted(set(changed) - {"version", "updated_at"})
    name, home = table.name, None
    if isinstance(row, Record):
        kind = KIND_OF[type(row)]
        name, home = kind.name, row.id
        tx._roots[row.id] = (kind, row)
    elif isinstance(row, Part):
        kind, home = tx.home_of(row)
        name = kind.name
        tx._roots.setdefault(home, (kind, None))
    entry = tx.written.setdefault((name, home), Written(tx.command or ""))
    entry.rows.append(line)
    entry.created = entry.created or (how == "create" and isinstance(row, Record))


@event.listens_for(Tx, "after_soft_rollback")
def _note_undone(tx: Tx, _transaction: object) -> None:
    tx._undone = True


@event.listens_for(Tx, "before_commit")
def _before_commit(tx: Tx) -> None:
    if not tx._closing:
        raise Bypass("only the door commits")
    tx.flush()
    if tx.command is None:
        return
    _index(tx)
    happened = [
        audit.Happened(f"{w.command}:{'create' if w.created else 'update'}", kind, record, payload={"rows": w.rows})
        for (kind, record), w in tx.written.items()
    ]
    happened += tx.said
    if not happened:
        return
    if tx.signer is None:
        raise Bypass("nobody to sign the audit entry")
    tx._told = True
    with told_of_the_log():
        tx._head = audit.append(tx.inside(), tx.store.id, tx.signer, tx.now, happened)


def _index(tx: Tx) -> None:
    found: list[tuple[Kind, Record, Words]] = []
    new = {record for (_kind, record), written in tx.written.items() if written.created and record is not None}
    unshared = new - tx.reindex
    for record_id, (kind, record) in tx._roots.items():
        if kind.searched is None or record_id in tx.gone:
            continue
        record = record if record is not None else tx.get(kind.table, record_id)
        if record is not None:
            found.append((kind, record, kind.searched(tx, Findable(record))))
            tx.reindex.discard(record_id)
    search.index(tx.inside(), found, unshared)
    search.forget(tx.inside(), sorted(tx.gone))
    for record_id in tx.reindex - tx.gone:
        search.widen(tx.inside(), record_id)
