"""Who has been forgotten: people with work open whom nobody has reached for long, longest first (domain 3.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records import contacts, followups, people


@dataclass(frozen=True)
class Unreached:
    """Someone, and when a contact or an attempt last reached them; `since` they became known where `never`."""

    person_id: UUID
    since: datetime
    days: int
    never: bool


@query(May.READ_CASES)
def unreached(tx: Tx, among: Collection[UUID]) -> tuple[Unreached, ...]:
    """Those of these people not reached for as many days as the setting names; who asks not to be, is left out."""
    known = people.to_reach(tx, among)
    met, tried = contacts.last_reached(tx, known), followups.last_reached(tx, known)
    until = tx.now - timedelta(days=threshold(tx, "unreached_days"))
    found: list[Unreached] = []
    for person, since in known.items():
        reached = max((at for at in (met.get(person), tried.get(person)) if at is not None), default=None)
        last = reached or since
        if last <= until:
            found.append(Unreached(person, last, (tx.now - last).days, reached is None))
    return tuple(sorted(found, key=lambda one: (one.since, one.person_id)))
