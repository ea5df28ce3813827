"""The weekly review sheet: what came into each queue and left it, as a liaison signed it (domain 5.2)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.kind import Kind, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import N_, _


class SheetDraft(Draft):
    week_start: date = entry(N_("Week that begins"))
    note: str = entry(N_("Note"), default="", max_length=500)


@told(title="signed_name", key="counts", quiet="note", kept="standing", rest="fact")
class ReviewSheet(Record, table=True):
    """One week as it was signed; `counts` are rows of queue, start, new, closed, end."""

    __tablename__ = "review_sheet"  # type: ignore[assignment]
    __table_args__ = (Index("ix_review_sheet_week", "week_start", "id"),)
    week_start: date
    counted_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    signed_name: str = Field(max_length=120)
    counts: list[list[str | int]] = Field(default_factory=list, sa_type=JSON)
    note: str = Field(default="", max_length=500)


def keep_sheet(tx: Tx, draft: SheetDraft, counts: list[list[str | int]]) -> UUID:
    """Keep a week's counts as signed; Invalid where one does not add up, or one's own sheet of the week is there."""
    if any(start + new - closed != end for _queue, start, new, closed, end in counts):  # type: ignore[operator]
        raise Invalid(Problem("counts", _("The counts do not add up, so they cannot be signed.")))
    there = select(ReviewSheet.id).where(
        ReviewSheet.week_start == draft.week_start, ReviewSheet.entered_by == tx.actor.id
    )
    if tx.exec(there).first() is not None:
        raise Invalid(Problem("week_start", _("You have signed the sheet of this week already.")))
    sheet = ReviewSheet(
        week_start=draft.week_start,
        counted_at=tx.now,
        signed_name=tx.actor.name[:120],
        counts=counts,
        note=draft.note,
    )
    tx.add(sheet)
    return sheet.id


@query(May.ANSWER_REFERRALS)
def sheets(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """The signed sheets, latest week first."""
    shown: list[Any] = [ReviewSheet.id, ReviewSheet.week_start, ReviewSheet.signed_name, ReviewSheet.counted_at]
    return page(tx, select(*shown), (ReviewSheet.week_start, ReviewSheet.id), after, size)


Kind(
    "review_sheets",
    ReviewSheet,
    N_("Review sheets"),
    N_("Review sheet"),
    read=May.ANSWER_REFERRALS,
    draft=SheetDraft,
    page=sheets,
    columns=("week_start", "signed_name", "counted_at"),
    order=("week_start",),
    icon="clipboard-plus",
    searched=lambda _tx, row: Words(_("Review of the week of {day}").format(day=row.week_start)),
)
