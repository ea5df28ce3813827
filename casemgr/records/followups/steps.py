"""What happens to a follow-up: attempts, hand-overs, and the ways it ends."""

from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime
from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.followups.promises import check_stand_in, close, on_staff
from casemgr.records.followups.table import REACHED, FollowUp, FollowUpAttempt, FollowUpChange, Status

REVIEWED = "reviewed"
FAILED_ATTEMPTS = 3
FAILED_METHODS = 2
"""So many attempts by so many methods, all failed, before someone may be called lost (domain 2.6)."""


class AttemptDraft(Draft):
    followup_id: UUID = entry(N_("Follow-up"), ref="followups")
    method: str = entry(N_("How"), code="contact_medium")
    result: str = entry(N_("Result"), code="attempt_result")
    at: AwareDatetime | None = entry(N_("When"), default=None, answer=Answer.MOMENT, hint=N_("Left empty, now."))
    note: str = entry(N_("Note"), default="", max_length=500)


def _found(tx: Tx, id: UUID) -> FollowUp:
    row = tx.get(FollowUp, id)
    if row is None:
        raise NotFound(_("There is no such follow-up, or you may not see it."))
    return row


def _still_open(tx: Tx, id: UUID) -> FollowUp:
    row = _found(tx, id)
    if row.status != Status.OPEN:
        raise Invalid(Problem("status", _("This follow-up is closed; a supervisor can open it again.")))
    return row


def _said(field: str, reason: str) -> str:
    if not reason.strip():
        raise Invalid(Problem(field, _("Give the reason.")))
    return reason.strip()[:500]


def _keep(tx: Tx, row: FollowUp, did: str, reason: str, before: object, after: object) -> None:
    change = FollowUpChange(followup_id=row.id, at=tx.now, by=tx.actor.id, did=did, reason=reason)
    change.before, change.after = str(before), str(after)
    tx.add(change)
    tx.add(row)


def attempts(tx: Tx, id: UUID) -> list[FollowUpAttempt]:
    """The attempts made so far, in order."""
    asked = select(FollowUpAttempt).where(FollowUpAttempt.followup_id == id)
    return sorted(tx.exec(asked), key=lambda made: made.n)


def may_be_lost(made: list[FollowUpAttempt]) -> bool:
    """Whether attempts failed often and variously enough since the person was last reached."""
    reached = max((a.n for a in made if a.result == REACHED), default=0)
    failed = [a.method for a in made if a.n > reached]
    return len(failed) >= FAILED_ATTEMPTS and len(set(failed)) >= FAILED_METHODS


@command(May.FOLLOW_UP)
def attempt(tx: Tx, draft: AttemptDraft) -> UUID:
    """Write down an attempt, whether or not anyone was reached."""
    row = _still_open(tx, draft.followup_id)
    at = draft.at or tx.now
    if at > tx.now:
        raise Invalid(Problem("at", _("An attempt cannot lie in the future.")))
    n = len(attempts(tx, row.id)) + 1
    values = draft.model_dump(exclude={"at"})
    made = FollowUpAttempt(**values, n=n, at=at, by=tx.actor.id)
    tx.add(made)
    return made.id


@command(May.FOLLOW_UP)
def done(tx: Tx, id: UUID, note: str = "") -> None:
    """The promise is kept."""
    close(tx, _still_open(tx, id), Status.DONE, note.strip())


@command(May.FOLLOW_UP)
def not_needed(tx: Tx, id: UUID, reason: str) -> None:
    """The promise need not be kept any more, for a reason."""
    close(tx, _still_open(tx, id), Status.NOT_NEEDED, _said("reason", reason))


@command(May.FOLLOW_UP)
def lost(tx: Tx, id: UUID, reason: str) -> None:
    """Nobody could be reached; only after three failed attempts by two methods."""
    row = _still_open(tx, id)
    if not may_be_lost(attempts(tx, row.id)):
        sentence = _("Try at least {attempts} times by {methods} methods before you give someone up as lost.")
        sentence = sentence.format(attempts=FAILED_ATTEMPTS, methods=FAILED_METHODS)
        raise Invalid(Problem("status", sentence))
    close(tx, row, Status.LOST, _said("reason", reason))


@command(May.FOLLOW_UP)
def postpone(tx: Tx, id: UUID, to: datetime, reason: str) -> None:
    """Move the due day later, for a reason; the day it was due before is kept."""
    row = _still_open(tx, id)
    if to.tzinfo is None:
        raise Invalid(Problem("to", _("The new day needs a time zone.")))
    if to <= row.due_at or to <= tx.now:
        raise Invalid(Problem("to", _("Choose a later day.")))
    before, row.due_at = row.due_at, to
    _keep(tx, row, "postponed", _said("reason", reason), before.isoformat(), to.isoformat())


@command(May.FOLLOW_UP)
def reassign(tx: Tx, id: UUID, to: UUID, reason: str = "") -> None:
    """Hand the promise to someone else."""
    row = _still_open(tx, id)
    on_staff(tx, "to", to)
    before, row.assigned_to = row.assigned_to, to
    _keep(tx, row, "reassigned", reason.strip()[:500], before, to)


@command(May.FOLLOW_UP)
def stand_in(tx: Tx, id: UUID, to: UUID | None, start: date | None, until: date | None) -> None:
    """Name who keeps the promise between two days, or nobody."""
    row = _still_open(tx, id)
    check_stand_in(tx, to, start, until)
    row.backup_to, row.backup_from, row.backup_until = to, start, until
    tx.add(row)


@command(May.FOLLOW_UP)
def reviewed(tx: Tx, id: UUID, note: str) -> None:
    """A liaison has looked at what was tried, or given up, and says what is to be done; it leaves their queue."""
    row = _found(tx, id)
    _keep(tx, row, REVIEWED, _said("note", note), row.status, row.status)


@command(May.SUPERVISE)
def reopen(tx: Tx, id: UUID, reason: str) -> None:
    """Open a closed follow-up again, for a reason."""
    row = _found(tx, id)
    if row.status == Status.OPEN:
        raise Invalid(Problem("status", _("This follow-up is open already.")))
    before, row.status = row.status, Status.OPEN.value
    row.done_at = row.done_by = None
    _keep(tx, row, "reopened", _said("reason", reason), before, Status.OPEN.value)
