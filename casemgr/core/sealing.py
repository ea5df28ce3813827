"""Key pairs, locked boxes, and secrets sealed to a public key."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from casemgr.core.keys import draw, wipe

CURVE = ec.SECP256R1()
POINT_BYTES = 65
NONCE_BYTES = 12
TAG_BYTES = 16

PrivateKey = ec.EllipticCurvePrivateKey


def new_private_key() -> PrivateKey:
    """A new P-256 key pair."""
    return ec.generate_private_key(CURVE)


def public_bytes(key: PrivateKey) -> bytes:
    """The public half as an uncompressed point of 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def lock_private(key: PrivateKey, under: bytearray, about: bytes) -> bytes:
    """A private key (PKCS #8) locked under a slot's key."""
    return lock(under, key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()), about)


def unlock_private(box: bytes, under: bytearray, about: bytes) -> PrivateKey | None:
    """The private key in a box, or None when the key does not fit."""
    inside = unlock(under, box, about)
    if inside is None:
        return None
    key = load_der_private_key(bytes(inside), None)
    wipe(inside)
    return key if isinstance(key, PrivateKey) else None


def lock(key: bytes | bytearray, inside: bytes | bytearray, about: bytes) -> bytes:
    """A box under AES-256-GCM with a random nonce in front, bound to what it is about."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, inside, about)


def unlock(key: bytes | bytearray, box: bytes, about: bytes) -> bytearray | None:
    """What is in a box, or None when the key does not fit or the box was changed or moved."""
    inside = bytearray(max(0, len(box) - NONCE_BYTES - TAG_BYTES))
    try:
        AESGCM(key).decrypt_into(box[:NONCE_BYTES], box[NONCE_BYTES:], about, inside)
    except (InvalidTag, ValueError):
        return None
    return inside


def seal(public: bytes, secret: bytes | bytearray, about: bytes) -> bytes:
    """Seal a secret to a public key: an ephemeral P-256 key, ECDH, HKDF-SHA256, AES-256-GCM."""
    ephemeral = new_private_key()
    point = public_bytes(ephemeral)
    key = _shared(ephemeral, public, point + public)
    sealed = point + lock(key, secret, about)
    wipe(key)
    return sealed


def unseal(private: PrivateKey, sealed: bytes, about: bytes) -> bytearray | None:
    """The sealed secret, or None when it was sealed to someone else, changed or moved."""
    point, box = sealed[:POINT_BYTES], sealed[POINT_BYTES:]
    try:
        key = _shared(private, point, point + public_bytes(private))
    except ValueError:
        return None
    secret = unlock(key, box, about)
    wipe(key)
    return secret


def _shared(private: PrivateKey, other: bytes, parties: bytes) -> bytearray:
    agreed = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, other))
    return draw(agreed, b"seal " + parties)
