"""Making a promise, and keeping or dropping all promises about a record when that record moves on."""

from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime
from sqlmodel import select

from casemgr.core.access import Label, May, highest
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import KINDS
from casemgr.core.numbers import next_number
from casemgr.core.record import Record, new_id
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.followups.table import MOST_GRACE, FollowUp, Priority, Status, is_open
from casemgr.records.people import Person, the_person
from casemgr.records.staff import Staff


class FollowUpDraft(Draft):
    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    what: str = entry(N_("What is promised"), min_length=2, max_length=120)
    due_at: AwareDatetime = entry(N_("Due"), answer=Answer.MOMENT)
    window_days: int = entry(
        N_("Days of grace"), default=0, ge=0, le=MOST_GRACE, hint=N_("Overdue only when these have passed.")
    )
    priority: Priority = entry(N_("Priority"), default=Priority.MEDIUM)
    assigned_to: UUID | None = entry(N_("Assigned to"), default=None, ref="staff", hint=N_("Left empty, you."))
    backup_to: UUID | None = entry(N_("Stand-in"), default=None, ref="staff")
    backup_from: date | None = entry(N_("Stand-in from"), default=None)
    backup_until: date | None = entry(N_("Stand-in until"), default=None)
    person_id: UUID | None = entry(N_("Person"), default=None, ref="people")
    neighborhood_id: UUID | None = entry(N_("Neighborhood"), default=None, ref="neighborhoods")
    parent_kind: str = entry(N_("About: kind of record"), max_length=24)
    parent_id: UUID = entry(N_("About: record"))


def on_staff(tx: Tx, field: str, id: UUID | None) -> None:
    """Invalid unless this is the actor or an active member of staff."""
    if id is None or id == tx.actor.id:
        return
    member = tx.get(Staff, id)
    if member is None or not member.active:
        raise Invalid(Problem(field, _("Choose someone who works here.")))


def check_stand_in(tx: Tx, to: UUID | None, start: date | None, until: date | None) -> None:
    """Invalid unless a stand-in is given with both dates, in order, or not at all."""
    if to is None and start is None and until is None:
        return
    if to is None:
        raise Invalid(Problem("backup_to", _("Say who stands in, or clear the dates.")))
    on_staff(tx, "backup_to", to)
    if start is None or until is None:
        field = "backup_from" if start is None else "backup_until"
        raise Invalid(Problem(field, _("A stand-in needs a first and a last day.")))
    if until < start:
        raise Invalid(Problem("backup_until", _("The stand-in ends before it begins.")))


def _table(kind: str) -> type[Record]:
    found = KINDS.get(kind)
    if found is None:
        sentence = _("There is no kind of record called “{name}”.").format(name=kind)
        raise Invalid(Problem("parent_kind", sentence))
    return found.table


def _nobody() -> Invalid:
    return Invalid(Problem("person_id", _("There is no such person, or you may not see them.")))


def _unknown() -> Invalid:
    return Invalid(Problem("parent_id", _("There is no such record, or you may not see it.")))


@command(May.FOLLOW_UP)
def promise(tx: Tx, draft: FollowUpDraft) -> UUID:
    """Promise to do something about a record by a day; promising the same once more changes nothing."""
    made = tx.all_of(select(FollowUp).where(FollowUp.id == draft.id))
    if made and made[0].entered_by != tx.actor.id:
        raise Invalid(Problem("id", _("Another record has this id.")))
    if made:
        return draft.id
    table = _table(draft.parent_kind)
    if tx.get(table, draft.parent_id) is None:
        raise _unknown()
    if draft.person_id is not None and tx.get(Person, draft.person_id) is None:
        raise _nobody()
    if table is Person:
        draft.parent_id = the_person(tx, draft.parent_id).id
    if draft.person_id is not None:
        draft.person_id = the_person(tx, draft.person_id).id
    on_staff(tx, "assigned_to", draft.assigned_to)
    check_stand_in(tx, draft.backup_to, draft.backup_from, draft.backup_until)
    values = draft.model_dump(exclude={"assigned_to", "priority"})
    return _add(tx, FollowUp(**values, assigned_to=draft.assigned_to or tx.actor.id, priority=draft.priority.value))


def schedule(
    tx: Tx,
    *,
    parent_kind: str,
    parent_id: UUID,
    what: str,
    due_at: datetime,
    assigned_to: UUID | None = None,
    person_id: UUID | None = None,
    neighborhood_id: UUID | None = None,
) -> UUID:
    """Have another command promise something about its record; `parent_kind` is a Kind's name, such as contacts."""
    row = FollowUp(
        what=what[:120],
        parent_kind=parent_kind,
        parent_id=parent_id,
        due_at=due_at,
        assigned_to=assigned_to or tx.actor.id,
        person_id=person_id,
        neighborhood_id=neighborhood_id,
    )
    return _add(tx, row)


def _add(tx: Tx, row: FollowUp) -> UUID:
    """Give it its number, and what it takes over from the record and the person it is about."""
    table = _table(row.parent_kind)
    tx.flush()
    parent = next(iter(tx.all_of(select(table).where(table.id == row.parent_id))), None)
    if parent is None:
        raise _unknown()
    about = parent.id if table is Person else getattr(parent, "person_id", None)
    row.person_id = row.person_id or about
    row.neighborhood_id = row.neighborhood_id or getattr(parent, "neighborhood_id", None)
    row.number = next_number(tx, "F")
    row.sensitivity = highest(row.sensitivity, parent.sensitivity, _label_of(tx, row.person_id))
    row.unit = parent.unit
    tx.add(row)
    return row.id


def _label_of(tx: Tx, person: UUID | None) -> str:
    """The label of the person a promise is about; the least one when it is about nobody."""
    if person is None:
        return Label.OPEN
    labels = tx.all_of(select(Person.sensitivity).where(Person.id == person))
    if not labels:
        raise _nobody()
    return labels[0]


def open_again_for(tx: Tx, parent_kind: str, parent_id: UUID, closed_at: datetime) -> None:
    """Open again what the actor closed for a record at this moment: the step that did it was taken back."""
    about = select(FollowUp).where(FollowUp.parent_id == parent_id, FollowUp.parent_kind == parent_kind)
    for row in tx.all_of(about.where(FollowUp.done_at == closed_at, FollowUp.done_by == tx.actor.id)):
        row.status, row.result_note = Status.OPEN.value, ""
        row.done_at = row.done_by = None
        tx.add(row)


def _open_for(tx: Tx, kind: str, parent: UUID) -> list[FollowUp]:
    """Every open promise about a record: the rules below hold whoever closes it, seen by them or not."""
    about = select(FollowUp).where(FollowUp.parent_id == parent, FollowUp.parent_kind == kind, is_open())
    return tx.all_of(about)


def close(tx: Tx, row: FollowUp, status: Status, note: str) -> None:
    """Set the final status of a follow-up, with when, by whom and why."""
    row.status, row.result_note = status.value, note[:1000]
    row.done_at, row.done_by = tx.now, tx.actor.id
    tx.add(row)


def stop_for(tx: Tx, parent_kind: str, parent_id: UUID, reason: str) -> int:
    """Cancel the open follow-ups of a record that is closed or cancelled; returns how many."""
    rows = _open_for(tx, parent_kind, parent_id)
    for row in rows:
        close(tx, row, Status.CANCELLED, reason)
    return len(rows)


def complete_for(tx: Tx, parent_kind: str, parent_id: UUID, what: str | None, note: str) -> int:
    """Mark the open follow-ups of a record done, or only those that promised `what`; returns how many."""
    rows = [row for row in _open_for(tx, parent_kind, parent_id) if what is None or row.what == what]
    for row in rows:
        close(tx, row, Status.DONE, note)
    return len(rows)
