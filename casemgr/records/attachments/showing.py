"""What hangs on a record, and what one of its files holds: every opening is written down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core import kept
from casemgr.core.access import May
from casemgr.core.errors import NotAllowed, NotFound
from casemgr.core.general import kind_named, opened
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.records.attachments.attaching import may_attach, the_attachment
from casemgr.records.attachments.table import KIND, Attachment, Standing
from casemgr.records.staff import staff_names


@dataclass(frozen=True)
class AttachmentCard:
    """One file of a record as a list shows it; `reason` is why it was taken off."""

    id: UUID
    name: str
    sort: str
    size: int
    by: str
    at: datetime | None
    note: str
    removed: tuple[str, ...]
    evidence: str
    taken_off: bool
    reason: str


@dataclass(frozen=True)
class Attachments:
    """The files of a record, latest first, those taken off at the end; and whether this actor may add."""

    about_kind: str
    about_id: UUID
    cards: tuple[AttachmentCard, ...]
    may_add: bool


@dataclass(frozen=True, repr=False)
class Content:
    """What a file holds, for a viewer or to be sealed; it says nothing of itself in a log."""

    id: UUID
    name: str
    sort: str
    about_kind: str
    about_id: UUID
    content: bytes


@query(May.SIGN_IN)
def attached(tx: Tx, kind: str, id: UUID) -> Attachments:
    """The files that hang on a record one may see; on a corrected one, those of its earlier versions too."""
    found = kind_named(kind)
    record = opened(tx, found, id)
    ids = {record.id} | {version.id for version in found.versions(tx, id)} if found.versions else {record.id}
    names = staff_names(tx)
    shown: list[Any] = [
        *(Attachment.id, Attachment.name, Attachment.sort, Attachment.size, Attachment.entered_by),
        *(Attachment.entered_at, Attachment.note, Attachment.removed, Attachment.evidence_reason),
        *(Attachment.status, Attachment.taken_off_reason),
    ]
    asked = select(*shown).where(Attachment.about_kind == kind, col(Attachment.about_id).in_(ids))
    cards = [
        AttachmentCard(
            id=row.id,
            name=row.name,
            sort=row.sort,
            size=row.size,
            by=names.get(row.entered_by, ""),
            at=row.entered_at,
            note=row.note,
            removed=tuple(row.removed.split()),
            evidence=row.evidence_reason,
            taken_off=row.status == Standing.TAKEN_OFF,
            reason=row.taken_off_reason,
        )
        for row in tx.exec(asked.order_by(col(Attachment.entered_at).desc(), col(Attachment.id).desc()))
    ]
    cards.sort(key=lambda card: card.taken_off)
    return Attachments(kind, id, tuple(cards), may_attach(found, tx.actor))


@query(May.SIGN_IN)
def content(tx: Tx, id: UUID, *, original: bool = False) -> Content:
    """What a file holds; each opening is written into the audit. One taken off is for supervisors to look at."""
    row = the_attachment(tx, id)
    if row.status == Standing.TAKEN_OFF and not tx.actor.may(May.SUPERVISE):
        said = _("This file was taken off the record. A supervisor can still look at it.")
        raise NotAllowed(said)
    if original and not row.original:
        raise NotFound(_("Of this file no original was kept."))
    tx.opened.add((KIND.name, row.id))
    held = kept.content_of(tx, row.original if original else row.kept)
    return Content(row.id, row.name, row.sort, row.about_kind, row.about_id, held)
