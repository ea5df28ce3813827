"""Off-boarding: the open work of someone who leaves goes to a colleague, before or after the account is closed."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.fields import Answer
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records import followups, neighborhoods
from casemgr.records.followups import FollowUp, is_open
from casemgr.records.issues import OPEN, Commitment, CommitmentStatus, Issue
from casemgr.records.leaders import Leader, LeaderStatus
from casemgr.records.neighborhoods import Assignment
from casemgr.records.problems import Phase
from casemgr.records.problems import Problem as ProblemToSolve
from casemgr.records.referrals import UNDER_WAY, Referral
from casemgr.records.staff import Staff, member
from casemgr.records.youth import MatchStatus, YouthMatch

HELD = (
    (Referral, "officer_id", col(Referral.status).in_([state.value for state in UNDER_WAY])),
    (Issue, "owner_id", col(Issue.status).in_([state.value for state in OPEN])),
    (Commitment, "owner_id", col(Commitment.status) == CommitmentStatus.OPEN.value),
    (Leader, "owner_id", col(Leader.status) == LeaderStatus.ACTIVE.value),
    (ProblemToSolve, "owner_id", col(ProblemToSolve.status) != Phase.CLOSED.value),
    (YouthMatch, "coordinator_id", col(YouthMatch.status) != MatchStatus.CLOSED.value),
)
"""What somebody answers for besides promises and neighborhoods: the table, the column that says who, and when it is
open."""


class WorkDraft(Draft):
    to: UUID = entry(N_("To whom"), ref="staff")
    note: str = entry(N_("What to know"), min_length=3, max_length=2000, answer=Answer.LONG_TEXT)


@act(Staff, N_("Hand over open work"), may=May.SUPERVISE)
def hand_over_work(tx: Tx, row: Staff, draft: WorkDraft) -> None:
    """Give what someone answers for to a colleague, as far as the actor sees it; Invalid when some would stay."""
    if draft.to == row.id:
        raise Invalid(Problem("to", _("Choose someone else to hand over to.")))
    if not member(tx, draft.to).active:
        raise Invalid(Problem("to", _("This account is closed. Choose someone who works here.")))
    today = tx.now.astimezone(tx.store.zone).date()
    for assignment in tx.exec(select(Assignment).where(Assignment.officer_id == row.id, col(Assignment.end).is_(None))):
        neighborhoods.hand_over(tx, assignment.id, draft.to, today, draft.note)
    for promise in list(tx.exec(select(FollowUp.id).where(is_open(), FollowUp.assigned_to == row.id))):
        followups.reassign(tx, promise, draft.to, draft.note)
    for held, column in _held(tx, row.id):
        setattr(held, column, draft.to)
        tx.add(held)
    tx.flush()
    left = _left(tx, row.id)
    if left:
        said = _(
            "{count} of their tasks are out of your sight. Someone who sees all of the agency has to hand them over."
        )
        raise Invalid(Problem("to", said.format(count=left)))


@command(May.MANAGE_STAFF)
def open_work(tx: Tx, id: UUID) -> int:
    """How many tasks someone still answers for, seen by the actor or not; a number and nothing else."""
    return _left(tx, member(tx, id).id)


def _held(tx: Tx, id: UUID) -> Iterator[tuple[Record, str]]:
    for table, column, still_open in HELD:
        for held in tx.exec(select(table).where(col(getattr(table, column)) == id, still_open)):
            yield held, column


def _left(tx: Tx, id: UUID) -> int:
    asked = [select(FollowUp.id).where(is_open(), FollowUp.assigned_to == id)]
    asked += [
        select(table.id).where(col(getattr(table, column)) == id, still_open) for table, column, still_open in HELD
    ]
    return sum(len(tx.all_of(one)) for one in asked)
