"""Stop guards that were answered by a reason alone: a supervisor reads them at the end of the month."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.records.contacts.drafts import FreeToLeave
from casemgr.records.contacts.tables import Contact, ContactStatus, ContactText, shows

_REASONED = select(ContactText.id).where(ContactText.stop_guard_reason != "")


@dataclass(frozen=True)
class StopDismissed:
    """A contact that looked like a stop and was said to be none."""

    id: UUID
    number: str
    occurred_at: datetime
    officer_id: UUID
    neighborhood_id: UUID
    free_to_leave: str
    search_made: bool
    reason: str


def dismissed(month: int, neighborhood: UUID | None = None) -> list[Any]:
    """The conditions of a contact of a month whose stop guard was answered by a reason and no number."""
    rules: list[Any] = [
        shows(),
        Contact.month == month,
        Contact.status == ContactStatus.SEALED.value,
        or_(col(Contact.free_to_leave) != FreeToLeave.YES.value, col(Contact.search_made)),
        Contact.cad_number == "",
        Contact.rms_number == "",
        col(Contact.id).in_(_REASONED),
    ]
    if neighborhood is not None:
        rules.append(Contact.neighborhood_id == neighborhood)
    return rules


@query(May.SUPERVISE)
def stops_dismissed(tx: Tx, month: int, *, neighborhood: UUID | None = None) -> list[StopDismissed]:
    """The contacts of a month, such as 202611, whose stop guard was answered by a reason alone; oldest first."""
    columns: tuple[Any, ...] = (
        *(Contact.id, Contact.number, Contact.occurred_at, Contact.officer_id, Contact.neighborhood_id),
        *(Contact.free_to_leave, Contact.search_made, ContactText.stop_guard_reason),
    )
    asked = select(*columns).join(ContactText, col(ContactText.id) == Contact.id).where(*dismissed(month, neighborhood))
    return [StopDismissed(*row) for row in tx.exec(asked.order_by(Contact.occurred_at, Contact.id))]  # type: ignore
