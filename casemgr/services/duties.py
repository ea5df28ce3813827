"""Duties: what the records of all kinds await of people by a day, and whose each is."""

from collections.abc import Iterator
from dataclasses import dataclass

from casemgr.core.kind import KINDS, Due, Kind
from casemgr.core.tx import Tx
from casemgr.records.followups import Whose


@dataclass(frozen=True)
class Duty:
    """One duty: the kind of the record that awaits it, what it is, and to whose work it belongs for this reader."""

    kind: Kind
    due: Due
    whose: frozenset[Whose]


def duties(tx: Tx) -> Iterator[Duty]:
    """Every duty the actor may see, kind by kind."""
    actor = tx.actor
    for kind in KINDS.values():
        if kind.due is None or not actor.may(kind.read):
            continue
        for due in kind.due(tx):
            mine = actor.id in due.owners
            holds = {
                Whose.MINE: mine,
                Whose.TEAM: mine or due.neighborhood_id in actor.neighborhoods,
                Whose.UNIT: mine or (bool(actor.unit) and due.unit == actor.unit),
            }
            yield Duty(kind, due, frozenset(whose for whose, it_is in holds.items() if it_is))
