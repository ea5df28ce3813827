"""Sight: the condition that each read carries, from who is reading; grants by name, and walls by name."""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, exists, false, or_, select, true
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql.visitors import ExtendedInternalTraversal
from sqlmodel import Field

from casemgr.core.access import AUTHOR_KEEPS, LABELS, Actor, Scope
from casemgr.core.columns import told
from casemgr.core.kind import KINDS, Kind
from casemgr.core.record import Row

if TYPE_CHECKING:
    from casemgr.core.tx import Tx


@told(kept="standing", rest="fact")
class Share(Row, table=True):
    """A record opened to one person or organization by name: the need-to-know list, or a referral's receiver."""

    record_id: UUID = Field(primary_key=True)
    grantee_id: UUID = Field(primary_key=True, index=True)


@told(kept="standing", rest="fact")
class Barred(Row, table=True):
    """A record walled off from one member of staff: no right, scope, label or share opens it to them again."""

    record_id: UUID = Field(primary_key=True)
    staff_id: UUID = Field(primary_key=True, index=True)


def grantees(actor: Actor) -> tuple[UUID, ...]:
    """The names under which something may have been opened to this actor."""
    return (actor.id,) if actor.organization is None else (actor.id, actor.organization)


Column = Callable[[str], Any]
"""A column of a kind by its name, as the mapped class or an alias of its table knows it."""


def condition(kind: Kind, column: Column, actor: Actor, *, by_name: bool = True) -> ColumnElement[bool] | None:
    """What a row of this kind must fulfil for this actor to see it; None when every row does.

    Without `by_name`, having been let in by name is not enough; a wall stands before all else.
    """
    if kind.sight.under is not None:
        kind_column, id_column = kind.sight.under
        return _under(column(kind_column), column(id_column), column("entered_by") == actor.id, actor)
    opened = _opened(kind, column, actor, by_name=by_name)
    if not kind.sight.barred:
        return opened
    wall = Barred.__table__  # type: ignore[attr-defined]
    free = column("id").not_in(select(wall.c.record_id).where(wall.c.staff_id == actor.id))
    return free if opened is None else and_(opened, free)


def _under(root_kind: Any, root_id: Any, own: ColumnElement[bool], actor: Actor) -> ColumnElement[bool]:
    """What stands under a record of any kind is seen by who sees that record: its label, wall and kind's right hold.

    A partner let in to the record by name alone sees of it what they put there themselves.
    """
    ways: list[ColumnElement[bool]] = []
    whole: list[str] = []
    for kind in KINDS.values():
        if kind.sight.under is not None or not actor.may(kind.read):
            continue
        root = kind.table.__table__.alias()  # type: ignore[attr-defined]
        seen = condition(kind, root.c.__getitem__, actor)
        if seen is None:
            whole.append(kind.name)
            continue
        if actor.organization is not None:
            of_itself = condition(kind, root.c.__getitem__, actor, by_name=False)
            seen = and_(seen, or_(own, of_itself if of_itself is not None else true()))
        there = exists(select(root.c.id).where(root.c.id == root_id, seen)).correlate_except(root)
        ways.append(and_(root_kind == kind.name, there))
    return or_(_one_of(root_kind, whole), *ways)


def _opened(kind: Kind, column: Column, actor: Actor, *, by_name: bool) -> ColumnElement[bool] | None:
    """What opens a row of this kind to this actor, where no wall stands."""
    by = kind.sight
    if by.everyone:
        return None
    own = or_(*(column(name) == actor.id for name in by.own))
    label: ColumnElement[bool] | None = None
    if len(actor.labels) < len(LABELS):
        kept = and_(_one_of(column("sensitivity"), AUTHOR_KEEPS), own)
        label = or_(_one_of(column("sensitivity"), actor.labels), kept)
    reach = _reach(kind, column, actor, own)
    if label is None and reach is None:
        return None
    seen = and_(label if label is not None else true(), reach if reach is not None else true())
    if not by_name:
        return seen
    share = Share.__table__  # type: ignore[attr-defined]
    named = column("id").in_(select(share.c.record_id).where(_one_of(share.c.grantee_id, grantees(actor))))
    return or_(seen, named)


def within_reach(kind: Kind, column: Column, actor: Actor) -> ColumnElement[bool] | None:
    """How far an actor sees rows of this kind, whatever their label; None where the reach has no end."""
    return _reach(kind, column, actor, or_(*(column(name) == actor.id for name in kind.sight.own)))


def _reach(kind: Kind, column: Column, actor: Actor, own: ColumnElement[bool]) -> ColumnElement[bool] | None:
    beyond = kind.sight.beyond_own
    if beyond is not None and not actor.may(beyond):
        return own
    if actor.scope is Scope.ALL:
        return None
    if actor.scope is Scope.UNIT and actor.unit:
        return or_(column("unit") == actor.unit, own)
    if actor.scope is Scope.NEIGHBORHOOD and kind.sight.neighborhood and actor.neighborhoods:
        return or_(_one_of(column(kind.sight.neighborhood), actor.neighborhoods), own)
    return own


def _one_of(column: Any, values: Collection[Any]) -> ColumnElement[bool]:
    """IN, without the list that is written out anew at every read."""
    return or_(false(), *(column == value for value in sorted(values)))


class Narrowing(LoaderCriteriaOption):
    """A condition on a mapped class that follows it under every alias; the library's own forgets the joined ones.

    Compiled statements are kept for each actor's own condition: looking through it at every read took most of it.
    """

    _cache_key_traversal = (("whose", ExtendedInternalTraversal.dp_plain_obj),)  # type: ignore[assignment]

    def __init__(self, entity: Any, rule: ColumnElement[bool]) -> None:
        super().__init__(entity, rule, include_aliases=True)
        self.whose = object()

    def _resolve_where_criteria(self, ext_info: Any) -> ColumnElement[bool]:
        found = super()._resolve_where_criteria(ext_info)
        return ext_info._adapter.traverse(found) if ext_info.is_aliased_class else found


@lru_cache(maxsize=64)
def _criteria(actor: Actor) -> dict[Any, Any]:
    """The loader criterion of each table that this actor does not see the whole of."""
    found: dict[Any, Any] = {}
    for kind in KINDS.values():
        table: Table = kind.table.__table__  # type: ignore[attr-defined]
        rule = condition(kind, partial(getattr, kind.table), actor)
        if rule is None:
            continue
        found[table] = Narrowing(kind.table, rule)
        for part, home in kind.parts.items():
            root = table.alias()
            withheld = actor.organization is not None and part in kind.kept_back
            seen = condition(kind, root.c.__getitem__, actor, by_name=not withheld)
            assert seen is not None
            via = exists(select(root.c.id).where(root.c.id == getattr(part, home), seen)).correlate_except(root)
            found[part.__table__] = Narrowing(part, via)  # type: ignore[attr-defined]
    return found


def sight_of(actor: Actor, tables: Collection[Any]) -> list[Any]:
    """The loader criteria that narrow a read of these tables, records and their parts, to what this actor may see."""
    return [criterion for table, criterion in _criteria(actor).items() if table in tables]


def open_to(tx: "Tx", record_id: UUID, whom: Iterable[UUID]) -> None:
    """Open a record by name to people or organizations; what was open stays open."""
    for grantee in whom:
        if tx.get(Share, (record_id, grantee)) is None:
            tx.add(Share(record_id=record_id, grantee_id=grantee))
            tx.reindex.add(record_id)


def bar(tx: "Tx", record_id: UUID, whom: Iterable[UUID]) -> None:
    """Wall a record of a barred kind off from people, whoever they are or become; no wall is ever taken down."""
    for staff_id in whom:
        if tx.get(Barred, (record_id, staff_id)) is None:
            tx.add(Barred(record_id=record_id, staff_id=staff_id))
            tx.reindex.add(record_id)
