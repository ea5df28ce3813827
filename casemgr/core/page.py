"""Keyset pages: any page of a list costs the same, and no row is lost or shown twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, tuple_

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

    The order columns are added to the row; `after` is the `next` of the page before.
    """
    statement = statement.add_columns(*(c.label(f"key_{i}") for i, c in enumerate(order)))
    if after is not None:
        place = tuple_(*order)
        statement = statement.where(place < tuple(after) if descending else place > tuple(after))
    direction = [c.desc() if descending else c.asc() for c in order]
    rows = tx.execute(statement.order_by(*direction).limit(size + 1)).all()
    more = len(rows) > size
    shown = tuple(rows[:size])
    return Page(shown, tuple(shown[-1][-len(order) :]) if more else None)
