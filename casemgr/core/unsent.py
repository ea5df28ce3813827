"""Unsent drafts: what someone is typing, kept in the encrypted store until it is saved or dropped."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.record import Moment, Row
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query


@told(code="form", quiet="body", rest="key", kept="standing")
class Unsent(Row, table=True):
    """One form's text, of one user, for one record or a new one; no audit entry until it becomes a record."""

    __table_args__ = (Index("ix_unsent_owner", "owner", "form"),)
    audited = False
    id: UUID = Field(primary_key=True)
    owner: UUID
    form: str = Field(max_length=80)
    record: UUID | None = None
    body: str
    kept_at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Kept:
    """A draft as it was last typed."""

    id: UUID
    form: str
    record: UUID | None
    values: dict[str, Any]
    kept_at: datetime


@command(May.SIGN_IN)
def keep(tx: Tx, id: UUID, form: str, values: dict[str, Any], record: UUID | None = None) -> None:
    """Keep what is typed so far; `id` is made by the form, so keeping twice is one draft."""
    row = tx.get(Unsent, id)
    body = json.dumps(values, default=str)
    if row is None:
        row = Unsent(id=id, owner=tx.actor.id, form=form, record=record, body=body, kept_at=tx.now)
    if row.owner != tx.actor.id:
        return
    row.body, row.kept_at = body, tx.now
    tx.add(row)


@command(May.SIGN_IN)
def drop(tx: Tx, id: UUID) -> None:
    """Forget a draft: it was saved, or its writer let it go."""
    row = tx.get(Unsent, id)
    if row is not None and row.owner == tx.actor.id:
        tx.delete(row)


@query(May.SIGN_IN)
def kept(tx: Tx, form: str | None = None, record: UUID | None = None) -> list[Kept]:
    """The actor's own drafts, newest first."""
    asked = select(Unsent).where(Unsent.owner == tx.actor.id)
    if form is not None:
        asked = asked.where(Unsent.form == form)
    if record is not None:
        asked = asked.where(Unsent.record == record)
    rows = tx.exec(asked.order_by(Unsent.kept_at.desc()))  # type: ignore[attr-defined]
    return [Kept(r.id, r.form, r.record, json.loads(r.body), r.kept_at) for r in rows]
