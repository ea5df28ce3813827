"""Case bundles: what was packed comes back, signed; anything else is refused before it is believed."""

import io
import json
import random
import shutil
import stat
import struct
import subprocess
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import BadFile, CaseError, Invalid
from casemgr.services import inner_zip
from casemgr.services.bundle_file import FOLDER, MANIFEST, SIGNATURE, SIGNER, Unpacked, fingerprint, pack, unpack
from casemgr.services.bundle_manifest import Checkpoint, Facts
from casemgr.services.cms import Passphrase, open_sealed, seal
from casemgr.services.inner_names import are_distinct, is_safe
from casemgr.services.outgoing import Written, write_sealed

KEY = ec.derive_private_key(8207, ec.SECP256R1())
STRANGER = ec.derive_private_key(99, ec.SECP256R1())
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


UNSAFE = [
    "/etc/passwd", "../up", "a/../../up", "a/./b", "a//b", "", "C:\\x", "C:x", "a\\b", "a.txt:evil", "CON", "con.json",
    "a/NUL.txt", "Lpt1", "COM¹", "AUX .txt", "a.", "a ", " a", "a\x00b", "a\nb", "a\x1fb", "a\x85b", "\u202egnp.exe",
    "a\u200bb", "a\u2066b", "e\u0301.txt", "what?", "x" * 201, "a*", "a|b",
]  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_names_are_refused_both_ways(name: str):
    assert not is_safe(name)
    with pytest.raises(Invalid, match="name"):
        pack({name: b""}, FACTS, KEY)


@pytest.mark.parametrize("name", ["../up", "/etc/passwd", "C:\\x", "a.txt:evil", "CON.json", "\u202egnp.exe", "a\\b"])
def test_a_zip_with_an_unsafe_name_is_refused_unread(name: str):
    refused(foreign_zip([name]), "could do harm")


@pytest.mark.parametrize("pair", [("a.txt", "A.TXT"), ("straße", "STRASSE"), ("\ufb01le", "file")])
def test_twins_are_refused_both_ways(pair: tuple[str, str]):
    assert not are_distinct(pair)
    with pytest.raises(Invalid):
        pack(dict.fromkeys(pair, b""), FACTS, KEY)
    refused(foreign_zip(list(pair)), "same name")


def test_ordinary_names_travel():
    for name in ("records/people.json", "año 2026/información.pdf", "中文.txt", "a.b.c", "console.txt", ".hidden"):
        assert is_safe(name)
        assert opened(pack({name: b"x"}, FACTS, KEY)).files == {name: b"x"}


def foreign_zip(names: list[str], **attributes: object) -> bytes:
    """A ZIP as another program might write it, each member with these attributes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            member = zipfile.ZipInfo(name)
            for key, value in attributes.items():
                setattr(member, key, value)
            archive.writestr(member, b"target")
    return out.getvalue()


def test_links_folders_and_odd_methods_are_refused():
    refused(foreign_zip(["link"], external_attr=(stat.S_IFLNK | 0o777) << 16), "could do harm")
    refused(foreign_zip(["folder/"]), "could do harm")
    refused(foreign_zip(["packed"], compress_type=zipfile.ZIP_LZMA), "could do harm")
    locked = bytearray(foreign_zip(["locked"]))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    refused(bytes(locked), "could do harm")


def test_bombs_and_crowds_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(20 * 2**20))
    refused(out.getvalue(), "more than a bundle may hold")
    refused(foreign_zip([f"{number}" for number in range(204)]), "not a case bundle")
    refused(foreign_zip([f"{number}" for number in range(5000)]), "not a case bundle")


def test_a_member_that_lies_about_its_size_is_refused():
    bomb = bytearray(zipped_deflated(MANIFEST, bytes(9 * 2**20)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", bomb, bomb.index(mark) + at, 400_000)
    with inner_zip.opened(bytes(bomb)) as archive, pytest.raises(BadFile, match="damaged"):
        archive.read(MANIFEST)


def zipped_deflated(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_bytes_before_behind_or_beside_the_zip_are_refused():
    content = pack(FILES, FACTS, KEY)
    for other in (b"", b"PK", b"x" + content, content + b"x", content[:-1], content[1:], bytes(100)):
        refused(other, "not a case bundle")


def test_more_than_a_bundle_holds_is_refused_at_packing():
    for files in ({"large": bytes(25 * 2**20 + 1)}, {f"{number}": b"" for number in range(201)}):
        with pytest.raises(Invalid, match="200 files, 25 MB each"):
            pack(files, FACTS, KEY)
    with pytest.raises(Invalid, match="too long"):
        pack({}, replace(FACTS, caveat="x" * 2001), KEY)
    assert len(opened(pack({f"{number}": b"" for number in range(200)}, FACTS, KEY)).files) == 200


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


def test_names_inside_do_not_collide_with_what_vouches_for_them():
    files = {MANIFEST: b"mine", SIGNATURE: b"mine", f"{FOLDER}x": b"mine"}
    assert opened(pack(files, FACTS, KEY)).files == files


def test_a_sealed_bundle_travels_as_one_opaque_file(tmp_path: Path):
    """The whole way: packed, sealed, written, tested under its temporary name; then opened by the recipient."""

    def opens(path: Path) -> None:
        assert opened(open_sealed(path.read_bytes(), passphrase="plover lantern")).files == FILES

    der = seal(pack(FILES, FACTS, KEY), [Passphrase("plover lantern")])
    register: list[Written] = []
    written = write_sealed(der, tmp_path, check=opens, before_rename=register.append)
    assert register == [written]
    assert written.path.suffix == ".p7m"
    opens(written.path)
