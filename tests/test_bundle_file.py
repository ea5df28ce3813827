"""Case bundles: what was packed comes back, signed; anything else is refused before it is believed."""

import io
import json
import random
import shutil
import subprocess
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import CaseError
from casemgr.services import inner_zip
from casemgr.services.bundle_file import MANIFEST, SIGNATURE, SIGNER, fingerprint, pack
from casemgr.services.cms import Passphrase, open_sealed, seal
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.outgoing import Written, write_sealed
from tests.bundles import FACTS, FILES, KEY, opened, refused

STRANGER = ec.derive_private_key(99, ec.SECP256R1())


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(**changes: bytes | None) -> bytes:
    """The sample bundle with members put in place of, or left out."""
    inside = members(pack(FILES, FACTS, KEY)) | {name.replace("__", "/"): new for name, new in changes.items()}
    return inner_zip.write([(name, content) for name, content in inside.items() if content is not None])


def resigned(manifest: bytes, key: ec.EllipticCurvePrivateKey = KEY, **more: bytes) -> bytes:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signature = key.sign(manifest, ec.ECDSA(SHA256()))
    return repacked(**{MANIFEST: manifest, SIGNATURE: signature, SIGNER: pem, **more})


def manifest_with(**changes: object) -> bytes:
    value = json.loads(members(pack(FILES, FACTS, KEY))[MANIFEST]) | changes
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_what_was_packed_comes_back_with_its_signer():
    unpacked = opened(pack(FILES, FACTS, KEY))
    assert unpacked.files == FILES
    assert (unpacked.signer_name, unpacked.fingerprint) == ("Officer Example", fingerprint(KEY.public_key()))
    manifest = unpacked.manifest
    assert (manifest.store_id, manifest.made_at, manifest.record_ids) == (
        FACTS.store_id,
        FACTS.made_at,
        FACTS.record_ids,
    )
    assert (manifest.audit, manifest.recipients) == (FACTS.audit, FACTS.recipients)
    assert (manifest.caveat, manifest.expires_on) == (FACTS.caveat, FACTS.expires_on)


def test_equal_input_gives_equal_bytes():
    elsewhere = replace(FACTS, made_at=FACTS.made_at.astimezone(timezone(timedelta(hours=-5))))
    assert pack(FILES, FACTS, KEY) == pack(dict(reversed(FILES.items())), elsewhere, KEY)


def test_an_unknown_signer_is_shown_as_unknown():
    unpacked = opened(pack(FILES, FACTS, STRANGER))
    assert unpacked.signer_name is None
    assert unpacked.fingerprint == fingerprint(STRANGER.public_key())


def test_openssl_and_any_unzip_verify_it(tmp_path: Path):
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command")
    for name, content in members(pack(FILES, FACTS, KEY)).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    command = ["openssl", "dgst", "-sha256", "-verify", SIGNER, "-signature", SIGNATURE, MANIFEST]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout == b"Verified OK\n"
    der = ["openssl", "pkey", "-pubin", "-in", SIGNER, "-outform", "DER"]
    digest = subprocess.run(der, cwd=tmp_path, capture_output=True, check=True).stdout
    said = subprocess.run(["openssl", "dgst", "-sha256", "-r"], input=digest, capture_output=True, check=True)
    assert said.stdout.split()[0].decode() == fingerprint(KEY.public_key())


@given(st.dictionaries(st.sampled_from(["a", "b/c", "ñ.txt", "report.json"]), st.binary(max_size=3000)))
def test_any_content_comes_back(files: dict[str, bytes]):
    assert opened(pack(files, FACTS, KEY)).files == files


def test_very_even_content_comes_back():
    """A megabyte of one letter shrinks a thousandfold, which a reader must not believe of a stranger."""
    files = {"even": b"a" * 2**20, "other": b"b" * 2**20, "plain": b"word"}
    assert opened(pack(files, FACTS, KEY)).files == files


def test_unsigned_is_refused():
    refused(repacked(**{SIGNATURE: None}), "not signed")
    refused(repacked(**{SIGNER: None}), "not signed")
    refused(inner_zip.write([("notes.txt", b"hello")]), "not signed")
    refused(repacked(**{MANIFEST: None}), "not a case bundle")


@pytest.mark.parametrize(
    "content",
    [
        repacked(files__empty=b"no longer"),
        repacked(files__empty=None),
        repacked(files__more=b"slipped in"),
        repacked(more=b"slipped in"),
        repacked(**{MANIFEST: manifest_with(caveat="Free to share")}),
        repacked(**{SIGNATURE: STRANGER.sign(b"other", ec.ECDSA(SHA256()))}),
        repacked(**{SIGNATURE: b""}),
        repacked(**{SIGNER: members(pack(FILES, FACTS, STRANGER))[SIGNER]}),
        repacked(**{SIGNER: b"-----BEGIN PUBLIC KEY-----\n"}),
        resigned(manifest_with(), STRANGER),
    ],
    ids=["file", "file gone", "file more", "member more", "manifest", "signature", "none", "key", "no key", "key id"],
)
def test_altered_is_refused(content: bytes):
    refused(content, "altered after it was signed")


def test_a_key_of_another_kind_is_refused():
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    pem = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    refused(repacked(**{SIGNER: pem}), "does not accept")


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{" * 5000,
        b'{"schema":true}',
        b'{"schema":1}',
        manifest_with(surprise=1),
        manifest_with(made_at="yesterday"),
        manifest_with() + b"\n",
        manifest_with().replace(b'"schema":1', b'"schema":1,"schema":1'),
        manifest_with(schema=0),
    ],
)
def test_a_signed_manifest_in_any_other_form_is_refused(manifest: bytes):
    refused(resigned(manifest), "list of contents")


def test_a_newer_bundle_says_so():
    refused(resigned(manifest_with(schema=2, novelty="?")), "newer Casemgr")


def test_mutated_bundles_are_refused_in_words_or_come_back_whole():
    content, chance = pack(FILES, FACTS, KEY), random.Random(8207)
    whole = opened(content)
    for _turn in range(500):
        other = bytearray(content)
        at = chance.randrange(len(other))
        match chance.randrange(4):
            case 0:
                other[at] = chance.randrange(256)
            case 1:
                other[at : at + chance.randrange(30)] = b""
            case 2:
                other[at:at] = chance.randbytes(chance.randrange(1, 30))
            case _:
                away = chance.randrange(len(other))
                other[at : at + 8], other[away : away + 8] = other[away : away + 8], other[at : at + 8]
        with suppress(CaseError):
            assert opened(bytes(other)) == whole


def test_a_sealed_bundle_travels_as_one_opaque_file(tmp_path: Path):
    """The whole way: packed, sealed, written, tested under its temporary name; then opened by the recipient."""

    def opens(path: Path) -> None:
        assert opened(open_sealed(path.read_bytes(), passphrase="plover lantern")).files == FILES

    der = Outgoing(seal(pack(FILES, FACTS, KEY), [Passphrase("plover lantern")]), NoPerson.FIGURES)
    register: list[Written] = []
    written = write_sealed(der, tmp_path, check=opens, before_rename=register.append)
    assert register == [written]
    assert written.path.suffix == ".p7m"
    opens(written.path)
