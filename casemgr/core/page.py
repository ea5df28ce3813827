"""Keyset pages: any page of a list costs the same, and no row is lost or shown twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Row, Select, tuple_

from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import _

if TYPE_CHECKING:
    from casemgr.core.tx import Tx

SIZE = 200


@dataclass(frozen=True)
class Page:
    """Rows of a list, and where the next page begins; `next` is None on the last."""

    rows: tuple[Row[Any], ...]
    next: tuple[Any, ...] | None


def page(
    tx: "Tx",
    statement: Select[Any],
    order: Sequence[Any],
    after: tuple[Any, ...] | None = None,
    size: int = SIZE,
    *,
    descending: bool = True,
) -> Page:
    """One page of `statement`, ordered by `order`, whose last column is unique and none of which is ever empty.

    The order columns are added to the row; `after` is the `next` of the page before, also as JSON has it.
    """
    statement = statement.add_columns(*(c.label(f"key_{i}") for i, c in enumerate(order)))
    if after is not None:
        place, last = tuple_(*order), _place(order, after)
        statement = statement.where(place < last if descending else place > last)
    direction = [c.desc() if descending else c.asc() for c in order]
    rows = tx.execute(statement.order_by(*direction).limit(size + 1)).all()
    more = len(rows) > size
    shown = tuple(rows[:size])
    return Page(shown, tuple(shown[-1][-len(order) :]) if more else None)


def _place(order: Sequence[Any], after: Sequence[Any]) -> tuple[Any, ...]:
    """The place in a list as its columns know it; Invalid for one that is of another list."""
    kinds = [column.type.python_type for column in order]
    if len(after) == len(kinds) and all(isinstance(v, kind) for v, kind in zip(after, kinds, strict=True)):
        return tuple(after)
    try:
        return TypeAdapter(tuple[tuple(kinds)]).validate_python(tuple(after))  # type: ignore[misc]
    except ValidationError:
        raise Invalid(Problem("after", _("This is no place in this list; give what “next” says."))) from None
