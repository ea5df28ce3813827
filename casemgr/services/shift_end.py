"""The end of a shift: what is not saved, what lacks its camera answer, what was promised; and signing off."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.settings import threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.records import contacts, followups, people
from casemgr.records.contacts.writing import SHIFT
from casemgr.services import today
from casemgr.services.today import Item


@dataclass(frozen=True)
class Entered:
    """A contact entered in this shift; `late` when it happened long before."""

    id: UUID
    number: str
    occurred_at: datetime
    contact_type: str
    headline: str
    name: str
    late: bool


@dataclass(frozen=True)
class Promised:
    """A promise made in this shift."""

    id: UUID
    what: str
    due_at: datetime
    name: str


@dataclass(frozen=True)
class ShiftEnd:
    """Everything of the last twelve hours, and every draft however old; each number is the length of its list."""

    since: datetime
    drafts: tuple[Item, ...]
    entered: tuple[Entered, ...]
    without_camera: tuple[Entered, ...]
    promises: tuple[Promised, ...]


@query(May.LOG_CONTACTS)
def shift_end(tx: Tx) -> ShiftEnd:
    """What one leaves behind at the end of a shift."""
    since = tx.now - SHIFT
    rows = contacts.entered_since(tx, since)
    made = followups.promised_since(tx, since)
    drafts = today.drafts(tx)
    named = {row.first_person_id for row in rows} | {row.person_id for row in (*made, *drafts)}
    names = people.names_of(tx, [id for id in named if id is not None])
    entered = tuple(
        Entered(
            id=row.id,
            number=row.number,
            occurred_at=row.occurred_at,
            contact_type=row.contact_type,
            headline=row.headline,
            name=names.get(row.first_person_id, ""),
            late=row.late_entry,
        )
        for row in rows
    )
    asked = threshold(tx, "camera_asked")
    silent = {row.id for row in rows if asked and row.bwc_status is None}
    return ShiftEnd(
        since=since,
        drafts=tuple(today.named(item, names) for item in drafts),
        entered=entered,
        without_camera=tuple(one for one in entered if one.id in silent),
        promises=tuple(Promised(row.id, row.what, row.due_at, names.get(row.person_id, "")) for row in made),
    )


@command(May.LOG_CONTACTS)
def sign_off(tx: Tx) -> None:
    """Write down that the shift is over, and how much of it is left unfinished."""
    left = shift_end(tx)
    counted = {"entered": len(left.entered), "drafts": len(left.drafts), "promises": len(left.promises)}
    tx.say(Happened("shift_end", payload=counted))
