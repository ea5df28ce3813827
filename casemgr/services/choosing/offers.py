"""The services for a need as they stand for one person now: gathered from the directory and from past referrals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, func, or_, select

from casemgr.core.access import May
from casemgr.core.languages import two_letters
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import directory, referrals
from casemgr.records.directory import ServiceAtLocation, ServiceLocal, Suggestion
from casemgr.records.directory.details import Language
from casemgr.records.people import Person
from casemgr.records.places import Place
from casemgr.records.referrals import Referral
from casemgr.services.choosing.ranking import Facts, Ranked, Wish, rank

LOOKED_AT = 60
"""Matches that are weighed."""
SHOWN = 30


@dataclass(frozen=True)
class Offer:
    """A service in its place in the list, with why, and how the directory names it."""

    ranked: Ranked
    id: UUID
    name: str
    organization: str
    freshness: directory.Freshness
    checked_days: int | None


@query(May.READ_DIRECTORY)
def offers(
    tx: Tx,
    need: str = "",
    words: str = "",
    person: UUID | None = None,
    *,
    open_now: bool = False,
    drop_off: bool = False,
) -> list[Offer]:
    """The services that fit a need or words, those that can take this person now first."""
    row = tx.get(Person, person) if person is not None and tx.actor.may(May.READ_CASES) else None
    near = center(tx, row.neighborhood_id if row is not None else None)
    found = directory.services_for(tx, need, words, open_at=tx.now, near=near, size=LOOKED_AT)
    ids = [one.id for one in found]
    local = {one.service_id: one for one in tx.exec(select(ServiceLocal).where(col(ServiceLocal.service_id).in_(ids)))}
    spoken = _spoken(tx, ids)
    past = _past(tx, ids, need)
    language = two_letters(row.preferred_language) if row is not None else ""
    checked = _checked(tx, ids)
    facts = [_facts(tx, one, local.get(one.id), spoken, past, language) for one in found]
    named = {one.id: one for one in found}
    ranked = rank(facts, Wish(open_now=open_now, drop_off=drop_off))[:SHOWN]
    return [_offer(one, named[one.facts.id], checked.get(one.facts.id)) for one in ranked]


def _offer(one: Ranked, named: Suggestion, checked: int | None) -> Offer:
    return Offer(one, named.id, named.name, named.organization, named.freshness, checked)


def center(tx: Tx, neighborhood: UUID | None) -> tuple[float, float] | None:
    """The middle of the known places of a neighborhood, or of the actor's own; nothing where none is known."""
    if not tx.actor.may(May.READ_CASES):
        return None
    where = [neighborhood] if neighborhood is not None else sorted(tx.actor.neighborhoods)
    if not where:
        return None
    P: Any = Place
    asked = select(func.avg(P.latitude), func.avg(P.longitude)).where(P.neighborhood_id.in_(where))
    north, east = tx.execute(asked.where(P.latitude.is_not(None), P.longitude.is_not(None))).one()
    return None if north is None else (float(north), float(east))


def _facts(
    tx: Tx,
    one: Suggestion,
    local: ServiceLocal | None,
    spoken: Mapping[UUID, frozenset[str]],
    past: Mapping[UUID, tuple[int, int, int]],
    language: str,
) -> Facts:
    checked = local.capacity_checked_at if local is not None else None
    sent, took, connected = past.get(one.id, (0, 0, 0))
    tongues = spoken.get(one.id, frozenset())
    return Facts(
        id=one.id,
        name=one.name,
        open=one.open,
        until=one.until,
        next_open=one.next_open,
        capacity=one.capacity_status,
        room_days=(tx.now - checked).days if checked is not None else None,
        wait_days=one.wait_days,
        drop_off=one.accepts_police_dropoff,
        speaks=language in tongues if language and language != "en" and tongues else None,
        distance_km=one.distance_km,
        sent=sent,
        took=took,
        connected=connected,
        freshness=one.freshness,
    )


def _spoken(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """The languages of each service by their codes, those of its places too."""
    L: Any = Language
    spots = select(ServiceAtLocation.service_id, L.code).join(
        Language, L.location_id == col(ServiceAtLocation.location_id)
    )
    at_spots = spots.where(col(ServiceAtLocation.service_id).in_(ids), L.code.is_not(None))
    own = select(L.service_id, L.code).where(L.service_id.in_(ids), L.code.is_not(None))
    found: dict[UUID, set[str]] = {}
    for service, code in (*tx.execute(own), *tx.execute(at_spots)):
        found.setdefault(service, set()).add(two_letters(code))
    return {service: frozenset(codes) for service, codes in found.items()}


def _past(tx: Tx, ids: Sequence[UUID], need: str) -> dict[UUID, tuple[int, int, int]]:
    """How many referrals each service was sent for this need, how many it took, and how many were connected."""
    if not tx.actor.may(May.READ_CASES):
        return {}
    R: Any = Referral
    asked = select(R.service_id, func.count(R.id), func.count(R.accepted_at), func.count(R.first_service_at))
    asked = asked.where(R.service_id.in_(ids), referrals.counted())
    if need:
        asked = asked.where(or_(R.need_domain == need, R.need_domain == ""))
    return {
        service: (sent, took, connected) for service, sent, took, connected in tx.execute(asked.group_by(R.service_id))
    }


def _checked(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, int]:
    S: Any = directory.Service
    today = tx.now.astimezone(tx.store.zone).date()
    rows = tx.execute(select(S.id, S.assured_date).where(S.id.in_(ids), S.assured_date.is_not(None)))
    return {row.id: (today - row.assured_date).days for row in rows}
