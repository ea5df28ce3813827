"""The secret of this computer, kept in the keyring of the operating system; never in a file."""

import binascii
import secrets
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable
from uuid import UUID

from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, kwallet
from keyring.errors import KeyringLocked, PasswordDeleteError

if sys.platform == "darwin":
    # Elsewhere its mere import starts a compiler to look for Apple's libraries.
    from keyring.backends import macOS

SERVICE = "Casemgr"
SECRET_BYTES = 32
TRUSTED: tuple[type[KeyringBackend], ...] = (Windows.WinVaultKeyring, SecretService.Keyring, kwallet.DBusKeyring)
if sys.platform == "darwin":
    TRUSTED = (macOS.Keyring, *TRUSTED)
"""Chosen here by class: settings and environment could point the keyring package at a plain file."""


class ToyKeyring:
    """A keyring in memory, for tests; while `locked` it refuses as a real one does."""

    def __init__(self) -> None:
        self.locked = False
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_locked()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_locked()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_locked()
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("no such entry")

    def _refuse_locked(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")


Keyring = KeyringBackend | ToyKeyring


def trusted(keyring: object) -> bool:
    """Whether this is exactly one of the keyrings known to guard what they hold, or the toy of a test."""
    return type(keyring) in (*TRUSTED, ToyKeyring)


def works(keyring: Keyring) -> bool:
    """Whether the keyring gives back what it is given; one that is present can still be locked or refuse."""
    name, token = f"probe-{secrets.token_hex(8)}", secrets.token_hex(8)
    try:
        keyring.set_password(SERVICE, name, token)
        same = keyring.get_password(SERVICE, name) == token
        keyring.delete_password(SERVICE, name)
    except Exception:
        # Back ends raise errors of D-Bus, of Windows and their own; each means the same: do not rely on it.
        return False
    return same


def system_keyring(kinds: Iterable[type[KeyringBackend]] = TRUSTED) -> Keyring | None:
    """The keyring of this system that is trusted and works, or None."""
    for kind in kinds:
        if not kind.viable:
            continue
        keyring = kind()
        if isinstance(keyring, Windows.WinVaultKeyring):
            # The default lets the secret roam with the domain profile to other machines.
            keyring.persist = "local machine"
        if trusted(keyring) and works(keyring):
            return keyring
    return None


def device_secret(store_id: UUID, keyring: Keyring | None, *, make: bool) -> bytes | None:
    """The 32 bytes this computer keeps for a store, or None; with `make` a missing one is made."""
    if keyring is None or not trusted(keyring):
        return None
    try:
        kept = keyring.get_password(SERVICE, str(store_id))
        if kept is None and make:
            keyring.set_password(SERVICE, str(store_id), b64encode(secrets.token_bytes(SECRET_BYTES)).decode())
            kept = keyring.get_password(SERVICE, str(store_id))
    except Exception:
        # As in `works`: whatever the reason, this computer cannot give the secret now.
        return None
    return None if kept is None else _decoded(kept)


def _decoded(kept: str) -> bytes | None:
    try:
        secret = b64decode(kept, validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == SECRET_BYTES else None
