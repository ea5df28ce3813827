"""The story so far, as it is being made up: who has been met, and what the files and the store have to go on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from casemgr.core.access import Label
from casemgr.demo.books import Member, Names, Talk, Town
from casemgr.demo.days import Diary, Shift
from casemgr.demo.residents import Home, Resident


@dataclass(frozen=True)
class Ground:
    """What was there before the first contact: ids by code, name, user or the directory's own id."""

    quarters: Mapping[str, UUID]
    places: Mapping[str, UUID]
    staff: Mapping[str, UUID]
    services: Mapping[str, UUID]
    organizations: Mapping[str, str]
    """The organization of each service, by the directory's own ids."""
    providers: Mapping[str, UUID]


@dataclass(frozen=True)
class Encounter:
    """A contact that is logged; `residents` are those in it by name, the first of them whom it is about."""

    id: UUID
    shift: Shift
    at: datetime
    quarter: str
    sort: str
    residents: tuple[Resident, ...]
    topics: tuple[str, ...]


@dataclass
class Story:
    diary: Diary
    town: Town
    names: Names
    talk: Talk
    ground: Ground
    strangers: dict[str, list[Home]]
    known: dict[str, list[Resident]] = field(default_factory=dict)
    logged: int = 0
    referred: int = 0
    turns: dict[str, int] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random("port sample contacts"))

    def member(self, shift: Shift) -> Member:
        return self.town.member(shift.who)

    def may_know(self, member: Member, resident: Resident) -> bool:
        """Whether this officer sees the entry: a minor's is for its author and those who work with the young."""
        return not resident.minor or resident.author == member.user or Label.JUVENILE in member.labels

    def acquaintances(self, member: Member, quarter: str, *, young: bool) -> list[Resident]:
        """Those already met in a quarter whom this officer may meet again, the first met first."""
        met = self.known.get(quarter, [])
        return [one for one in met if one.minor == young and self.may_know(member, one)]
