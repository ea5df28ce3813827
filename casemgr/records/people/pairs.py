"""Pairs: entries that may be one person's, two of full name, birth date and phone being the same (domain 2.2)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import distinct, func, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, NotAllowed, Problem
from casemgr.core.page import SIZE
from casemgr.core.tx import Tx
from casemgr.core.verbs import NO_RIGHT, command, query
from casemgr.i18n import _
from casemgr.records.people.keys import Facts, keys_of
from casemgr.records.people.names import shown
from casemgr.records.people.persons import the_person
from casemgr.records.people.tables import NotTheSame, Person, PersonKey, Standing

_EXACT = "dtx"
"""First letters of the keys that are a birth date, a phone and a name as it is spelled."""
_ONE, _TWO = aliased(PersonKey), aliased(PersonKey)


@dataclass(frozen=True)
class Someone:
    """One of two who may be one; the number tells them apart."""

    id: UUID
    number: str
    name: str
    born: date | None


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one person's, the older one first, and what is the same in them."""

    first: Someone
    second: Someone
    why: str


@dataclass(frozen=True)
class Pairs:
    """A page of pairs, and where the next begins; `next` is None on the last."""

    pairs: tuple[Pair, ...]
    next: tuple[UUID, UUID] | None


def refuse_partner(tx: Tx) -> None:
    """Refuse someone of a partner organization: who is one with whom is the agency's to say."""
    if tx.actor.organization is not None:
        raise NotAllowed(_(NO_RIGHT))


@query(May.MERGE_PEOPLE)
def same_people(tx: Tx, after: tuple[UUID, UUID] | None = None, size: int = SIZE) -> Pairs:
    """The pairs the actor may see that may be one person, without those said to be two; oldest entries first."""
    refuse_partner(tx)
    ids: tuple[Any, Any] = (_ONE.person_id, _TWO.person_id)
    key: Any = _ONE.key
    asked = (
        select(*ids)
        .where(_ONE.key == _TWO.key, ids[0] < ids[1], or_(*(key.between(c, chr(ord(c) + 1)) for c in _EXACT)))
        .group_by(*ids)
        .having(func.count(distinct(func.substr(key, 1, 1))) > 1)
        .order_by(*ids)
    )
    found: list[Pair] = []
    while True:
        wanted = size - len(found)
        rows = tx.execute(asked.where(tuple_(*ids) > after) if after else asked, {}).fetchmany(wanted + 1)
        found += _told(tx, [(one, two) for one, two in rows[:wanted]])
        if len(rows) <= wanted:
            return Pairs(tuple(found), None)
        after = (rows[wanted - 1][0], rows[wanted - 1][1])
        if len(found) == size:
            return Pairs(tuple(found), after)


@query(May.MERGE_PEOPLE)
def same_as(tx: Tx, person: UUID) -> list[Pair]:
    """Those the actor may see who may be one with this person, without those said to be someone else."""
    refuse_partner(tx)
    who = the_person(tx, person)
    if who.standing != Standing.ACTIVE:
        return []
    given, middle, family, *aliases = who.folded.split("|")
    keys = keys_of(Facts(given, middle, family, tuple(aliases), who.dob, tuple(who.numbers.split())))
    exact = [key for key in keys if key[0] in _EXACT]
    asked = select(PersonKey.person_id).where(col(PersonKey.key).in_(exact), PersonKey.person_id != who.id)
    others = tx.exec(asked.group_by(col(PersonKey.person_id)).having(func.count() > 1))
    return _told(tx, [(min(who.id, one), max(who.id, one)) for one in others])


@command(May.MERGE_PEOPLE)
def not_the_same(tx: Tx, one: UUID, other: UUID) -> None:
    """Keep that two who look alike are two people; they are not offered as one again."""
    refuse_partner(tx)
    first, second = sorted((the_person(tx, one).id, the_person(tx, other).id))
    if first == second:
        raise Invalid(Problem("other", _("This is one and the same entry.")))
    if not said_apart(tx, [first, second]):
        tx.add(NotTheSame(person_id=first, other_id=second, at=tx.now, by=tx.actor.id))


@command(May.MERGE_PEOPLE)
def maybe_the_same(tx: Tx, one: UUID, other: UUID) -> None:
    """Take back that two are two people."""
    refuse_partner(tx)
    ids = {the_person(tx, one).id, the_person(tx, other).id}
    for row in tx.all_of(_apart(ids)):
        if {row.person_id, row.other_id} == ids:
            tx.delete(row)


def said_apart(tx: Tx, ids: Collection[UUID]) -> set[frozenset[UUID]]:
    """Which of these are said to be two people."""
    return {frozenset((row.person_id, row.other_id)) for row in tx.exec(_apart(ids))}


def _apart(ids: Collection[UUID]) -> Any:
    return select(NotTheSame).where(col(NotTheSame.person_id).in_(ids), col(NotTheSame.other_id).in_(ids))


def _told(tx: Tx, pairs: Iterable[tuple[UUID, UUID]]) -> list[Pair]:
    pairs = list(pairs)
    ids = {id for pair in pairs for id in pair}
    if not ids:
        return []
    active = select(Person).where(col(Person.id).in_(ids), Person.standing == Standing.ACTIVE)
    there = {one.id: one for one in tx.exec(active)}
    apart = said_apart(tx, ids)
    told = []
    for first, second in pairs:
        if first in there and second in there and frozenset((first, second)) not in apart:
            same = list(_same(there[first], there[second]))
            if len(same) > 1:
                told.append(Pair(_someone(there[first]), _someone(there[second]), " · ".join(same)))
    return told


def _same(one: Person, other: Person) -> Iterator[str]:
    """What is exactly the same in two entries, in words."""
    if _spelled(one) & _spelled(other):
        yield _("same name")
    if one.dob is not None and one.dob == other.dob:
        yield _("same birth date")
    if set(one.numbers.split()) & set(other.numbers.split()):
        yield _("same phone")


def _spelled(person: Person) -> set[str]:
    """The full name as it may be spelled, with the middle name and without; words in any order."""
    given, middle, family = person.folded.split("|")[:3]
    if not given or not family:
        return set()
    return {" ".join(sorted(f"{given} {between} {family}".split())) for between in (middle, "")}


def _someone(person: Person) -> Someone:
    return Someone(person.id, person.number, shown(person), person.dob)
