"""Kind: one kind of record, declared once; KINDS: all there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

from casemgr.core.access import May
from casemgr.core.record import Record, Row


@dataclass(frozen=True)
class Words:
    """What search knows of a record: how it is named, a line to recognize it by, and the words in it."""

    title: str
    line: str = ""
    text: str = ""


@dataclass(frozen=True)
class SightBy:
    """The columns that decide who sees a record; `everyone` for what all signed-in users share."""

    own: tuple[str, ...] = ("entered_by",)
    neighborhood: str | None = None
    everyone: bool = False


@dataclass(frozen=True)
class Version:
    """One version of a record that is never edited, only corrected; the highest edition shows."""

    id: UUID
    edition: int
    status: str
    entered_by: UUID | None
    entered_at: datetime | None


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of record: its table, draft, commands, and everything general that reads them.

    `new(tx, draft)`, `amend(tx, id, draft)` and `page(tx, after, size)` are declared commands and a query;
    `columns` name what a list shows of each row of `page`; `fill` gives the draft values that lie in parts;
    `versions(tx, id)` gives, of a kind that is corrected by new versions, all of them in their order;
    `kept_back` are parts a partner organization does not see of a record that was opened to it.
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
    parts: Mapping[type[Row], str] = field(default_factory=dict)
    kept_back: frozenset[type[Row]] = frozenset()
    searched: Callable[[Any, Any], Words] | None = None
    listed: bool = True

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
