"""Entries past their years go into a sealed archive, and out of the store."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from casemgr.core.access import May
from casemgr.core.audit_start import archivable, note_archived
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, Problem, StoreDamaged
from casemgr.core.jobs import Job
from casemgr.core.plainly import told_plainly
from casemgr.i18n import _
from casemgr.services.audit_export import export_audit
from casemgr.services.exported import Exported


def archive_audit(desk: Desk, signing_key: ec.EllipticCurvePrivateKey, to: Path, recipient: str = "") -> Job[Exported]:
    """Save the entries past their years with their proof and payloads, then begin the audit after them.

    Invalid when none is, StoreDamaged where the audit does not hold, Held while a hold is in force. Killed midway it is
    run again: entries in an archive are still in the store, or are marked and leave it then.
    """
    desk.require(May.APPROVE_DISPOSAL, "audit.archive")
    with told_plainly():
        desk.store.drop_archived()
    verdict = yield from desk.store.auditing()
    if verdict.broken is not None:
        raise StoreDamaged(_("The audit does not hold, so it stays as it is. Check it, and tell your administrator."))
    past = desk.ask(archivable)
    if past is None:
        raise Invalid(Problem("years", _("No entry is past its years yet.")))
    zone = desk.store.zone
    first, last = past.first.astimezone(zone).date(), past.last.astimezone(zone).date()
    left = yield from export_audit(desk, signing_key, first, last, to, recipient, whole=True)
    desk.do(note_archived, past.through, left.sha256)
    with told_plainly():
        desk.store.drop_archived()
    return left
