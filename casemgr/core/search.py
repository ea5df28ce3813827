"""The full-text index over every kind, kept in step by the flush; `finding` asks it."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Table, Text, Uuid, select
from sqlmodel import SQLModel

from casemgr.core.access import LABELS
from casemgr.core.columns import STANDING, told
from casemgr.core.kind import Kind, Words
from casemgr.core.record import Record

DOC = Table(
    "search_doc",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("record", Uuid, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("scope", Text, nullable=False),
)
told(code="kind", key="scope", quiet="title line body", rest="key", kept=STANDING)(DOC)
SCHEMA = (
    """CREATE VIRTUAL TABLE search USING fts5(title, line, body, scope, content='search_doc', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3 4 5')""",
    "INSERT INTO search(search, rank) VALUES('pgsz', 3900)",
    "INSERT INTO search(search, rank) VALUES('automerge', 0)",
    """CREATE TRIGGER search_doc_in AFTER INSERT ON search_doc BEGIN
    INSERT INTO search(rowid, title, line, body, scope) VALUES (new.id, new.title, new.line, new.body, new.scope);
    END""",
    """CREATE TRIGGER search_doc_out AFTER DELETE ON search_doc BEGIN
    INSERT INTO search(search, rowid, title, line, body, scope)
    VALUES ('delete', old.id, old.title, old.line, old.body, old.scope); END""",
    """CREATE TRIGGER search_doc_new AFTER UPDATE ON search_doc BEGIN
    INSERT INTO search(search, rowid, title, line, body, scope)
    VALUES ('delete', old.id, old.title, old.line, old.body, old.scope);
    INSERT INTO search(rowid, title, line, body, scope) VALUES (new.id, new.title, new.line, new.body, new.scope);
    END""",
)
"""The full-text table and the triggers that keep it in step; the first migration runs these."""
CHUNK = 500
"""How many records are looked up in one statement."""

_PUT = """INSERT INTO search_doc(kind, record, title, line, body, scope)
VALUES (:kind, :record, :title, :line, :body, :scope)
ON CONFLICT(record) DO UPDATE
SET title = excluded.title, line = excluded.line, body = excluded.body, scope = excluded.scope"""
"""In the driver's own words: it runs with every save."""


def unit_token(unit: str) -> str:
    """The scope word of a unit."""
    return f"u{_hash(unit)}"


def _hash(value: str) -> str:
    return hashlib.blake2s(value.encode(), digest_size=6).hexdigest()


def _everyones(kind: Kind) -> str:
    """The words of the scope column of a kind that everyone sees."""
    return f"k{kind.name} e"


def _tokens(kind: Kind, record: Record) -> str:
    """The words of the scope column: whose record this is, as sight will ask for it."""
    if kind.sight.everyone:
        return _everyones(kind)
    said = [f"k{kind.name}", f"l{LABELS.index(record.sensitivity)}", unit_token(record.unit)]  # type: ignore[arg-type]
    said += {f"w{who.hex}" for column in kind.sight.own if (who := getattr(record, column)) is not None}
    place = kind.sight.neighborhood and getattr(record, kind.sight.neighborhood)
    return " ".join([*said, f"n{place.hex}"] if place else said)


def document(kind: Kind, record: Record, words: Words, named: Iterable[str] = ()) -> dict[str, Any]:
    """A row of the index; `named` are the words of those it is opened to, or walled off from, by name."""
    scope = " ".join([_tokens(kind, record), *named])
    return {
        "kind": kind.name,
        "record": record.id,
        "title": words.title,
        "line": words.line,
        "body": words.text,
        "scope": scope,
    }


_BY_NAME = (("g", "share", "grantee_id"), ("b", "barred", "staff_id"))
"""The first letter of a scope word, and the table and column of those it names: opened to, and walled off from."""


def _named(connection: Connection, letter: str, records: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The scope words of those whom these records name with this letter."""
    _letter, table, whom = next(one for one in _BY_NAME if one[0] == letter)
    rows = SQLModel.metadata.tables[table].c
    found: dict[UUID, list[str]] = {}
    for some in _chunks(records):
        asked = select(rows.record_id, rows[whom]).where(rows.record_id.in_(some))
        for record, who in connection.execute(asked):
            found.setdefault(record, []).append(f"{letter}{who.hex}")
    return found


def index(connection: Connection, found: Sequence[tuple[Kind, Record, Words]], unshared: Collection[UUID] = ()) -> None:
    """Put the words of records into the index, in the caller's transaction; `unshared` are open to nobody by name."""
    granted = _named(connection, "g", [record.id for _kind, record, _words in found if record.id not in unshared])
    walled = _named(connection, "b", [record.id for kind, record, _words in found if kind.sight.barred])
    rows = [
        document(kind, record, words, [*granted.get(record.id, ()), *walled.get(record.id, ())])
        for kind, record, words in found
    ]
    if rows:
        connection.exec_driver_sql(_PUT, [row | {"record": row["record"].hex} for row in rows])


def index_many(connection: Connection, kind: Kind, words: Mapping[UUID, Words], gone: Sequence[UUID] = ()) -> None:
    """Bring the index up to many records of a kind everyone sees, and to those gone; only what differs is written."""
    scope = _everyones(kind)
    wanted = {record: (said.title, said.line, said.text, scope) for record, said in words.items()}
    held: dict[UUID, tuple[str, ...]] = {}
    for some in _chunks([*wanted, *gone]):
        there = connection.execute(select(DOC).where(DOC.c.record.in_(some)))
        held |= {row.record: (row.title, row.line, row.body, row.scope) for row in there}
    for some in _chunks([record for record, said in held.items() if wanted.get(record) != said]):
        connection.execute(DOC.delete().where(DOC.c.record.in_(some)))
    names = ("title", "line", "body", "scope")
    new = [
        {"kind": kind.name, "record": record, **dict(zip(names, said, strict=True))}
        for record, said in wanted.items()
        if held.get(record) != said
    ]
    if new:
        connection.execute(DOC.insert(), new)


def _chunks(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def widen(connection: Connection, record: UUID) -> None:
    """Bring the scope words of a record up to those it was opened to, or walled off from, since."""
    row = connection.execute(select(DOC.c.id, DOC.c.scope).where(DOC.c.record == record)).first()
    if row is None:
        return
    letters = tuple(letter for letter, _table, _whom in _BY_NAME)
    said = [word for word in row.scope.split() if not word.startswith(letters)]
    for letter in letters:
        said += _named(connection, letter, [record]).get(record, ())
    scope = " ".join(said)
    connection.execute(DOC.update().where(DOC.c.id == row.id).values(scope=scope))


def forget(connection: Connection, records: Sequence[UUID]) -> None:
    """Take records out of the index: they are gone from the store."""
    for some in _chunks(records):
        connection.execute(DOC.delete().where(DOC.c.record.in_(some)))
