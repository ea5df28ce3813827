"""Media: the drive, disc or paper something left on, who carried it, and how that ended (CJIS MP-5, MP-6, MP-7)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Due, Kind, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.exports import Export

OUT_FOR = timedelta(days=30)
"""So long a medium may be out before somebody is asked about it."""
DUE_HOUR = 17


class MediumStatus(StrEnum):
    """Where a medium is, or how it ended."""

    OUT = "out"
    KEPT = "kept"
    BACK = "back"
    DESTROYED = "destroyed"
    LOST = "lost"


class MediumDraft(Draft):
    label: str = entry(N_("Drive, disc or paper"), min_length=2, max_length=60, hint=N_("Its number, such as USB-07."))
    export: str = entry(N_("What is on it"), min_length=1, max_length=24, hint=N_("The number in the register."))
    carrier: str = entry(N_("Who carries it"), min_length=2, max_length=100)
    given_on: date = entry(N_("Given out on"))


class EndedDraft(Draft):
    day: date | None = entry(N_("Day"), default=None, hint=N_("Left empty, today."))


class DestroyedDraft(EndedDraft):
    witness: str = entry(N_("Who saw it"), min_length=2, max_length=100)


@told(name="carrier witness", title="label", number="export", code="status", rest="fact")
class Medium(Record, table=True):
    __table_args__ = (Index("ix_medium_given", "given_on", "id"),)
    label: str = Field(max_length=60)
    export: str = Field(max_length=24, index=True)
    carrier: str = Field(max_length=100)
    given_on: date
    ended_on: date | None = None
    witness: str = ""
    status: str = Field(default=MediumStatus.OUT.value, max_length=12)


def _today(tx: Tx) -> date:
    return tx.now.astimezone(tx.store.zone).date()


def _checked(tx: Tx, draft: MediumDraft) -> MediumDraft:
    draft.export = draft.export.upper()
    if tx.exec(select(Export.id).where(Export.number == draft.export)).first() is None:
        raise Invalid(Problem("export", _("The register of what left has no such number.")))
    if draft.given_on > _today(tx):
        raise Invalid(Problem("given_on", _("This day has not come yet.")))
    return draft


@command(May.EXPORT)
def give_out(tx: Tx, draft: MediumDraft) -> UUID:
    """Enter the medium something of the register left on; nobody's own drive is one."""
    row = Medium(**_checked(tx, draft).model_dump())
    tx.add(row)
    return row.id


@command(May.EXPORT)
def change_medium(tx: Tx, id: UUID, draft: MediumDraft) -> None:
    """Correct what was entered of a medium."""
    row = tx.get(Medium, id)
    if row is None:
        raise NotFound(_("There is no such medium, or you may not see it."))
    for name, value in _checked(tx, draft).model_dump().items():
        setattr(row, name, value)
    tx.add(row)


def _end(tx: Tx, medium: Medium, draft: EndedDraft) -> None:
    day = draft.day or _today(tx)
    if not medium.given_on <= day <= _today(tx):
        raise Invalid(Problem("day", _("Choose a day from the one it was given out on to today.")))
    medium.ended_on = day


@act(Medium, N_("Kept by whom it was for"), may=May.EXPORT, since={"out"}, to="kept")
def keep_there(tx: Tx, medium: Medium, draft: EndedDraft) -> None:
    """It arrived, and stays with whom it was for."""
    _end(tx, medium, draft)


@act(Medium, N_("Came back"), may=May.EXPORT, since={"out", "lost"}, to="back")
def came_back(tx: Tx, medium: Medium, draft: EndedDraft) -> None:
    """It is here again, and can be used again once what is on it is erased."""
    _end(tx, medium, draft)


@act(Medium, N_("Destroyed"), may=May.EXPORT, since={"out", "back"}, to="destroyed")
def destroyed(tx: Tx, medium: Medium, draft: DestroyedDraft) -> None:
    """It was shredded or broken, and somebody saw it: what is overwritten alone may still be there."""
    _end(tx, medium, draft)
    medium.witness = draft.witness


@act(Medium, N_("Lost"), may=May.EXPORT, since={"out", "back"}, to="lost")
def lost(tx: Tx, medium: Medium, draft: EndedDraft) -> None:
    """It cannot be found; that is a privacy incident, which is reported as one."""
    _end(tx, medium, draft)


def _due(tx: Tx) -> Iterator[Due]:
    for medium in tx.exec(select(Medium).where(Medium.status == MediumStatus.OUT.value)):
        at = datetime.combine(medium.given_on + OUT_FOR, time(DUE_HOUR), tx.store.zone)
        owners = frozenset({medium.entered_by} if medium.entered_by else ())
        yield Due(medium.id, at, _("Ask where a drive or paper is"), medium.export, owners, medium.unit)


@query(May.READ_SUMMARY)
def media(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """What went out on a medium, latest first."""
    shown: list[Any] = [
        *(Medium.id, Medium.label, Medium.export, Medium.carrier),
        *(Medium.given_on, Medium.ended_on, Medium.witness, Medium.status),
    ]
    return page(tx, select(*shown), (Medium.given_on, Medium.id), after, size)


Kind(
    "media",
    Medium,
    N_("Drives and papers given out"),
    N_("Drive or paper given out"),
    read=May.READ_SUMMARY,
    draft=MediumDraft,
    new=give_out,
    amend=change_medium,
    page=media,
    columns=("label", "export", "carrier", "given_on", "ended_on", "status"),
    order=("given_on",),
    icon="hard-drive",
    searched=lambda _tx, row: Words(row.export, row.label, row.carrier),
    states="medium_status",
    amended_in=frozenset({"out"}),
    due=_due,
    retention="disclosure",
)
