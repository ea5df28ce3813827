"""The record that a store was erased from a computer: printed before, signed by two after, kept elsewhere."""

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.audit_anchor import log_mark
from casemgr.core.audit_reading import last_at
from casemgr.core.errors import Invalid, Problem
from casemgr.core.holding import HELD, Held, any_hold
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import _, speaking
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, HEADING, TITLE, PageFrame, document, para


@query(May.MANAGE_STAFF, logged=True)
def erasure_record(tx: Tx, language: str) -> Outgoing:
    """The record as a PDF: which store, where its log stood, how it is erased, and lines for two to sign."""
    mark, last = log_mark(tx), last_at(tx, "backup")
    with speaking(language):
        made = f"{tx.now.astimezone(tx.store.zone):%Y-%m-%d %H:%M %Z}"
        backup = _("never") if last is None else f"{last:%Y-%m-%d %H:%M} UTC"
        story = [
            para(_("A store erased from a computer"), TITLE),
            para(text_setting(tx, "agency") or _("Casemgr store"), BODY),
            para(_("Made {at}").format(at=made), CELL),
            para(_("What is erased"), HEADING),
            para(_("Store {id}, mark of the log {mark}.").format(id=tx.store.id, mark=mark)),
            para(_("Last backup: {at}.").format(at=backup)),
            para(_("How"), HEADING),
            para(
                _(
                    "Every file with its keys in the folder of the store is overwritten three times and removed, "
                    "then the encrypted files they opened. Copies elsewhere are not touched: backups, and stores "
                    "moved aside."
                )
            ),
            para(
                _(
                    "A solid-state disk may keep what was written before. Have the whole disk erased before the "
                    "computer leaves the agency."
                )
            ),
            Spacer(1, 16 * mm),
            para(_("Erased by: _____________________________    On: ______________"), BODY),
            Spacer(1, 10 * mm),
            para(_("Seen that it opens no more: ____________    On: ______________"), BODY),
        ]
        foot = _("Store code {code} · log {mark}").format(code=tx.store.code, mark=mark)
        top = _("CONFIDENTIAL – keep in the office")
        return document(PageFrame(_("A store erased"), top, foot, language), story, NoPerson.KEYS)


@command(May.MANAGE_STAFF)
def note_erasing(tx: Tx, code: str) -> None:
    """Write down that the store is erased here; Invalid where this is not its code, Held while a hold is in force."""
    if code.strip().upper() != tx.store.code:
        raise Invalid(Problem("code", _("This is not the code of this store. It stands at the foot of its papers.")))
    if any_hold(tx):
        raise Held(_(HELD))
    tx.say(Happened("store_erasing"))
