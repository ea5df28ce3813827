"""Stop guards that were answered by a reason alone: a supervisor reads them at the end of the month."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casemgr.records.contacts.drafts import FreeToLeave
from casemgr.records.contacts.tables import Contact, ContactStatus, ContactText, shows

_REASONED = select(ContactText.id).where(ContactText.stop_guard_reason != "")


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
