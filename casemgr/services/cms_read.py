"""DER to an envelope: CMS AuthEnvelopedData (RFC 5083), and nothing but the profile Casemgr writes."""

from collections.abc import Iterator, Sequence
from typing import Any

from asn1crypto import algos, cms

from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.services.cms_envelope import (
    AES_WRAP,
    BLOCK_BYTES,
    ECDH_SHA256,
    KEY_BYTES,
    MAX_RECIPIENTS,
    MAX_ROUNDS,
    NONCE_BYTES,
    PRF,
    PWRI_KEK,
    TAG_BYTES,
    EcLock,
    Envelope,
    GcmParameters,
    Lock,
    PassphraseLock,
    RsaLock,
)

Asn1 = Any  # the parser carries no types; what leaves this file does
_POINT, _WRAPPED, _MAX_RSA = 65, 40, 2048  # bytes
_MAX_AROUND = 256 * 1024  # bytes of a sealed file that are not its content
_LEVELS, _MAX_ELEMENTS, _CONTENT_TAG = 5, 8, 0x80  # where the content lies, and how it is tagged


def read(der: bytes) -> Envelope:
    """The envelope in a sealed file; `BadFile` for anything else. Locks of unknown kinds are left out."""
    try:
        envelope = _read(der)
    except Exception as trouble:  # whatever a parser raises over foreign bytes means one thing here
        raise BadFile(_("This is not a sealed file, or it was damaged on the way.")) from trouble
    rounds = sum(lock.rounds for lock in envelope.locks if isinstance(lock, PassphraseLock))
    if rounds > MAX_ROUNDS or len(envelope.locks) > MAX_RECIPIENTS:
        raise BadFile(_("This sealed file asks for more work than opening a file may take."))
    return envelope


def _read(der: bytes) -> Envelope:
    _expect(len(der) <= _MAX_AROUND or len(der) - _content_length(der) <= _MAX_AROUND)
    info: Asn1 = cms.ContentInfo.load(der, strict=True)
    _expect(info["content_type"].native == "authenticated_enveloped_data")
    data = info["content"]
    content = data["auth_encrypted_content_info"]
    algorithm = content["content_encryption_algorithm"]
    gcm = algorithm["parameters"].parse(GcmParameters)
    _expect(content["content_type"].native == "data", algorithm["algorithm"].native == "aes256_gcm")
    _expect(data["auth_attrs"].native is None, len(_octets(gcm["nonce"])) == NONCE_BYTES)
    _expect(gcm["tag_length"].native == TAG_BYTES == len(_octets(data["mac"])))
    _expect(0 < len(data["recipient_infos"]) <= MAX_RECIPIENTS)
    locks = tuple(lock for one in data["recipient_infos"] for lock in _locks(one))
    return Envelope(locks, _octets(gcm["nonce"]), _octets(content["encrypted_content"]), _octets(data["mac"]))


def _content_length(der: bytes) -> int:
    """The length of the sealed content by its headers alone, for a parser takes minutes over a hostile 100 MB."""
    tag, start, end = 0, 0, len(der)
    for _level in range(_LEVELS):
        tag, start, end = max(_elements(der, start, end), key=lambda element: element[2] - element[1])
    _expect(tag == _CONTENT_TAG)
    return end - start


def _elements(der: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Tag, start and end of each element between two places; only definite lengths, and few elements."""
    for _element in range(_MAX_ELEMENTS):
        if at >= end:
            return
        tag, length, start = der[at], der[at + 1], at + 2
        if length & 0x80:
            _expect(0x80 < length <= 0x84)
            start += length & 0x7F
            length = int.from_bytes(der[at + 2 : start])
        yield tag, start, start + length
        at = start + length
    _expect(at >= end)


def _locks(recipient: Asn1) -> Sequence[Lock]:
    match recipient.name:
        case "ktri":
            return _read_key_transport(recipient.chosen)
        case "kari":
            return _read_key_agreement(recipient.chosen)
        case "pwri":
            return _read_password(recipient.chosen)
        case _:
            return []


def _read_key_transport(info: Asn1) -> list[RsaLock]:
    algorithm, wrapped = info["key_encryption_algorithm"], _octets(info["encrypted_key"])
    if algorithm["algorithm"].native != "rsaes_oaep" or not _oaep_sha256(algorithm["parameters"]):
        return []
    _expect(len(wrapped) <= _MAX_RSA)
    return [RsaLock(_named(info["rid"]), wrapped)]


def _oaep_sha256(parameters: Asn1) -> bool:
    """Whether both hashes are SHA-256; by name, since a hash may come with NULL or with no parameters."""
    mask = parameters["mask_gen_algorithm"]
    hashes = {parameters["hash_algorithm"]["algorithm"].native, mask["parameters"]["algorithm"].native}
    return hashes == {"sha256"} and parameters["p_source_algorithm"]["parameters"].native == b""


def _read_key_agreement(info: Asn1) -> list[EcLock]:
    algorithm, originator = info["key_encryption_algorithm"], info["originator"]
    if algorithm["algorithm"].native != ECDH_SHA256 or algorithm["parameters"].dump() != AES_WRAP:
        return []
    if info["ukm"].native is not None or originator.name != "originator_key":
        return []
    point, keyed = _octets(originator.chosen["public_key"]), info["recipient_encrypted_keys"]
    locks = [EcLock(_named(one["rid"]), point, _octets(one["encrypted_key"])) for one in keyed]
    _expect(len(point) == _POINT, all(len(lock.wrapped) == _WRAPPED for lock in locks))
    return locks


def _read_password(info: Asn1) -> list[PassphraseLock]:
    derivation, algorithm = info["key_derivation_algorithm"], info["key_encryption_algorithm"]
    if derivation["algorithm"].native != "pbkdf2" or algorithm["algorithm"].native != PWRI_KEK:
        return []
    parameters, cipher = derivation["parameters"], algorithm["parameters"].parse(algos.EncryptionAlgorithm)
    if parameters["prf"].dump() != PRF or cipher["algorithm"].native != "aes256_cbc":
        return []
    salt, iv, wrapped = _octets(parameters["salt"]), _octets(cipher["parameters"]), _octets(info["encrypted_key"])
    rounds = parameters["iteration_count"].native
    _expect(rounds > 0, 8 <= len(salt) <= 64, len(iv) == BLOCK_BYTES, len(wrapped) == 3 * BLOCK_BYTES)
    _expect(parameters["key_length"].native in (None, KEY_BYTES))
    return [PassphraseLock(salt, rounds, iv, wrapped)]


def _named(rid: Asn1) -> bytes:
    """The holder a lock is for; empty where it is named by key identifier, for any key may try that one."""
    return rid.chosen.dump() if rid.name == "issuer_and_serial_number" else b""


def _octets(field: Asn1) -> bytes:
    """The bytes of a field that must be there."""
    value = field.native
    _expect(isinstance(value, bytes))
    return value


def _expect(*facts: bool) -> None:
    """Like `assert`, and also in optimized builds."""
    if not all(facts):
        raise ValueError
