"""Promises made to a neighborhood about an issue: whose they are, by when, and what shows that they were kept."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.issues.drafts import CommitmentDraft, DoneDraft, DropDraft, LaterDraft, PromiseDraft
from casemgr.records.issues.tables import OPEN, Commitment, CommitmentStatus, Issue
from casemgr.records.meetings import day_of
from casemgr.records.staff import member, staff_names
from casemgr.records.topics import refuse_private

DUE_HOUR = 17


def _promise(tx: Tx, issue: Issue, draft: PromiseDraft) -> UUID:
    if draft.due_on < day_of(tx):
        raise Invalid(Problem("due_on", _("The day lies in the past.")))
    refuse_private(draft, "text", meant=draft.meant)
    if draft.owner_id is not None:
        member(tx, draft.owner_id)
    row = Commitment(
        issue_id=issue.id,
        neighborhood_id=issue.neighborhood_id,
        text=draft.text,
        owner_id=draft.owner_id or tx.actor.id,
        due_on=draft.due_on,
        first_due_on=draft.due_on,
        meant=draft.meant,
        unit=issue.unit,
        sensitivity=issue.sensitivity,
    )
    tx.add(row)
    return row.id


@act(Issue, N_("Promise something"), may=May.EDIT_COMMUNITY, since=set(OPEN))
def promise(tx: Tx, issue: Issue, draft: PromiseDraft) -> None:
    """Promise something about an issue, by a day; it stands in the owner's Today."""
    _promise(tx, issue, draft)


@command(May.EDIT_COMMUNITY)
def add_commitment(tx: Tx, draft: CommitmentDraft) -> UUID:
    """Promise something about an issue that is not settled."""
    issue = tx.get(Issue, draft.issue_id)
    if issue is None:
        raise NotFound(_("There is no such issue, or you may not see it."))
    if issue.status not in OPEN:
        raise Invalid(Problem("issue_id", _("This issue is settled; nothing more is promised about it.")))
    return _promise(tx, issue, draft)


@act(Commitment, N_("Done"), may=May.EDIT_COMMUNITY, since={CommitmentStatus.OPEN}, to=CommitmentStatus.DONE)
def keep(tx: Tx, row: Commitment, draft: DoneDraft) -> None:
    """Say that a promise was kept, and what shows it."""
    day = draft.day or day_of(tx)
    if day > day_of(tx):
        raise Invalid(Problem("day", _("It cannot have been done in the future.")))
    row.done_on, row.done_by, row.evidence = day, tx.actor.id, draft.evidence


@act(Commitment, N_("Give it a later day"), may=May.EDIT_COMMUNITY, since={CommitmentStatus.OPEN})
def put_off(tx: Tx, row: Commitment, draft: LaterDraft) -> None:
    """Move a promise, with a reason; the day it was first promised for stays beside it."""
    if draft.due_on <= row.due_on or draft.due_on < day_of(tx):
        raise Invalid(Problem("due_on", _("Give a later day.")))
    row.due_on, row.reason = draft.due_on, draft.reason


@act(Commitment, N_("Drop"), may=May.EDIT_COMMUNITY, since={CommitmentStatus.OPEN}, to=CommitmentStatus.DROPPED)
def drop(_tx: Tx, row: Commitment, draft: DropDraft) -> None:
    """Say that a promise will not be kept, and why."""
    row.reason = draft.reason


def drop_open(tx: Tx, issue: Issue, reason: str) -> None:
    """Drop what is still promised about an issue that is not taken up, seen by the actor or not."""
    open_ones = select(Commitment).where(Commitment.issue_id == issue.id, Commitment.status == CommitmentStatus.OPEN)
    for row in tx.all_of(open_ones):
        row.status, row.reason = CommitmentStatus.DROPPED.value, reason
        tx.add(row)


def of_issue(tx: Tx, issue_id: UUID) -> list[Commitment]:
    """The promises about an issue, first due first."""
    asked: Any = select(Commitment).where(Commitment.issue_id == issue_id).order_by(col(Commitment.due_on))
    return list(tx.exec(asked))


@query(May.READ_COMMUNITY)
def commitments(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All promises to neighborhoods that the actor may see, latest due first."""
    shown: list[Any] = [
        *(Commitment.id, Commitment.text, Commitment.issue_id, Commitment.owner_id, Commitment.status),
    ]
    return page(tx, select(*shown), (Commitment.due_on, Commitment.id), after, size)


def _beside(tx: Tx, row: Any) -> list[Section]:
    names = staff_names(tx)
    lines: list[Line] = []
    if row.due_on != row.first_due_on:
        lines.append(Line(_("First promised for {day}").format(day=long_day(row.first_due_on)), row.reason))
    if row.done_on is not None:
        done = _("Done on {day} by {name}").format(day=long_day(row.done_on), name=names.get(row.done_by, ""))
        lines.append(Line(done, row.evidence))
    if row.status == CommitmentStatus.DROPPED:
        lines.append(Line(_("Dropped"), row.reason))
    return [Section(_("What became of it"), tuple(lines))]


def _due(tx: Tx) -> Iterator[Due]:
    columns: list[Any] = [Issue.id, Issue.number]
    numbers = {id: number for id, number in tx.execute(select(*columns))}
    for row in tx.exec(select(Commitment).where(col(Commitment.status) == CommitmentStatus.OPEN.value)):
        yield Due(
            id=row.id,
            at=datetime.combine(row.due_on, time(DUE_HOUR), tx.store.zone),
            what=row.text,
            number=numbers.get(row.issue_id, ""),
            owners=frozenset({row.owner_id}),
            unit=row.unit,
            neighborhood_id=row.neighborhood_id,
        )


Kind(
    "commitments",
    Commitment,
    N_("Promises to neighborhoods"),
    N_("Promise to a neighborhood"),
    read=May.READ_COMMUNITY,
    draft=CommitmentDraft,
    new=add_commitment,
    page=commitments,
    columns=("text", "owner_id", "due_on", "status"),
    order=("due_on",),
    icon="handshake",
    area=Area.MEETINGS,
    sight=SightBy(own=("entered_by", "owner_id"), neighborhood="neighborhood_id"),
    searched=lambda _tx, row: Words(row.text, "", row.evidence),
    states="commitment_status",
    beside=_beside,
    due=_due,
    retention="program",
)
