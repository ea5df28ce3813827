"""Veiled: the initials and age band said of a juvenile record to those within reach who may not open it."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from casemgr.core.access import Label
from casemgr.core.finding import Hit
from casemgr.core.kind import KINDS, Kind
from casemgr.core.sight import within_reach
from casemgr.i18n import _

if TYPE_CHECKING:
    from casemgr.core.tx import Tx

MOST = 200
"""Records said at once."""


def veiled(tx: "Tx", kind: Kind, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Of these records those that are veiled to the actor, and what is said of each."""
    wanted = list(ids)
    if not wanted or not _any(tx, kind):
        return {}
    return _said(tx, kind, kind.table.__table__.c.id.in_(wanted))  # type: ignore[attr-defined]


def veiled_hits(tx: "Tx", typed: str, kinds: Iterable[str]) -> list[Hit]:
    """Veiled records with the initials typed, such as J. Q. or jq."""
    letters = re.sub(r"[^\w]|\d|_", "", typed)
    if len(letters) != 2 or len(typed) > 8:
        return []
    hits: list[Hit] = []
    for kind in (KINDS[name] for name in sorted(kinds)):
        if not _any(tx, kind) or kind.veil is None:
            continue
        columns = kind.table.__table__.c  # type: ignore[attr-defined]
        pairs = zip(letters, kind.veil.initials, strict=True)
        begins = [func.substr(columns[name], 1, 1).in_((a.lower(), a.upper())) for a, name in pairs]
        found = _said(tx, kind, *begins)
        hits += [Hit(kind.name, id, said, _("Juvenile record"), said) for id, said in found.items()]
    return hits


def _any(tx: "Tx", kind: Kind) -> bool:
    """Whether anything of this kind can be veiled to the actor."""
    actor = tx.actor
    may = actor.may(kind.read) and actor.organization is None
    return kind.veil is not None and may and Label.JUVENILE not in actor.labels


def _said(tx: "Tx", kind: Kind, *which: ColumnElement[bool]) -> dict[UUID, str]:
    assert kind.veil is not None
    columns: Any = kind.table.__table__.c  # type: ignore[attr-defined]
    rules = [columns[name] == value for name, value in kind.veil.where.items()]
    reach = within_reach(kind, columns.__getitem__, tx.actor)
    rules += [reach] if reach is not None else []
    own = [columns[name].is_distinct_from(tx.actor.id) for name in kind.sight.own]
    shown = select(columns.id, *(columns[name] for name in kind.veil.columns))
    asked = shown.where(columns.sensitivity == Label.JUVENILE.value, *which, *rules, *own).limit(MOST)
    day = tx.now.astimezone(tx.store.zone).date()
    return {row.id: kind.veil.said(row, day) for row in tx.inside().execute(asked)}
