"""Look-alikes: people who may be the one being typed, while typing; nobody is ever merged by it (domain 2.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.people.comparing import Asked, Compared, compare
from casemgr.records.people.keys import NAME, both_ways, dated_keys, exact_keys, forms, name_key, sound
from casemgr.records.people.names import shown_as, words_of
from casemgr.records.people.phones import number_of
from casemgr.records.people.tables import Person, PersonKey, Standing

SHORTEST = 3
"""Letters typed before a single name is looked for."""
EXACT, LOOSE, ENOUGH = 300, 120, 240
"""Rows read under exact keys, under each beginning of a key, and in all."""
LEAST = 0.62
"""Scores below this are not shown."""
_END = "\U0010ffff"
_COLUMNS: tuple[Any, ...] = (
    *(Person.id, Person.given, Person.family, Person.suffix, Person.called, Person.folded, Person.numbers),
    *(Person.dob, Person.neighborhood_id),
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
    """People the actor may see who resemble what is typed, the closest first; the last word may be half typed."""
    asked = Asked(tuple(words_of(typed)), not typed.endswith((" ", ",")), born, number_of(phone or ""))
    rows = _candidates(tx, asked)
    compared = ((compare(asked, row.folded, row.dob, row.numbers), row) for row in rows.values())
    found = [_look_alike(how, row) for how, row in compared if how.score >= LEAST]
    found.sort(key=lambda one: (-one.score, one.name, one.id))
    return found[:size]


def _look_alike(how: Compared, row: Any) -> LookAlike:
    name = shown_as(row.given, row.family, row.suffix, row.called)
    return LookAlike(row.id, name, row.dob, row.neighborhood_id, how.score, how.why, how.likely)


def _candidates(tx: Tx, asked: Asked) -> dict[UUID, Any]:
    """The rows worth comparing: all under exact keys, then under looser ones until there are enough."""
    names = forms(asked.words)[:5]
    rows: dict[UUID, Any] = {}
    exact = {*_exact(asked, names)}
    if exact:
        rows |= _rows(tx, PersonKey.key.in_(exact), EXACT)  # type: ignore[attr-defined]
    if len(names) == 1 and len(names[0]) >= SHORTEST:
        rows |= _listed(tx, names[0])
    for start in _loose(names):
        if len(rows) >= ENOUGH:
            break
        rows |= _rows(tx, PersonKey.key.between(start, start + _END), LOOSE)  # type: ignore[attr-defined]
    return rows


def _exact(asked: Asked, names: list[str]) -> Iterator[str]:
    yield from both_ways(combinations(names, 2))
    yield from exact_keys(asked.born, asked.number)
    if asked.born is not None:
        yield from dated_keys(names, asked.born)


def _loose(names: list[str]) -> Iterator[str]:
    """Beginnings of keys: the last name as far as it is typed, then each name with the other's first sound."""
    if len(names) == 1 and len(names[0]) >= SHORTEST:
        yield name_key(names[0])
        yield NAME + sound(names[0])
    pairs = dict.fromkeys([(names[0], names[-1]), (names[0], names[1]), (names[-2], names[-1])] if names[1:] else [])
    for one, last in pairs:
        yield name_key(one, last)
    for one, last in pairs:
        yield name_key(last, one[:1])
        yield name_key(one, last[:1])


def _rows(tx: Tx, rule: Any, size: int) -> dict[UUID, Any]:
    asked = select(*_COLUMNS).join(PersonKey, PersonKey.person_id == Person.id).where(rule)
    return _by_id(tx.exec(asked.order_by(PersonKey.key).limit(size)))


def _listed(tx: Tx, start: str) -> dict[UUID, Any]:
    """Those whose names in the list begin with what is typed."""
    asked = select(*_COLUMNS).where(Person.standing == Standing.ACTIVE)
    begins = Person.sort_key.between(start, start + _END)  # type: ignore[attr-defined]
    return _by_id(tx.exec(asked.where(begins).order_by(Person.sort_key).limit(LOOSE)))


def _by_id(rows: Iterable[Any]) -> dict[UUID, Any]:
    return {row.id: row for row in rows}
