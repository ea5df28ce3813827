"""Kind: one kind of record, declared once; KINDS: all there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

from casemgr.core.access import May
from casemgr.core.record import Record, Row
from casemgr.i18n import N_


class Area(StrEnum):
    """Where in the work a kind belongs; what has no area of its own is a record like any other."""

    NEIGHBORHOODS = "neighborhoods"
    MEETINGS = "meetings"
    PROBLEMS = "problems"
    YOUTH = "youth"
    CRISIS = "crisis"
    TRAINING = "training"
    OVERSIGHT = "oversight"
    RECORDS = "records"


AREAS = {
    Area.NEIGHBORHOODS: N_("Neighborhoods, watch and patrols"),
    Area.MEETINGS: N_("Meetings and what came of them"),
    Area.PROBLEMS: N_("Problem solving"),
    Area.YOUTH: N_("Youth"),
    Area.CRISIS: N_("People in crisis"),
    Area.TRAINING: N_("Training and education"),
    Area.OVERSIGHT: N_("Concerns, commendations, oversight"),
    Area.RECORDS: N_("Records"),
}


@dataclass(frozen=True)
class Words:
    """What search knows of a record: how it is named, a line to recognize it by, and the words in it."""

    title: str
    line: str = ""
    text: str = ""


@dataclass(frozen=True)
class SightBy:
    """The columns that decide who sees a record; `everyone` for what all signed-in users share.

    `beyond_own` is the right without which nobody sees more than their own, however far they see elsewhere; of a kind
    that is `barred`, whoever `core.sight.bar` names sees a record in no way at all. What stands `under` another record,
    by the columns of its kind and id, is seen by who sees that one, whatever the other columns say.
    """

    own: tuple[str, ...] = ("entered_by",)
    neighborhood: str | None = None
    everyone: bool = False
    beyond_own: May | None = None
    barred: bool = False
    under: tuple[str, str] | None = None


@dataclass(frozen=True)
class Veil:
    """What is said of a juvenile record to those within reach who may not open it (`core.veiled`).

    `said(row, day)` makes it of the `columns`; `initials` are the two by whose first letters it is found; `where`
    are columns that must hold a value.
    """

    columns: tuple[str, ...]
    said: Callable[[Any, date], str]
    initials: tuple[str, str]
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """One version of a record that is never edited, only corrected; the highest edition shows."""

    id: UUID
    edition: int
    status: str
    entered_by: UUID | None
    entered_at: datetime | None


@dataclass(frozen=True)
class Line:
    """One row under a record: its words, and the record it opens where it is one."""

    title: str
    detail: str = ""
    kind: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class Section:
    """What belongs to a record beside its own answers: its parts, or others that stand on it; `title` in words."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Due:
    """Something a record awaits of someone by a moment: whose it is, and where; only `person_id` names a person."""

    id: UUID
    at: datetime
    what: str
    number: str = ""
    owners: frozenset[UUID] = frozenset()
    unit: str = ""
    neighborhood_id: UUID | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of record: its table, draft, commands, and everything general that reads them.

    `new(tx, draft)`, `amend(tx, id, draft)` and `page(tx, after, size)` are declared commands and a query;
    `columns` name what a list shows of each row of `page`; `fill` gives the draft values that lie in parts;
    `versions(tx, id)` gives, of a kind that is corrected by new versions, all of them in their order;
    `kept_back` are parts a partner organization does not see of a record that was opened to it; `states` is the code
    list of its status, which its acts change; `beside(tx, record)` gives what is read under it, each part a section;
    `amended_in` are the states in which `amend` changes one, where not all are;
    `due(tx)` gives what its records await of people, as far as the actor sees: Today and the calendar show it;
    `retention` is its class in the schedule, without which nothing of it is disposed of; `leads_on` is the column
    that, once it is set, says that a record went into another.
    """

    name: str
    table: type[Record]
    title: str
    one: str
    read: May
    draft: type[SQLModel] | None = None
    new: Callable[..., Any] | None = None
    amend: Callable[..., Any] | None = None
    page: Callable[..., Any] | None = None
    fill: Callable[[Any, Any], Mapping[str, Any]] | None = None
    versions: Callable[[Any, Any], Sequence[Version]] | None = None
    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ("entered_at",)
    letter: str | None = None
    icon: str = "file"
    sight: SightBy = field(default_factory=SightBy)
    veil: Veil | None = None
    parts: Mapping[type[Row], str] = field(default_factory=dict)
    kept_back: frozenset[type[Row]] = frozenset()
    searched: Callable[[Any, Any], Words] | None = None
    listed: bool = True
    area: Area = Area.RECORDS
    states: str = ""
    amended_in: frozenset[str] = frozenset()
    beside: Callable[[Any, Any], Sequence[Section]] | None = None
    due: Callable[[Any], Iterable[Due]] | None = None
    retention: str = ""
    leads_on: str = ""

    def __post_init__(self) -> None:
        if self.name in KINDS:
            raise ValueError(f"kind {self.name} is declared twice")
        KINDS[self.name] = self
        KIND_OF[self.table] = self
        for part, home in self.parts.items():
            PART_OF[part] = (self, home)


KINDS: dict[str, Kind] = {}
KIND_OF: dict[type[Record], Kind] = {}
PART_OF: dict[type[Row], tuple[Kind, str]] = {}
