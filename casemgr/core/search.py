"""Search over every kind: a full-text index kept in step by the flush, asked within sight."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Table, Text, Uuid, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import SQLModel

from casemgr.core.access import AUTHOR_KEEPS, LABELS, Actor, Scope
from casemgr.core.kind import KINDS, Kind, Words
from casemgr.core.record import Record

if TYPE_CHECKING:
    from casemgr.core.tx import Tx

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
_FIND = """SELECT d.kind, d.record, d.title, d.line, snippet(search, 2, char(2), char(3), '…', 9) AS said,
snippet(search, 1, char(2), char(3), '…', 9) AS lined, highlight(search, 0, char(2), char(3)) AS named
FROM search JOIN search_doc d ON d.id = search.rowid
WHERE search MATCH :match ORDER BY search.rowid DESC LIMIT :size"""


@dataclass(frozen=True)
class Hit:
    """A record found: how it is named, and the words around the match, the match itself between \\x02 and \\x03."""

    kind: str
    id: UUID
    title: str
    line: str
    why: str


def _hash(value: str) -> str:
    return hashlib.blake2s(value.encode(), digest_size=6).hexdigest()


def _tokens(kind: Kind, record: Record) -> str:
    """The words of the scope column: whose record this is, as sight will ask for it."""
    if kind.sight.everyone:
        return f"k{kind.name} e"
    said = [f"k{kind.name}", f"l{LABELS.index(record.sensitivity)}", f"u{_hash(record.unit)}"]  # type: ignore[arg-type]
    said += {f"w{who.hex}" for column in kind.sight.own if (who := getattr(record, column)) is not None}
    place = kind.sight.neighborhood and getattr(record, kind.sight.neighborhood)
    return " ".join([*said, f"n{place.hex}"] if place else said)


def _scope(actor: Actor) -> str:
    """The scope expression for an actor; it says in words of the index what sight says in conditions."""
    me = f"w{actor.id.hex}"
    labels = " OR ".join(f"l{LABELS.index(label)}" for label in sorted(actor.labels))
    reach = ""
    if actor.scope is Scope.UNIT and actor.unit:
        reach = f"(u{_hash(actor.unit)} OR {me})"
    elif actor.scope is Scope.NEIGHBORHOOD and actor.neighborhoods:
        reach = "(" + " OR ".join([me, *(f"n{n.hex}" for n in sorted(actor.neighborhoods))]) + ")"
    elif actor.scope is not Scope.ALL:
        reach = me
    kept = " OR ".join(f"l{LABELS.index(label)}" for label in sorted(AUTHOR_KEEPS))
    seen = ["e", f"(({kept}) AND {me})", f"g{actor.id.hex}"]
    if actor.organization is not None:
        seen.append(f"g{actor.organization.hex}")
    seen.append(f"(({labels}) AND {reach})" if reach else f"({labels})")
    return " OR ".join(seen)


def words_of(typed: str) -> list[str]:
    """The searchable words in what was typed, eight at most."""
    return re.findall(r"\w+", typed.replace("_", " "))[:8]


def document(kind: Kind, record: Record, words: Words, granted: Iterable[UUID] = ()) -> dict[str, Any]:
    """A row of the index."""
    scope = " ".join([_tokens(kind, record), *(f"g{g.hex}" for g in granted)])
    return {
        "kind": kind.name,
        "record": record.id,
        "title": words.title,
        "line": words.line,
        "body": words.text,
        "scope": scope,
    }


def _granted(connection: Connection, record: UUID) -> list[UUID]:
    share = SQLModel.metadata.tables["share"]
    return list(connection.scalars(select(share.c.grantee_id).where(share.c.record_id == record)))


def index(connection: Connection, kind: Kind, record: Record, words: Words) -> None:
    """Put a record's words into the index, in the caller's transaction."""
    row = document(kind, record, words, _granted(connection, record.id))
    put = insert(DOC).values(row)
    changed = {name: put.excluded[name] for name in ("title", "line", "body", "scope")}
    connection.execute(put.on_conflict_do_update(index_elements=["record"], set_=changed))


def index_many(connection: Connection, documents: Sequence[dict[str, Any]]) -> None:
    """Replace many records' words at once, after a bulk write."""
    connection.execute(DOC.delete().where(DOC.c.record.in_([d["record"] for d in documents])))
    if documents:
        connection.execute(DOC.insert(), list(documents))


def widen(connection: Connection, record: UUID) -> None:
    """Bring the scope words of a record up to those it has been opened to since."""
    row = connection.execute(select(DOC.c.id, DOC.c.scope).where(DOC.c.record == record)).first()
    if row is None:
        return
    base = [word for word in row.scope.split() if not word.startswith("g")]
    scope = " ".join(base + [f"g{g.hex}" for g in _granted(connection, record)])
    connection.execute(DOC.update().where(DOC.c.id == row.id).values(scope=scope))


def _why(*places: str) -> str:
    """The first place that holds a match."""
    return next((place for place in places if "\x02" in place), places[0])


def find(tx: "Tx", typed: str, kinds: Sequence[str] = (), size: int = 50) -> list[Hit]:
    """Records the actor may see that hold every word typed, as beginnings of words; newest first."""
    words = words_of(typed)
    if not words:
        return []
    readable = [k.name for k in KINDS.values() if tx.actor.may(k.read) and (not kinds or k.name in kinds)]
    if not readable:
        return []
    asked = " AND ".join(f'"{word}"*' for word in words)
    among = " OR ".join(f"k{name}" for name in readable)
    match = f"{{title line body}} : ({asked}) AND scope : (({among}) AND ({_scope(tx.actor)}))"
    rows = tx.inside().execute(text(_FIND), {"match": match, "size": size}).all()
    hits = [Hit(r.kind, UUID(r.record), r.title, r.line, _why(r.named, r.lined, r.said)) for r in rows]
    seen: set[UUID] = set()
    for name in {hit.kind for hit in hits}:
        table = KINDS[name].table
        ids = [hit.id for hit in hits if hit.kind == name]
        seen.update(tx.exec(select(table.id).where(table.id.in_(ids))).scalars())  # type: ignore
    return [hit for hit in hits if hit.id in seen]
