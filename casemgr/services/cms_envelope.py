"""A sealed file taken apart into plain values, and the ASN.1 pieces its reading and its writing share."""

from dataclasses import dataclass
from typing import ClassVar

from asn1crypto import algos, cms, core, x509

MAX_RECIPIENTS = 64
MAX_ROUNDS = 5_000_000  # PBKDF2 rounds a file may ask for over all its passphrases: about two seconds
PWRI_KEK = "1.2.840.113549.1.9.16.3.9"
ECDH_SHA256 = "1.3.132.1.11.1"
KEY_BYTES, BLOCK_BYTES, TAG_BYTES, NONCE_BYTES = 32, 16, 16, 12


@dataclass(frozen=True)
class RsaLock:
    """The content key, encrypted by RSA-OAEP with SHA-256 to the holder of a certificate."""

    holder: bytes
    wrapped: bytes


@dataclass(frozen=True)
class EcLock:
    """The content key, wrapped under a P-256 agreement with the holder of a certificate (RFC 5753)."""

    holder: bytes
    point: bytes
    wrapped: bytes


@dataclass(frozen=True)
class PassphraseLock:
    """The content key, wrapped as RFC 3211 says under a key PBKDF2 makes of a passphrase."""

    salt: bytes
    rounds: int
    iv: bytes
    wrapped: bytes


Lock = RsaLock | EcLock | PassphraseLock


@dataclass(frozen=True)
class Envelope:
    """A sealed file taken apart: how its content key is locked, and the content under that key."""

    locks: tuple[Lock, ...]
    nonce: bytes
    sealed: bytes
    tag: bytes


class GcmParameters(core.Sequence):
    """The parameters of AES-GCM (RFC 5084)."""

    _fields: ClassVar = [("nonce", core.OctetString), ("tag_length", core.Integer, {"default": 12})]


class _SharedInfo(core.Sequence):
    _fields: ClassVar = [
        ("key_info", algos.AlgorithmIdentifier),
        ("key_bits", core.OctetString, {"explicit": 2}),
    ]


AES_WRAP = algos.AlgorithmIdentifier({"algorithm": "2.16.840.1.101.3.4.1.45"}).dump()
PRF = algos.HmacAlgorithm({"algorithm": "sha256", "parameters": core.Null()}).dump()

SHARED_INFO = _SharedInfo(
    {
        "key_info": algos.AlgorithmIdentifier.load(AES_WRAP),
        "key_bits": (8 * KEY_BYTES).to_bytes(4),
    }
).dump()
"""What both sides mix into the secret they agree on: wrapping cipher and key length (RFC 5753, 7.2)."""


def holder(certificate: bytes) -> bytes:
    """The issuer and serial number by which a lock names a certificate, given and returned as DER."""
    known = x509.Certificate.load(certificate)
    serial = known["tbs_certificate"]["serial_number"]
    return cms.IssuerAndSerialNumber({"issuer": known.issuer, "serial_number": serial}).dump()
