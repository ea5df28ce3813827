"""Cadences: follow-ups at set numbers of days after an event."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from casemgr.core.access import May
from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.followups.promises import FollowUpDraft, on_staff, promise, schedule


class Cadence(StrEnum):
    """What a run of follow-ups is for."""

    HOMELESSNESS_OUTREACH = "homelessness_outreach"
    CRISIS = "crisis"
    YOUTH = "youth"
    ISSUE = "issue"
    SUBSTANCE_USE = "substance_use"


OFFSETS: dict[Cadence, tuple[int, ...]] = {
    Cadence.HOMELESSNESS_OUTREACH: (1, 3, 7, 14, 30),
    Cadence.CRISIS: (1, 3, 14, 30),
    Cadence.YOUTH: (7, 30, 90),
    Cadence.ISSUE: (7, 14, 30),
    Cadence.SUBSTANCE_USE: (1, 3, 7, 30),
}
"""Days after the event a cadence starts from (domain 2.6)."""

PROMISES = {
    Cadence.HOMELESSNESS_OUTREACH: N_("Outreach visit, day {day}"),
    Cadence.CRISIS: N_("Check in after the crisis, day {day}"),
    Cadence.YOUTH: N_("Check in with the young person, day {day}"),
    Cadence.ISSUE: N_("Tell the community where the issue stands, day {day}"),
    Cadence.SUBSTANCE_USE: N_("Check in on treatment, day {day}"),
}


class CadenceDraft(Draft):
    template: Cadence = entry(N_("Cadence"))
    reference: AwareDatetime = entry(N_("Counted from"), answer=Answer.MOMENT)
    assigned_to: UUID | None = entry(N_("Assigned to"), default=None, ref="staff", hint=N_("Left empty, you."))
    person_id: UUID | None = entry(N_("Person"), default=None, ref="people")
    parent_kind: str = entry(N_("About: kind of record"), max_length=24)
    parent_id: UUID = entry(N_("About: record"))


def _run(tx: Tx, template: Cadence, reference: datetime) -> list[tuple[str, datetime]]:
    """What is promised and when: the same time of day on each day, by the town's own clock."""
    start = reference.astimezone(tx.store.zone)
    return [(_(PROMISES[template]).format(day=day), start + timedelta(days=day)) for day in OFFSETS[template]]


@command(May.FOLLOW_UP)
def promise_cadence(tx: Tx, draft: CadenceDraft) -> list[UUID]:
    """Promise a whole run of follow-ups about a record."""
    on_staff(tx, "assigned_to", draft.assigned_to)
    values = draft.model_dump(exclude={"template", "reference"})
    run = _run(tx, draft.template, draft.reference)
    return [promise(tx, FollowUpDraft(what=what, due_at=due, **values)) for what, due in run]


def schedule_cadence(
    tx: Tx,
    *,
    template: Cadence,
    parent_kind: str,
    parent_id: UUID,
    reference: datetime,
    assigned_to: UUID | None = None,
    person_id: UUID | None = None,
    neighborhood_id: UUID | None = None,
) -> list[UUID]:
    """Have another command promise a whole run of follow-ups about its record."""
    return [
        schedule(
            tx,
            parent_kind=parent_kind,
            parent_id=parent_id,
            what=what,
            due_at=due,
            assigned_to=assigned_to,
            person_id=person_id,
            neighborhood_id=neighborhood_id,
        )
        for what, due in _run(tx, Cadence(template), reference)
    ]
