"""What each kind of record can be narrowed by: its neighborhood, officer, day, need, and whether it is overdue."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_
from sqlmodel import col, select

from casemgr.core.tx import Tx
from casemgr.records.consents import Consent
from casemgr.records.contacts import Contact
from casemgr.records.contacts.tables import shows
from casemgr.records.exports import Export
from casemgr.records.followups import FollowUp
from casemgr.records.followups.table import MOST_GRACE, is_open
from casemgr.records.needs import Need, NeedStatus
from casemgr.records.people import Household, Person, Standing
from casemgr.records.places import Place
from casemgr.records.referrals import UNDER_WAY, Referral

NEWEST_NEEDS = 500
"""Of the people with a need, those whose need was noticed last; so that a common need costs no more than a rare one."""

Needing = Callable[[Any], ColumnElement[bool]]
Late = Callable[[Tx], ColumnElement[bool]]


@dataclass(frozen=True)
class Sieve:
    """The columns and conditions of a kind; None where it knows no such thing, and then it is not found by it.

    `ordered` says that an index serves `day`, so that the newest of a kind are read without the rest.
    """

    neighborhood: Any = None
    officer: Any = None
    day: Any = None
    ordered: bool = False
    needing: Needing | None = None
    overdue: Late | None = None
    pending: Callable[[], ColumnElement[bool]] | None = None
    stands: Callable[[], ColumnElement[bool]] | None = None


def midnight(tx: Tx, days_back: int = 0) -> datetime:
    """The beginning of the town's today, or of a day before it."""
    today = tx.now.astimezone(tx.store.zone).date()
    return datetime.combine(today - timedelta(days=days_back), time(), tx.store.zone)


def _promise_overdue(tx: Tx) -> ColumnElement[bool]:
    """Open, and the last day of grace lies before today; each number of days has its own midnight, by the calendar."""
    borders = [f"{midnight(tx, days).astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" for days in range(MOST_GRACE + 1)]
    border = func.json_extract(json.dumps(borders), func.printf("$[%d]", FollowUp.window_days))
    return and_(is_open(), col(FollowUp.due_at) < midnight(tx), col(FollowUp.due_at) < border)


def _referral_overdue(tx: Tx) -> ColumnElement[bool]:
    """Sent, and not acknowledged by the time that was asked for."""
    waits = and_(col(Referral.acknowledged_at).is_(None), col(Referral.status).in_(sorted(UNDER_WAY)))
    return and_(waits, col(Referral.acknowledge_by).is_not(None), col(Referral.acknowledge_by) < tx.now)


def _people_in_need(domains: Any) -> ColumnElement[bool]:
    open_ones = select(Need.person_id).where(col(Need.domain).in_(domains), Need.status == NeedStatus.OPEN.value)
    newest = open_ones.order_by(col(Need.noticed_at).desc(), col(Need.id).desc()).limit(NEWEST_NEEDS)
    return col(Person.id).in_(newest)


def _plain(table: Any) -> Sieve:
    """A kind that belongs to a neighborhood and was entered by someone, some time."""
    return Sieve(table.neighborhood_id, table.entered_by, table.entered_at)


SIEVES: dict[str, Sieve] = {
    "people": Sieve(
        Person.neighborhood_id,
        Person.entered_by,
        Person.entered_at,
        needing=_people_in_need,
        stands=lambda: col(Person.standing) != Standing.MERGED.value,
    ),
    "contacts": Sieve(Contact.neighborhood_id, Contact.officer_id, Contact.occurred_at, ordered=True, stands=shows),
    "referrals": Sieve(
        Referral.neighborhood_id,
        Referral.officer_id,
        Referral.last_event_at,
        ordered=True,
        needing=lambda domains: col(Referral.need_domain).in_(domains),
        overdue=_referral_overdue,
        pending=lambda: col(Referral.status).in_(sorted(UNDER_WAY)),
    ),
    "followups": Sieve(
        FollowUp.neighborhood_id,
        FollowUp.assigned_to,
        FollowUp.due_at,
        ordered=True,
        overdue=_promise_overdue,
        pending=is_open,
    ),
    "needs": Sieve(
        Need.neighborhood_id,
        Need.entered_by,
        Need.noticed_at,
        ordered=True,
        needing=lambda domains: col(Need.domain).in_(domains),
    ),
    "places": _plain(Place),
    "households": _plain(Household),
    "consents": _plain(Consent),
    "exports": Sieve(officer=Export.entered_by, day=Export.entered_at),
}
"""The kinds that can be narrowed by more than their name."""


def overdue(tx: Tx, sieve: Sieve, *, yes: bool) -> ColumnElement[bool] | None:
    """The condition of being overdue, or of being open and not overdue; None where the kind knows neither."""
    if sieve.overdue is None or sieve.pending is None:
        return None
    late = sieve.overdue(tx)
    return late if yes else and_(sieve.pending(), not_(late))
