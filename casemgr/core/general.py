"""What every kind can do: be listed, read, found; the general list and form ask here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core import finding
from casemgr.core.access import May
from casemgr.core.errors import NotFound
from casemgr.core.kind import KINDS, Kind
from casemgr.core.page import SIZE, Page
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import query, require
from casemgr.i18n import _


@dataclass(frozen=True)
class Reading:
    """A record opened: the values its form shows, and what stands around them."""

    id: UUID
    kind: str
    title: str
    version: int
    number: str
    label: str
    values: dict[str, Any]


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
    title = found.searched(tx, record).title if found.searched is not None else str(id)
    return Reading(id, kind, title, record.version, getattr(record, "number", ""), record.sensitivity, values)


@query(May.SIGN_IN)
def titles(tx: Tx, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """How these records are named, for those the actor may see."""
    found = kind_named(kind)
    require(tx, found.read)
    records = tx.exec(select(found.table).where(found.table.id.in_(ids)))  # type: ignore[attr-defined]
    return {r.id: found.searched(tx, r).title if found.searched else str(r.id) for r in records}


@query(May.SIGN_IN)
def find(tx: Tx, words: str, kinds: Sequence[str] = (), size: int = 50) -> list[finding.Hit]:
    """Everything the actor may see that holds these words, as beginnings of words; newest first."""
    for kind in kinds:
        kind_named(kind)
    return finding.find(tx, words, kinds, size)
