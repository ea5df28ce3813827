"""Taking back the step just taken about a follow-up: whoever took it may, at once and while nothing came after."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.followups.table import FollowUp, FollowUpAttempt, FollowUpChange, Status

WITHIN = timedelta(minutes=5)
"""Longer than the way back is offered, for a slow machine; after it a correction is a step of its own."""
DID = "taken_back"


class Step(StrEnum):
    """What was done last."""

    CLOSED = "closed"
    ATTEMPT = "attempt"
    POSTPONED = "postponed"
    REASSIGNED = "reassigned"


@command(May.FOLLOW_UP)
def take_back(tx: Tx, id: UUID, step: Step) -> None:
    """Undo one's own last step; both stay in the history. A promise handed out of one's own sight comes back, too."""
    row = next(iter(tx.all_of(select(FollowUp).where(FollowUp.id == id))), None)
    if row is None:
        raise NotFound(_("There is no such follow-up, or you may not see it."))
    match Step(step):
        case Step.CLOSED:
            _open_again(tx, row)
        case Step.ATTEMPT:
            _forget_attempt(tx, row)
        case Step.POSTPONED | Step.REASSIGNED:
            _restore(tx, row, Step(step))


def _just_now(tx: Tx, by: UUID | None, at: datetime | None) -> None:
    if by != tx.actor.id or at is None or not timedelta(0) <= tx.now - at <= WITHIN:
        raise Invalid(Problem("step", _("This can no longer be taken back here. Open the follow-up and correct it.")))


def _something_since() -> Invalid:
    return Invalid(Problem("step", _("Something else was done about it since.")))


def _still_open(row: FollowUp) -> None:
    if row.status != Status.OPEN:
        raise _something_since()


def _open_again(tx: Tx, row: FollowUp) -> None:
    if row.status not in (Status.DONE, Status.NOT_NEEDED, Status.LOST):
        raise Invalid(Problem("step", _("This follow-up is open already.")))
    _just_now(tx, row.done_by, row.done_at)
    before, row.status = row.status, Status.OPEN.value
    row.done_at = row.done_by = None
    row.result_note = ""
    _keep(tx, row, before, row.status)


def _forget_attempt(tx: Tx, row: FollowUp) -> None:
    _still_open(row)
    made = tx.all_of(select(FollowUpAttempt).where(FollowUpAttempt.followup_id == row.id))
    last = max(made, key=lambda attempt: attempt.n, default=None)
    if last is None:
        raise Invalid(Problem("step", _("There is no attempt to take back.")))
    _just_now(tx, last.by, last.at)
    _keep(tx, row, f"{Step.ATTEMPT} {last.n}", "")
    tx.delete(last)


def _restore(tx: Tx, row: FollowUp, step: Step) -> None:
    _still_open(row)
    told = tx.all_of(select(FollowUpChange).where(FollowUpChange.followup_id == row.id))
    last = max(told, key=lambda change: (change.at, change.id), default=None)
    if last is None or last.did != step:
        raise _something_since()
    _just_now(tx, last.by, last.at)
    if step is Step.POSTPONED:
        row.due_at = datetime.fromisoformat(last.before)
    else:
        row.assigned_to = UUID(last.before)
    _keep(tx, row, last.after, last.before)


def _keep(tx: Tx, row: FollowUp, before: str, after: str) -> None:
    change = FollowUpChange(followup_id=row.id, at=tx.now, by=tx.actor.id, did=DID)
    change.before, change.after = before, after
    tx.add(change)
    tx.add(row)
