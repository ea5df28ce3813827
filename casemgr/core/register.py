"""The register of columns: what every column of the store was told to be; whoever reads columns asks here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel
from sqlmodel.main import default_registry

from casemgr.core.columns import Goes, Sort, kept_of, sort_of
from casemgr.core.kind import KIND_OF, PART_OF
from casemgr.core.record import Row


class Untold(Exception):
    """A column nobody said anything of."""


@dataclass(frozen=True)
class Entry:
    """One column of the store: where it stands, what it is, and the class by which it is kept."""

    table: str
    column: str
    kind: str
    sort: Sort
    retention: str


def mapped() -> Iterator[Any]:
    """Every mapped table of the store, by name."""
    mappers: Any = default_registry.mappers
    found: Any = (mapper.class_ for mapper in mappers if issubclass(mapper.class_, Row))
    yield from sorted(found, key=lambda table: table.__table__.name)


def tables() -> Iterator[Any]:
    """Every table of the store: the mapped classes, then what is a bare table."""
    classes = list(mapped())
    known = {table.__table__.name for table in classes}
    yield from classes
    yield from (table for name, table in sorted(SQLModel.metadata.tables.items()) if name not in known)


def columns_of(table: Any) -> tuple[Any, ...]:
    """The columns of a mapped class or bare table."""
    return tuple((table.__table__ if isinstance(table, type) else table).columns)


def retention_of(table: Any) -> str:
    """The retention class of a table: that of its kind, or what it says itself."""
    kind = KIND_OF.get(table) or (PART_OF[table][0] if table in PART_OF else None)
    return (kind.retention if kind is not None else "") or kept_of(table) or (kept_of(kind.table) if kind else "")


def untold(table: Any) -> tuple[str, ...]:
    """The columns of a table nobody said anything of; `retention` where no class is said either."""
    missing = tuple(column.name for column in columns_of(table) if sort_of(table, column) is None)
    return missing if retention_of(table) else (*missing, "retention")


def sort_named(table: Any, name: str) -> Sort:
    """What a column is; Untold where nobody said."""
    sort = sort_of(table, next(column for column in columns_of(table) if column.name == name))
    if sort is None:
        raise Untold(f"{table}: {name}")
    return sort


def _sorts(table: Any) -> dict[str, Sort]:
    if missing := untold(table):
        raise Untold(f"{table}: {', '.join(missing)}")
    return {column.name: sort_of(table, column) for column in columns_of(table)}  # type: ignore[misc]


def redacted(table: Any) -> tuple[str, ...]:
    """The columns of a table in which somebody may be named, and words can be blacked out."""
    return tuple(name for name, sort in _sorts(table).items() if sort.redacted)


def naming(record: Any) -> Iterator[str]:
    """What stands in the columns of a record that tell who someone is."""
    said = ((sort, getattr(record, name)) for name, sort in _sorts(type(record)).items())
    yield from (value for sort, value in said if sort.names and isinstance(value, str) and value)


def blackable(record: Any, *names: str) -> Iterator[str]:
    """The words of these columns, without those of a column in which nothing can be blacked out."""
    for name in names:
        value = getattr(record, name) if sort_named(type(record), name).redacted else ""
        yield from ([value] if isinstance(value, str) else value)


def may_go(goes: Goes, table: Any, *names: str) -> bool:
    """Whether these columns may all leave in this."""
    return all(goes in sort_named(table, name).goes for name in names)


class Findable:
    """A record as search reads it: words that are not to be found are not there."""

    def __init__(self, record: Any) -> None:
        self._record = record

    def __getattr__(self, name: str) -> Any:
        value, table = getattr(self._record, name), type(self._record)
        if not isinstance(value, str | list) or name not in table.__table__.columns:
            return value
        sort = sort_named(table, name)
        return value if sort.searched or sort.fact else type(value)()


def entries() -> Iterator[Entry]:
    """Every column of the store, table by table."""
    for table in tables():
        kind = KIND_OF.get(table) or (PART_OF[table][0] if table in PART_OF else None)
        name = table.__table__.name if isinstance(table, type) else table.name
        for column, sort in _sorts(table).items():
            yield Entry(name, column, kind.name if kind else "", sort, retention_of(table))
