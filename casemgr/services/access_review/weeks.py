"""The weeks of the review of access: which are due, and what beginning one finds."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.audit_reading import first_at
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query, require
from casemgr.i18n import _
from casemgr.records.access_reviews import AccessFinding, AccessReview
from casemgr.services.access_review.gathering import gather
from casemgr.services.access_review.patterns import PATTERNS

WEEK = timedelta(days=7)
SHOWN = 8


@dataclass(frozen=True)
class WeekOfReview:
    """A week that is over: not begun without an id; due until it is signed, if the store was there by then."""

    week_start: date
    id: UUID | None
    signed_at: datetime | None
    due: bool = False


@query(May.READ_AUDIT)
def review_weeks(tx: Tx) -> list[WeekOfReview]:
    """The last weeks that are over, latest first, and where the review of each stands."""
    require(tx, May.READ_CASES)
    known = {row.week_start: row for row in tx.exec(select(AccessReview))}
    this = _monday(tx.now.astimezone(tx.store.zone).date())
    first = (first_at(tx) or tx.now).astimezone(tx.store.zone).date()
    weeks = [this - WEEK * back for back in range(1, SHOWN + 1)]
    return [_standing(week, known.get(week), first) for week in weeks]


def _standing(week: date, row: AccessReview | None, first: date) -> WeekOfReview:
    if row is None:
        return WeekOfReview(week, None, None, due=week + WEEK > first)
    return WeekOfReview(week, row.id, row.signed_at, due=row.signed_at is None)


def weeks_due(tx: Tx) -> list[date]:
    """The weeks whose review the actor could sign and nobody has, oldest first."""
    if not (tx.actor.may(May.READ_AUDIT) and tx.actor.may(May.READ_CASES)):
        return []
    return sorted(one.week_start for one in review_weeks(tx) if one.due)


@command(May.READ_AUDIT)
def begin_review(tx: Tx, day: date) -> UUID:
    """Begin the review of the week of a day: each pattern it shows is a finding; a week begun is gone on with."""
    require(tx, May.READ_CASES)
    start = _monday(day)
    zone = tx.store.zone
    until = datetime.combine(start + WEEK, time(), zone)
    if tx.now < until:
        raise Invalid(Problem("day", _("This week is not over yet; review it from Monday on.")))
    there = tx.exec(select(AccessReview.id).where(col(AccessReview.week_start) == start)).first()
    if there is not None:
        return there
    review = AccessReview(week_start=start, begun_at=tx.now)
    tx.add(review)
    tx.flush()
    week = gather(tx, datetime.combine(start, time(), zone), until)
    for look in week.looks:
        for name, (_title, shows) in PATTERNS.items():
            if shows(look, week):
                tx.add(
                    AccessFinding(
                        review_id=review.id,
                        pattern=name,
                        staff_id=look.by,
                        at=look.at,
                        of_kind=look.kind,
                        record_id=look.record,
                        search_id=look.search,
                    )
                )
    return review.id


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
