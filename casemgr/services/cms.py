"""Sealed files: content under AES-256-GCM for named recipients, in the form `openssl cms -decrypt` opens."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding

from casemgr.core.errors import BadFile, Invalid, Problem, WrongKey
from casemgr.i18n import _
from casemgr.services import cms_read, cms_write
from casemgr.services.cms_envelope import (
    KEY_BYTES,
    MAX_RECIPIENTS,
    NONCE_BYTES,
    TAG_BYTES,
    EcLock,
    Envelope,
    Lock,
    PassphraseLock,
    RsaLock,
    holder,
)
from casemgr.services.cms_locks import (
    lock_for_certificate,
    lock_for_passphrase,
    unlock_ec,
    unlock_passphrase,
    unlock_rsa,
)

MAX_CONTENT = 100 * 2**20  # bytes
_MAX_SEALED = MAX_CONTENT + 2**20

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Passphrase:
    """A recipient who is told these words on another channel."""

    words: str = field(repr=False)


Recipient = Passphrase | x509.Certificate


def seal(content: bytes, recipients: Sequence[Recipient]) -> bytes:
    """The content, sealed for each of the recipients, as DER; at most 100 MB for at most 64 recipients."""
    if not recipients:
        raise Invalid(Problem("recipients", _("Name at least one recipient.")))
    if len(recipients) > MAX_RECIPIENTS:
        sentence = _("A sealed file has at most {most} recipients.").format(most=MAX_RECIPIENTS)
        raise Invalid(Problem("recipients", sentence))
    if len(content) > MAX_CONTENT:
        raise Invalid(Problem("", _("This is too much for one sealed file; 100 MB is the most.")))
    key, nonce = AESGCM.generate_key(8 * KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    locks = tuple(_lock(recipient, key) for recipient in recipients)
    sealed = AESGCM(key).encrypt(nonce, content, None)
    return cms_write.write(Envelope(locks, nonce, sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]))


def open_sealed(
    der: bytes,
    *,
    passphrase: str | None = None,
    private_key: PrivateKey | None = None,
    certificate: x509.Certificate | None = None,
) -> bytes:
    """The content of a sealed file, whole and unaltered.

    `BadFile` when it is no sealed file or was altered, `WrongKey` when neither the passphrase nor the
    private key opens it. A certificate narrows the private key to what was sealed for that certificate.
    """
    if len(der) > _MAX_SEALED:
        raise BadFile(_("This file is larger than a sealed file may be; 100 MB is the most."))
    envelope = cms_read.read(der)
    found = False
    for key in _content_keys(envelope.locks, passphrase, private_key, certificate):
        found = True
        try:
            return AESGCM(key).decrypt(envelope.nonce, envelope.sealed + envelope.tag, None)
        except InvalidTag:
            continue
    if found:
        raise BadFile(_("This sealed file was altered or damaged on the way."))
    raise WrongKey(_refusal(envelope.locks, passphrase))


def _lock(recipient: Recipient, key: bytes) -> Lock:
    if isinstance(recipient, Passphrase):
        return lock_for_passphrase(recipient.words, key)
    return lock_for_certificate(recipient, key)


def _content_keys(
    locks: Sequence[Lock],
    passphrase: str | None,
    private_key: PrivateKey | None,
    certificate: x509.Certificate | None,
) -> Iterator[bytes]:
    named = holder(certificate.public_bytes(Encoding.DER)) if certificate else b""
    for lock in locks:
        if isinstance(lock, PassphraseLock):
            key = unlock_passphrase(lock, passphrase) if passphrase else None
        elif named and lock.holder not in (b"", named):
            key = None
        else:
            key = _unlock(lock, private_key)
        if key and len(key) == KEY_BYTES:
            yield key


def _unlock(lock: RsaLock | EcLock, private_key: PrivateKey | None) -> bytes | None:
    match lock, private_key:
        case RsaLock(), rsa.RSAPrivateKey() as key:
            return unlock_rsa(lock, key)
        case EcLock(), ec.EllipticCurvePrivateKey() as key:
            return unlock_ec(lock, key)
        case _:
            return None


def _refusal(locks: Sequence[Lock], passphrase: str | None) -> str:
    if not passphrase:
        return _("This file was not sealed for this key.")
    if any(isinstance(lock, PassphraseLock) for lock in locks):
        return _("This passphrase does not open the file.")
    return _("This file has no passphrase; it opens with a recipient's key.")
