"""How a file of a record is said in a row: its sort, its size, who added it, and what was taken out of it."""

from datetime import datetime

from casemgr.i18n import N_, _
from casemgr.records.attachments import ACTIVE, METADATA, AttachmentCard
from ui.wording import say_short_day

REMOVED = {
    METADATA: N_("place, device, author and times were taken out"),
    ACTIVE: N_("what would act by itself was taken out"),
}
KIB = 1024


def said_size(size: int) -> str:
    """A size in the unit people know it by."""
    if size < KIB:
        return _("{n} bytes").format(n=size)
    if size < KIB * KIB:
        return _("{n} KB").format(n=round(size / KIB))
    return _("{n} MB").format(n=round(size / KIB / KIB, 1))


def line_of(card: AttachmentCard, now: datetime) -> str:
    """What stands under the name of a file."""
    when = say_short_day(card.at.astimezone(now.tzinfo).date(), now.date()) if card.at is not None else ""
    if card.taken_off:
        return _("Taken off the record: {reason}").format(reason=card.reason)
    taken_out = [_(REMOVED[what]) for what in card.removed]
    evidence = [_("original kept: {reason}").format(reason=card.evidence)] if card.evidence else []
    return " · ".join(part for part in (card.note, card.by, when, *taken_out, *evidence) if part)
