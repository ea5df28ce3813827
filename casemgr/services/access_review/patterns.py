"""The eight patterns of the review of access, each a small question about one look; facts in, yes or no out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from casemgr.i18n import N_

Words = tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """One opening of a record, or one search; names and places are folded words."""

    at: datetime
    day: date
    by: UUID
    names: Words = ()
    places: Words = ()
    kind: str = ""
    record: UUID | None = None
    search: UUID | None = None
    works: bool = False


@dataclass(frozen=True)
class Reader:
    """A member of staff as the review compares them: name and home in folded words."""

    id: UUID
    name: Words
    homes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Week:
    """What one week is judged by; a day nobody is rostered on says nothing of who was off."""

    looks: tuple[Look, ...]
    readers: Mapping[UUID, Reader]
    figures: tuple[Words, ...] = ()
    rostered: Mapping[date, frozenset[UUID]] | None = None
    most: int = 30

    @cached_property
    def first_beyond(self) -> frozenset[tuple[UUID, datetime]]:
        """For each reader and day, the look that opened one record more than is usual."""
        seen: dict[tuple[UUID, date], set[UUID]] = {}
        beyond: set[tuple[UUID, datetime]] = set()
        for look in sorted(self.looks, key=lambda look: look.at):
            records = seen.setdefault((look.by, look.day), set())
            if look.record is None or look.record in records:
                continue
            records.add(look.record)
            if len(records) == self.most + 1:
                beyond.add((look.by, look.at))
        return frozenset(beyond)


def own(look: Look, week: Week) -> bool:
    """Their own name, or the address where they live."""
    reader = week.readers[look.by]
    return _all(reader.name, look.names) or any(_run(home, look.places) for home in reader.homes)


def same_surname(look: Look, week: Week) -> bool:
    """Someone with their surname who is not themself."""
    return week.readers[look.by].name[-1:] != () and not own(look, week) and _surname(look, week) in look.names


def same_street(look: Look, week: Week) -> bool:
    """A place in the street where they live."""
    streets = (_street(home) for home in week.readers[look.by].homes)
    return not own(look, week) and any(_run(street, look.places) for street in streets)


def colleague(look: Look, week: Week) -> bool:
    """Someone who works here, looked up as a person."""
    return any(_all(other.name, look.names) for id, other in week.readers.items() if id != look.by)


def figure(look: Look, week: Week) -> bool:
    """Someone on the list of people in public life."""
    return any(_all(name, look.names) for name in week.figures)


def no_open_work(look: Look, _week: Week) -> bool:
    """A record the reader has no part in."""
    return look.record is not None and not look.works


def bulk(look: Look, week: Week) -> bool:
    """More records in a day than is usual; told once a day."""
    return look.record is not None and (look.by, look.at) in week.first_beyond


def off_shift(look: Look, week: Week) -> bool:
    """On a day with a roster that has others and not the reader, who is rostered on some day of it."""
    roster = week.rostered or {}
    known = any(look.by in there for there in roster.values())
    return known and look.day in roster and look.by not in roster[look.day]


PATTERNS: dict[str, tuple[str, Callable[[Look, Week], bool]]] = {
    "own": (N_("Own name or address"), own),
    "same_surname": (N_("Same surname"), same_surname),
    "same_street": (N_("Same street"), same_street),
    "colleague": (N_("A colleague"), colleague),
    "figure": (N_("Someone in public life"), figure),
    "no_open_work": (N_("No open work with the record"), no_open_work),
    "bulk": (N_("Many records in a day"), bulk),
    "off_shift": (N_("Off shift"), off_shift),
}


def _surname(look: Look, week: Week) -> str:
    return week.readers[look.by].name[-1]


def _all(words: Words, among: Words) -> bool:
    """Whether each of at least two words is there; one word alone says too little of who is meant."""
    return len(words) > 1 and set(words) <= set(among)


def _run(words: Words, among: Words) -> bool:
    return bool(words) and any(among[at : at + len(words)] == words for at in range(len(among) - len(words) + 1))


def _street(home: Words) -> Words:
    """An address without the numbers of house and flat; a street that is itself called by a number keeps it."""
    return tuple(word for word in home if not re.fullmatch(r"\d+[a-z]?", word))
