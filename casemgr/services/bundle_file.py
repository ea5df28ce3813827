"""The case bundle inside a sealed file: a manifest, its signature, and the files the manifest lists."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from casemgr.core.errors import BadFile, Invalid, Problem
from casemgr.i18n import _
from casemgr.services import bundle_manifest, inner_names, inner_zip
from casemgr.services.bundle_manifest import Facts, Listed, Manifest

MANIFEST, SIGNATURE, SIGNER = "manifest.json", "manifest.sig", "signer.pem"
MOST = {MANIFEST: 4 * 2**20, SIGNATURE: 200, SIGNER: 1000}  # bytes of the three that vouch for the rest
FOLDER = "files/"


@dataclass(frozen=True)
class Unpacked:
    """A bundle whose signature held: what it says, what it carries, and its signer as far as we know them."""

    manifest: Manifest
    files: Mapping[str, bytes]
    signer_name: str | None
    fingerprint: str


def pack(files: Mapping[str, bytes], facts: Facts, signer: ec.EllipticCurvePrivateKey) -> bytes:
    """The files as a signed bundle, equal bytes for equal input; `Invalid` when they may not travel in one."""
    inside = [(FOLDER + name, content) for name, content in sorted(files.items())]
    names = [name for name, _content in inside]
    if not all(map(inner_names.is_safe, names)) or not inner_names.are_distinct(names):
        raise Invalid(Problem("files", _("A file has a name that cannot travel in a bundle; give it a plain one.")))
    key = signer.public_key()
    listed = tuple(Listed(name, len(files[name]), _sha256(files[name])) for name in sorted(files))
    manifest = bundle_manifest.write(facts, listed, fingerprint(key))
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return inner_zip.write([(MANIFEST, manifest), (SIGNATURE, _sign(signer, manifest)), (SIGNER, pem), *inside])


def unpack(content: bytes, *, trusted: Callable[[bytes], str | None]) -> Unpacked:
    """The bundle, once its signature and every digest held; `BadFile` otherwise.

    `trusted` gets the signer's public key, a P-256 point of 65 bytes, and names its holder if it is known.
    """
    with inner_zip.opened(content) as archive:
        if not archive.names >= {SIGNATURE, SIGNER}:
            raise BadFile(_("This bundle is not signed; it was not opened."))
        manifest_bytes, signature, pem = (archive.read(name, most) for name, most in MOST.items())
        key = _signer_key(pem)
        _verify(key, signature, manifest_bytes)
        manifest = bundle_manifest.read(manifest_bytes)
        if manifest.key_id != fingerprint(key):
            raise BadFile(_altered())
        files = _listed_files(archive, manifest)
    name = trusted(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
    return Unpacked(manifest, files, name, manifest.key_id)


def fingerprint(key: ec.EllipticCurvePublicKey) -> str:
    """SHA-256 of a public key as DER, in hex: what two people compare over the telephone."""
    return _sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _sign(signer: ec.EllipticCurvePrivateKey, manifest: bytes) -> bytes:
    try:
        return signer.sign(manifest, ec.ECDSA(SHA256(), deterministic_signing=True))
    except UnsupportedAlgorithm:  # a FIPS module signs with a random nonce only; equally valid, not repeatable
        return signer.sign(manifest, ec.ECDSA(SHA256()))


def _signer_key(pem: bytes) -> ec.EllipticCurvePublicKey:
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as trouble:
        raise BadFile(_altered()) from trouble
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BadFile(_("This bundle is signed in a way Casemgr does not accept; it was not opened."))
    return key


def _verify(key: ec.EllipticCurvePublicKey, signature: bytes, manifest: bytes) -> None:
    try:
        key.verify(signature, manifest, ec.ECDSA(SHA256()))
    except InvalidSignature as trouble:
        raise BadFile(_altered()) from trouble


def _listed_files(archive: inner_zip.Opened, manifest: Manifest) -> dict[str, bytes]:
    if archive.names != set(MOST) | {FOLDER + listed.name for listed in manifest.files}:
        raise BadFile(_altered())
    files = {listed.name: archive.read(FOLDER + listed.name) for listed in manifest.files}
    if any(_sha256(files[listed.name]) != listed.sha256 for listed in manifest.files):
        raise BadFile(_altered())
    return files


def _altered() -> str:
    return _("This bundle was altered after it was signed; it was not opened.")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
