"""Sealing a draft as it stands, and what an officer entered in a shift."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.errors import NotFound
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.contacts.drafts import ContactDraft
from casemgr.records.contacts.tables import Contact, ContactStatus, shows
from casemgr.records.contacts.writing import log_contact

OLDEST = timedelta(days=400)
"""No contact is looked for that happened longer before it was entered."""
_ENTERED: tuple[Any, ...] = (
    Contact.id,
    Contact.number,
    Contact.occurred_at,
    Contact.contact_type,
    Contact.headline,
    Contact.first_person_id,
    Contact.late_entry,
    Contact.bwc_status,
)


@command(May.LOG_CONTACTS)
def seal(tx: Tx, id: UUID) -> UUID:
    """Seal one's own draft as it stands; what is missing is said, and the draft stays as it was."""
    contact = tx.get(Contact, id)
    if contact is None or contact.status != ContactStatus.DRAFT or contact.entered_by != tx.actor.id:
        raise NotFound(_("There is no such draft, or it is not yours."))
    return log_contact(tx, ContactDraft.model_validate(general.reading(tx, "contacts", id).values))


@query(May.LOG_CONTACTS)
def entered_since(tx: Tx, since: datetime) -> Sequence[Any]:
    """What one entered and sealed since a moment, earliest contact first, whenever it happened."""
    mine = (shows(), Contact.officer_id == tx.actor.id, Contact.entered_by == tx.actor.id)
    asked = select(*_ENTERED).where(*mine, Contact.status == ContactStatus.SEALED.value)
    asked = asked.where(col(Contact.occurred_at) >= since - OLDEST, col(Contact.entered_at) >= since)
    return tx.execute(asked.order_by(col(Contact.occurred_at), col(Contact.id))).all()
