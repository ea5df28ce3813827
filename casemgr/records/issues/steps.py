"""The way of an issue: raised, acknowledged, prioritized, in action, resolved, and confirmed by others."""

from datetime import date

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.errors import Invalid, NotAllowed, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.followups import Cadence, schedule_cadence, stop_for
from casemgr.records.issues.drafts import (
    AcknowledgeDraft,
    ActionDraft,
    ConfirmDraft,
    PrioritizeDraft,
    ReasonDraft,
    ResolveDraft,
    UpdateDraft,
)
from casemgr.records.issues.promising import drop_open
from casemgr.records.issues.tables import BEGUN, Issue, IssueUpdate, Status
from casemgr.records.meetings import Meeting, day_of
from casemgr.records.meetings import Status as MeetingStatus
from casemgr.records.staff import member
from casemgr.records.topics import refuse_private

MEETING = "meeting"


def _tell(tx: Tx, issue: Issue, status: str, text: str = "") -> None:
    """Add a line to the story of an issue, public where it says something."""
    row = IssueUpdate(issue_id=issue.id, at=tx.now, by=tx.actor.id, status=status, text=text, public=bool(text))
    tx.add(row)


@act(Issue, N_("Acknowledge"), may=May.EDIT_COMMUNITY, since={Status.RAISED}, to=Status.ACKNOWLEDGED)
def acknowledge(tx: Tx, issue: Issue, draft: AcknowledgeDraft) -> None:
    """Say that an issue was heard."""
    refuse_private(draft, "text", meant=draft.meant)
    _tell(tx, issue, Status.ACKNOWLEDGED, draft.text)


@act(Issue, N_("Make it a priority"), may=May.EDIT_COMMUNITY, since={Status.ACKNOWLEDGED}, to=Status.PRIORITIZED)
def prioritize(tx: Tx, issue: Issue, draft: PrioritizeDraft) -> None:
    """Put an issue among those to be solved, with the votes it had and the day it is to be solved by."""
    _set_target(tx, issue, draft.target_date)
    issue.votes = issue.votes if draft.votes is None else draft.votes
    _tell(tx, issue, Status.PRIORITIZED)


@act(
    Issue,
    N_("Set to work"),
    may=May.EDIT_COMMUNITY,
    since={Status.ACKNOWLEDGED, Status.PRIORITIZED},
    to=Status.IN_ACTION,
)
def set_to_work(tx: Tx, issue: Issue, draft: ActionDraft) -> None:
    """Say who does what; the community is told where it stands after 7, 14 and 30 days."""
    refuse_private(draft, "text", meant=draft.meant)
    if draft.owner_id is not None:
        member(tx, draft.owner_id)
    issue.owner_id = draft.owner_id or issue.owner_id or tx.actor.id
    _set_target(tx, issue, draft.target_date)
    _tell(tx, issue, Status.IN_ACTION, draft.text)
    _run(tx, issue)


def _run(tx: Tx, issue: Issue) -> None:
    """Promise to tell the community where the issue stands."""
    schedule_cadence(
        tx,
        template=Cadence.ISSUE,
        parent_kind="issues",
        parent_id=issue.id,
        reference=tx.now,
        assigned_to=issue.owner_id,
        neighborhood_id=issue.neighborhood_id,
    )


def _set_target(tx: Tx, issue: Issue, target: date | None) -> None:
    if target is not None and target < day_of(tx):
        raise Invalid(Problem("target_date", _("The day lies in the past.")))
    issue.target_date = target or issue.target_date


@act(Issue, N_("Resolve"), may=May.EDIT_COMMUNITY, since={Status.IN_ACTION}, to=Status.RESOLVED)
def resolve(tx: Tx, issue: Issue, draft: ResolveDraft) -> None:
    """Say what was done; whether it is solved, someone else hears from the community."""
    refuse_private(draft, "text", meant=draft.meant)
    _unconfirm(issue)
    issue.resolved_at, issue.resolved_by = tx.now, tx.actor.id
    _tell(tx, issue, Status.RESOLVED, draft.text)
    stop_for(tx, "issues", issue.id, _("Resolved"))


def _by_others(tx: Tx, issue: Issue) -> None:
    if issue.resolved_by == tx.actor.id:
        said = _("You resolved this yourself. Someone else has to hear from the community that it is solved.")
        raise NotAllowed(said)


@act(
    Issue,
    N_("Confirmed by the community"),
    may=May.EDIT_COMMUNITY,
    since={Status.RESOLVED},
    to=Status.CONFIRMED,
    holds=_by_others,
)
def confirm(tx: Tx, issue: Issue, draft: ConfirmDraft) -> None:
    """Say at which later meeting, in which call-back or survey the community confirmed that it is solved."""
    problems = _not_confirmed(tx, issue, draft)
    if problems:
        raise Invalid(*problems)
    refuse_private(draft, "source")
    issue.confirmed_on, issue.confirmed_by = draft.day, draft.by
    issue.confirmed_meeting_id = draft.meeting_id if draft.by == MEETING else None
    issue.confirmed_source = draft.source
    _tell(tx, issue, Status.CONFIRMED)


def _not_confirmed(tx: Tx, issue: Issue, draft: ConfirmDraft) -> list[Problem]:
    """Why it is no confirmation: from before the issue was resolved, still to come, or nothing others can find."""
    resolved, zone = issue.resolved_at or tx.now, tx.store.zone
    problems = []
    if not resolved.astimezone(zone).date() <= draft.day <= day_of(tx):
        problems.append(Problem("day", _("It is confirmed after it was resolved, and not in the future.")))
    if draft.by != MEETING:
        if len(draft.source) < 3:
            problems.append(Problem("source", _("Say which call-back or survey, so that others find it.")))
        return problems
    meeting = None if draft.meeting_id is None else tx.get(Meeting, draft.meeting_id)
    if meeting is None or meeting.status != MeetingStatus.HELD:
        return [*problems, Problem("meeting_id", _("Choose the meeting at which it was confirmed; one that was held."))]
    if meeting.starts_at <= resolved or meeting.neighborhood_id != issue.neighborhood_id:
        said = _("Only a meeting of this neighborhood that began after the issue was resolved can confirm it.")
        problems.append(Problem("meeting_id", said))
    elif meeting.starts_at.astimezone(zone).date() != draft.day:
        problems.append(Problem("day", _("The meeting was held on another day.")))
    return problems


@act(
    Issue,
    N_("Not solved after all"),
    may=May.EDIT_COMMUNITY,
    since={Status.RESOLVED, Status.CONFIRMED},
    to=Status.IN_ACTION,
)
def open_again(tx: Tx, issue: Issue, draft: ReasonDraft) -> None:
    """Take up once more what was resolved; a confirmation there was no longer counts."""
    refuse_private(draft, "text", meant=draft.meant)
    _unconfirm(issue)
    issue.resolved_at = issue.resolved_by = None
    _tell(tx, issue, Status.IN_ACTION, draft.text)
    _run(tx, issue)


def _unconfirm(issue: Issue) -> None:
    issue.confirmed_on = issue.confirmed_meeting_id = None
    issue.confirmed_by = issue.confirmed_source = ""


@act(Issue, N_("Not taken up"), may=May.EDIT_COMMUNITY, since=set(BEGUN), to=Status.NOT_TAKEN_UP)
def decline(tx: Tx, issue: Issue, draft: ReasonDraft) -> None:
    """Say in public why nothing will be done."""
    refuse_private(draft, "text", meant=draft.meant)
    issue.not_taken_reason = draft.text
    _tell(tx, issue, Status.NOT_TAKEN_UP, draft.text)
    drop_open(tx, issue, draft.text)


@act(Issue, N_("Take up after all"), may=May.EDIT_COMMUNITY, since={Status.NOT_TAKEN_UP}, to=Status.ACKNOWLEDGED)
def take_up(tx: Tx, issue: Issue) -> None:
    """Take up what was turned down."""
    issue.not_taken_reason = ""
    _tell(tx, issue, Status.ACKNOWLEDGED)


@act(Issue, N_("Tell the community"), may=May.EDIT_COMMUNITY)
def update(tx: Tx, issue: Issue, draft: UpdateDraft) -> None:
    """Say in public where an issue stands."""
    refuse_private(draft, "text", meant=draft.meant)
    _tell(tx, issue, issue.status, draft.text)
