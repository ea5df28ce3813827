"""The native parts inside the packages that no list of packages names, with the versions they say themselves."""

import re
from dataclasses import dataclass

import pikepdf
from cryptography.hazmat.backends.openssl import backend
from PySide6.QtCore import qVersion

from casemgr.core.engine import sqlcipher


@dataclass(frozen=True)
class Native:
    """A library that is built into a package."""

    name: str
    version: str
    built_into: str
    license: str


def natives() -> list[Native]:
    """Each native part, asked of the running library."""
    connection = sqlcipher.connect(":memory:")
    try:
        connection.set_key(bytearray(b"x'" + b"0" * 64 + b"'"))
        asked = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cipher_version", _PROVIDER))
        cipher, provider = map(_number, asked)
    finally:
        connection.close()
    return [
        Native("SQLCipher", cipher, "sqlcipher3", "BSD-3-Clause"),
        Native("SQLite", sqlcipher.sqlite_version, "sqlcipher3", "blessing"),
        Native("OpenSSL", provider, "sqlcipher3", "Apache-2.0"),
        Native("OpenSSL", _number(backend.openssl_version_text()), "cryptography", "Apache-2.0"),
        Native("libqpdf", pikepdf.__libqpdf_version__, "pikepdf", "Apache-2.0"),
        Native("Qt", qVersion(), "pyside6-essentials", "LGPL-3.0-only"),
    ]


_PROVIDER = "cipher_provider_version"


def _number(said: str) -> str:
    """The version in what a library says of itself, such as 3.6.0 in `OpenSSL 3.6.0 1 Oct 2025`."""
    found = re.search(r"\d+(?:\.\d+)+\w*", said)
    if found is None:
        raise ValueError(said)
    return found[0]
