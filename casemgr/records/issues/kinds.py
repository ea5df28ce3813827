"""Issues as a kind: raised and changed, listed, read with their story, and whom they await."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.issues.drafts import IssueDraft
from casemgr.records.issues.promising import DUE_HOUR, of_issue
from casemgr.records.issues.tables import OPEN, Issue, IssueUpdate, Status
from casemgr.records.meetings import Meeting, day_of, the_meeting
from casemgr.records.staff import member, staff_names
from casemgr.records.topics import refuse_private, refuse_views

ASK_AFTER = 14
"""Days after which the community is to be asked whether what was resolved is solved."""


def _fill(tx: Tx, issue: Issue, draft: IssueDraft) -> UUID:
    raised = draft.raised_on or issue.raised_on
    if raised > day_of(tx):
        raise Invalid(Problem("raised_on", _("An issue cannot have been raised in the future.")))
    if draft.target_date is not None and draft.target_date < raised:
        raise Invalid(Problem("target_date", _("It cannot be solved before it is raised.")))
    refuse_private(draft, "title", "segment", meant=draft.meant)
    refuse_views(draft, "description", meant=draft.meant)
    if draft.owner_id is not None:
        member(tx, draft.owner_id)
    if draft.meeting_id is not None:
        the_meeting(tx, draft.meeting_id)
    for name, value in draft.model_dump(exclude={"id", "raised_on"}).items():
        setattr(issue, name, value)
    issue.raised_on = raised
    tx.add(issue)
    return issue.id


@command(May.EDIT_COMMUNITY)
def raise_issue(tx: Tx, draft: IssueDraft) -> UUID:
    """Write down what a neighborhood brings up about its places and services."""
    there = tx.get(Issue, draft.id)
    if there is not None:
        return there.id
    facts: dict[str, Any] = draft.model_dump() | {"raised_on": draft.raised_on or day_of(tx)}
    return _fill(tx, Issue(number=next_number(tx, "I"), unit=tx.actor.unit, **facts), draft)


@command(May.EDIT_COMMUNITY)
def change_issue(tx: Tx, id: UUID, draft: IssueDraft) -> None:
    """Change what is known of an issue; where it stands changes by its own steps."""
    issue = tx.get(Issue, id)
    if issue is None:
        raise NotFound(_("There is no such issue, or you may not see it."))
    _fill(tx, issue, draft)


@query(May.READ_COMMUNITY)
def issues(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All issues the actor may see, latest first."""
    shown: list[Any] = [
        *(Issue.id, Issue.number, Issue.title, Issue.category, Issue.neighborhood_id, Issue.votes),
        *(Issue.owner_id, Issue.target_date, Issue.status),
    ]
    return page(tx, select(*shown), (Issue.raised_on, Issue.id), after, size)


def story(tx: Tx, issue_id: UUID, *, public: bool = False) -> list[IssueUpdate]:
    """What happened with an issue, latest first; only what was said in public, where so asked."""
    rows = tx.exec(select(IssueUpdate).where(IssueUpdate.issue_id == issue_id))
    kept = [row for row in rows if row.public or not public]
    return sorted(kept, key=lambda row: (row.at, row.id), reverse=True)


def confirmation(tx: Tx, issue: Issue) -> str:
    """How the community said that an issue is solved, in words; empty where it has not."""
    if issue.status != Status.CONFIRMED or issue.confirmed_on is None:
        return ""
    said = f"{label(tx, 'issue_confirmed_by', issue.confirmed_by)}, {long_day(issue.confirmed_on)}"
    meeting = tx.get(Meeting, issue.confirmed_meeting_id) if issue.confirmed_meeting_id else None
    return " · ".join(part for part in (said, meeting.number if meeting else "", issue.confirmed_source) if part)


def _beside(tx: Tx, issue: Any) -> list[Section]:
    names, zone = staff_names(tx), tx.store.zone
    promises: list[Line] = []
    for row in of_issue(tx, issue.id):
        parts = (names.get(row.owner_id, ""), long_day(row.due_on), label(tx, "commitment_status", row.status))
        promises.append(Line(row.text, " · ".join(parts), "commitments", row.id))
    told: list[Line] = []
    for one in story(tx, issue.id):
        state = label(tx, "issue_status", one.status)
        parts = (long_day(one.at.astimezone(zone).date()), state if one.text else "", names.get(one.by, ""))
        told.append(Line(one.text or state, " · ".join(part for part in parts if part)))
    confirmed = confirmation(tx, issue)
    return [
        Section(_("Confirmed"), (Line(confirmed),) if confirmed else ()),
        Section(_("Promises"), tuple(promises)),
        Section(_("What happened"), tuple(told)),
    ]


def _words(tx: Tx, issue: Issue) -> Words:
    line = " · ".join(part for part in (label(tx, "issue_category", issue.category), issue.segment) if part)
    return Words(f"{issue.number} {issue.title}", line, issue.description)


def _due(tx: Tx) -> Iterator[Due]:
    """Open issues by the day they are to be solved by; resolved ones, until someone else asks the community."""
    awaited = [*(state.value for state in OPEN), Status.RESOLVED.value]
    for one in tx.exec(select(Issue).where(col(Issue.status).in_(awaited))):
        day, what, owners = one.target_date, one.title, {one.owner_id or one.entered_by}
        if one.status == Status.RESOLVED and one.resolved_at is not None:
            day = (one.resolved_at + timedelta(days=ASK_AFTER)).astimezone(tx.store.zone).date()
            what = _("Ask the community whether it is solved: {title}").format(title=one.title)
            owners = {one.owner_id, one.entered_by} - {one.resolved_by}
        if day is None:
            continue
        yield Due(
            id=one.id,
            at=datetime.combine(day, time(DUE_HOUR), tx.store.zone),
            what=what,
            number=one.number,
            owners=frozenset(id for id in owners if id is not None),
            unit=one.unit,
            neighborhood_id=one.neighborhood_id,
        )


Kind(
    "issues",
    Issue,
    N_("Issues"),
    N_("Issue"),
    read=May.READ_COMMUNITY,
    draft=IssueDraft,
    new=raise_issue,
    amend=change_issue,
    page=issues,
    columns=("number", "title", "category", "neighborhood_id", "target_date", "status"),
    order=("raised_on",),
    letter="I",
    icon="circle-alert",
    area=Area.MEETINGS,
    sight=SightBy(own=("entered_by", "owner_id"), neighborhood="neighborhood_id"),
    parts={IssueUpdate: "issue_id"},
    searched=_words,
    states="issue_status",
    beside=_beside,
    due=_due,
    retention="program",
)
