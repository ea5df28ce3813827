"""Amendments: what each correction of a record changed, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.general import Reading, kind_named, opened, reading
from casemgr.core.tx import Tx
from casemgr.core.verbs import query


@dataclass(frozen=True)
class Amended:
    """One field, before and after, as its draft holds it."""

    name: str
    before: object
    after: object


@dataclass(frozen=True)
class Amendment:
    """One correction: by whom, when, and every field that says something else since."""

    edition: int
    by: UUID | None
    at: datetime | None
    fields: tuple[Amended, ...]


@query(May.SIGN_IN)
def amendments(tx: Tx, kind: str, id: UUID) -> tuple[Amendment, ...]:
    """The corrections of a record, latest first; none of a kind that is edited in place."""
    found = kind_named(kind)
    opened(tx, found, id)
    if found.versions is None:
        return ()
    told = [(version, reading(tx, kind, version.id).values) for version in found.versions(tx, id)]
    made = [
        Amendment(new.edition, new.entered_by, new.entered_at, _differing(before, after))
        for (_old, before), (new, after) in pairwise(told)
    ]
    return tuple(reversed(made))


@query(May.SIGN_IN)
def newest(tx: Tx, kind: str, id: UUID) -> Reading:
    """A record as it is now: of a kind that is corrected by new versions, the last one."""
    found = kind_named(kind)
    opened(tx, found, id)
    versions = found.versions(tx, id) if found.versions is not None else ()
    return reading(tx, kind, versions[-1].id if versions else id)


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Amended, ...]:
    names = [name for name in after if name != "id" and before.get(name) != after[name]]
    return tuple(Amended(name, before.get(name), after[name]) for name in names)
