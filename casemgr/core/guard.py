"""Guard: what a statement may be made of, and which tables it reads, so that none slips past sight."""

from typing import Any

from sqlalchemy import FromClause, Select, TextClause
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.selectable import AliasedReturnsRows, TableClause, TableValuedAlias, TextualSelect

ROWS_FROM = frozenset({"json_each", "json_tree"})
"""Functions that may stand where a table stands; the name of a virtual table would be one as well."""


class Bypass(RuntimeError):
    """Our own code tried to step round the door: a bug, never the user's doing."""


def tables_read(statement: Select[Any]) -> frozenset[Any]:
    """Every table a select reads, inner selects too; Bypass when it names one past the mapping, or holds raw SQL."""
    tables: set[Any] = set()
    left: list[Any] = [statement]
    by_id = _by_id(statement)
    while left:
        element = left.pop()
        if element is by_id:
            continue
        left.extend(element.get_children())
        if isinstance(element, ColumnClause):
            _check_column(element)
        elif isinstance(element, TableClause):
            tables.add(element._deannotate())
        else:
            _check_other(element)
    return frozenset(tables)


def _check_column(column: ColumnClause[Any]) -> None:
    if _mapped(column):
        return
    if column.is_literal and column.name != "*":
        raise Bypass("a select holds raw SQL")
    if isinstance(_under(column.table), TableClause):
        raise Bypass(f"a select names {column.name} past the mapping")


def _check_other(element: Any) -> None:
    if isinstance(element, Select):
        _check_select(element)
    elif isinstance(element, TableValuedAlias):
        if getattr(element.element, "name", "") not in ROWS_FROM:
            raise Bypass("a select reads a table as if it were a function")
    elif isinstance(element, TextClause | TextualSelect):
        raise Bypass("a select holds raw SQL")
    elif isinstance(getattr(element, "operator", None), operators.custom_op):
        raise Bypass("a select holds an operator of its own")


def _check_select(select: Select[Any]) -> None:
    joined = [join[0] for join in select._setup_joins]
    for source in (*select._raw_columns, *select._from_obj, *joined):
        if isinstance(source, FromClause) and not _mapped(source) and isinstance(_under(source), TableClause):
            raise Bypass(f"a select reads {source} past the mapping")
    if select._statement_hints or select._hints or select._prefixes or select._suffixes:
        raise Bypass("a select holds raw SQL")


def _by_id(statement: Select[Any]) -> Any:
    """The condition by which a session gets one record: the mapper's own, over bare columns."""
    subject = statement._propagate_attrs.get("plugin_subject")
    return getattr(subject, "_get_clause", (None,))[0]


def _mapped(element: Any) -> bool:
    """Whether an element came by a mapped class."""
    return "parententity" in element._annotations


def _under(source: Any) -> Any:
    """What lies under the aliases of a source."""
    while isinstance(source, AliasedReturnsRows):
        source = source.element
    return source
