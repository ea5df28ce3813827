"""The people of the town: who they are, who lives with whom."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from casemgr.demo.books import Names, Origin, Quarter, Town
from casemgr.records.people import AgeBand, ContactPreference, PhoneLabel

PEOPLE = 400
ADULT = 18
AREAS = ("212", "312", "415", "617", "713")
"""With 555-01xx behind them these numbers belong to nobody, in any area."""
HOUSED = ("410", "411", "421", "435", "335", "336")
UNHOUSED = ("116", "101", "314", "302")
CHILD, PARTNER, RELATIVE, HEAD, OTHER = "2", "3", "4", "1", "5"


@dataclass
class Resident:
    """Someone of the town, before and after an officer writes them down; `author` is that officer."""

    quarter: str
    family: str
    given: str
    age: int
    language: str
    speaks: bool
    relationship: str = HEAD
    aliases: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    email: str = ""
    exact_age: bool = True
    living: str = "99"
    born: date | None = None
    id: UUID | None = None
    author: str = ""
    needs: set[str] = field(default_factory=set)

    @property
    def minor(self) -> bool:
        return self.age < ADULT

    @property
    def known(self) -> UUID:
        """The id of someone who has been written down."""
        if self.id is None:
            raise ValueError("this resident has not been met yet")
        return self.id

    def band(self) -> AgeBand:
        return max((band for band in AgeBand if band.least <= self.age), key=lambda band: band.least)


@dataclass
class Home:
    """People who live together, and where; a single person without an address has no name here."""

    people: list[Resident]
    name: str = ""
    address: str = ""


@dataclass
class _Numbers:
    """Numbers and addresses that are given out once."""

    phones: list[str]
    emails: set[str] = field(default_factory=set)

    def email(self, resident: Resident) -> str:
        plain = unicodedata.normalize("NFKD", f"{resident.given}.{resident.family}".replace("đ", "d"))
        name = "".join(c for c in plain.lower() if c.isascii() and (c.isalnum() or c == "."))
        found = next(f"{name}{n or ''}@example.org" for n in range(99) if f"{name}{n or ''}" not in self.emails)
        self.emails.add(found.partition("@")[0])
        return found


def homes(names: Names, town: Town, today: date) -> list[Home]:
    """Everybody, in households, in an order in which officers come upon them."""
    chance = Random("port sample people")
    phones = [f"({area}) 555-01{n:02d}" for area in AREAS for n in range(100)]
    chance.shuffle(phones)
    numbers = _Numbers(phones)
    made: list[Home] = []
    left = PEOPLE
    for quarter in town.neighborhoods:
        wanted = left if quarter is town.neighborhoods[-1] else PEOPLE * quarter.share // 100
        left -= wanted
        addresses = _addresses(town, quarter, chance)
        while wanted:
            home = _home(names, quarter, min(wanted, chance.choice((1, 1, 1, 2, 2, 3, 3, 4, 5))), chance)
            if len(home.people) > 1:
                home.address = next(addresses)
            wanted -= len(home.people)
            for resident in home.people:
                _details(resident, home, names, numbers, today, chance)
            made.append(home)
    chance.shuffle(made)
    return made


def _addresses(town: Town, quarter: Quarter, chance: Random) -> Iterator[str]:
    """House numbers of the quarter's own two streets."""
    place = 2 * town.neighborhoods.index(quarter)
    numbers = [f"{n} {street}" for n in range(100, 400, 2) for street in town.streets[place : place + 2]]
    chance.shuffle(numbers)
    return iter(numbers)


def _home(names: Names, quarter: Quarter, size: int, chance: Random) -> Home:
    """A household of one origin: an adult, perhaps a partner, and children or relatives."""
    origin = chance.choices(names.origins, [o.weight for o in names.origins])[0]
    family = _family(origin, chance)
    adult = _one(origin, quarter, family, chance.randint(22, 78), chance)
    people = [adult]
    for n in range(1, size):
        if n == 1 and (size == 2 or chance.random() < 0.6):
            shared = family if chance.random() < 0.6 else _family(origin, chance)
            person = _one(origin, quarter, shared, max(21, adult.age + chance.randint(-6, 6)), chance)
            person.relationship = PARTNER
        elif adult.age < 60 and chance.random() < 0.75:
            person = _one(origin, quarter, family, chance.randint(6, min(17, adult.age - 16)), chance)
            person.relationship = CHILD
        else:
            person = _one(origin, quarter, family, chance.randint(21, 88), chance)
            person.relationship = RELATIVE if chance.random() < 0.8 else OTHER
        people.append(person)
    return Home(people, f"{family} household" if size > 1 else "")


def _family(origin: Origin, chance: Random) -> str:
    if chance.random() < origin.double:
        return " ".join(chance.sample(origin.family, 2))
    return chance.choice(origin.family)


def _one(origin: Origin, quarter: Quarter, family: str, age: int, chance: Random) -> Resident:
    speaks = chance.random() < origin.speaks
    return Resident(quarter.code, family, chance.choice(origin.given), age, origin.language, speaks)


def _details(one: Resident, home: Home, names: Names, numbers: _Numbers, today: date, chance: Random) -> None:
    """What else is known of someone: of some much, of some a street name and nothing more."""
    born = today - timedelta(days=round(one.age * 365.25) + chance.randint(20, 340))
    one.age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    one.exact_age = one.minor or chance.random() < 0.7
    one.born = born if one.exact_age else None
    alone = len(home.people) == 1
    if alone and chance.random() < 0.18:
        one.given, one.family = "", ""
        one.exact_age, one.born = False, None
    if not one.family or chance.random() < 0.06:
        one.aliases = [chance.choice(names.street_names)]
    if one.family and chance.random() < (0.25 if one.minor else 0.72):
        one.phones = [numbers.phones.pop()]
    if one.family and not one.minor and chance.random() < 0.35:
        one.email = numbers.email(one)
    unhoused = alone and chance.random() < 0.35
    one.living = chance.choice(UNHOUSED if unhoused else HOUSED) if chance.random() < 0.8 else "99"


def preference(one: Resident, chance: Random) -> ContactPreference | None:
    """How someone wants to be reached; only by what is known of them."""
    ways = [ContactPreference.IN_PERSON, ContactPreference.DONT_REACH_OUT]
    ways += [ContactPreference.PHONE, ContactPreference.TEXT] * 3 if one.phones else []
    ways += [ContactPreference.EMAIL] if one.email else []
    return chance.choice(ways) if chance.random() < 0.6 else None


def phone_label(chance: Random) -> PhoneLabel:
    return chance.choices(list(PhoneLabel), (70, 14, 8, 6, 2))[0]


def by_quarter(homes: list[Home]) -> dict[str, list[Home]]:
    """The households of each quarter, in their order."""
    quarters: dict[str, list[Home]] = {}
    for home in homes:
        quarters.setdefault(home.people[0].quarter, []).append(home)
    return quarters
