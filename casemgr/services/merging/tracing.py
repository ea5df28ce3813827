"""Traces: each value a merge writes, kept with the one before, so that it can be put back."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from casemgr.core.record import Versioned
from casemgr.core.tx import Tx
from casemgr.records.people import Merge, MergeTrace


class Traced:
    """Writes rows and keeps a trace of each value; rows that change alike share one."""

    def __init__(self, tx: Tx, merge: Merge) -> None:
        self._tx = tx
        self._merge = merge
        self._rows: dict[tuple[str, str, str, str, bool], list[str]] = {}

    def say(self, row: Versioned, column: str, value: Any) -> None:
        """Have a row's column say this; nothing when it does already."""
        was = getattr(row, column)
        if was == value:
            return
        setattr(row, column, value)
        self._tx.add(row)
        self._keep(row, column, packed(row, column, was), packed(row, column, value))

    def make(self, row: Versioned, column: str) -> None:
        """Add a row; the column tells at the undoing whether it still says what it did."""
        self._tx.add(row)
        self._keep(row, column, "null", packed(row, column, getattr(row, column)), made=True)

    def lists(self, row: Versioned, column: str, was: list[str], now: list[str]) -> None:
        """Keep a list that lies in rows of its own, as it was and as it is."""
        if was != now:
            self._keep(row, column, json.dumps(was), json.dumps(now))

    def close(self) -> None:
        """Keep all traces with the merge."""
        for (table, column, was, now, made), rows in self._rows.items():
            said = {"table_name": table, "column_name": column, "was": was, "now": now, "made": made}
            self._tx.add(MergeTrace(merge_id=self._merge.id, rows=rows, **said))

    def _keep(self, row: Versioned, column: str, was: str, now: str, *, made: bool = False) -> None:
        table = type(row).__table__.name  # type: ignore[attr-defined]
        self._rows.setdefault((table, column, was, now, made), []).append(str(row.id))


def packed(row: Versioned, column: str, value: Any) -> str:
    """A value of a column as JSON."""
    table: Any = type(row)
    return _type(table, column).dump_json(value).decode()


def unpacked(row: Versioned, column: str, text: str) -> Any:
    """A value of a column from JSON."""
    table: Any = type(row)
    return _type(table, column).validate_json(text)


@cache
def _type(table: Any, column: str) -> TypeAdapter[Any]:
    return TypeAdapter(table.model_fields[column].annotation)
