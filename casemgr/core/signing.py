"""Signatures of users, and the session keys they certify."""

from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from casemgr.core.opened import Opened
from casemgr.core.sealing import CURVE

_ECDSA = ec.ECDSA(SHA256())


@dataclass(frozen=True, eq=False, repr=False)
class SessionKey:
    """The Ed25519 key of one sign-in, with the user's signature that it is theirs; kept in memory only."""

    session_id: UUID
    private: Ed25519PrivateKey
    public: bytes
    certificate: bytes


def sign(opened: Opened, message: bytes) -> bytes:
    """The user's ECDSA signature (P-256, SHA-256, DER) of a message."""
    return opened.private_key.sign(message, _ECDSA)


def verify(user_public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of a public key signed exactly this; a malformed key or signature is a no."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, user_public).verify(signature, message, _ECDSA)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_session_key(opened: Opened, session_id: UUID) -> SessionKey:
    """A new key for one sign-in, certified by its user."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return SessionKey(session_id, private, public, sign(opened, _said(session_id, public)))


def check_session(user_public: bytes, session_id: UUID, session_public: bytes, certificate: bytes) -> bool:
    """Whether this user certified this key for this session."""
    return verify(user_public, certificate, _said(session_id, session_public))


def _said(session_id: UUID, session_public: bytes) -> bytes:
    return b"casemgr 1 session key\0" + session_id.bytes + session_public
