"""The lists behind the numbers: how each record is named and whose it is; drafts only as counts by owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.kind import KINDS
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.records.staff import Staff
from casemgr.services.summary.figures import Missing

SHOWN = 100
"""Lines of one gap that are shown; the count says how many there are."""
OWNER = {"contacts": "officer_id", "referrals": "officer_id", "followups": "assigned_to"}
DRAFTS = "drafts"


@dataclass(frozen=True)
class Line:
    """One line of a gap: the record it opens, how it is named, and whose it is."""

    kind: str
    id: UUID
    title: str
    owner: str


@dataclass(frozen=True)
class Gap:
    """A gap with its lines; `n` records are behind it, of which at most SHOWN have a line."""

    code: str
    label: str
    n: int
    lines: tuple[Line, ...]


@query(May.READ_SUMMARY)
def gaps(tx: Tx, missing: Sequence[Missing]) -> list[Gap]:
    """The gaps that there are, with a line for each record the actor may see."""
    names = _names(tx)
    return [Gap(gap.code, gap.label, gap.n, _lines(tx, gap, names)) for gap in missing if gap.n]


@query(May.READ_SUMMARY)
def behind(tx: Tx, records: Sequence[tuple[str, UUID]]) -> list[Line]:
    """The records behind a figure, in their order, a line for each the actor may see; at most SHOWN."""
    names = _names(tx)
    found: dict[UUID, Line] = {}
    for kind in {kind for kind, _id in records if tx.actor.may(KINDS[kind].read)}:
        ids = [id for one, id in records if one == kind][:SHOWN]
        found |= {row.id: _line(tx, kind, row, names) for row in _rows(tx, kind, ids)}
    return [found[id] for _kind, id in records if id in found][:SHOWN]


def _names(tx: Tx) -> dict[UUID, str]:
    names = {id: name for id, name in tx.exec(select(Staff.id, Staff.full_name))}
    names[tx.actor.id] = tx.actor.name
    return names


def _line(tx: Tx, kind: str, row: Any, names: dict[UUID, str]) -> Line:
    return Line(kind, row.id, _title(tx, kind, row), names.get(_owner(kind, row), ""))


def _lines(tx: Tx, gap: Missing, names: dict[UUID, str]) -> tuple[Line, ...]:
    kind = gap.records[0][0]
    if not tx.actor.may(KINDS[kind].read):
        return ()
    ids = [id for _kind, id in gap.records]
    if gap.code == DRAFTS:
        return _by_owner(tx, kind, ids, names)
    return tuple(_line(tx, kind, row, names) for row in _rows(tx, kind, ids[:SHOWN]))


def _rows(tx: Tx, kind: str, ids: Sequence[UUID]) -> list[Any]:
    table: Any = KINDS[kind].table
    return sorted(tx.exec(select(table).where(table.id.in_(ids))), key=lambda row: row.id)


def _title(tx: Tx, kind: str, row: Any) -> str:
    """Named as search names it, with the line it is recognized by."""
    searched = KINDS[kind].searched
    said = searched(tx, row) if searched is not None else None
    return " · ".join(part for part in (said.title, said.line) if part) if said is not None else str(row.id)


def _owner(kind: str, row: Any) -> UUID:
    return getattr(row, OWNER.get(kind, "entered_by"))


def _by_owner(tx: Tx, kind: str, ids: Sequence[UUID], names: dict[UUID, str]) -> tuple[Line, ...]:
    """A line for each owner, most first; it opens their oldest."""
    owned: dict[UUID, list[UUID]] = {}
    for row in _rows(tx, kind, ids):
        owned.setdefault(row.entered_by, []).append(row.id)
    ordered = sorted(owned.items(), key=lambda item: (-len(item[1]), names.get(item[0], "")))
    unknown = _("Someone who has left")
    return tuple(Line(kind, ids[0], names.get(who, unknown), str(len(ids))) for who, ids in ordered)
