"""What is counted of referrals, as conditions that lists and the monthly figures share (domain 2.4)."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from casemgr.records.referrals.tables import Referral
from casemgr.records.referrals.words import FINAL, GIVEN_TO_PERSON, UNDER_WAY, Handoff, Status

_R: Any = Referral
"""The table, its columns read as the expressions they are at class level."""
WITH_AGENCY = (Status.REQUESTED, Status.RECEIVED, Status.ACCEPTED)


def counted() -> ColumnElement[bool]:
    """A referral that counts in a rate: sent, not entered in error, and more than a handout."""
    return and_(
        _R.requested_at.is_not(None),
        _R.handoff != Handoff.INFO_ONLY.value,
        _R.status != Status.ENTERED_IN_ERROR.value,
    )


def waiting_on_agency() -> ColumnElement[bool]:
    """One the organization was told of and has not yet begun; victim services are asked for nothing."""
    return and_(
        _R.status.in_([status.value for status in WITH_AGENCY]),
        _R.handoff.not_in(sorted(GIVEN_TO_PERSON)),
        _R.no_reply.is_(False),
    )


def stalled_on(now: datetime, today: date, days: int) -> ColumnElement[bool]:
    """One under way with no event for so many days; on hold, only once the day to look again has come."""
    on_hold = _R.status == Status.ON_HOLD.value
    return and_(
        _R.status.in_(sorted(UNDER_WAY)),
        _R.handoff != Handoff.INFO_ONLY.value,
        _R.no_reply.is_(False),
        _R.last_event_at < now - timedelta(days=days),
        or_(~on_hold, _R.review_on <= today),
    )


def loop_is_closed() -> ColumnElement[bool]:
    """At an end, with outcome and evidence, and the referring officer has seen it."""
    return and_(
        _R.status.in_(sorted(FINAL - {Status.ENTERED_IN_ERROR})),
        _R.outcome != "",
        _R.evidence != "",
        _R.feedback_seen_at.is_not(None),
    )


def loop_closed(referral: Referral) -> bool:
    """The same, of one referral at hand."""
    ended = referral.status in FINAL and referral.status != Status.ENTERED_IN_ERROR
    return ended and bool(referral.outcome and referral.evidence) and referral.feedback_seen_at is not None
