"""Undoing a merge: what it moved goes back, as far as nobody changed it since."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import Label, May, highest
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.record import Part, Record, Versioned
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records import consents
from casemgr.records.consents import Consent
from casemgr.records.people import (
    Alias,
    Email,
    Merge,
    MergeState,
    MergeTrace,
    Person,
    Phone,
    SafeContact,
    Standing,
    is_minor,
    refuse_partner,
)
from casemgr.services.merging.deriving import bring_up, keys_held
from casemgr.services.merging.following import follow
from casemgr.services.merging.merging import said_of_ended
from casemgr.services.merging.moving import put_shares, shares_of
from casemgr.services.merging.pointing import table_named
from casemgr.services.merging.tracing import packed, unpacked

_WALL = frozenset({"sensitivity", "shares"})
"""What decides who sees an entry."""
_PARTS: tuple[Any, ...] = (Alias, Phone, Email, SafeContact)


@dataclass(frozen=True)
class Undone:
    """What an unmerge left as it is because it was changed since: fields of the kept entry, and how many other rows.

    `consents_ended` are those that have to be asked for again, for it is not known which of the two agreed.
    """

    kept_person_id: UUID
    merged_person_id: UUID
    fields_left: tuple[str, ...]
    rows_left: int
    consents_ended: int = 0


@command(May.MERGE_PEOPLE)
def unmerge(tx: Tx, id: UUID) -> Undone:
    """Put back what a merge moved and changed; what came after it stays with the entry that went on."""
    row, kept, other = _the_merge(tx, id)
    keys = [keys_held(tx, kept), keys_held(tx, other)]
    other.standing, other.merged_into_id = Standing.ACTIVE.value, None
    tx.add(other)
    left: list[tuple[str, str]] = []
    traces = tx.all_of(select(MergeTrace).where(MergeTrace.merge_id == id).order_by(col(MergeTrace.id)))
    since = row.entered_at or tx.now
    if _added_to(tx, row, kept, since):
        left += [("person", trace.column_name) for trace in traces if trace.column_name in _WALL]
        traces = [trace for trace in traces if trace.column_name not in _WALL]
    for trace in traces:
        left += _put_back(tx, trace, kept)
    _carry_label(tx, row, kept, other)
    follow(tx, kept.id, other.id, since)
    ended = _end_consents(tx, kept.id, other.id, traces, since)
    row.state, row.undone_at, row.undone_by = MergeState.UNDONE.value, tx.now, tx.actor.id
    tx.add(row)
    if is_minor(kept, tx.now.astimezone(tx.store.zone).date()):
        kept.sensitivity = highest(kept.sensitivity, Label.JUVENILE)
    tx.flush()
    for person, there in zip((kept, other), keys, strict=True):
        bring_up(tx, person, there)
    fields = tuple(dict.fromkeys(column for table, column in left if table == "person"))
    return Undone(kept.id, other.id, fields, sum(table != "person" for table, _column in left), ended)


def _the_merge(tx: Tx, id: UUID) -> tuple[Merge, Person, Person]:
    refuse_partner(tx)
    row = tx.get(Merge, id)
    kept = tx.get(Person, row.kept_person_id) if row is not None else None
    other = tx.get(Person, row.merged_person_id) if row is not None else None
    if row is None or kept is None or other is None:
        raise NotFound(_("There is no such merge, or you may not see it."))
    if row.state != MergeState.HOLDS:
        raise Invalid(Problem("id", _("This merge is undone already.")))
    if kept.standing == Standing.MERGED:
        sentence = _("{number} was itself merged later. Undo that merge first.")
        raise Invalid(Problem("id", sentence.format(number=kept.number)))
    return row, kept, other


def _added_to(tx: Tx, row: Merge, kept: Person, since: datetime) -> bool:
    """Whether something was noted on the kept entry since: it may be the other's, and stays behind what protects it."""
    parts = (select(table.id).where(table.person_id == kept.id, col(table.id) > row.id) for table in _PARTS)
    made = {UUID(id) for trace in tx.all_of(_made_by(row)) for id in trace.rows}
    return (kept.updated_at or since) > since or any(set(tx.all_of(asked)) - made for asked in parts)


def _made_by(row: Merge) -> Any:
    return select(MergeTrace).where(MergeTrace.merge_id == row.id, col(MergeTrace.made).is_(True))


def _carry_label(tx: Tx, row: Merge, kept: Person, other: Person) -> None:
    """A label that rose since the merge may have risen for either of the two."""
    by_age = kept.sensitivity == Label.JUVENILE and is_minor(kept, tx.now.astimezone(tx.store.zone).date())
    if not by_age and highest(kept.sensitivity, row.sensitivity) != row.sensitivity:
        other.sensitivity = highest(kept.sensitivity, other.sensitivity)
        tx.add(other)


def _put_back(tx: Tx, trace: MergeTrace, kept: Person) -> list[tuple[str, str]]:
    """Put back what one trace tells of; the columns that say something else since, by table, once for each row."""
    if trace.column_name == "shares":
        _put_shares_back(tx, trace, kept.id)
        return []
    table = table_named(trace.table_name)
    ids = [UUID(id) for id in trace.rows]
    rows: list[Any] = tx.all_of(select(table).where(col(table.id).in_(ids)))
    same = [one for one in rows if packed(one, trace.column_name, getattr(one, trace.column_name)) == trace.now]
    for one in same:
        if trace.made:
            tx.delete(one)
        else:
            setattr(one, trace.column_name, unpacked(one, trace.column_name, trace.was))
            tx.add(one)
    _tell_homes(tx, same)
    return [(trace.table_name, trace.column_name)] * (len(ids) - len(same))


def _tell_homes(tx: Tx, rows: list[Versioned]) -> None:
    parts = [one for one in rows if isinstance(one, Part) and not isinstance(one, Record)]
    if parts:
        tx.flush()
        tx.hold_homes(parts)


def _end_consents(tx: Tx, kept: UUID, other: UUID, traces: list[MergeTrace], since: datetime) -> int:
    """End what it is not known who agreed to; how many these are."""
    tx.flush()
    own, others = (tx.all_of(select(Consent).where(Consent.person_id == one)) for one in (kept, other))
    back = {UUID(id) for trace in traces if trace.table_name == "consent" for id in trace.rows}
    ended = consents.ended_by_parting(tx, own, others, back, since=since)
    for consent in ended:
        for column, value in said_of_ended(tx).items():
            setattr(consent, column, value)
        tx.add(consent)
    return len(ended)


def _put_shares_back(tx: Tx, trace: MergeTrace, kept: UUID) -> None:
    """Those the merge let in go out and those it shut out come in; who was named since stays."""
    was, now = ({UUID(id) for id in json.loads(text)} for text in (trace.was, trace.now))
    there = shares_of(tx, kept)
    put_shares(tx, kept, there, (there.keys() - (now - was)) | (was - now))
