"""Locking a content key for one recipient, and unlocking it again: RSA-OAEP, P-256 agreement, passphrase."""

import secrets

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.services.cms_envelope import (
    BLOCK_BYTES,
    KEY_BYTES,
    SHARED_INFO,
    EcLock,
    Lock,
    PassphraseLock,
    RsaLock,
    holder,
)

ROUNDS = 600_000
MIN_RSA_BITS = 2048
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def lock_for_certificate(certificate: x509.Certificate, content_key: bytes) -> Lock:
    """The content key, locked for whoever holds the private key of this certificate."""
    named = holder(certificate.public_bytes(Encoding.DER))
    match certificate.public_key():
        case rsa.RSAPublicKey() as key if key.key_size >= MIN_RSA_BITS:
            return RsaLock(named, key.encrypt(content_key, _OAEP))
        case ec.EllipticCurvePublicKey(curve=ec.SECP256R1()) as key:
            ephemeral = ec.generate_private_key(ec.SECP256R1())
            point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
            return EcLock(named, point, aes_key_wrap(_agreed(ephemeral, key), content_key))
        case _:
            raise BadFile(_("This certificate's key is neither P-256 nor RSA of at least 2048 bits."))


def lock_for_passphrase(passphrase: str, content_key: bytes) -> Lock:
    """The content key, locked for whoever is told the passphrase."""
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(BLOCK_BYTES)
    framed = bytes([KEY_BYTES, *(255 - byte for byte in content_key[:3]), *content_key])
    framed += secrets.token_bytes(-len(framed) % BLOCK_BYTES)
    key = _stretched(passphrase, salt, ROUNDS)
    inner = _encrypt(key, iv, framed)
    return PassphraseLock(salt, ROUNDS, iv, _encrypt(key, inner[-BLOCK_BYTES:], inner))


def unlock_rsa(lock: RsaLock, key: rsa.RSAPrivateKey) -> bytes | None:
    """The content key, or nothing when the lock is not for this key."""
    try:
        return key.decrypt(lock.wrapped, _OAEP)
    except ValueError:
        return None


def unlock_ec(lock: EcLock, key: ec.EllipticCurvePrivateKey) -> bytes | None:
    """The content key, or nothing when the lock is not for this key."""
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), lock.point)
        return aes_key_unwrap(_agreed(key, point), lock.wrapped)
    except (ValueError, InvalidUnwrap):
        return None


def unlock_passphrase(lock: PassphraseLock, passphrase: str) -> bytes | None:
    """The content key, or nothing when the passphrase is another."""
    key = _stretched(passphrase, lock.salt, lock.rounds)
    last = _decrypt(key, lock.wrapped[-2 * BLOCK_BYTES : -BLOCK_BYTES], lock.wrapped[-BLOCK_BYTES:])
    framed = _decrypt(key, lock.iv, _decrypt(key, last, lock.wrapped))
    content_key = framed[4 : 4 + KEY_BYTES]
    checks = bytes(255 - byte for byte in content_key[:3])
    return content_key if framed[0] == KEY_BYTES and framed[1:4] == checks else None


def _agreed(own: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey) -> bytes:
    return X963KDF(hashes.SHA256(), KEY_BYTES, SHARED_INFO).derive(own.exchange(ec.ECDH(), other))


def _stretched(passphrase: str, salt: bytes, rounds: int) -> bytes:
    return PBKDF2HMAC(hashes.SHA256(), KEY_BYTES, salt, rounds).derive(passphrase.encode())


def _encrypt(key: bytes, iv: bytes, plain: bytes) -> bytes:
    step = Cipher(algorithms.AES256(key), modes.CBC(iv)).encryptor()
    return step.update(plain) + step.finalize()


def _decrypt(key: bytes, iv: bytes, sealed: bytes) -> bytes:
    step = Cipher(algorithms.AES256(key), modes.CBC(iv)).decryptor()
    return step.update(sealed) + step.finalize()
