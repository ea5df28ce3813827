"""Published rows as whole rows of our tables: our ids for the source's, and our types for its text."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from casemgr.records.directory.imports import columns_of
from casemgr.records.directory.published import directory_id
from casemgr.records.directory.schema import TABLES, Column, Holds
from casemgr.records.directory.writing import sort_key
from casemgr.services.hsds.staging import StagedRow

Convert = Callable[[Any], Any]

_REAL_DATES = {("service", "assured_date")}


class Ids:
    """Our ids for the source's, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], UUID] = {}

    def of(self, table: str, source_id: str) -> UUID:
        """Our id of a row."""
        id = self._known.get((table, source_id))
        if id is None:
            id = self._known[table, source_id] = directory_id(table, source_id)
        return id


def mapped(table: str, rows: Iterable[tuple[str, StagedRow]], ids: Ids) -> list[dict[str, Any]]:
    """Whole rows for one of our tables, from the source's keys and rows."""
    converts = [(c.name, convert) for c in TABLES[table].columns if (convert := _convert(table, c, ids))]
    sorted_by_name = "sort_key" in columns_of(table)
    made: list[dict[str, Any]] = []
    for key, staged in rows:
        row: dict[str, Any] = {**staged.values, "id": ids.of(table, key), "source_id": key, "digest": staged.digest}
        for name, convert in converts:
            if row[name] is not None:
                row[name] = convert(row[name])
        if sorted_by_name:
            row["sort_key"] = sort_key(row["name"])
        if table == "attribute":
            _point(row, ids)
        made.append(row)
    return made


def _convert(table: str, column: Column, ids: Ids) -> Convert | None:
    """How text or a number becomes what our column holds; nothing where it is that already."""
    if column.refers:
        return partial(ids.of, column.refers)
    if (table, column.name) in _REAL_DATES:
        return date.fromisoformat
    return {Holds.NUMBER: float, Holds.BOOLEAN: bool}.get(column.holds)


def _point(row: dict[str, Any], ids: Ids) -> None:
    """Tell what an attribute is about by our id, or by the source's where it is no row of ours."""
    about, entity = row["link_id"], row["link_entity"]
    ours = entity in TABLES
    row["link_id"], row["link_source"] = (ids.of(entity, about), None) if ours else (None, about)
