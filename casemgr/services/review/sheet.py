"""The weekly sheet: each queue's start, new, closed and end from the events of the week, checked and signed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.consents import today
from casemgr.records.reviews import ReviewSheet, SheetDraft, keep_sheet
from casemgr.services.review.other_spans import consent_spans, directory_spans, followup_spans
from casemgr.services.review.referral_spans import referral_spans
from casemgr.services.review.spans import Flow, Queue, Span, flow

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Sheet:
    """A week's flows; `until` is its last moment counted, now where the week is not over; signed or not."""

    week_start: date
    until: datetime
    flows: tuple[Flow, ...]
    over: bool
    signed_name: str = ""
    signed_at: datetime | None = None
    note: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether every queue does."""
        return all(one.adds_up for one in self.flows)


@query(May.ANSWER_REFERRALS)
def week(tx: Tx, week_start: date | None = None) -> Sheet:
    """The sheet of the week in which this day lies; without one, of the week that is running."""
    monday = _monday(tx, week_start)
    first = datetime.combine(monday, time(), tx.store.zone).astimezone(UTC)
    last = datetime.combine(monday + WEEK, time(), tx.store.zone).astimezone(UTC)
    now = tx.now + timedelta(microseconds=1)
    end = min(last, now)
    spans = _spans(tx, first, end)
    flows = tuple(flow(queue, spans[queue], first, end) for queue in Queue)
    signed = tx.exec(
        select(ReviewSheet).where(ReviewSheet.week_start == monday, ReviewSheet.entered_by == tx.actor.id)
    ).first()
    if signed is None:
        return Sheet(monday, end, flows, over=last <= now)
    kept = tuple(_kept(row) for row in signed.counts)
    return Sheet(monday, signed.counted_at, kept, last <= now, signed.signed_name, signed.counted_at, signed.note)


@command(May.ANSWER_REFERRALS)
def sign_week(tx: Tx, draft: SheetDraft) -> UUID:
    """Sign the sheet of a week as it stands now; it is kept, and later changes do not touch it."""
    monday = _monday(tx, draft.week_start)
    counted = week(tx, monday)
    rows: list[list[str | int]] = [[one.queue.value, one.start, one.new, one.closed, one.end] for one in counted.flows]
    return keep_sheet(tx, SheetDraft(week_start=monday, note=draft.note), rows)


def _monday(tx: Tx, day: date | None) -> date:
    now = today(tx)
    wanted = day or now
    if wanted > now:
        raise Invalid(Problem("week_start", _("This week has not begun.")))
    return wanted - timedelta(days=wanted.weekday())


def _spans(tx: Tx, first: datetime, end: datetime) -> dict[Queue, list[Span]]:
    return referral_spans(tx, first) | {
        Queue.CONSENTS: consent_spans(tx, first, end),
        Queue.FOLLOW_UPS: followup_spans(tx, first),
        Queue.DIRECTORY: directory_spans(tx, first),
    }


def _kept(row: list[str | int]) -> Flow:
    queue, start, new, closed, end = row
    return Flow(Queue(str(queue)), int(start), int(new), int(closed), int(end))
