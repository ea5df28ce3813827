"""Gathering a week of looks, and what they are compared with: staff, homes, public figures, the roster."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.audit_reading import Opened, changed_by, opened_between
from casemgr.core.kind import KINDS
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.records.access_reviews import AccessWatch, Watched
from casemgr.records.followups import FollowUp
from casemgr.records.people import HouseholdMember, Person
from casemgr.records.people.names import words_of
from casemgr.records.places import Place
from casemgr.records.searches import SearchMade
from casemgr.records.staff import Staff
from casemgr.records.training import RosteredDuty
from casemgr.records.training.roster import DutyStatus
from casemgr.services.access_review.patterns import Look, Reader, Week, Words

WORKED = timedelta(days=90)
"""Who changed a record so lately has work with it."""
REVIEWING = "access_review.review_lines"
"""What shows a reviewer the records of last week's lines; it is their task, and makes no lines of its own."""
CHUNK = 500


def gather(tx: Tx, since: datetime, until: datetime) -> Week:
    """Every look of a stretch of time by staff of this store, whatever the reviewer may see; kept by ids alone."""
    watched = tx.all_of(select(AccessWatch))
    readers = {one.id: _reader(one, watched) for one in tx.all_of(select(Staff))}
    looks = [*_openings(tx, since, until), *_searches(tx, since, until)]
    return Week(
        looks=tuple(look for look in looks if look.by in readers),
        readers=readers,
        figures=tuple(_words(one.text) for one in watched if one.sort == Watched.FIGURE.value),
        rostered=_roster(tx, since, until),
        most=threshold(tx, "bulk_opens"),
    )


def _words(*texts: str) -> Words:
    return tuple(word for text in texts for word in words_of(text))


def _reader(one: Staff, watched: Iterable[AccessWatch]) -> Reader:
    name = _words(one.full_name)
    homes = tuple(_words(row.text) for row in watched if row.staff_id == one.id)
    return Reader(one.id, name if len(name) < 2 else (name[0], name[-1]), homes)


def _searches(tx: Tx, since: datetime, until: datetime) -> Iterable[Look]:
    made = tx.all_of(select(SearchMade).where(col(SearchMade.at) >= since, col(SearchMade.at) < until))
    for row in made:
        said = _words(row.terms)
        yield Look(row.at, _day(tx, row.at), row.by, said, said, search=row.id)


def _openings(tx: Tx, since: datetime, until: datetime) -> Iterable[Look]:
    opened = opened_between(tx, since, until, REVIEWING)
    rows = _records(tx, opened)
    worked = changed_by(tx, rows.keys(), until - WORKED) | _promised(tx)
    places = _addresses(tx, rows)
    for one in opened:
        row = rows.get(one.record)
        if row is None:
            continue
        own = {getattr(row, column) for column in KINDS[one.kind].sight.own}
        names = _words(row.folded) if isinstance(row, Person) else ()
        works = one.by in own or (one.record, one.by) in worked
        where = places.get(one.record, ())
        yield Look(one.at, _day(tx, one.at), one.by, names, where, one.kind, one.record, works=works)


def _records(tx: Tx, opened: list[Opened]) -> dict[UUID, Any]:
    """The records that were opened, by id."""
    by_kind: dict[str, set[UUID]] = {}
    for one in opened:
        by_kind.setdefault(one.kind, set()).add(one.record)
    found: dict[UUID, Any] = {}
    for name in by_kind.keys() & KINDS.keys():
        table, ids = KINDS[name].table, sorted(by_kind[name])
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            found |= {row.id: row for row in tx.all_of(select(table).where(col(table.id).in_(some)))}
    return found


def _promised(tx: Tx) -> set[tuple[UUID, UUID]]:
    """Who has promised something that is open, and about which record."""
    rows = tx.all_of(select(FollowUp).where(FollowUp.status == "open"))
    return {(about, row.assigned_to) for row in rows for about in (row.parent_id, row.person_id) if about is not None}


def _addresses(tx: Tx, rows: dict[UUID, Any]) -> dict[UUID, Words]:
    """Where the people and places that were opened are, in words of their addresses."""
    from_homes = _homes(tx)
    places = {row.id: _words(row.address_1) for row in tx.all_of(select(Place))}
    found: dict[UUID, Words] = {}
    for id, row in rows.items():
        if isinstance(row, Place):
            found[id] = places.get(id, ())
        else:
            place = from_homes.get(id) or getattr(row, "place_id", None)
            found[id] = places.get(place, ()) if place is not None else ()
    return found


def _homes(tx: Tx) -> dict[UUID, UUID]:
    """The place of each person's household of today."""
    households = KINDS["households"].table
    at = {row.id: row.place_id for row in tx.all_of(select(households)) if row.place_id}  # type: ignore[attr-defined]
    members = tx.all_of(select(HouseholdMember).where(col(HouseholdMember.until).is_(None)))
    return {one.person_id: at[one.household_id] for one in members if one.household_id in at}


def _roster(tx: Tx, since: datetime, until: datetime) -> dict[Any, frozenset[UUID]]:
    """Who was rostered on each day that has a roster; a night shift reaches into the day after."""
    first, last = since.date(), until.date()
    asked = select(RosteredDuty).where(
        col(RosteredDuty.day) >= first, col(RosteredDuty.day) < last, RosteredDuty.status == DutyStatus.STANDS.value
    )
    days: dict[Any, set[UUID]] = {}
    for duty in tx.all_of(asked):
        days.setdefault(duty.day, set()).add(duty.staff_id)
    none: set[UUID] = set()
    return {day: frozenset(there | days.get(day - timedelta(days=1), none)) for day, there in days.items()}


def _day(tx: Tx, at: datetime) -> Any:
    return at.astimezone(tx.store.zone).date()
