"""An order to expunge: proposed by one, carried out by another, the file cleaned, and what it reached."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import Nothing, act
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, Problem
from casemgr.core.home import Home
from casemgr.core.jobs import Job, Progress
from casemgr.core.kind import KINDS
from casemgr.core.migrate import COPIES
from casemgr.core.plainly import told_plainly
from casemgr.core.removing import remove
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records import attachments
from casemgr.records.expungements import Expungement, Mention, OrderStatus
from casemgr.services import key_copies
from casemgr.services.retention.batches import refuse_first_hand
from casemgr.services.retention.mentions import forget_typing, mentions, words_for
from casemgr.services.retention.reaching import paths_of, reach


def _people(tx: Tx, ids: list[UUID]) -> list[Any]:
    table: Any = KINDS["people"].table
    return tx.all_of(select(table).where(col(table.id).in_(ids)))


@act(Expungement, N_("Carry it out"), may=May.EXPUNGE, since={"proposed"}, to="carried_out", holds=refuse_first_hand)
def carry_out(tx: Tx, order: Expungement) -> None:
    """Remove what an order names with all that is about it; texts that may still name someone are listed."""
    targets = [UUID(id) for id in order.targets]
    people = targets if order.of_person else []
    words = words_for(tx, people)
    reached = reach(tx, _people(tx, people) if order.of_person else _named(tx, targets))
    found = sorted(set(mentions(tx, words, reached.records)), key=str) if words else []
    order.overwritten = len(reached.overwritten) + len(reached.rows)
    for (_id, column), row in reached.overwritten.items():
        setattr(row, column, None)
        tx.add(row)
    gone = list(reached.rows.values())
    for row in gone:
        tx.delete(row)
    if words:
        typed, changed = forget_typing(tx, words)
        order.overwritten += len(typed) + changed
        gone += typed
    order.removed = len(reached.records)
    order.carried_out_by, order.carried_out_at = tx.actor.id, tx.now
    for kind, record, column in found:
        if kind not in ("expungements", "holds"):
            tx.add(Mention(expungement_id=order.id, of_kind=kind, record_id=record, column_name=column))
    tx.hold_homes(row for row in reached.rows.values() if tx.home_of(row)[1] not in reached.records)
    gone += remove(tx, reached.records.values())
    attachments.forget_unused(tx)
    order.key_paths = paths_of(tx, gone, people)


def _named(tx: Tx, ids: list[UUID]) -> list[Any]:
    found: list[Any] = []
    for kind in KINDS.values():
        table: Any = kind.table
        found += tx.all_of(select(table).where(col(table.id).in_(ids)))
    return found


@query(May.EXPUNGE)
def keys_of_order(tx: Tx, id: UUID) -> list[str]:
    """The paths to the keys that go with an order that was carried out."""
    order = tx.get(Expungement, id)
    return [] if order is None else list(order.key_paths)


@command(May.EXPUNGE)
def note_cleaned(tx: Tx, id: UUID, said: str) -> None:
    """Write down that the file was cleaned after an order, and what was reached outside it."""
    order = tx.get(Expungement, id)
    if order is None or order.status != OrderStatus.CARRIED_OUT:
        raise Invalid(Problem("status", _("This order is not carried out, or the file was cleaned after it.")))
    order.status, order.cleaned_at, order.keys_forgotten = OrderStatus.CLEANED.value, tx.now, said[:300]
    tx.add(order)


def expunge(desk: Desk, id: UUID) -> Job[None]:
    """Carry an order out, and clean the file."""
    yield Progress(0, 4, _("Removing the records"))
    desk.do(carry_out, id, Nothing())
    yield from clean(desk, id)


def clean(desk: Desk, id: UUID) -> Job[None]:
    """Leave nothing in the file of what an order removed, and no copy made of it before an upgrade.

    After a stop midway it is run again.
    """
    desk.require(May.EXPUNGE, "retention.clean")
    yield Progress(1, 4, _("Cleaning the file"))
    with told_plainly():
        desk.store.clean()
        for copy in Home(desk.store.home).backups.glob(COPIES):
            copy.unlink()
    yield Progress(2, 4, _("Destroying keys"))
    with told_plainly():
        desk.store.people.destroy(desk.ask(keys_of_order, id))
        reached = key_copies.rewrite(desk.store)
    desk.do(note_cleaned, id, reached)
    yield Progress(3, 4, _("Cleaning the file"))
    with told_plainly():
        desk.store.checkpoint("TRUNCATE")
    yield Progress(4, 4)
