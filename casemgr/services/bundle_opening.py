"""Opening a case bundle: decrypted, its signature verified, its signer named, before anything is shown."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from casemgr.core.access import May
from casemgr.core.audit import Happened
from casemgr.core.audit_reading import whose_key
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.staff import staff_names
from casemgr.services import cms
from casemgr.services.bundle_file import Unpacked, unpack

MOST_BYTES = 120 * 1024 * 1024


@dataclass(frozen=True)
class OpenedBundle:
    """What was in a bundle; `signer` is empty for a key this store does not know."""

    unpacked: Unpacked
    signer: str


@command(May.READ_SUMMARY)
def note_opened(tx: Tx, sha256_of_signer: str) -> None:
    """Write down that a bundle was opened, by the fingerprint of who signed it."""
    tx.say(Happened("bundle_opened", payload={"fingerprint": sha256_of_signer}))


def open_bundle(
    desk: Desk, path: Path, passphrase: str | None = None, private_key: ec.EllipticCurvePrivateKey | None = None
) -> OpenedBundle:
    """Decrypt and verify a bundle; BadFile or WrongKey in a sentence, and nothing shown, when it does not hold."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(_("The bundle is too large to be one of ours."))
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(_("The file cannot be read.")) from error
    packed = cms.open_sealed(content, passphrase=passphrase, private_key=private_key)
    names = desk.ask(staff_names)

    def known(public_key: bytes) -> str | None:
        staff = desk.ask(whose_key, public_key)
        return None if staff is None else names.get(staff, "")

    unpacked = unpack(packed, trusted=known)
    desk.do(note_opened, unpacked.fingerprint)
    return OpenedBundle(unpacked, unpacked.signer_name or "")
