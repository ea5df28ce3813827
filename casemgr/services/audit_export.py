"""The audit leaves with its proof, of some days or to an archive: lines a third party checks without this program."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from casemgr.core.access import May
from casemgr.core.audit import canonical
from casemgr.core.audit_reading import audit_proof
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, Problem
from casemgr.core.jobs import Job, Progress
from casemgr.core.passphrase import generate_passphrase
from casemgr.i18n import _
from casemgr.records.exports import ExportDraft, Form, register_export
from casemgr.services import cms
from casemgr.services.bundle_file import pack
from casemgr.services.bundle_manifest import Checkpoint, Facts
from casemgr.services.exported import Exported, good_until, leave
from casemgr.services.leaving import NoPerson, Outgoing

FILE = "audit.jsonl"


def proof_lines(desk: Desk, first: date, last: date, *, whole: bool = False) -> bytes:
    """The entries of these days with chain, signatures and keys, sealed by this session; Invalid without any."""
    zone = desk.store.zone
    since, until = datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
    rows = desk.ask(audit_proof, since, until, desk.signer.session, whole=whole)
    if not rows:
        raise Invalid(Problem("first", _("There is no entry in these days.")))
    lines = b"".join(canonical(row) + b"\n" for row in rows)
    signature = desk.signer.key.sign(hashlib.sha256(lines).digest())
    return lines + canonical({"session": str(desk.signer.session), "signature": signature.hex()}) + b"\n"


def export_audit(
    desk: Desk,
    signing_key: ec.EllipticCurvePrivateKey,
    first: date,
    last: date,
    to: Path,
    recipient: str = "",
    *,
    whole: bool = False,
) -> Job[Exported]:
    """Save the audit of some days as a signed bundle under a passphrase of its own, entered in the register."""
    desk.require(May.EXPORT, "audit.export")
    yield Progress(0, 2, _("Gathering the entries"))
    lines = proof_lines(desk, first, last, whole=whole)
    head, now = desk.store.head(), desk.store.clock()
    facts = Facts(
        store_id=desk.store.id,
        made_at=now,
        record_ids=(),
        audit=Checkpoint(head.seq, head.hash.hex()),
        recipients=(recipient,) if recipient else (),
        caveat="OFFICIAL_USE",
        expires_on=good_until(now),
    )
    passphrase = generate_passphrase()
    packed = pack({FILE: lines}, facts, signing_key)
    yield Progress(1, 2, _("Encrypting"))
    sealed = Outgoing(cms.seal(packed, [cms.Passphrase(passphrase)]), NoPerson.KEYS)

    def check(path: Path) -> None:
        cms.open_sealed(path.read_bytes(), passphrase=passphrase)

    about = ExportDraft(form=Form.BUNDLE, what=f"audit {first} {last}", recipient=recipient)
    left = leave(desk, sealed, to, about, partial(desk.do, register_export), check)
    yield Progress(2, 2)
    return replace(left, passphrase=passphrase)
