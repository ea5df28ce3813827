"""A case bundle to look at, to open, and to spoil."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from casemgr.core.errors import BadFile
from casemgr.services.bundle_file import Unpacked, unpack
from casemgr.services.bundle_manifest import Checkpoint, Facts

KEY = ec.derive_private_key(8207, ec.SECP256R1())
FILES = {"records/contacts.json": b'[{"topic": "parking"}]' * 60, "summary.pdf": b"%PDF-2.0 synthetic", "empty": b""}
FACTS = Facts(
    store_id=UUID("01930000-0000-7000-8000-000000000001"),
    made_at=datetime(2026, 10, 31, 18, 5, 0, 250_000, tzinfo=UTC),
    record_ids=(UUID("01930000-0000-7000-8000-0000000000aa"), UUID("01930000-0000-7000-8000-0000000000bb")),
    audit=Checkpoint(18204, "7f" * 32),
    recipients=("Harbor House (synthetic)",),
    caveat="For the named recipient only. Do not forward.",
    expires_on=date(2027, 1, 31),
)


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def opened(content: bytes) -> Unpacked:
    return unpack(content, trusted={point(KEY): "Officer Example"}.get)


def refused(content: bytes, words: str) -> None:
    """Refused with these words, and without asking whether the signer is known."""
    asked: list[bytes] = []
    with pytest.raises(BadFile, match=words):
        unpack(content, trusted=asked.append)
    assert not asked
