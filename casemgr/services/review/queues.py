"""The queues of the review as lists: what is in each now, and how many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from casemgr.core.access import May
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import consents, people
from casemgr.records.consents import Consent
from casemgr.records.directory import Organization, Service, ServiceCheck
from casemgr.records.followups import FollowUp
from casemgr.records.referrals import UNDER_WAY, Referral, ReferralEvent, Status, stalled_on
from casemgr.records.referrals.words import GIVEN_TO_PERSON
from casemgr.services.review.other_spans import consent_spans, directory_spans, followup_spans
from casemgr.services.review.referral_spans import MANY, SETTLES, UNANSWERED
from casemgr.services.review.spans import Queue, Span

MOST = 200
"""Lines of a queue that are read; the others come up as these are done."""
A_WEEK = 5
"""Directory entries to check in a week."""


class Sort(StrEnum):
    """What a line is about."""

    REFERRAL = "referrals"
    CONSENT = "consents"
    FOLLOW_UP = "followups"
    SERVICE = "services"
    PERSON = "people"


@dataclass(frozen=True)
class Line:
    """One thing to look at; `at` since when it waits, `late` when its time is up, `many` of a person's referrals."""

    queue: Queue
    sort: Sort
    id: UUID
    at: datetime
    days: int
    number: str = ""
    person_id: UUID | None = None
    name: str = ""
    what: str = ""
    status: str = ""
    urgency: str = ""
    late: bool = False
    many: int = 0


@dataclass(frozen=True)
class Listing:
    """A queue: how many are in it, and the first of them, longest waiting first.

    Of the directory `n` counts this week's share; `beyond` is what lies past its date beside it.
    """

    queue: Queue
    n: int
    lines: tuple[Line, ...] = field(default=())
    beyond: int = 0


@query(May.ANSWER_REFERRALS)
def review(tx: Tx) -> tuple[Listing, ...]:
    """All queues of the review as they stand now."""
    made = (
        _referrals(tx, Queue.UNANSWERED, _unanswered()),
        _referrals(tx, Queue.DECLINED, _declined()),
        _referrals(tx, Queue.STALLED, [stalled_on(tx.now, consents.today(tx), threshold(tx, "stalled_days"))]),
        _consents(tx),
        _followups(tx),
        _directory(tx),
        _people(tx),
    )
    named = {line.person_id for listing in made for line in listing.lines if line.person_id is not None}
    names = people.names_of(tx, named)
    return tuple(replace(one, lines=tuple(_named(line, names) for line in one.lines)) for one in made)


def _named(line: Line, names: Mapping[UUID, str]) -> Line:
    return line if line.person_id is None else replace(line, name=names.get(line.person_id, ""))


def _unanswered() -> list[Any]:
    R: Any = Referral
    waits = R.handoff.not_in(sorted(GIVEN_TO_PERSON))
    return [R.status.in_(sorted(UNANSWERED)), waits, R.no_reply.is_(False)]


def _declined() -> list[Any]:
    E: Any = ReferralEvent
    settled = select(E.id).where(
        E.referral_id == Referral.id, E.event.in_(sorted(SETTLES)), E.at >= col(Referral.rejected_at)
    )
    return [Referral.status == Status.REJECTED.value, ~settled.exists()]


def _referrals(tx: Tx, queue: Queue, rules: Iterable[Any]) -> Listing:
    R: Any = Referral
    rules = tuple(rules)
    shown = ("number", "person_id", "service_name", "organization_name", "status", "urgency")
    since = R.requested_at if queue is Queue.UNANSWERED else R.last_event_at
    columns = (R.id, since.label("since"), R.acknowledge_by, R.acknowledged_at, *(getattr(R, name) for name in shown))
    n = int(tx.scalar(select(func.count(R.id)).where(*rules)) or 0)
    rows = tx.execute(select(*columns).where(*rules).order_by(since, R.id).limit(MOST))
    lines = (
        Line(
            queue,
            Sort.REFERRAL,
            row.id,
            row.since,
            (tx.now - row.since).days,
            row.number,
            row.person_id,
            what=" · ".join(part for part in (row.service_name, row.organization_name) if part),
            status=row.status,
            urgency=row.urgency,
            late=row.acknowledged_at is None and row.acknowledge_by is not None and row.acknowledge_by < tx.now,
        )
        for row in rows
    )
    return Listing(queue, n, tuple(lines))


def _now(tx: Tx) -> datetime:
    return tx.now + timedelta(microseconds=1)


def _present(tx: Tx, spans: Iterable[Span]) -> dict[UUID, datetime]:
    """What is in a queue now, with since when, the longest first."""
    found = {span.id: span.since for span in spans if span.holds(_now(tx))}
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def _consents(tx: Tx) -> Listing:
    there = _present(tx, consent_spans(tx, tx.now, _now(tx)))
    C: Any = Consent
    asked = select(C.id, C.person_id, C.status, C.expires_on).where(C.id.in_(list(there)[:MOST]))
    rows = {row.id: row for row in tx.execute(asked)}
    today = consents.today(tx)
    lines = [
        Line(
            Queue.CONSENTS,
            Sort.CONSENT,
            id,
            there[id],
            (rows[id].expires_on - today).days,
            person_id=rows[id].person_id,
            status=rows[id].status,
            late=rows[id].status == consents.Standing.REVOKED,
        )
        for id in there
        if id in rows
    ]
    return Listing(Queue.CONSENTS, len(there), tuple(sorted(lines, key=lambda line: (not line.late, line.days))))


def _followups(tx: Tx) -> Listing:
    there = _present(tx, followup_spans(tx, tx.now))
    F: Any = FollowUp
    columns: tuple[Any, ...] = (F.id, F.number, F.person_id, F.what, F.status)
    asked = select(*columns).where(F.id.in_(list(there)[:MOST]))
    rows = {row.id: row for row in tx.execute(asked)}
    lines = (
        Line(
            Queue.FOLLOW_UPS,
            Sort.FOLLOW_UP,
            id,
            there[id],
            (tx.now - there[id]).days,
            rows[id].number,
            rows[id].person_id,
            what=rows[id].what,
            status=rows[id].status,
        )
        for id in there
        if id in rows
    )
    return Listing(Queue.FOLLOW_UPS, len(there), tuple(lines))


def _directory(tx: Tx) -> Listing:
    """This week's share: five, less those checked since Monday; the longest unchecked come first."""
    there = _present(tx, directory_spans(tx, tx.now))
    today = consents.today(tx)
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), tx.store.zone)
    checked = int(tx.scalar(select(func.count(col(ServiceCheck.id))).where(col(ServiceCheck.at) >= monday)) or 0)
    share = list(there)[: max(0, A_WEEK - checked)]
    S: Any = Service
    asked = select(S.id, S.name, S.assured_date, col(Organization.name).label("organization"))
    asked = asked.outerjoin(Organization, col(Organization.id) == S.organization_id).where(S.id.in_(share))
    rows = {row.id: row for row in tx.execute(asked)}
    lines = (
        Line(
            Queue.DIRECTORY,
            Sort.SERVICE,
            id,
            there[id],
            (today - rows[id].assured_date).days if rows[id].assured_date else 0,
            name=rows[id].name,
            what=rows[id].organization or "",
        )
        for id in share
    )
    return Listing(Queue.DIRECTORY, len(share), tuple(lines), beyond=len(there) - len(share))


def _people(tx: Tx) -> Listing:
    R: Any = Referral
    many = (
        select(R.person_id, func.count(R.id).label("n"), func.min(R.requested_at).label("since"))
        .where(R.status.in_(sorted(UNDER_WAY)), R.person_id.is_not(None))
        .group_by(R.person_id)
        .having(func.count(R.id) >= MANY)
        .order_by(func.count(R.id).desc(), R.person_id)
    )
    rows = tx.execute(many).all()
    lines = (
        Line(
            Queue.COORDINATION,
            Sort.PERSON,
            row.person_id,
            row.since,
            (tx.now - row.since).days,
            person_id=row.person_id,
            many=row.n,
        )
        for row in rows[:MOST]
    )
    return Listing(Queue.COORDINATION, len(rows), tuple(lines))
