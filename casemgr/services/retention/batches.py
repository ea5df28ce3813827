"""A batch of records past their time: proposed by one, approved by another, and then gone."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotAllowed, Problem
from casemgr.core.holding import held_of
from casemgr.core.kind import KIND_OF, KINDS
from casemgr.core.numbers import next_number
from casemgr.core.record import Record
from casemgr.core.removing import remove, stood_on, versions_of
from casemgr.core.retention import schedule, started, years_after
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records import attachments
from casemgr.records.disposals import Disposal, DisposedRecord, Fate, records_of
from casemgr.services.retention.due import Waiting, waiting
from casemgr.services.retention.freezing import freeze


class ProposeDraft(Draft):
    """Which classes, and how many records of each kind at most."""

    classes: list[str] = entry(N_("Classes"), default_factory=list, code="retention_class")
    most: int = entry(N_("Records of each kind, at most"), default=500, ge=1, le=2000)


@command(May.PROPOSE_DISPOSAL)
def propose_disposal(tx: Tx, draft: ProposeDraft) -> UUID:
    """Propose to dispose of what is past its time; what is held, or still stood on, is left out."""
    today = tx.now.astimezone(tx.store.zone).date()
    past = [one for one in waiting(tx, None, today, draft.most) if not draft.classes or one.retention in draft.classes]
    going = _free(tx, _there(tx, ((one.kind, one.id) for one in past)))
    chosen = [one for one in past if one.id in going]
    if not chosen:
        raise Invalid(Problem("classes", _("Nothing is past its time that is not held or still needed.")))
    batch = Disposal(number=next_number(tx, "B"), records=len(chosen))
    tx.add(batch)
    tx.flush()
    for one in chosen:
        tx.add(_kept_of(batch.id, one))
    return batch.id


def _kept_of(batch: UUID, one: Waiting) -> DisposedRecord:
    return DisposedRecord(
        disposal_id=batch,
        record_id=one.id,
        of_kind=one.kind,
        number=one.number,
        retention=one.retention,
        started_on=one.started_on,
        due_on=one.due_on,
    )


def refuse_first_hand(tx: Tx, row: Record) -> None:
    """NotAllowed for whoever proposed it: a second person decides."""
    if row.entered_by == tx.actor.id:
        raise NotAllowed(_("Whoever proposed this cannot approve it: a second person does."))


@act(
    Disposal,
    N_("Dispose of them"),
    may=May.APPROVE_DISPOSAL,
    since={"proposed"},
    to="disposed",
    holds=refuse_first_hand,
)
def approve_disposal(tx: Tx, batch: Disposal) -> None:
    """Delete the records of a batch; what was held, reopened or built upon meanwhile stays and is told."""
    lines = records_of(tx, batch.id)
    there = _there(tx, ((one.of_kind, one.record_id) for one in lines))
    going = _free(tx, {id: record for id, record in there.items() if _due(tx, record)})
    if not going:
        raise Invalid(Problem("status", _("Every record of this batch is held, needed or not due any more.")))
    batch.approved_by, batch.approved_at = tx.actor.id, tx.now
    freeze(tx, batch.number, [one for one in lines if one.record_id in going], going)
    versions = [row for record in going.values() for row in versions_of(tx, KIND_OF[type(record)], record)]
    for one in lines:
        one.fate = (Fate.DISPOSED if one.record_id in going else Fate.KEPT).value
        tx.add(one)
    batch.records = len(going)
    remove(tx, versions)
    attachments.forget_unused(tx)


def _there(tx: Tx, named: Iterable[tuple[str, UUID]]) -> dict[UUID, Any]:
    """The records there are of these kinds and ids, seen by the actor or not."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, id in named:
        by_kind.setdefault(kind, []).append(id)
    found: dict[UUID, Any] = {}
    for kind, ids in by_kind.items():
        table: Any = KINDS[kind].table
        for start in range(0, len(ids), 500):
            rows = tx.all_of(select(table).where(col(table.id).in_(ids[start : start + 500])))
            found |= {row.id: row for row in rows}
    return found


def _due(tx: Tx, record: Any) -> bool:
    kind = KIND_OF[type(record)]
    begun = started(kind.name, kind.retention, record, tx.store.zone)
    if begun is None:
        return False
    over = years_after(begun, threshold(tx, schedule()[kind.retention].setting))
    return over <= tx.now.astimezone(tx.store.zone).date()


def _free(tx: Tx, records: dict[UUID, Any]) -> dict[UUID, Any]:
    """Those no hold covers, in any version, and on which nothing stands that does not go with them."""
    versions = {id: versions_of(tx, KIND_OF[type(one)], one) for id, one in records.items()}
    left = {id: one for id, one in records.items() if not held_of(tx, KIND_OF[type(one)], versions[id])}
    while True:
        going = {row.id for id in left for row in versions[id]}
        needed = {
            id
            for id, one in left.items()
            if any(stood_on(tx, KIND_OF[type(one)], row.id, going) for row in versions[id])
        }
        if not needed:
            return left
        left = {id: one for id, one in left.items() if id not in needed}
