"""Finding sealed texts: by whole words, by who holds the label's key, and within sight."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_rows
from sqlmodel import col, select

from casemgr.core.finding import Hit, hits_of
from casemgr.core.kind import KIND_OF, PART_OF, Kind
from casemgr.core.register import sort_named
from casemgr.core.sealed import SEALED, SealedToken, SealedValue, held_keys, place_of, tokens, words_in
from casemgr.core.tx import Tx


def sealed_hits(tx: Tx, typed: str, kinds: Collection[str], size: int) -> list[Hit]:
    """Records whose sealed text holds every word typed, as a whole word; none for who holds no key."""
    words = words_in(typed)
    found: list[UUID] = []
    for _key, private in held_keys(tx.inside(), tx.keychain) if words else ():
        sought = tokens(private, words)
        for kind, place in _places(kinds):
            ids = list(_holding(tx, place, sought))
            if ids:
                found += tx.exec(select(kind.table.id).where(col(kind.table.id).in_(ids)))
    return [hit for hit in hits_of(tx, sorted(set(found), reverse=True)[:size]) if hit.title]


def _places(kinds: Collection[str]) -> Iterator[tuple[Kind, str]]:
    for table, sealing in SEALED.items():
        kind = PART_OF[table][0] if table in PART_OF else KIND_OF[table]  # type: ignore[index]
        for column in sealing.columns if kind.name in kinds else ():
            if sort_named(table, column).searched:
                yield kind, place_of(table, column)


def _holding(tx: Tx, place: str, sought: set[str]) -> Iterator[UUID]:
    words, values = SealedToken.__table__, SealedValue.__table__  # type: ignore[attr-defined]
    same = (words.c.place == values.c.place) & (words.c.row_id == values.c.row_id)
    asked = select_rows(values.c.record_id).select_from(words.join(values, same))
    asked = asked.where(words.c.place == place, words.c.token.in_(sought))
    asked = asked.group_by(values.c.row_id).having(func.count() == len(sought))
    yield from tx.inside().scalars(asked)
