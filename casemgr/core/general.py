"""What every kind can do: be listed, read, found; the general list and form ask here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core import finding
from casemgr.core.access import May
from casemgr.core.acts import open_acts
from casemgr.core.codes import label
from casemgr.core.errors import NotFound
from casemgr.core.kind import KINDS, Kind, Section
from casemgr.core.page import SIZE, Page
from casemgr.core.record import Record
from casemgr.core.sealed_search import sealed_hits
from casemgr.core.tx import Tx
from casemgr.core.veiled import veiled, veiled_hits
from casemgr.core.verbs import query, require
from casemgr.i18n import _


@dataclass(frozen=True)
class Reading:
    """A record opened: the values its form shows, and what stands around them; `acts` are names of `core.acts`.

    `fixed` says that it is only read as it stands, and changed by acts alone.
    """

    id: UUID
    kind: str
    title: str
    version: int
    number: str
    label: str
    values: dict[str, Any]
    status: str = ""
    acts: tuple[str, ...] = ()
    fixed: bool = False
    sections: tuple[Section, ...] = ()


def kind_named(name: str) -> Kind:
    """The kind of this name."""
    kind = KINDS.get(name)
    if kind is None:
        raise NotFound(_("There is no kind of record called “{name}”.").format(name=name))
    return kind


def opened(tx: Tx, kind: Kind, id: UUID) -> Record:
    """The record, if it is there and the actor may see it."""
    require(tx, kind.read)
    record = tx.get(kind.table, id)
    if record is None and veiled(tx, kind, [id]):
        raise NotFound(_("This is a juvenile record. It is opened by those who work with the young alone."))
    if record is None:
        raise NotFound(_("There is no such record, or you may not see it."))
    return record


@query(May.SIGN_IN)
def listing(tx: Tx, kind: str, after: tuple[Any, ...] | None = None, size: int = SIZE) -> Page:
    """A page of any kind's list."""
    found = kind_named(kind)
    require(tx, found.read)
    if found.page is None:
        raise NotFound(_("This kind has no list."))
    return found.page(tx, after, size)


@query(May.SIGN_IN)
def reading(tx: Tx, kind: str, id: UUID) -> Reading:
    """One record of any kind, with the values its form would show."""
    found = kind_named(kind)
    record = opened(tx, found, id)
    names = found.draft.model_fields if found.draft is not None else type(record).model_fields
    values = {name: getattr(record, name) for name in names if hasattr(record, name)}
    values |= found.fill(tx, record) if found.fill is not None else {}
    title = found.searched(tx, record).title if found.searched is not None else _(found.one)
    return Reading(
        id=id,
        kind=kind,
        title=title,
        version=record.version,
        number=getattr(record, "number", ""),
        label=record.sensitivity,
        values=values,
        status=label(tx, found.states, getattr(record, "status", "")) if found.states else "",
        acts=tuple(one.name for one in open_acts(tx, record)),
        fixed=bool(found.amended_in) and getattr(record, "status", "") not in found.amended_in,
        sections=tuple(section for section in found.beside(tx, record) if section.lines) if found.beside else (),
    )


@query(May.SIGN_IN)
def titles(tx: Tx, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """How these records are named, for those the actor may see; a young person within reach by initials and age."""
    found = kind_named(kind)
    require(tx, found.read)
    records = tx.exec(select(found.table).where(found.table.id.in_(ids)))  # type: ignore[attr-defined]
    seen = {r.id: found.searched(tx, r).title if found.searched else str(r.id) for r in records}
    return veiled(tx, found, [id for id in ids if id not in seen]) | seen


@query(May.SEARCH)
def find(tx: Tx, words: str, kinds: Sequence[str] = (), size: int = 50) -> list[finding.Hit]:
    """Everything the actor may see that holds these words, as beginnings of words; newest first.

    Then what holds them as whole words in a text sealed to the actor; behind it young people with the initials typed,
    by initials and age band, whom the actor may not open.
    """
    for kind in kinds:
        kind_named(kind)
    found = finding.find(tx, words, kinds, size)
    readable = finding.readable_kinds(tx.actor, kinds)
    there = {hit.id for hit in found}
    found += [hit for hit in sealed_hits(tx, words, readable, size) if hit.id not in there]
    return [*found, *veiled_hits(tx, words, readable)][:size]
