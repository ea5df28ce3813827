"""Keys and certificates from files: what is none, or of a kind that is not used here, is told in a sentence."""

from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from casemgr.core.errors import BadFile
from casemgr.services.pem import read_certificate, read_private_key

P256, OTHER = bytes.fromhex("2a8648ce3d030107"), bytes.fromhex("2a8648ce3d030106")


def key_file(folder: Path, key: bytes) -> Path:
    path = folder / "key.pem"
    lines = b64encode(key).decode()
    path.write_text(f"-----BEGIN PRIVATE KEY-----\n{lines}\n-----END PRIVATE KEY-----\n")
    return path


def written(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def test_a_key_of_the_curve_we_use_is_read(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert read_private_key(key_file(tmp_path, written(key))).private_numbers() == key.private_numbers()


def test_a_key_on_a_curve_nobody_reads_is_told(tmp_path: Path) -> None:
    odd = written(ec.generate_private_key(ec.SECP256R1())).replace(P256, OTHER)
    with pytest.raises(BadFile, match=r"key\.pem"):
        read_private_key(key_file(tmp_path, odd))


@pytest.mark.parametrize("content", [b"", b"-----BEGIN", b"\x30\x80", b"words"])
def test_what_is_no_certificate_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "partner.crt"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=r"partner\.crt"):
        read_certificate(path)
