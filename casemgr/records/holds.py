"""Holds: what a subpoena, an audit, a lawsuit or a records request keeps from being disposed of (domain 2.26)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.columns import told
from casemgr.core.days import long_day
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.fields import Answer
from casemgr.core.holding import HoldCover
from casemgr.core.kind import KINDS, Kind, Line, Section, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _


class HoldBasis(StrEnum):
    """Why records are held."""

    SUBPOENA = "subpoena"
    AUDIT = "audit"
    LEGAL = "legal"
    RECORDS_REQUEST = "records_request"


class HoldStatus(StrEnum):
    """Whether a hold holds."""

    IN_FORCE = "in_force"
    RELEASED = "released"


class HoldDraft(Draft):
    """What is held: people and all that names them, single records, or everything of a kind, place, officer, time."""

    matter: str = entry(N_("Matter"), min_length=3, max_length=120, hint=N_("Such as a docket number; no names."))
    basis: HoldBasis = entry(N_("Basis"))
    people: list[UUID] = entry(
        N_("People"), default_factory=list, ref="people", hint=N_("Each with every record that names them.")
    )
    numbers: list[str] = entry(N_("Records, by their numbers"), default_factory=list, hint=N_("Such as C-2026-…"))
    neighborhood_id: UUID | None = entry(N_("Everything of a neighborhood"), default=None, ref="neighborhoods")
    staff_id: UUID | None = entry(N_("Everything of a member of staff"), default=None, ref="staff")
    only_kind: str = entry(
        N_("Of this kind alone"), default="", max_length=24, hint=N_("Such as contacts; left empty, of every kind.")
    )
    since: date | None = entry(N_("Entered since"), default=None)
    until: date | None = entry(N_("Entered until"), default=None)


class ReleaseDraft(Draft):
    reason: str = entry(N_("Reason"), min_length=5, max_length=300, answer=Answer.LONG_TEXT)


@told(number="number", title="matter", code="basis status", quiet="reason", kept="standing", rest="fact")
class Hold(Record, table=True):
    __table_args__ = (Index("ix_hold_page", "entered_at", "id"),)
    number: str = Field(max_length=24, index=True)
    matter: str = Field(max_length=120)
    basis: str = Field(max_length=24)
    status: str = Field(default=HoldStatus.IN_FORCE.value, max_length=12)
    released_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    released_by: UUID | None = None
    reason: str = ""


@command(May.HOLD_RECORDS)
def place_hold(tx: Tx, draft: HoldDraft) -> UUID:
    """Hold records: from now on no path deletes, overwrites or merges them away."""
    if draft.only_kind and draft.only_kind not in KINDS:
        sentence = _("There is no kind of record called “{name}”.")
        raise Invalid(Problem("only_kind", sentence.format(name=draft.only_kind)))
    if draft.since and draft.until and draft.until < draft.since:
        raise Invalid(Problem("until", _("The last day lies before the first.")))
    ids = list(_covered(tx, draft))
    if not ids and not draft.only_kind:
        raise Invalid(Problem("people", _("Say what is held: people, records, a neighborhood, or a kind of record.")))
    hold = Hold(number=next_number(tx, "H"), matter=draft.matter, basis=draft.basis.value)
    tx.add(hold)
    tx.flush()
    scope: dict[str, Any] = {"only_kind": draft.only_kind, "since": draft.since, "until": draft.until}
    for id in ids or [None]:
        tx.add(HoldCover(hold_id=hold.id, covered_id=id, **scope))
    return hold.id


def _covered(tx: Tx, draft: HoldDraft) -> Iterator[UUID]:
    for number in draft.numbers:
        yield _by_number(tx, number)
    yield from draft.people
    yield from (one for one in (draft.neighborhood_id, draft.staff_id) if one is not None)


def _by_number(tx: Tx, number: str) -> UUID:
    """The record of a number people read."""
    for kind in KINDS.values():
        table: Any = kind.table
        if not hasattr(table, "number"):
            continue
        for row in tx.all_of(select(table).where(col(table.number) == number)):
            return row.origin_id if hasattr(row, "origin_id") else row.id
    raise Invalid(Problem("numbers", _("There is no record {number}.").format(number=number)))


@act(Hold, N_("Release"), may=May.HOLD_RECORDS, since={"in_force"}, to="released")
def release_hold(tx: Tx, hold: Hold, draft: ReleaseDraft) -> None:
    """End a hold; what it covered is disposed of as the schedule says, unless another hold covers it."""
    hold.released_at, hold.released_by, hold.reason = tx.now, tx.actor.id, draft.reason
    for cover in tx.exec(select(HoldCover).where(HoldCover.hold_id == hold.id)):
        cover.lifted_at = tx.now
        tx.add(cover)


@query(May.HOLD_RECORDS)
def holds(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The holds, latest first."""
    shown: list[Any] = [Hold.id, Hold.number, Hold.matter, Hold.basis, Hold.status, Hold.released_at]
    return page(tx, select(*shown), (Hold.entered_at, Hold.id), after, size)


def _beside(tx: Tx, hold: Any) -> Sequence[Section]:
    covers = tx.exec(select(HoldCover).where(HoldCover.hold_id == hold.id).order_by(col(HoldCover.id)))
    return [Section(_("What it covers"), tuple(_line(one) for one in covers))]


def _line(cover: HoldCover) -> Line:
    kind = _(KINDS[cover.only_kind].title) if cover.only_kind else _("Every kind of record")
    days = [long_day(day) for day in (cover.since, cover.until) if day is not None]
    said = _("named by {id}").format(id=cover.covered_id) if cover.covered_id else _("all of them")
    return Line(kind, " · ".join([said, *days]))


Kind(
    "holds",
    Hold,
    N_("Holds"),
    N_("Hold"),
    read=May.HOLD_RECORDS,
    draft=HoldDraft,
    new=place_hold,
    page=holds,
    columns=("number", "matter", "basis", "status", "released_at"),
    letter="H",
    icon="lock",
    parts={HoldCover: "hold_id"},
    searched=lambda _tx, hold: Words(hold.number, hold.matter),
    states="hold_status",
    beside=_beside,
)
