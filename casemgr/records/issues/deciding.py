"""What forums decided, and what the community's word changed about it."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.issues.drafts import DecisionDraft
from casemgr.records.issues.tables import Decision
from casemgr.records.meetings import the_meeting
from casemgr.records.topics import refuse_private


def _fill(tx: Tx, row: Decision, draft: DecisionDraft) -> UUID:
    meeting = the_meeting(tx, draft.meeting_id)
    held = meeting.starts_at.astimezone(tx.store.zone).date()
    if draft.changed and len(draft.what_changed) < 3:
        raise Invalid(Problem("what_changed", _("Say what is different because of what the community said.")))
    if draft.decided_on is not None and draft.decided_on < held:
        raise Invalid(Problem("decided_on", _("A forum decides nothing before it is held.")))
    texts = ("subject", "options", "outcome", "community_input", "what_changed")
    refuse_private(draft, *texts, meant=draft.meant)
    for name, value in draft.model_dump().items():
        setattr(row, name, value)
    row.decided_on = draft.decided_on or held
    row.neighborhood_id = meeting.neighborhood_id
    tx.add(row)
    return row.id


@command(May.EDIT_COMMUNITY)
def record_decision(tx: Tx, draft: DecisionDraft) -> UUID:
    """Keep what a forum decided, what was on the table, and whether the community's word changed it."""
    meeting = the_meeting(tx, draft.meeting_id)
    facts: dict[str, Any] = draft.model_dump() | {"decided_on": draft.decided_on or meeting.starts_at.date()}
    row = Decision(**facts, neighborhood_id=meeting.neighborhood_id, unit=meeting.unit, sensitivity=meeting.sensitivity)
    return _fill(tx, row, draft)


@command(May.EDIT_COMMUNITY)
def change_decision(tx: Tx, id: UUID, draft: DecisionDraft) -> None:
    """Correct what was written down of a decision."""
    row = tx.get(Decision, id)
    if row is None:
        raise NotFound(_("There is no such decision, or you may not see it."))
    _fill(tx, row, draft)


@query(May.READ_COMMUNITY)
def decisions(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All decisions the actor may see, latest first."""
    shown: list[Any] = [Decision.id, Decision.subject, Decision.neighborhood_id, Decision.changed]
    return page(tx, select(*shown), (Decision.decided_on, Decision.id), after, size)


Kind(
    "decisions",
    Decision,
    N_("Decisions of forums"),
    N_("Decision of a forum"),
    read=May.READ_COMMUNITY,
    draft=DecisionDraft,
    new=record_decision,
    amend=change_decision,
    page=decisions,
    columns=("subject", "decided_on", "neighborhood_id", "changed"),
    order=("decided_on",),
    icon="landmark",
    area=Area.MEETINGS,
    sight=SightBy(neighborhood="neighborhood_id"),
    searched=lambda _tx, row: Words(row.subject, row.outcome, f"{row.options} {row.community_input}"),
)
