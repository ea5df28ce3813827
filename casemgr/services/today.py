"""Today: what is promised, awaited and unfinished, for oneself, one's team and one's unit; forgotten things first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import unsent
from casemgr.core.access import Actor, May, Scope
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.unsent import Kept
from casemgr.core.verbs import query
from casemgr.records import contacts, disclosures, followups, people, referrals
from casemgr.records.followups import Bucket, Whose
from casemgr.records.referrals import Referral, Waiting
from casemgr.services.access_review import WEEK, weeks_due
from casemgr.services.duties import duties
from casemgr.services.today_items import Board, Group, Item, Sort, named
from casemgr.services.unreached import unreached

MOST = 5_000
"""Referrals waiting that are read at most."""


def choices(actor: Actor) -> tuple[Whose, ...]:
    """Whose work someone may look at, as far as they see."""
    if actor.scope in (Scope.OWN, Scope.PARTNER_ORG):
        return (Whose.MINE,)
    team = (Whose.TEAM,) if actor.neighborhoods else ()
    unit = (Whose.UNIT,) if actor.unit and actor.scope in (Scope.UNIT, Scope.ALL) else ()
    return (Whose.MINE, *team, *unit)


@query(May.SIGN_IN)
def boards(tx: Tx) -> tuple[Board, ...]:
    """The boards one may look at, all of one moment; of whoever reads no cases, what else is awaited of them."""
    if not tx.actor.may(May.READ_CASES):
        mine = sorted((item for item, theirs in _duties(tx) if Whose.MINE in theirs), key=_when)
        return (Board(Whose.MINE, tuple(mine)),)
    waiting = list(_waiting(tx))
    unfinished = drafts(tx)
    to_review = list(_to_review(tx))
    awaited = [*_duties(tx), *_access_review(tx)]
    found: list[tuple[Whose, list[Item]]] = []
    for whose in choices(tx.actor):
        mine = unfinished if whose is Whose.MINE else ()
        waits = [item for item, theirs in waiting if whose in theirs]
        open_to = followups.promised_to(tx, whose) | {item.person_id for item in waits if item.person_id is not None}
        due = sorted([*_promises(tx, whose), *(item for item, theirs in awaited if whose in theirs)], key=_when)
        found.append((whose, [*due, *waits, *to_review, *_unreached(tx, open_to), *mine]))
    there = {item.person_id for _whose, items in found for item in items if item.person_id is not None}
    names = people.names_of(tx, there)
    return tuple(Board(whose, tuple(named(item, names) for item in items)) for whose, items in found)


def _when(item: Item) -> tuple[int, datetime, UUID]:
    return list(Group).index(item.group), item.at, item.id


def _duties(tx: Tx) -> Iterator[tuple[Item, frozenset[Whose]]]:
    """What records of any kind await within a week, each with whose it is."""
    today = tx.now.astimezone(tx.store.zone).date()
    horizon = datetime.combine(today + timedelta(days=followups.DAYS_AHEAD + 1), time(), tx.store.zone)
    for duty in duties(tx):
        due = duty.due
        if due.at >= horizon:
            continue
        bucket, days = followups.bucket_of(due.at, 0, today, tx.store.zone)
        item = Item(
            group=Group(bucket.value),
            sort=Sort.DUTY,
            id=due.id,
            at=due.at,
            number=due.number,
            what=due.what,
            person_id=due.person_id,
            days=days,
            about=duty.kind.name,
        )
        yield item, duty.whose


def _access_review(tx: Tx) -> Iterator[tuple[Item, frozenset[Whose]]]:
    """The oldest week whose review of access is not signed, for whoever may sign it; a week's time is left for it."""
    due = weeks_due(tx)
    if due:
        until = datetime.combine(due[0] + 2 * WEEK, time(), tx.store.zone) - timedelta(minutes=1)
        bucket, days = followups.bucket_of(until, 0, tx.now.astimezone(tx.store.zone).date(), tx.store.zone)
        id = UUID(int=due[0].toordinal())
        item = Item(Group(bucket.value), Sort.ACCESS, id, until, days=days, status=due[0].isoformat(), weeks=len(due))
        yield item, frozenset({Whose.MINE})


def _promises(tx: Tx, whose: Whose) -> Iterator[Item]:
    due = followups.due(tx, whose)
    for bucket in Bucket:
        for row in due.of(bucket):
            yield Item(
                group=Group(bucket.value),
                sort=Sort.PROMISE,
                id=row.id,
                at=row.due_at,
                number=row.number,
                what=row.what,
                person_id=row.person_id,
                days=row.days_overdue,
                about=row.parent_kind,
            )


def _waiting(tx: Tx) -> Iterator[tuple[Item, frozenset[Whose]]]:
    """Referrals waiting on an agency, each with whose it is; for a partner's liaison all they see is theirs."""
    actor, waits = tx.actor, referrals.awaiting(tx, size=MOST)
    if not waits:
        return
    columns: tuple[Any, ...] = (Referral.id, Referral.officer_id, Referral.neighborhood_id, Referral.unit)
    ids = [wait.id for wait in waits]
    facts = {row.id: row for row in tx.execute(select(*columns).where(col(Referral.id).in_(ids)))}
    for wait in waits:
        row = facts[wait.id]
        mine = actor.organization is not None or row.officer_id == actor.id
        team = mine or row.neighborhood_id in actor.neighborhoods
        unit = mine or row.unit == actor.unit
        theirs = {Whose.MINE: mine, Whose.TEAM: team, Whose.UNIT: unit}
        yield _wait(wait), frozenset(whose for whose, holds in theirs.items() if holds)


def _wait(wait: Waiting) -> Item:
    there = (wait.organization_name, wait.service_name)
    return Item(
        group=Group.WAITING,
        sort=Sort.REFERRAL,
        id=wait.id,
        at=wait.last_event_at,
        number=wait.number,
        what=" · ".join(name for name in there if name),
        person_id=wait.person_id,
        days=wait.days,
        late=wait.late,
        status=wait.status,
    )


def _to_review(tx: Tx) -> Iterator[Item]:
    """What others shared without consent, for any supervisor who sees it."""
    if not tx.actor.may(May.SUPERVISE):
        return
    for one in disclosures.reviews_due(tx):
        if one.by != tx.actor.id and one.review_by is not None:
            until = datetime.combine(one.review_by, time(23, 59), tx.store.zone)
            yield Item(
                group=Group.REVIEW,
                sort=Sort.DISCLOSURE,
                id=one.id,
                at=until,
                number=one.number,
                what=one.recipient,
                person_id=one.person_id,
                late=until < tx.now,
                status=one.basis,
                reason=one.reason,
                about="disclosures",
            )


def _unreached(tx: Tx, open_to: set[UUID]) -> Iterator[Item]:
    for one in unreached(tx, open_to):
        yield Item(
            group=Group.UNREACHED,
            sort=Sort.PERSON,
            id=one.person_id,
            at=one.since,
            person_id=one.person_id,
            days=one.days,
            late=one.never,
        )


def drafts(tx: Tx) -> tuple[Item, ...]:
    """What one began oneself and has not saved."""
    return tuple(_drafts(tx))


def _drafts(tx: Tx) -> Iterator[Item]:
    old = tx.now - timedelta(hours=threshold(tx, "draft_warning_hours"))
    for kept in unsent.kept(tx):
        yield replace(_unsent(kept), late=kept.kept_at <= old)
    for row in contacts.drafts(tx).rows:
        yield Item(
            group=Group.DRAFTS,
            sort=Sort.CONTACT,
            id=row.id,
            at=row.updated_at,
            number=row.number,
            what=row.headline,
            person_id=row.first_person_id,
            late=row.updated_at <= old,
        )


def _unsent(kept: Kept) -> Item:
    """Text not saved yet, recognized by what every form calls its headline and its person."""
    values = kept.values
    said = (values.get(name) for name in ("headline", "what", "name", "reason", "note"))
    return Item(
        group=Group.DRAFTS,
        sort=Sort.UNSENT,
        id=kept.id,
        at=kept.kept_at,
        what=next((text for text in said if isinstance(text, str) and text), ""),
        person_id=next(_people_in(values), None),
        form=kept.form,
        record=kept.record,
    )


def _people_in(values: Mapping[str, object]) -> Iterator[UUID]:
    listed = values.get("participants")
    there: Iterable[object] = listed if isinstance(listed, list) else ()
    for one in (values, *there):
        person = one.get("person_id") if isinstance(one, Mapping) else None
        try:
            yield UUID(str(person))
        except ValueError:
            continue
