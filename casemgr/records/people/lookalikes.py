"""Look-alikes: people who may be the one being typed, while typing; nobody is ever merged by it (domain 2.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import or_, select

from casemgr.core.access import May
from casemgr.core.among import among, pack
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.people.comparing import Asked, Known, likely, score, why
from casemgr.records.people.keys import dated_keys, exact_keys, forms, name_key, near_keys, spelled_key
from casemgr.records.people.names import shown_as, words_of
from casemgr.records.people.phones import number_of
from casemgr.records.people.tables import Person, PersonKey, Standing

SHORTEST = 3
"""Letters typed before a single name is looked for."""
CANDIDATES, ALONE = 120, 60
"""People compared at most: for two names or more, and for a name alone."""
LEAST = 0.62
"""Scores below this are not shown."""
_STARTS = 3
_END = "\U0010ffff"
_COLUMNS: tuple[Any, ...] = (
    *(Person.id, Person.given, Person.family, Person.suffix, Person.called, Person.folded, Person.numbers),
    *(Person.dob, Person.neighborhood_id),
)
_KEY: Any = PersonKey.key
_SORT: Any = Person.sort_key
_KEYED = (
    select(*_COLUMNS)
    .join(PersonKey, PersonKey.person_id == Person.id)
    .where(
        or_(
            among(_KEY, "known"),
            *(_KEY.between(bindparam(f"from_{i}"), bindparam(f"to_{i}")) for i in range(_STARTS)),
            among(_KEY, "near"),
        )
    )
    .limit(bindparam("most"))
)
"""Read in the order of these conditions until there are enough: by what is known, by sound, by sound with a slip."""
_LISTED = (
    select(*_COLUMNS)
    .where(Person.standing == Standing.ACTIVE, _SORT.between(bindparam("from_0"), bindparam("to_0")))
    .order_by(_SORT)
    .limit(ALONE)
)


@dataclass(frozen=True)
class LookAlike:
    """Someone who may be the one typed; `likely` when two of full name, birth date and phone are the same."""

    id: UUID
    name: str
    born: date | None
    neighborhood_id: UUID | None
    score: float
    why: str
    likely: bool


@query(May.READ_CASES)
def look_alikes(
    tx: Tx, typed: str, *, born: date | None = None, phone: str | None = None, size: int = 20
) -> list[LookAlike]:
    """People the actor may see who resemble what is typed, the closest first; the last word may be half typed.

    A partner organization is not told birth dates and phones, so it cannot try any out here either.
    """
    if tx.actor.organization is not None:
        born = phone = None
    asked = Asked(tuple(words_of(typed)), not typed.endswith((" ", ",")), born, number_of(phone or ""))
    rows = _candidates(tx, asked, forms(asked.words)[:4])
    fits: dict[str, float] = {}
    scored = [(score(asked, known, fits), known, row) for known, row in rows]
    scored = [one for one in scored if one[0] >= LEAST]
    scored.sort(key=lambda one: (-one[0], one[2].folded, one[2].id))
    return [_look_alike(tx, asked, *one) for one in scored[:size]]


def _look_alike(tx: Tx, asked: Asked, alike: float, known: Known, row: Any) -> LookAlike:
    name = shown_as(row.given, row.family, row.suffix, row.called)
    born = row.dob if tx.actor.organization is None else None
    return LookAlike(row.id, name, born, row.neighborhood_id, alike, why(asked, known), likely(asked, known))


def _candidates(tx: Tx, asked: Asked, names: list[str]) -> Iterable[tuple[Known, Any]]:
    """The people worth comparing."""
    pairs = list(combinations(names, 2)) if names[1:] else [(name, "") for name in names]
    known = [*exact_keys(asked.born, asked.number), *(spelled_key(*pair) for pair in pairs)]
    if asked.born is not None:
        known += dated_keys(pairs, asked.born)
    starts, near = list(_starts(names)), list(_near(names))
    if not known:
        return []
    alone = len(names) == 1 and not asked.born and not asked.number
    given: dict[str, Any] = {"known": pack(known), "near": pack(near), "most": ALONE if alone else CANDIDATES}
    for i, start in enumerate([*starts, *[""] * _STARTS][:_STARTS]):
        given |= {f"from_{i}": start, f"to_{i}": start + _END if start else ""}
    rows = {row.id: row for row in tx.execute(_KEYED, given)}
    if len(names) == 1 and starts:
        listed = {"from_0": names[0], "to_0": names[0] + _END}
        rows |= {row.id: row for row in tx.execute(_LISTED, listed)}
    return [(Known(row.folded, row.dob, row.numbers), row) for row in rows.values()]


def _starts(names: list[str]) -> Iterator[str]:
    """Beginnings of keys: two names, the second as far as it is typed; or one alone, with any other."""
    if len(names) == 1 and len(names[0]) >= SHORTEST:
        yield name_key(names[0])
    if len(names) > 1:
        pairs = ((names[0], names[-1]), (names[0], names[1]), (names[-2], names[-1]))
        yield from (name_key(*pair) for pair in dict.fromkeys(pairs))


def _near(names: list[str]) -> Iterator[str]:
    """Keys with one slip: of the first name with the last, and of the first two."""
    if len(names) == 1 and len(names[0]) >= SHORTEST:
        yield from near_keys(names[0], "")
    if len(names) > 1:
        for pair in dict.fromkeys(((names[0], names[-1]), (names[0], names[1]))):
            yield from near_keys(*pair)
