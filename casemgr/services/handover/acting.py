"""Handing an assignment over, with the open promises of whoever leaves it if that is wanted."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.fields import Answer
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records import followups, neighborhoods
from casemgr.records.followups import FollowUp, is_open
from casemgr.records.neighborhoods import Assignment


class HandOverDraft(Draft):
    to: UUID = entry(N_("To whom"), ref="staff")
    on: date | None = entry(N_("From"), default=None, hint=N_("Left empty, today."))
    note: str = entry(N_("What to know"), min_length=3, max_length=2000, answer=Answer.LONG_TEXT)
    take_promises: bool = entry(N_("Open promises go along"), default=True)


def _running(tx: Tx, row: Assignment) -> None:
    if row.end is not None:
        raise Invalid(Problem("on", _("This assignment has its end already.")))


@act(Assignment, N_("Hand over"), may=May.MANAGE_PLACES, holds=_running)
def hand_over(tx: Tx, row: Assignment, draft: HandOverDraft) -> None:
    """End an assignment and begin the next officer's; for thirty days both cover the neighborhood."""
    on = draft.on or tx.now.astimezone(tx.store.zone).date()
    giver, place = row.officer_id, row.neighborhood_id
    neighborhoods.hand_over(tx, row.id, draft.to, on, draft.note)
    if draft.take_promises:
        for promise in _promises(tx, giver, place):
            followups.reassign(tx, promise, draft.to, _("Handed over with the neighborhood"))


def _promises(tx: Tx, officer: UUID, place: UUID) -> list[UUID]:
    asked = select(FollowUp.id).where(is_open(), FollowUp.assigned_to == officer, FollowUp.neighborhood_id == place)
    return list(tx.exec(asked))
