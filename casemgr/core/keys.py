"""The store root key and the five keys drawn from it, one for each use."""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


@dataclass(frozen=True, eq=False, repr=False)
class StoreKeys:
    """What an open store works with; the root key itself is not kept."""

    database: bytearray
    header: bytearray
    mark: bytearray
    log: bytearray
    people: bytearray

    def forget(self) -> None:
        """Overwrite the keys in memory; nothing opens with them afterwards."""
        for key in (self.database, self.header, self.mark, self.log, self.people):
            wipe(key)


def new_root_key() -> bytearray:
    """A random store root key of 256 bits."""
    return bytearray(secrets.token_bytes(KEY_BYTES))


def store_keys(root: bytes | bytearray) -> StoreKeys:
    """The keys of a store, drawn from its root key."""
    return StoreKeys(
        database=draw(root, b"database"),
        header=draw(root, b"header-mac"),
        mark=draw(root, b"mark"),
        log=draw(root, b"log"),
        people=draw(root, b"people"),
    )


def draw(secret: bytes | bytearray, purpose: bytes, salt: bytes | None = None) -> bytearray:
    """A 256-bit key for one purpose, by HKDF-SHA256 (RFC 5869)."""
    key = bytearray(KEY_BYTES)
    HKDF(SHA256(), KEY_BYTES, salt, b"casemgr 1 " + purpose).derive_into(secret, key)
    return key


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in memory."""
    secret[:] = bytes(len(secret))
