"""Disposals: batches of records past their time, proposed by one, approved by another; what is left of each."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.codes import label
from casemgr.core.columns import told
from casemgr.core.days import long_day
from casemgr.core.kind import KINDS, Kind, Line, Section, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Part, Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _, plural

MOST_SHOWN = 200


class DisposalStatus(StrEnum):
    """Where a batch stands."""

    PROPOSED = "proposed"
    DISPOSED = "disposed"
    WITHDRAWN = "withdrawn"


class Fate(StrEnum):
    """What became of one record of a batch."""

    PROPOSED = "proposed"
    DISPOSED = "disposed"
    KEPT = "kept"


@told(number="number", code="status", kept="standing", rest="fact")
class Disposal(Record, table=True):
    __table_args__ = (Index("ix_disposal_page", "entered_at", "id"),)
    number: str = Field(max_length=24, index=True)
    status: str = Field(default=DisposalStatus.PROPOSED.value, max_length=12)
    records: int
    approved_by: UUID | None = None
    approved_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]


@told(key="of_kind", title="number", code="retention fate", rest="fact")
class DisposedRecord(Part, table=True):
    """What is kept of a record that is gone: its number, kind, class and dates; never a word of it."""

    __tablename__ = "disposed_record"  # type: ignore[assignment]
    disposal_id: UUID = Field(foreign_key="disposal.id", index=True)
    record_id: UUID = Field(index=True)
    of_kind: str = Field(max_length=24)
    number: str = Field(default="", max_length=24)
    retention: str = Field(max_length=24)
    started_on: date
    due_on: date
    fate: str = Field(default=Fate.PROPOSED.value, max_length=12)


@act(Disposal, N_("Withdraw"), may=May.PROPOSE_DISPOSAL, since={"proposed"}, to="withdrawn")
def withdraw_disposal(_tx: Tx, _disposal: Disposal) -> None:
    """Leave the records of a batch where they are."""


@query(May.APPROVE_DISPOSAL)
def disposals(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The batches, latest first."""
    shown: list[Any] = [Disposal.id, Disposal.number, Disposal.status, Disposal.records, Disposal.approved_at]
    return page(tx, select(*shown), (Disposal.entered_at, Disposal.id), after, size)


def records_of(tx: Tx, disposal: UUID) -> list[DisposedRecord]:
    """The records of a batch, by kind and number."""
    asked = select(DisposedRecord).where(DisposedRecord.disposal_id == disposal)
    order = (col(DisposedRecord.of_kind), col(DisposedRecord.number), col(DisposedRecord.id))
    return list(tx.exec(asked.order_by(*order)))


def _beside(tx: Tx, disposal: Any) -> Sequence[Section]:
    rows = records_of(tx, disposal.id)
    lines = [_line(tx, one) for one in rows[:MOST_SHOWN]]
    if len(rows) > MOST_SHOWN:
        more = plural("{n} more record", "{n} more records", len(rows) - MOST_SHOWN)
        lines.append(Line(more, _("All of them stand on the certificate.")))
    return [Section(_("Records"), tuple(lines))]


def _line(tx: Tx, one: DisposedRecord) -> Line:
    kind = KINDS[one.of_kind]
    there = one.fate != Fate.DISPOSED
    said = [
        label(tx, "retention_class", one.retention),
        _("from {day}").format(day=long_day(one.started_on)),
        _("due {day}").format(day=long_day(one.due_on)),
        label(tx, "disposal_fate", one.fate),
    ]
    title = " · ".join(word for word in (_(kind.one), one.number) if word)
    return Line(title, " · ".join(said), kind.name if there else "", one.record_id if there else None)


Kind(
    "disposals",
    Disposal,
    N_("Retention"),
    N_("Disposal"),
    read=May.APPROVE_DISPOSAL,
    page=disposals,
    columns=("number", "status", "records", "approved_at"),
    letter="B",
    icon="archive",
    parts={DisposedRecord: "disposal_id"},
    searched=lambda _tx, disposal: Words(disposal.number),
    states="disposal_status",
    beside=_beside,
)
