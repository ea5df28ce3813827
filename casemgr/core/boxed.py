"""People in a backup: each of their rows lies in a box under their key, and comes out where that was not destroyed."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy import select as select_rows
from sqlmodel import Field, SQLModel, select

from casemgr.core import engine, migrate
from casemgr.core.access import May
from casemgr.core.audit import Happened, digest_of
from casemgr.core.columns import told
from casemgr.core.errors import Conflict, StoreDamaged
from casemgr.core.folder import PEOPLE
from casemgr.core.home import Home
from casemgr.core.kept import FILES_OF
from casemgr.core.keys import StoreKeys
from casemgr.core.person_keys import PersonKeys
from casemgr.core.record import Row
from casemgr.core.register import tables
from casemgr.core.sealing import lock, unlock
from casemgr.core.slots import canonical
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.core.whose import Read, Values, boxed, paths
from casemgr.i18n import _

_BESIDE = (("share", "record_id"), ("barred", "record_id"), ("sealed_value", "row_id"), ("sealed_token", "row_id"))
"""Rows that name another without a key of their own."""
KEPT_FILE = "kept_file"
REMEMBERED = 4096
_HEX = 32
"""Digits of an id; what has another is numbered, and the audit does not tell of it."""


@told(key="of_table keys_of row_id", secret="box", kept="standing", rest="fact")
class BoxedRow(Row, table=True):
    """A row of a backup in its box, and the paths to its key; an empty box tells of one that is gone for good.

    In a store that is in use there are none.
    """

    audited = False
    __tablename__ = "boxed_row"  # type: ignore[assignment]
    id: int | None = Field(default=None, primary_key=True)
    of_table: str = Field(max_length=40)
    row_id: str = Field(default="", max_length=32)
    keys_of: str
    box: bytes


def put_in(copy: Path, key: bytes | bytearray, keys: PersonKeys, to: Path) -> None:
    """Put whoever is in a copy of a store into boxes, and write what is then in it to a new file, which is checked."""
    raw = engine.connect(copy, key, guarded=False)
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("BEGIN IMMEDIATE")
        reading = _reading(raw)
        for table in list(tables()):
            if boxed(table):
                _box_rows(raw, table, keys, reading)
        raw.execute(f"DELETE FROM {KEPT_FILE}")
        for table in tables():
            if boxed(table):
                raw.execute(f'DELETE FROM "{_name(table)}"')
        raw.execute("INSERT INTO search(search) VALUES('delete-all')")
        raw.execute("COMMIT")
        migrate.copied(raw, key, to, pointing=False)
    finally:
        raw.close()


def _box_rows(raw: Any, table: Any, keys: PersonKeys, reading: Read) -> None:
    files = FILES_OF.get(table, ())
    put = "INSERT INTO boxed_row(of_table, row_id, keys_of, box) VALUES (?, ?, ?, ?)"
    for row in _rows(raw, _name(table)):
        led = paths(table, row, reading)
        key = keys.key(led)
        if key is None:
            raise Conflict(_("Someone was expunged while this backup was made. Make it again."))
        there = [(_name(table), row)]
        there += [(KEPT_FILE, one) for name in files for one in _rows(raw, KEPT_FILE, "name", row[name])]
        for name, one in there:
            id = str(one.get("id", ""))
            box = lock(key, _written(one), _about(name, led))
            raw.execute(put, (name, id if len(id) == _HEX else "", " ".join(led), box))


def bring_home(home: Home, store: UUID, keys: StoreKeys) -> None:
    """Bring the people of a store that was restored out of their boxes, with the newest of the key files beside it."""
    files = sorted(home.folder.glob(f"*-{PEOPLE}"))
    people = PersonKeys(home.people, store, keys.people)
    if files:
        people.adopt(files)
    bring_out(home.store, keys.database, people)


def bring_out(store: Path, key: bytes | bytearray, keys: PersonKeys) -> None:
    """Bring whoever lies in boxes back into their rows, all or none; whose key was destroyed stays out for good.

    What is left pointing to them loses that, or goes with them. StoreDamaged where the keys are not those.
    """
    raw = engine.connect(store, key, guarded=False)
    try:
        if not waiting(raw):
            return
        if not keys.path.exists():
            said = _("The file of people's keys, {name}, is missing. Copy the newest one from beside the backups.")
            raise StoreDamaged(said.format(name=keys.path.name))
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("BEGIN IMMEDIATE")
        for (id,) in raw.execute("SELECT id FROM boxed_row WHERE box != x''").fetchall():
            _bring(raw, id, keys)
        while _mended(raw):
            pass
        raw.execute("COMMIT")
    finally:
        raw.close()


def waiting(raw: Any) -> bool:
    """Whether there are boxes in an open store file."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'boxed_row'").fetchone():
        return False
    return raw.execute("SELECT 1 FROM boxed_row WHERE box != x'' LIMIT 1").fetchone() is not None


def _bring(raw: Any, id: int, keys: PersonKeys) -> None:
    asked = raw.execute("SELECT of_table, row_id, keys_of, box FROM boxed_row WHERE id = ?", (id,))
    name, row_id, led, box = asked.fetchone()
    led = led.split()
    raw.execute("DELETE FROM boxed_row WHERE id = ?", (id,))
    key = keys.key(led)
    if key is None:
        _gone(raw, name, row_id)
        return
    inside = unlock(key, box, _about(name, led))
    if inside is None:
        raise StoreDamaged(_("The people in this backup cannot be read: it is damaged, or their keys are others."))
    row = {column: _read(value) for column, value in json.loads(bytes(inside)).items()}
    columns, marks = ", ".join(f'"{column}"' for column in row), ", ".join("?" * len(row))
    # A file that hangs on two records lies in two boxes; of every other row a second one is a fault.
    how = "INSERT OR IGNORE" if name == KEPT_FILE else "INSERT"
    raw.execute(f'{how} INTO "{name}"({columns}) VALUES ({marks})', tuple(row.values()))


def _gone(raw: Any, table: str, id: str) -> None:
    """Leave of a row that it was there, to be told, and nothing that stands beside it."""
    if id:
        raw.execute("INSERT INTO boxed_row(of_table, row_id, keys_of, box) VALUES (?, ?, '', x'')", (table, id))
        for beside, column in _BESIDE:
            raw.execute(f"DELETE FROM {beside} WHERE {column} = ?", (id,))


def _mended(raw: Any) -> bool:
    """Whether something pointed to a row that is not there, and was mended."""
    found = raw.execute("PRAGMA foreign_key_check").fetchall()
    for table, rowid, _parent, number in found:
        column = next(row[3] for row in raw.execute(f'PRAGMA foreign_key_list("{table}")') if row[0] == number)
        columns = {row[1]: row for row in raw.execute(f'PRAGMA table_info("{table}")')}
        id = raw.execute(f'SELECT id FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone() if "id" in columns else None
        _number, _column, _type, required, _default, primary = columns[column]
        if required or primary:
            raw.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
        else:
            raw.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
        if id is not None and len(str(id[0])) == _HEX:
            raw.execute("INSERT INTO boxed_row(of_table, row_id, keys_of, box) VALUES (?, ?, '', x'')", (table, id[0]))
    return bool(found)


@query(May.SIGN_IN)
def left_out(tx: Tx) -> bool:
    """Whether something stayed out of a store that was brought back, and is not written down yet."""
    return tx.exec(select(BoxedRow).limit(1)).first() is not None


@command(May.SIGN_IN)
def note_left_out(tx: Tx) -> None:
    """Write down what stayed out of a store that was brought back, because its keys were destroyed."""
    left, rows = BoxedRow.__table__.c, []  # type: ignore[attr-defined]
    for name, id in tx.inside().execute(select_rows(left.of_table, left.row_id).distinct()):
        table = SQLModel.metadata.tables.get(name)
        if table is None or "version" not in table.c:
            continue
        line = {"table": name, "id": str(UUID(id)), "did": "delete"}
        there = tx.inside().execute(select_rows(table).where(table.c.id == UUID(id))).mappings().first()
        if there is not None:
            line |= {"did": "update", "digest": digest_of(name, {str(n): v for n, v in there.items()})}
        rows.append(line)
    if rows:
        tx.say(Happened("expunged_stay_out", payload={"rows": rows}))
    tx.inside().execute(delete(BoxedRow))


def _reading(raw: Any) -> Read:
    """Gives rows of a copy by table and id; the last few thousand are remembered, whatever the size of the store."""

    @lru_cache(REMEMBERED)
    def read(table: Any, id: UUID) -> Values | None:
        return next(_rows(raw, _name(table), "id", id.hex), None)

    return read


def _rows(raw: Any, table: str, column: str = "", value: object = None) -> Iterator[dict[str, Any]]:
    where, given = (f' WHERE "{column}" = ?', (value,)) if column else ("", ())
    cursor = raw.execute(f'SELECT * FROM "{table}"{where}', given)
    names = [one[0] for one in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _written(row: Values) -> bytes:
    said = {name: {"b": b64encode(v).decode()} if isinstance(v, bytes) else v for name, v in row.items()}
    return json.dumps(said).encode()


def _read(value: Any) -> Any:
    return b64decode(value["b"]) if isinstance(value, dict) else value


def _about(table: str, led: Sequence[str]) -> bytes:
    return canonical(["boxed row", table, *led])


def _name(table: Any) -> str:
    return table.__table__.name if isinstance(table, type) else table.name
