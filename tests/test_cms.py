"""Sealed files: opened by OpenSSL and by us for every kind of recipient, and by nobody else."""

import random
import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import BadFile, CaseError, Invalid, WrongKey
from casemgr.services import cms_envelope, cms_write
from casemgr.services.cms import MAX_CONTENT, Passphrase, open_sealed, seal
from casemgr.services.cms_envelope import MAX_RECIPIENTS, MAX_ROUNDS, EcLock, Envelope, PassphraseLock

CONTENT = b"Synthetic monthly figures.\n" * 40
WORDS = "plover lantern orchard seven"


def certified(key, name: str) -> x509.Certificate:
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + timedelta(days=30))
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_CERTIFICATE = certified(RSA_KEY, "Records Unit (synthetic)")
EC_CERTIFICATE = certified(EC_KEY, "Harbor House (synthetic)")
HOLDERS = {"rsa": (RSA_KEY, RSA_CERTIFICATE), "ec": (EC_KEY, EC_CERTIFICATE)}


@pytest.fixture(scope="module")
def for_all() -> bytes:
    return seal(CONTENT, [RSA_CERTIFICATE, EC_CERTIFICATE, Passphrase(WORDS)])


class OpenSsl:
    """The `openssl cms` command over files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, (key, certificate) in HOLDERS.items():
            private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            (folder / f"{name}.key").write_bytes(private)
            (folder / f"{name}.pem").write_bytes(certificate.public_bytes(Encoding.PEM))

    def run(self, *words: str, given: bytes) -> subprocess.CompletedProcess[bytes]:
        command = ["openssl", "cms", "-binary", *words]
        return subprocess.run(command, input=given, capture_output=True, cwd=self.folder, check=False)

    def decrypt(self, der: bytes, *how: str) -> subprocess.CompletedProcess[bytes]:
        return self.run("-decrypt", "-inform", "DER", *how, given=der)

    def encrypt(self, *how: str, cipher: str = "-aes-256-gcm") -> bytes:
        done = self.run("-encrypt", cipher, "-outform", "DER", *how, given=CONTENT)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def openssl(tmp_path: Path) -> OpenSsl:
    found = shutil.which("openssl")
    said = subprocess.run([found, "version"], capture_output=True, text=True, check=True).stdout if found else ""
    if not said.startswith("OpenSSL ") or int(said.split()[1].split(".")[0]) < 3:
        pytest.skip("needs the openssl command, version 3 or newer: older ones know no AuthEnvelopedData")
    return OpenSsl(tmp_path)


WAYS = {
    "rsa": ("-inkey", "rsa.key", "-recip", "rsa.pem"),
    "ec": ("-inkey", "ec.key", "-recip", "ec.pem"),
    "passphrase": ("-pwri_password", WORDS),
}
OAEP = ("-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256")


@pytest.mark.parametrize("way", WAYS)
def test_openssl_opens_one_file_for_all_three_kinds_of_recipient(openssl: OpenSsl, for_all: bytes, way: str):
    done = openssl.decrypt(for_all, *WAYS[way])
    assert (done.returncode, done.stdout) == (0, CONTENT), done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_openssl_opens_a_file_for_one_recipient(openssl: OpenSsl, way: str):
    recipient = Passphrase(WORDS) if way == "passphrase" else HOLDERS[way][1]
    done = openssl.decrypt(seal(CONTENT, [recipient]), *WAYS[way])
    assert (done.returncode, done.stdout) == (0, CONTENT), done.stderr


def test_openssl_refuses_another_passphrase(openssl: OpenSsl, for_all: bytes):
    done = openssl.decrypt(for_all, "-pwri_password", WORDS + "x")
    assert done.returncode != 0
    assert CONTENT[:20] not in done.stdout


@pytest.mark.parametrize("way", WAYS)
def test_openssl_refuses_a_flipped_byte(openssl: OpenSsl, for_all: bytes, way: str):
    altered = bytearray(for_all)
    altered[-200] ^= 1
    assert openssl.decrypt(bytes(altered), *WAYS[way]).returncode != 0


@pytest.mark.parametrize(("name", "options"), [("rsa", OAEP), ("ec", ("-keyopt", "ecdh_kdf_md:sha256"))])
def test_what_openssl_seals_opens_here(openssl: OpenSsl, name: str, options: tuple[str, ...]):
    der = openssl.encrypt("-recip", f"{name}.pem", *options)
    key, certificate = HOLDERS[name]
    assert open_sealed(der, private_key=key, certificate=certificate) == CONTENT


def test_weaker_forms_of_other_programs_are_refused(openssl: OpenSsl):
    with pytest.raises(WrongKey):  # PKCS#1 v1.5
        open_sealed(openssl.encrypt("-recip", "rsa.pem"), private_key=RSA_KEY)
    with pytest.raises(BadFile):  # no integrity
        open_sealed(openssl.encrypt("-recip", "rsa.pem", *OAEP, cipher="-aes-256-cbc"), private_key=RSA_KEY)
    with pytest.raises(BadFile):
        open_sealed(openssl.encrypt("-recip", "rsa.pem", *OAEP, cipher="-aes-128-gcm"), private_key=RSA_KEY)


@pytest.mark.parametrize("name", HOLDERS)
def test_a_key_opens_it_with_and_without_its_certificate(for_all: bytes, name: str):
    key, certificate = HOLDERS[name]
    assert open_sealed(for_all, private_key=key) == CONTENT
    assert open_sealed(for_all, private_key=key, certificate=certificate) == CONTENT


def test_the_passphrase_opens_it_and_another_does_not(for_all: bytes):
    assert open_sealed(for_all, passphrase=WORDS) == CONTENT
    with pytest.raises(WrongKey, match="does not open"):
        open_sealed(for_all, passphrase="plover lantern orchard eight")


def test_a_key_it_was_not_sealed_for_is_told_so(for_all: bytes):
    for stranger in (ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)):
        with pytest.raises(WrongKey, match="not sealed for this key"):
            open_sealed(for_all, private_key=stranger)
    with pytest.raises(WrongKey):
        open_sealed(for_all, private_key=EC_KEY, certificate=certified(EC_KEY, "Another certificate (synthetic)"))
    with pytest.raises(WrongKey, match="no passphrase"):
        open_sealed(seal(CONTENT, [EC_CERTIFICATE]), passphrase=WORDS)


@given(st.binary(max_size=2000))
def test_any_content_comes_back(content: bytes):
    assert open_sealed(seal(content, [EC_CERTIFICATE]), private_key=EC_KEY) == content


def test_altered_content_is_refused_in_words(for_all: bytes):
    for place in (-1, -30, -500):
        altered = bytearray(for_all)
        altered[place] ^= 0x80
        with pytest.raises(BadFile, match="altered or damaged"):
            open_sealed(bytes(altered), private_key=EC_KEY)


def test_a_cut_file_is_refused_at_every_length():
    der = seal(b"short", [EC_CERTIFICATE])
    for length in range(len(der)):
        with pytest.raises(BadFile):
            open_sealed(der[:length], private_key=EC_KEY)
    with pytest.raises(BadFile):
        open_sealed(der + b"\0", private_key=EC_KEY)


def test_mutated_files_are_refused_in_words_or_come_back_whole(for_all: bytes):
    chance = random.Random(8207)
    for turn in range(400):
        der = bytearray(for_all)
        for _flip in range(chance.choice((1, 1, 1, 4))):
            der[chance.randrange(min(len(der), 1400))] = chance.randrange(256)
        if turn % 5 == 0:
            at = chance.randrange(len(der))
            der[at : at + chance.randrange(20)] = chance.randbytes(chance.randrange(20))
        with suppress(CaseError):
            assert open_sealed(bytes(der), private_key=EC_KEY if turn % 2 else RSA_KEY) == CONTENT


@pytest.mark.parametrize("junk", [b"", b"\x30\x80" * 3000, b"%PDF-2.0\n", bytes(5000)])
def test_other_files_are_refused_in_words(junk: bytes):
    with pytest.raises(BadFile, match="not a sealed file"):
        open_sealed(junk, passphrase=WORDS)


def test_a_file_cannot_ask_for_endless_work():
    lock = PassphraseLock(bytes(16), MAX_ROUNDS + 1, bytes(16), bytes(48))
    half = PassphraseLock(bytes(16), MAX_ROUNDS // 2 + 1, bytes(16), bytes(48))
    for locks in ((lock,), (half, half)):
        with pytest.raises(BadFile, match="more work"):
            open_sealed(cms_write.write(Envelope(locks, bytes(12), b"", bytes(16))), passphrase=WORDS)


def der_of(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x84]) + len(content).to_bytes(4) + content


@pytest.mark.parametrize("crowd", [der_of(0x31, b"\x30\x00" * 2_000_000), b"\x31\x80" + b"\x05\x00" * 2_000_000])
def test_a_crowd_of_small_elements_is_refused_before_it_is_parsed(crowd: bytes):
    kind = bytes.fromhex("060b2a864886f70d0109100117")
    der = der_of(0x30, kind + der_of(0xA0, der_of(0x30, b"\x02\x01\x00" + crowd)))
    began = process_time()
    with pytest.raises(BadFile):
        open_sealed(der, private_key=EC_KEY)
    assert process_time() - began < 1


@pytest.mark.parametrize("size", [250 * 1024, 300 * 1024, 5 * 2**20])
def test_large_content_comes_back(size: int):
    content = random.Random(size).randbytes(size)
    assert open_sealed(seal(content, [EC_CERTIFICATE]), private_key=EC_KEY) == content


def test_a_file_has_a_bounded_number_of_recipients():
    with pytest.raises(Invalid):
        seal(CONTENT, [EC_CERTIFICATE] * (MAX_RECIPIENTS + 1))
    with pytest.raises(Invalid):
        seal(CONTENT, [])
    holder = cms_envelope.holder(EC_CERTIFICATE.public_bytes(Encoding.DER))
    locks = (EcLock(holder, b"\x04" + bytes(64), bytes(40)),) * (MAX_RECIPIENTS + 1)
    with pytest.raises(BadFile):
        open_sealed(cms_write.write(Envelope(locks, bytes(12), b"", bytes(16))), private_key=EC_KEY)


def test_size_is_bounded_both_ways():
    with pytest.raises(Invalid, match="100 MB"):
        seal(bytes(MAX_CONTENT + 1), [EC_CERTIFICATE])
    with pytest.raises(BadFile, match="100 MB"):
        open_sealed(bytes(MAX_CONTENT + 2**21), private_key=EC_KEY)


@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(65537, 1024),
        ec.generate_private_key(ec.SECP384R1()),
        ed25519.Ed25519PrivateKey.generate(),
    ],
    ids=["rsa-1024", "p-384", "ed25519"],
)
def test_a_certificate_with_another_kind_of_key_is_refused(key):
    with pytest.raises(BadFile, match=r"P-256 nor RSA"):
        seal(CONTENT, [certified(key, "Elsewhere (synthetic)")])


def test_the_words_are_not_shown_in_a_traceback():
    assert WORDS not in repr(Passphrase(WORDS))
