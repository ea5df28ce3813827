"""Notes and sign-off of a month: written, signed over the figures as they stand, and read again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.errors import Conflict
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _
from casemgr.records.months import MonthNotesDraft, MonthSignature, begun_review, review_of, signatures
from casemgr.records.staff import Staff
from casemgr.services.summary import figures, totals
from casemgr.services.summary.period import month


@dataclass(frozen=True)
class Signed:
    """One signature: whose, when, under which totals and notes."""

    by: str
    at: datetime
    digest: str
    totals: str
    notes: str


@dataclass(frozen=True)
class Review:
    """The notes of a month, and the signatures under it, the latest first."""

    notes: str = ""
    signed: tuple[Signed, ...] = ()


@query(May.READ_SUMMARY)
def review(tx: Tx, month_text: str, neighborhood: UUID | None = None) -> Review:
    """The notes and signatures of a month such as 2026-10, of those who see as far as the actor."""
    there = review_of(tx, month(month_text).number, neighborhood)
    if there is None:
        return Review()
    found = [Signed(_name(tx, one.by), one.at, one.digest, one.totals, one.notes) for one in signatures(tx, there.id)]
    return Review(there.notes, tuple(found))


def _name(tx: Tx, staff: UUID) -> str:
    if staff == tx.actor.id:
        return tx.actor.name
    found = tx.get(Staff, staff)
    return found.full_name if found is not None else _("Someone who has left")


@command(May.SUPERVISE)
def note_month(tx: Tx, month_text: str, draft: MonthNotesDraft, neighborhood: UUID | None = None) -> None:
    """Write the notes that are printed at the end of a month's pages."""
    there = begun_review(tx, month(month_text).number, neighborhood)
    there.notes = draft.notes
    tx.add(there)


@command(May.SUPERVISE)
def sign_month(tx: Tx, month_text: str, digest: str, neighborhood: UUID | None = None) -> None:
    """Sign a month's figures and notes as they stand; Conflict where the figures are not those of this digest."""
    now = figures(tx, month_text, neighborhood)
    if totals.digest(now) != digest:
        raise Conflict(_("The figures have changed since they were shown. Look at them again, then sign."))
    there = begun_review(tx, now.month, neighborhood)
    tx.add(there)
    tx.flush()
    tx.add(
        MonthSignature(
            review_id=there.id,
            signed_by=tx.actor.id,
            signed_at=tx.now,
            digest=digest,
            totals=totals.written(now),
            notes=there.notes,
        )
    )
