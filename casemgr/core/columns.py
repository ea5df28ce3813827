"""What each column is told to be, beside its table: how sensitive, where it may go, found or not, to be blacked out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from casemgr.i18n import N_

T = TypeVar("T")


class Level(StrEnum):
    """How sensitive a column is by itself; the label of its record comes on top."""

    OPEN = "open"
    INTERNAL = "internal"
    PERSONAL = "personal"
    RESTRICTED = "restricted"


class Goes(StrEnum):
    """What a column may leave in, by itself or counted; sheets and packets have rules and a register of their own."""

    OPEN_DATA = "open_data"
    OWN_COPY = "own_copy"


@dataclass(frozen=True)
class Sort:
    """What a sort of column is; one that is a `fact` holds no words, and may be told for all the rest of a table.

    What `names` someone is looked for, as it stands, in the texts that leave.
    """

    level: Level
    title: str
    goes: frozenset[Goes] = frozenset()
    searched: bool = False
    redacted: bool = False
    names: bool = False
    fact: bool = False


OWN = frozenset({Goes.OWN_COPY})
SORTS = {
    "key": Sort(Level.INTERNAL, N_("Key, digest or mark of the program"), fact=True),
    "fact": Sort(Level.INTERNAL, N_("Date, count, yes or no"), fact=True),
    "code": Sort(Level.INTERNAL, N_("Code from a list"), searched=True),
    "number": Sort(Level.INTERNAL, N_("Number of a record"), OWN, searched=True),
    "title": Sort(Level.INTERNAL, N_("Words of the work"), searched=True, redacted=True),
    "name": Sort(Level.PERSONAL, N_("Name of someone"), OWN, searched=True, redacted=True, names=True),
    "reach": Sort(Level.PERSONAL, N_("How someone is reached"), OWN, searched=True, redacted=True, names=True),
    "about": Sort(Level.PERSONAL, N_("Something about someone"), OWN, redacted=True, names=True),
    "text": Sort(Level.PERSONAL, N_("Free text"), OWN, searched=True, redacted=True),
    "quiet": Sort(Level.RESTRICTED, N_("Words that are not searched"), redacted=True),
    "closed": Sort(Level.RESTRICTED, N_("Words for few, found by who may read them"), searched=True, redacted=True),
    "known": Sort(Level.OPEN, N_("Words that are known to all"), OWN, searched=True),
    "counted": Sort(Level.INTERNAL, N_("Counted in open data"), frozenset({*OWN, Goes.OPEN_DATA}), searched=True),
    "secret": Sort(Level.RESTRICTED, N_("Secret of the program")),
}
STANDING = "standing"
"""Of no class in the schedule: it stays until somebody changes it or an order takes it."""


@dataclass(frozen=True)
class Told:
    """What a table says of its own columns; `rest` is the sort of those without words that are not named."""

    sorts: dict[str, str]
    rest: str
    kept: str


TOLD: dict[Any, Told] = {}
"""By class, and by name of what is a bare table; a class says of its own columns, those above it of theirs."""


def told(*, rest: str = "", kept: str = "", **named: str) -> Callable[[T], T]:
    """Say of each column what sort it is: `told(name="given family", text="note", rest="fact")`.

    What holds words is always named; `kept` is the retention class of what no kind keeps.
    """
    if rest and not SORTS[rest].fact:
        raise ValueError(f"{rest} is no sort for the rest of a table")
    sorts = {column: sort for sort, columns in named.items() for column in columns.split() if SORTS[sort]}

    def say(table: T) -> T:
        TOLD[table if isinstance(table, type) else table.name] = Told(sorts, rest, kept)  # type: ignore[attr-defined]
        return table

    return say


def _sayings(table: Any) -> Iterator[Told]:
    if isinstance(table, type):
        yield from (TOLD[above] for above in table.__mro__ if above in TOLD)
    elif table.name in TOLD:
        yield TOLD[table.name]


def _wordless(column: Any) -> bool:
    try:
        return column.type.python_type.__name__ in {"UUID", "date", "datetime", "bool", "int", "float"}
    except NotImplementedError:
        return False


def sort_of(table: Any, column: Any) -> Sort | None:
    """What a column of a mapped class or bare table is; None where nobody said."""
    sayings = list(_sayings(table))
    named = next((one.sorts[column.name] for one in sayings if column.name in one.sorts), "")
    rest = next((one.rest for one in sayings if one.rest), "") if _wordless(column) else ""
    return SORTS.get(named or rest)


def kept_of(table: Any) -> str:
    """The retention class a table says itself; nothing where its kind does."""
    return next((one.kept for one in _sayings(table) if one.kept), "")
